"""One file of output/ replaced by one rename: all other files stay as they stand.

A new site is otherwise staged whole and swapped in. Where a single file differs nobody can meet half a site,
and no other file need be linked: at 100,000 articles an edited body took 1.8 s in place of 3.4.
"""

import os
from contextlib import suppress

from bantin.publish.in_place import STAGING
from bantin.publish.staging import Files, OutputState, PreviousSite, Writer
from bantin.publish.swap import remove, sibling_path
from bantin.system.stat_signature import (
    FolderSnapshot,
    StatSignature,
    file_clock,
    folder_signature,
    signatures_of,
    wait_until_trusted,
)


class Replacement:
    """Replaces at most one file of output/, which must stand as the last build left it (`last`).

    It is used as `Staging` is. After the `with` nothing lies beside output/ that did not before.
    """

    is_new_folder = False  # output/ stays the same folder

    def __init__(self, output: str, *, last: OutputState) -> None:
        self._output = output
        self._last = last
        self._folder = _staging(output)
        self._changed: list[str] = []
        self._replaced = 0

    def __enter__(self) -> "Replacement":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, MemoryError):  # the next build will tell, if it is still so then
            remove(self._folder)

    def prepare(self, files: Files) -> None:
        """Make the folder in which the file is written."""
        remove(self._folder)  # what a killed build left
        self._changed = sorted(files.paths - files.keep)
        for path in self._changed:
            os.makedirs(f"{self._folder}/{os.path.dirname(path)}")

    def writer(self) -> Writer:
        """Return what writes into the folder. Call it after `prepare`."""
        return Writer(self._folder, replaces=False)

    def write(self, name: str, data: bytes) -> None:
        self.writer().write(name, data)

    def note(self, name: str, row: StatSignature) -> None:
        """Do nothing: the rename gives the file another row."""

    def seal(self) -> None:
        """Note that everything is written."""

    def inode(self) -> int:
        """Return the inode of output/, which stays the same folder."""
        return os.stat(self._output).st_ino

    def publish(self) -> None:
        """Put the file in its place, or raise OSError and leave output/ as it is."""
        for path in self._changed:
            os.replace(f"{self._folder}/{path}", f"{self._output}/{path}")
        self._replaced = file_clock()

    def finish(self) -> OutputState:
        """Return what this build leaves, in rows that can be trusted."""
        if not self._changed:
            return self._last
        wait_until_trusted(self._replaced)
        (files, folders), spare = self._last
        [path] = self._changed
        folder = path[: path.rfind("/") + 1]
        standing = FolderSnapshot(
            files | signatures_of(self._output, [path]),
            folders | {folder: folder_signature(f"{self._output}/{folder}")},
        )
        return OutputState(standing, spare and _without(spare, path))


def _staging(output: str) -> str:
    """Return a folder on the same file system, from which a file can be renamed into output/."""
    return os.path.join(output, STAGING) if os.path.ismount(output) else sibling_path(output, "staging")


def _without(spare: PreviousSite, path: str) -> PreviousSite:
    """Return the spare once output/ has another version of this file, to which the spare has no link."""
    if path in spare.lacks:
        return spare
    return PreviousSite(spare.folders, sorted([*spare.only, path]), sorted([*spare.lacks, path]))
