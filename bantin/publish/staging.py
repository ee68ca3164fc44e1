"""The staging folder: the next site beside output/, and what a build leaves on disk."""

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress

from bantin.publish import swap
from bantin.publish.swap import remove, sibling_path
from bantin.system.descriptors import BINARY, CLOSED_ON_EXEC, read_whole
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import (
    FolderSignature,
    FolderSnapshot,
    StatSignature,
    StatSignatures,
    file_clock,
    folder_signature,
    signature_of,
    signatures_of,
    wait_until_trusted,
)

# A file system without hard links, too many links to one file, or a file of another owner.
_NO_LINKS = (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | CLOSED_ON_EXEC | BINARY


# The folder of single files to publish: within output/, so that they can be renamed into place.
STAGING = ".staging"

_PUBLISHED = stat.S_IFREG | 0o644  # the mode of a published file


class PreviousSite(NamedTuple):
    """The site before the present one, from which the next site is made, since few files differ.

    folders: their signatures when the build left them. extra: files that the present site does not have, or
    has in another version. missing: files of the present site that it does not have, or has in another
    version. All other files are links to those of the present site.
    """

    folders: dict[str, FolderSignature]
    extra: list[str]
    missing: list[str]


class OutputState(NamedTuple):
    """The state of the disk after a build.

    output: of output/. previous: of the previous site beside it if its signatures are known.
    """

    output: FolderSnapshot
    previous: PreviousSite | None


NOTHING = OutputState(FolderSnapshot({}, {}), None)


class Files(NamedTuple):
    """The files of the next site by path, and those among them that are kept unchanged from output/."""

    paths: AbstractSet[str]
    keep: AbstractSet[str]

    def and_kept(self, names: AbstractSet[str]) -> "Files":
        """Return these files together with other kept ones."""
        return Files(self.paths | names, self.keep | names) if names else self


class Writer(NamedTuple):
    """Writes files of the next site, in any process.

    replaces: whether the folder may contain files of an earlier site. present: output/, or "".
    """

    folder: str
    replaces: bool
    present: str = ""

    def write(self, name: str, data: bytes, *, differs: bool = False) -> StatSignature:
        """Write a file and return its signature for `Staging.note`. Raises OSError.

        If the file in output/ has the same bytes, it is linked: it then keeps inode and time, by which
        browsers, servers and rsync recognize an unchanged file. differs: it is known to have others.
        """
        path = f"{self.folder}/{name}"
        if self.replaces:
            with suppress(FileNotFoundError):
                os.unlink(path)
        can_be_linked = self.present and not differs
        if not (can_be_linked and _link_equal(f"{self.present}/{name}", path, data)):
            write_new(path, data)
        return signature_of(os.lstat(path))


class Staging:
    """Builds the next site in a folder beside output/, and swaps the two.

    present: output/ before the build. last: the state after the last build. Kept files are hard links, so a
    file is never written into, only replaced. After the `with` block the staging folder has become output/,
    or the previous site, or is deleted.
    """

    is_new_folder = True  # output/ gets another inode

    def __init__(
        self, output: str, *, present: FolderSnapshot = NOTHING.output, last: OutputState = NOTHING
    ) -> None:
        self.output = output
        self.path = sibling_path(output, "staging")
        self._previous = sibling_path(output, "previous")
        self._present, self._last = present, last
        self._paths: AbstractSet[str] = set()
        self._keep: AbstractSet[str] = set()
        self._linked: AbstractSet[str] = set()
        self._folders: set[str] = set()
        self._written: StatSignatures = {}
        self._is_renewed = False
        self._copying = False
        self._sealed = 0

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, MemoryError):  # the next build reports it if it persists
            remove(self.path)

    def prepare(self, files: Files) -> None:
        """Create the folder with the files to keep and no others.

        These must be in output/ unchanged since the last build.
        """
        remove(self.path)  # leftovers of a killed build
        self._paths, self._keep = files.paths, files.keep
        self._folders = folders_of(self._paths)
        previous = self._last.previous
        if previous and _is_unchanged(self._previous, previous.folders):
            os.rename(self._previous, self.path)
            shared = self._last.output.files.keys() - set(previous.missing)
            stale = {*previous.extra, *(shared - self._keep)}
            self._unlink(stale - (self._paths - self._keep))  # rewritten files are replaced then
            self._is_renewed = True
            self._fit_folders(previous.folders)
            self._linked = self._keep & set(previous.missing)
        else:
            remove(self._previous)
            os.mkdir(self.path, 0o755)
            self._fit_folders([""])
            self._linked = self._keep
        self._link(self._linked)

    def writer(self) -> Writer:
        """Return the writer for the folder. Call this after `prepare`."""
        return Writer(self.path, self._is_renewed, self.output if self._present.folders else "")

    def write(self, name: str, data: bytes) -> None:
        self.note(name, self.writer().write(name, data))

    def note(self, name: str, signature: StatSignature) -> None:
        """Record the signature of a written file."""
        self._written[name] = signature

    def seal(self) -> None:
        """Finish writing, and import the modules that the swap needs."""
        self._sealed = file_clock()
        swap.preload_swap(self.output)

    def inode(self) -> int:
        """Return the inode that output/ will have."""
        return os.stat(self.path).st_ino

    def publish(self) -> None:
        """Swap the staged site with output/. Raises OSError, and then leaves output/ unchanged."""
        swap.swap(self.path, self.output)

    def finish(self) -> OutputState:
        """Keep the previous site beside output/.

        Return the state of the disk, with signatures that can be trusted.
        """
        if os.path.isdir(self.path) and not self._copying:
            os.rename(self.path, self._previous)
        wait_until_trusted(self._sealed)
        last = self._last.output.files
        fresh = self._written | signatures_of(self.output, self._linked)
        if last.keys() == self._paths:
            files = last | fresh  # in the order of `last`
        else:
            unchanged = self._keep - self._linked
            ordered = _in_order(self._paths, last)
            files = {name: last[name] if name in unchanged else fresh[name] for name in ordered}
        folders = {name: folder_signature(f"{self.output}/{name}") for name in sorted(self._folders)}
        return OutputState(FolderSnapshot(files, folders), self._previous_site())

    def _previous_site(self) -> PreviousSite | None:
        is_unchanged = self._present.folders and self._present.folders == self._last.output.folders
        if not is_unchanged or self._copying:
            return None
        only = self._last.output.files.keys() - self._keep
        return PreviousSite(self._present.folders, [*only], [*(self._paths - self._keep)])

    def _unlink(self, names: Iterable[str]) -> None:
        for name in names:
            os.unlink(f"{self.path}/{name}")

    def _fit_folders(self, existing: Collection[str]) -> None:
        for name in sorted(set(existing) - self._folders, reverse=True):
            os.rmdir(f"{self.path}/{name}")
        for name in sorted(self._folders.difference(existing)):
            os.mkdir(f"{self.path}/{name}", 0o755)

    def _link(self, names: Iterable[str]) -> None:
        link: Callable[[str, str], None] = os.link
        for name in names:
            source, destination = f"{self.output}/{name}", f"{self.path}/{name}"
            try:
                link(source, destination)
            except OSError as fault:
                if fault.errno not in _NO_LINKS:
                    raise
                self._copying, link = True, _copy
                link(source, destination)


def _is_unchanged(folder: str, folders: dict[str, FolderSignature]) -> bool:
    """Tell whether no file was added to or removed from the folder.

    Its files are links to files of output/.
    """
    try:
        return all(folder_signature(f"{folder}/{name}") == signature for name, signature in folders.items())
    except OSError:
        return False


def _in_order(paths: AbstractSet[str], last: StatSignatures) -> list[str]:
    """Return the paths in order. Most are in `last` and in order there, so that few are moved."""
    return sorted([*filter(paths.__contains__, last), *(paths - last.keys())])


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that these files need, in the form of the keys of `FolderSnapshot.folders`."""
    folders = {""}
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder and f"{folder}/" not in folders:
            folders.add(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return folders


def write_new(path: str, data: bytes) -> None:
    """Write a file that does not exist yet, readable by all. Raises OSError."""
    descriptor = os.open(path, _NEW, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as fault:
        fault.filename = path
        raise
    finally:
        os.close(descriptor)


def _link_equal(source: str, destination: str, data: bytes) -> bool:
    """Link `destination` to a published file, if that has these bytes and is readable by all."""
    try:
        status = os.lstat(source)
        if status.st_size != len(data) or status.st_mode != _PUBLISHED or read_whole(source) != data:
            return False
        os.link(source, destination)
    except OSError:
        return False
    return True


def _copy(source: str, destination: str) -> None:
    with open(source, "rb") as file:
        write_new(destination, file.read())
