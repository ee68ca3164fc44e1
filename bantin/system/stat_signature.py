"""Stat signatures: detect that a file or folder is unchanged without opening it."""

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from bantin.system.descriptors import HAS_FOLDER_DESCRIPTORS, READ
from bantin.system.named_tuple import NamedTuple

# The clock by which Linux stamps files; it advances every 1 to 10 ms (CLOCK_REALTIME_COARSE,
# clock_getres(2)).
_FILE_CLOCK_ID = 5
_HAS_FILE_CLOCK = sys.platform == "linux" and hasattr(time, "clock_getres")
_CLOCK_POLL_SECONDS = 0.0005  # seconds between two readings of that clock


def _trust_after() -> int:
    """Return the age (ns) below which a file may change again without a new signature.

    Three steps of the clock that stamps files; 20 ms if the system does not report its resolution.
    """
    return int(3e9 * time.clock_getres(_FILE_CLOCK_ID)) if _HAS_FILE_CLOCK else 20_000_000


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


def size_of(signature: StatSignature) -> int:
    """Return the file's size in bytes."""
    return signature[0]


def trusted_signature(signature: StatSignature, at: int) -> StatSignature | None:
    """Return the signature, or None if it cannot be trusted.

    at: the time of the stat in ns. A file that was changed shortly before may change again without a new
    signature.
    """
    return signature if signature[2] + TRUST_AFTER_NS < at else None


def folder_signature(path: str) -> FolderSignature:
    status = os.lstat(path)
    return (status.st_mtime_ns, status.st_ino, status.st_mode)


def file_clock() -> int:
    """Return the time that stamps files written now (nanoseconds since 1970); approximate outside Linux."""
    return time.clock_gettime_ns(_FILE_CLOCK_ID) if _HAS_FILE_CLOCK else time.time_ns()


def wait_until_trusted(since: int) -> None:
    """Wait until signatures of files written before `since` (ns, from `file_clock`) can be trusted.

    They can once that clock has advanced: later writes get another time stamp.
    """
    until = time.monotonic_ns() + TRUST_AFTER_NS
    while not (_HAS_FILE_CLOCK and file_clock() > since) and time.monotonic_ns() < until:
        time.sleep(_CLOCK_POLL_SECONDS)


class OpenFolder:
    """Context manager over the entries of a folder, opened by descriptor where the system can do that.

    A stat relative to a descriptor takes 20 % less time than one by path. Raise OSError if the folder cannot
    be opened.
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
            with OpenFolder(f"{folder}/{prefix}") as entries:
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
