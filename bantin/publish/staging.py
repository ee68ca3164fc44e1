"""The next site, put together beside the present one."""

import errno
import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress

from bantin.publish import swap
from bantin.publish.swap import beside, remove
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import (
    FolderRow,
    Row,
    Rows,
    Standing,
    clock_of_files,
    folder_row,
    row_of,
    rows_at,
    settle,
)

# A file system without hard links, or with too many of this file, or a file of somebody else's.
_NO_LINKS = (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)


class Spare(NamedTuple):
    """The site before the present one, kept because the next one is soon made of it: it differs by few files.

    folders: their rows as they were left. only: files that the present site has not, or has anew.
    lacks: files that the present site has anew, or alone. All others are further links to its very files.
    """

    folders: dict[str, FolderRow]
    only: list[str]
    lacks: list[str]


class Left(NamedTuple):
    """What a build leaves on disk: output/, and beside it the spare, where all of that is known."""

    output: Standing
    spare: Spare | None


NOTHING = Left(Standing({}, {}), None)


class Writer(NamedTuple):
    """Writes files of the next site; may cross to other processes.

    replaces: whether files of a site before may stand where they are to be.
    """

    folder: str
    replaces: bool

    def write(self, name: str, data: bytes) -> Row:
        """Gives the file's row, to be handed to `Staging.note`. Raises OSError."""
        path = f"{self.folder}/{name}"
        if self.replaces:
            with suppress(FileNotFoundError):
                os.unlink(path)
        write_new(path, data)
        return row_of(os.lstat(path))


class Staging:
    """The folder in which the next site is put together.

    present: output/ as it stands. last: as the last build left it. Files to keep are hard links, so nothing
    is ever written into a file that is there: it is replaced. After the `with` nothing is left of staging,
    except as output/ or as the spare.
    """

    def __init__(self, output: str, *, present: Standing = NOTHING.output, last: Left = NOTHING) -> None:
        self.output = output
        self.path = beside(output, "staging")
        self._previous = beside(output, "previous")
        self._present, self._last = present, last
        self._paths: set[str] = set()
        self._keep: set[str] = set()
        self._linked: set[str] = set()
        self._folders: set[str] = set()
        self._written: Rows = {}
        self._is_renewed = False
        self._copying = False
        self._sealed = 0

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, MemoryError):  # the next build will tell, if it is still so then
            remove(self.path)

    def prepare(self, paths: Iterable[str], keep: Iterable[str]) -> None:
        """Make room for the files at `paths`, with those in `keep` as they stand in output/, and no others.

        Those to keep must stand there just as the last build left them.
        """
        remove(self.path)  # what a killed build left
        self._paths, self._keep = set(paths), set(keep)
        self._folders = _folders_of(self._paths)
        spare = self._last.spare
        if spare and _is_as_left(self._previous, spare.folders):
            os.rename(self._previous, self.path)
            shared = self._last.output.files.keys() - set(spare.lacks)
            stale = {*spare.only, *(shared - self._keep)}
            self._unlink(stale - (self._paths - self._keep))  # those written anew are replaced then
            self._is_renewed = True
            self._fit_folders(spare.folders)
            self._linked = self._keep.intersection(spare.lacks)
        else:
            remove(self._previous)
            os.mkdir(self.path, 0o755)
            self._fit_folders([""])
            self._linked = self._keep
        self._link(self._linked)

    def writer(self) -> Writer:
        """To be asked for after `prepare`."""
        return Writer(self.path, self._is_renewed)

    def write(self, name: str, data: bytes) -> None:
        self.note(name, self.writer().write(name, data))

    def note(self, name: str, row: Row) -> None:
        """That a file was written, and its row."""
        self._written[name] = row

    def seal(self) -> None:
        """Everything is written."""
        self._sealed = clock_of_files()

    def inode(self) -> int:
        return os.stat(self.path).st_ino

    def left(self) -> Left:
        """What this build will have left once it is published, in rows that can be trusted."""
        settle(self._sealed)
        last = self._last.output.files
        written = {name: self._written[name] for name in self._paths - self._keep}
        fresh = written | rows_at(self.path, self._linked)
        if last.keys() == self._paths:
            files = last | fresh  # in order, as those are
        else:
            kept: Rows = {name: last[name] for name in self._keep - self._linked}
            files = dict(sorted((kept | fresh).items()))
        folders = {name: folder_row(f"{self.path}/{name}") for name in sorted(self._folders)}
        spare = None
        known = self._present.folders and self._present.folders == self._last.output.folders
        if known and not self._copying:
            only = last.keys() - self._keep
            spare = Spare(self._present.folders, sorted(only), sorted(self._paths - self._keep))
        return Left(Standing(files, folders), spare)

    def publish(self) -> None:
        """Put the staged site in the place of output/, or raise OSError and leave that as it is."""
        swap.swap(self.path, self.output)

    def put_aside(self) -> None:
        """What stood in output/ before becomes the spare."""
        if os.path.isdir(self.path) and not self._copying:
            os.rename(self.path, self._previous)

    def _unlink(self, names: Iterable[str]) -> None:
        for name in names:
            os.unlink(f"{self.path}/{name}")

    def _fit_folders(self, there: Collection[str]) -> None:
        for name in sorted(set(there) - self._folders, reverse=True):
            os.rmdir(f"{self.path}/{name}")
        for name in sorted(self._folders.difference(there)):
            os.mkdir(f"{self.path}/{name}", 0o755)

    def _link(self, names: Iterable[str]) -> None:
        link: Callable[[str, str], None] = os.link
        for name in names:
            source, goal = f"{self.output}/{name}", f"{self.path}/{name}"
            try:
                link(source, goal)
            except OSError as fault:
                if fault.errno not in _NO_LINKS:
                    raise
                self._copying, link = True, _copy
                link(source, goal)


def _is_as_left(folder: str, rows: dict[str, FolderRow]) -> bool:
    """Whether no name has come or gone there. The files are links to files of output/ itself."""
    try:
        return all(folder_row(f"{folder}/{name}") == row for name, row in rows.items())
    except OSError:
        return False


def _folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder needed for these files, as `Standing.folders` names them."""
    found = {""}
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder and f"{folder}/" not in found:
            found.add(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return found


def write_new(path: str, data: bytes) -> None:
    """A file that is not there yet, readable by all, whole or an OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as fault:
        fault.filename = path
        raise
    finally:
        os.close(descriptor)


def read_whole(path: str) -> bytes:
    """A published file. A new article has thousands read, and a file object takes a quarter of the time."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def _copy(source: str, goal: str) -> None:
    with open(source, "rb") as file:
        write_new(goal, file.read())
