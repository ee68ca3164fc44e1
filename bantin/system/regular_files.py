"""Regular files, opened as such: what was looked at may have become something else since."""

import os
import stat
from errno import EINVAL
from typing import BinaryIO


def opened(path: str) -> BinaryIO:
    """The file, for reading. Raises OSError for a link, a pipe or a device, and never waits for one."""
    return open(path, "rb", opener=_opener)


def _opener(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(EINVAL, "this is no file", path)
