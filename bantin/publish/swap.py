"""The atomic swap into output/, and the recovery of a swap that was killed."""

import errno
import os

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def sibling_path(output: str, suffix: str) -> str:
    """Return a hidden path beside output/, on the same file system, so that the two can be swapped."""
    folder, name = os.path.split(output)
    return os.path.join(folder, f".{name}.{suffix}")


def preload_swap(output: str) -> None:
    """Import and load what `swap` needs before output/ is swapped."""
    if os.path.lexists(output):
        import ctypes  # noqa: F401


def swap(staged: str, output: str) -> None:
    """Swap the staged site with output/, in one step if the system can do that.

    Afterwards the previous site is at `staged`, if there was one. Readers, also after a power cut, see either
    the old site or the new one.
    """
    if not os.path.lexists(output):
        os.rename(staged, output)
    elif not _exchange(staged, output):
        _swap_in_two_steps(staged, output)


def flush(folder: str) -> None:
    """Flush all that was written to this folder's file system to its disk (syncfs). Raises OSError."""
    import ctypes

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            syncfs = ctypes.CDLL(None, use_errno=True).syncfs
        except AttributeError:  # not Linux
            os.sync()
            return
        if syncfs(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), folder)
    finally:
        os.close(descriptor)


def recover(output: str) -> None:
    """Finish a swap that was killed between its two renames.

    output/ is missing then, and is at the suffix `old`.
    """
    old = sibling_path(output, "old")
    if os.path.isdir(old) and not os.path.islink(old):
        if os.path.lexists(output):
            remove(old)
        else:
            os.rename(old, output)


def is_tidy(output: str) -> bool:
    """Tell whether there is no staging folder of a killed build."""
    return not os.path.lexists(sibling_path(output, "staging"))


def remove(path: str) -> None:
    """Delete a folder with its contents, or a file; do nothing if it does not exist."""
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            import shutil

            shutil.rmtree(path)
        else:
            os.unlink(path)
    except FileNotFoundError:
        return


def _exchange(folder: str, other: str) -> bool:
    """Call renameat2(2) with RENAME_EXCHANGE.

    Return False if the kernel or the file system does not support it.
    """
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    try:
        renameat2 = library.renameat2
    except AttributeError:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(folder), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), other)


def _swap_in_two_steps(staged: str, output: str) -> None:
    old = sibling_path(output, "old")
    remove(old)
    os.rename(output, old)
    try:
        os.rename(staged, output)
    except OSError:
        os.rename(old, output)
        raise
    os.rename(old, staged)
