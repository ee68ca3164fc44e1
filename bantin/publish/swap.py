"""The atomic swap into output/, and the recovery of a swap that was killed."""

import errno
import os

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def sibling_path(output: str, suffix: str) -> str:
    """Return a hidden neighbour of output/: on the same file system, so that the two can be swapped."""
    folder, name = os.path.split(output)
    return os.path.join(folder, f".{name}.{suffix}")


def preload_swap(output: str) -> None:
    """Load what `swap` needs, before the moment in which output/ is exchanged."""
    if os.path.lexists(output):
        import ctypes  # noqa: F401


def swap(staged: str, output: str) -> None:
    """Put the staged site in the place of output/, in one step where the system has one.

    What stood there before is at `staged` afterwards, if there was something. A reader, or a power cut,
    meets the old site or the new one.
    """
    if not os.path.lexists(output):
        os.rename(staged, output)
    elif not _exchange(staged, output):
        _swap_in_two_steps(staged, output)


def flush(folder: str) -> None:
    """Flush all that was written to this folder's file system to its disk (syncfs)."""
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
    """Finish a swap killed between two renames: then output/ is missing and stands under the suffix `old`."""
    old = sibling_path(output, "old")
    if os.path.isdir(old) and not os.path.islink(old):
        if os.path.lexists(output):
            remove(old)
        else:
            os.rename(old, output)


def is_tidy(output: str) -> bool:
    """Tell whether no killed build has left a staging folder."""
    return not os.path.lexists(sibling_path(output, "staging"))


def remove(path: str) -> None:
    """Delete a folder with its contents, or a file; do nothing where there is none."""
    import shutil

    try:
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    except FileNotFoundError:
        return


def _exchange(folder: str, other: str) -> bool:
    """Call renameat2(2) with RENAME_EXCHANGE. Return False where the kernel or the file system lacks it."""
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
