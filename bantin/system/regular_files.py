"""Opening regular files only: a path may have become a link or a device since it was listed."""

import os
import stat
from errno import EINVAL
from typing import BinaryIO

from bantin.system.descriptors import UNFOLLOWED


def open_regular(path: str) -> BinaryIO:
    """Open a file for reading. Raise OSError for a link, a pipe or a device; never block on one."""
    return open(path, "rb", opener=_opener)


def _opener(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | UNFOLLOWED)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(EINVAL, "this is no file", path)
