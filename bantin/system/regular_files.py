"""Opening regular files only, since a path may have become a link or a device; replacing a file at once."""

import os
import stat
from contextlib import suppress
from errno import EINVAL
from typing import BinaryIO

from bantin.system.descriptors import UNFOLLOWED


def open_regular(path: str) -> BinaryIO:
    """Open a file for reading. Raise OSError for a link, a pipe or a device; never block on one."""
    return open(path, "rb", opener=_opener)


def replace_file(path: str, data: bytes, *, to_disk: bool = False) -> None:
    """Write a file in one rename: a reader sees the old file or the new one. Raise OSError naming `path`.

    to_disk: flush the new file to disk first, so that not even a power cut loses both.
    """
    temporary = f"{path}.{os.getpid()}.new"  # a name that scans of content/ ignore
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            if to_disk:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as fault:
        fault.filename = path
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _opener(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | UNFOLLOWED)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(EINVAL, "this is not a file", path)
