"""File descriptors as in POSIX, and the nearest equivalents of Windows.

Each choice depends on what Python offers, not on the system's name, so that a test can hide a function.
Only Windows lacks O_NOFOLLOW: there, creating a symbolic link needs special rights.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

# O_BINARY is of Windows: without it, line ends would be translated. The other flags are of POSIX.
BINARY: int = getattr(os, "O_BINARY", 0)
CLOSED_ON_EXEC: int = getattr(os, "O_CLOEXEC", 0)
READ = os.O_RDONLY | CLOSED_ON_EXEC | BINARY

# A path may have become a link or a pipe since it was listed: do not follow it, do not block on it.
UNFOLLOWED: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

# Whether folders can be opened and listed by descriptor, and whether processes can be forked.
HAS_FOLDER_DESCRIPTORS = hasattr(os, "O_DIRECTORY")
CAN_FORK = hasattr(os, "fork")


def _read_at(descriptor: int, length: int, offset: int) -> bytes:
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, length)


def _write_at(descriptor: int, data: bytes, offset: int) -> int:
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.write(descriptor, data)


read_at = os.pread if hasattr(os, "pread") else _read_at
write_at = os.pwrite if hasattr(os, "pwrite") else _write_at


def read_whole(path: str) -> bytes:
    """Return the bytes of a file.

    Reading by descriptor takes a quarter of the time of a file object.
    """
    descriptor = os.open(path, READ)
    try:
        return os.read(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def lock(descriptor: int, *, wait: bool) -> None:
    """Take an exclusive lock on an open file, held until it is closed.

    Without `wait`, raise BlockingIOError if another process holds it. On Windows the lock is on one byte far
    beyond the end of the file, since other processes cannot read locked bytes.
    """
    try:
        import fcntl
    except ImportError:
        _lock_by_byte(descriptor, wait=wait)
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


@contextmanager
def locked(path: str, *, wait: bool) -> Iterator[None]:
    """Hold a lock on a file or a folder, as `lock` does."""
    descriptor = os.open(path, READ)
    try:
        lock(descriptor, wait=wait)
        yield
    finally:
        os.close(descriptor)


_LOCK_OFFSET = 1 << 30  # in bytes


def _lock_by_byte(descriptor: int, *, wait: bool) -> None:
    try:
        import msvcrt
    except ImportError:  # neither POSIX nor Windows: nothing can be locked
        return
    offset = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        os.lseek(descriptor, _LOCK_OFFSET, os.SEEK_SET)
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
                return
            except OSError as fault:
                if not wait:
                    raise BlockingIOError(fault.errno, "another process holds the lock") from fault
    finally:
        os.lseek(descriptor, offset, os.SEEK_SET)
