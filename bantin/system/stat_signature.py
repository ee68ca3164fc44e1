"""What tells that a file or a folder is as it was, without opening it."""

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from bantin.system.named_tuple import NamedTuple

# Linux's clock for files, which steps every 1 to 10 ms (CLOCK_REALTIME_COARSE of clock_getres(2)).
_CLOCK_OF_FILES = 5
_TELLS_STEPS = sys.platform == "linux"
_GLANCE = 0.0005  # seconds between two looks at it


def _trust_after() -> int:
    """A file changed less than this (ns) before it is looked at may change again without a trace.

    Three steps of the clock that stamps files; 20 ms where nobody tells its steps.
    """
    return int(3e9 * time.clock_getres(_CLOCK_OF_FILES)) if _TELLS_STEPS else 20_000_000


TRUST_AFTER_NS = _trust_after()

# (size, mtime_ns, ctime_ns, inode): equal again only if nobody has written to the file since.
Row = tuple[int, int, int, int]

# A folder's (mtime_ns, inode, mode): equal again only if no name in it has come, gone or been replaced since,
# and those who might enter it still may.
FolderRow = tuple[int, int, int]

# One row a file, by path; None for a file too young to be trusted.
Rows = dict[str, Row | None]


class Standing(NamedTuple):
    """A folder of our own making as it stands: its files and folders by path; "" is the folder itself."""

    files: Rows
    folders: dict[str, FolderRow]


def row_of(status: os.stat_result) -> Row:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def trusted(row: Row, at: int) -> Row | None:
    """A row that will differ after any later change; None for a file changed just before `at`."""
    return row if row[2] + TRUST_AFTER_NS < at else None


def folder_row(path: str) -> FolderRow:
    status = os.lstat(path)
    return (status.st_mtime_ns, status.st_ino, status.st_mode)


def clock_of_files() -> int:
    """What stamps files that are written now (nanoseconds since 1970); on some systems only nearly."""
    return time.clock_gettime_ns(_CLOCK_OF_FILES) if _TELLS_STEPS else time.time_ns()


def settle(since: int) -> None:
    """Wait until rows can be trusted of whatever was written before `clock_of_files` gave `since`.

    That is so once it has made a step: all that is written from then on has another stamp.
    """
    until = time.monotonic_ns() + TRUST_AFTER_NS
    while not (_TELLS_STEPS and clock_of_files() > since) and time.monotonic_ns() < until:
        time.sleep(_GLANCE)


class Opened:
    """A folder whose entries are gone through in a `with`. Each is looked at by its name and not by its path,
    which takes a fifth less time. Raises OSError as it is opened.
    """

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def __enter__(self) -> "Iterator[os.DirEntry[str]]":
        try:
            self._entries = os.scandir(self._descriptor)
        except BaseException:
            os.close(self._descriptor)
            raise
        return self._entries

    def __exit__(self, *_: object) -> None:
        self._entries.close()
        os.close(self._descriptor)


def look_at(folder: str) -> Standing:
    """Every regular file and every folder below and including `folder`; empty when there is none.

    What is neither, or cannot be looked at, is passed over: its folder's row tells that it has come.
    """
    found: list[tuple[str, Row]] = []
    folders: dict[str, FolderRow] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with suppress(OSError):
            folders[prefix] = folder_row(f"{folder}/{prefix}")
            with Opened(f"{folder}/{prefix}") as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode):
                        found.append((prefix + entry.name, row_of(status)))
                    elif stat.S_ISDIR(status.st_mode):
                        waiting.append(f"{prefix}{entry.name}/")
    return Standing(dict(sorted(found)), dict(sorted(folders.items())))


def rows_at(folder: str, names: Iterable[str]) -> Rows:
    """The rows of these files below `folder`. Raises OSError for one that is not there."""
    return {name: row_of(os.lstat(f"{folder}/{name}")) for name in names}
