"""Update output/ file by file, without replacing the folder: for a mount point, which cannot be swapped.

The order keeps every page complete, whenever a build is killed: first the files that pages refer to, then
pages, then feeds and sitemaps; deletions last, pages before the files they refer to. Each file is renamed
into place, so nobody reads half of one.
"""

import os
from collections.abc import Iterable
from contextlib import suppress

from bantin.publish.order import by_stage
from bantin.publish.staging import STAGING, Files, OutputState, Writer, folders_of
from bantin.publish.swap import remove
from bantin.system.stat_signature import (
    FolderSnapshot,
    StatSignature,
    StatSignatures,
    file_clock,
    folder_signature,
    signatures_of,
    wait_until_trusted,
)


class InPlace:
    """Updates output/ file by file; has the methods of `Staging`.

    present: output/ before the build. last: the state after the last build.
    """

    is_new_folder = False  # output/ keeps its inode

    def __init__(self, output: str, *, present: FolderSnapshot, last: OutputState) -> None:
        self._output, self._present, self._last = output, present, last
        self._folder = os.path.join(output, STAGING)
        self._files = Files(frozenset(), frozenset())
        self._done = 0

    def __enter__(self) -> "InPlace":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, MemoryError):  # the next build reports it if it persists
            remove(self._folder)

    def prepare(self, files: Files) -> None:
        """Create the folder for files that are not kept."""
        remove(self._folder)  # leftovers of a killed build
        self._files = files
        os.mkdir(self._folder, 0o755)
        for name in sorted(folders_of(files.paths - files.keep) - {""}):
            os.mkdir(f"{self._folder}/{name}", 0o755)

    def writer(self) -> Writer:
        """Return the writer for the folder. Call this after `prepare`."""
        return Writer(self._folder, replaces=False, present=self._output)

    def write(self, name: str, data: bytes) -> None:
        self.writer().write(name, data)

    def note(self, name: str, signature: StatSignature) -> None:
        """Do nothing: the rename changes the signature."""

    def seal(self) -> None:
        """Finish writing."""

    def inode(self) -> int:
        """Return the inode of output/."""
        return os.stat(self._output).st_ino

    def publish(self) -> None:
        """Move the files into place, then delete files that the site no longer has."""
        for name in sorted(folders_of(self._files.paths) - {""}):
            self._make_folder(f"{self._output}/{name}")
        for name in by_stage(self._files.paths - self._files.keep):
            destination = f"{self._output}/{name}"
            if os.path.isdir(destination) and not os.path.islink(destination):
                remove(destination)
            # Does nothing if both are the same file, which had these bytes already.
            os.rename(f"{self._folder}/{name}", destination)
        remove(self._folder)
        self._delete(reversed(by_stage(self._gone())))
        self._done = file_clock()

    def finish(self) -> OutputState:
        """Return the state of the disk, with signatures that can be trusted."""
        wait_until_trusted(self._done)
        kept: StatSignatures = {
            name: self._last.output.files[name] for name in self._files.keep & self._known()
        }
        fresh = signatures_of(self._output, self._files.paths - kept.keys())
        folders = {
            name: folder_signature(f"{self._output}/{name}") for name in sorted(folders_of(self._files.paths))
        }
        return OutputState(FolderSnapshot(dict(sorted((kept | fresh).items())), folders), None)

    def _known(self) -> set[str]:
        return set(self._last.output.files)

    def _gone(self) -> set[str]:
        """Return the files of output/ that do not belong to the site, and leftovers of a killed build."""
        prefix = f"{STAGING}/"
        return {name for name in self._present.files if not name.startswith(prefix)} - self._files.paths

    def _delete(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(f"{self._output}/{name}")
        needed = folders_of(self._files.paths)
        for folder in sorted(set(self._present.folders) - needed, reverse=True):
            with suppress(OSError):  # deleted already, or contains files of others
                os.rmdir(f"{self._output}/{folder}")

    def _make_folder(self, path: str) -> None:
        path = path.rstrip("/")
        if os.path.lexists(path) and (os.path.islink(path) or not os.path.isdir(path)):
            remove(path)
        with suppress(FileExistsError):
            os.mkdir(path, 0o755)
