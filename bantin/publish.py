"""The lock, the one atomic swap into output/, and what a killed swap left."""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bantin.errors import UsageError

LOCK_SECONDS = 30

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def beside(output: str, suffix: str) -> str:
    """A hidden neighbour of output/: on the same file system, so that the two can be swapped."""
    folder, name = os.path.split(output)
    return os.path.join(folder, f".{name}.{suffix}")


@contextmanager
def locked(output: str, *, patience: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the one lock of an output folder. Waits, then raises UsageError naming who holds it."""
    try:
        os.makedirs(os.path.dirname(output), exist_ok=True)
        descriptor = os.open(beside(output, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as fault:
        raise UsageError(f"{os.path.dirname(output)} cannot be written to: {fault.strerror}") from fault
    with os.fdopen(descriptor, "r+") as file:
        give_up = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    holder = file.read(20).strip() or "unknown"
                    raise UsageError(
                        f"another build (process {holder}) has held {output} for {patience:.0f} seconds; "
                        "wait for it to finish, or stop it"
                    ) from None
                time.sleep(0.05)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def swap(staged: str, output: str) -> None:
    """Put the staged site in the place of output/, in one step where the system has one.

    What stood there before is at `staged` afterwards, if there was something. A reader, or a power cut,
    meets the old site or the new one.
    """
    if not os.path.lexists(output):
        os.rename(staged, output)
    elif not _exchange(staged, output):
        _swap_in_two_steps(staged, output)


def recover(output: str) -> None:
    """Finish what a build killed between two renames left: then output/ is missing and waits as `old`."""
    old = beside(output, "old")
    if os.path.isdir(old):
        if os.path.lexists(output):
            remove(old)
        else:
            os.rename(old, output)


def is_tidy(output: str) -> bool:
    """Whether no killed build has left a half-made site."""
    return not os.path.lexists(beside(output, "staging"))


def remove(path: str) -> None:
    """Delete a folder and all in it; silent when it is not there."""
    import shutil

    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return


def _exchange(one: str, other: str) -> bool:
    """renameat2(2) with RENAME_EXCHANGE; False where the kernel or the file system lacks it."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    try:
        renameat2 = library.renameat2
    except AttributeError:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), other)


def _swap_in_two_steps(staged: str, output: str) -> None:
    old = beside(output, "old")
    remove(old)
    os.rename(output, old)
    try:
        os.rename(staged, output)
    except OSError:
        os.rename(old, output)
        raise
    os.rename(old, staged)


def check_output(output: str, *, content: str, site: str) -> None:
    """Refuse an output folder that a build must not replace: a file, a link, or a folder of sources."""
    with suppress(FileNotFoundError):
        status = os.lstat(output)
        if stat.S_ISLNK(status.st_mode):
            raise UsageError(f"{output} is a symbolic link; name the folder it leads to with --output")
        if not stat.S_ISDIR(status.st_mode):
            raise UsageError(f"{output} is not a folder; move it away, or name another with --output")
        if os.path.ismount(output):
            raise UsageError(f"{output} is a mount point, which cannot be swapped; name a folder inside it")
    for sources in (content, site):
        if os.path.commonpath([output, sources]) == output:
            raise UsageError(
                f"--output {output} holds {sources}, which a build would delete; name another folder"
            )
    if os.path.commonpath([output, content]) == content:
        raise UsageError(f"--output {output} lies in the content folder; name a folder outside it")
