"""Stat signatures: detect, without opening it, that a file or a folder is unchanged."""

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from bantin.system.descriptors import HAS_FOLDER_DESCRIPTORS, READ
from bantin.system.named_tuple import NamedTuple

# Linux's clock for files, which steps every 1 to 10 ms (CLOCK_REALTIME_COARSE of clock_getres(2)).
_CLOCK_OF_FILES = 5
_TELLS_STEPS = sys.platform == "linux" and hasattr(time, "clock_getres")
_GLANCE = 0.0005  # seconds between two readings of that clock


def _trust_after() -> int:
    """Return the age (ns) below which a file may change again without a new signature.

    Three steps of the clock that stamps files; 20 ms if the system does not report its steps.
    """
    return int(3e9 * time.clock_getres(_CLOCK_OF_FILES)) if _TELLS_STEPS else 20_000_000


TRUST_AFTER_NS = _trust_after()

# (size, mtime_ns, ctime_ns, inode): equal only if nobody has written to the file since.
StatSignature = tuple[int, int, int, int]

# A folder's (mtime_ns, inode, mode): equal only if no name in it was added, removed or replaced, and its
# permissions are the same.
FolderSignature = tuple[int, int, int]

# Signatures by path; None for a file too young to be trusted.
StatSignatures = dict[str, StatSignature | None]


class FolderSnapshot(NamedTuple):
    """Signatures of all files and folders below a folder, by path; "" is the folder itself."""

    files: StatSignatures
    folders: dict[str, FolderSignature]


def signature_of(status: os.stat_result) -> StatSignature:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def trusted(row: StatSignature, at: int) -> StatSignature | None:
    """Return the signature if any later change alters it; None for a file changed just before `at` (ns)."""
    return row if row[2] + TRUST_AFTER_NS < at else None


def folder_signature(path: str) -> FolderSignature:
    status = os.lstat(path)
    return (status.st_mtime_ns, status.st_ino, status.st_mode)


def file_clock() -> int:
    """Return the time that stamps files written now (nanoseconds since 1970); approximate outside Linux."""
    return time.clock_gettime_ns(_CLOCK_OF_FILES) if _TELLS_STEPS else time.time_ns()


def wait_until_trusted(since: int) -> None:
    """Wait until signatures of files written before `since` (ns, from `clock_of_files`) can be trusted.

    They can once that clock has advanced: later writes get another time.
    """
    until = time.monotonic_ns() + TRUST_AFTER_NS
    while not (_TELLS_STEPS and file_clock() > since) and time.monotonic_ns() < until:
        time.sleep(_GLANCE)


class Opened:
    """Context manager over the entries of a folder, opened by descriptor where the system can do that.

    A stat by name takes a fifth less time than one by path. Raise OSError if the folder cannot be opened.
    """

    def __init__(self, path: str) -> None:
        self._descriptor = -1
        if HAS_FOLDER_DESCRIPTORS:
            self._descriptor = os.open(path, READ | os.O_DIRECTORY)
        else:
            self._entries = os.scandir(path)

    def __enter__(self) -> "Iterator[os.DirEntry[str]]":
        if self._descriptor < 0:
            return self._entries
        try:
            self._entries = os.scandir(self._descriptor)
        except BaseException:
            os.close(self._descriptor)
            raise
        return self._entries

    def __exit__(self, *_: object) -> None:
        self._entries.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)


def take_snapshot(folder: str) -> FolderSnapshot:
    """Return the signatures of all regular files and folders below `folder`; empty if it does not exist.

    Other entries are skipped: their folder's signature shows that they have appeared.
    """
    files: list[tuple[str, StatSignature]] = []
    folders: dict[str, FolderSignature] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with suppress(OSError):
            folders[prefix] = folder_signature(f"{folder}/{prefix}")
            with Opened(f"{folder}/{prefix}") as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode):
                        files.append((prefix + entry.name, signature_of(status)))
                    elif stat.S_ISDIR(status.st_mode):
                        waiting.append(f"{prefix}{entry.name}/")
    return FolderSnapshot(dict(sorted(files)), dict(sorted(folders.items())))


def signatures_of(folder: str, names: Iterable[str]) -> StatSignatures:
    """Return the signatures of the files `names` below `folder`. Raise OSError for a missing one."""
    return {name: signature_of(os.lstat(f"{folder}/{name}")) for name in names}
