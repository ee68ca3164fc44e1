"""Staging, leftovers, the lock, and the one atomic swap into output/."""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from bantin.errors import UsageError

LOCK_SECONDS = 30

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def _beside(output: str, suffix: str) -> str:
    folder, name = os.path.split(output)
    return os.path.join(folder, f".{name}.{suffix}")


@contextmanager
def locked(output: str, *, patience: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the one lock of an output folder. Waits, then raises UsageError naming who holds it."""
    try:
        os.makedirs(os.path.dirname(output), exist_ok=True)
        descriptor = os.open(_beside(output, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
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


class Staging:
    """The folder beside output/ in which the next site is put together."""

    def __init__(self, output: str) -> None:
        self.output = output
        self.path = _beside(output, "staging")

    def create(self, folders: Iterable[str]) -> None:
        """An empty staging with these folders in it; what a killed build left is removed first."""
        remove(self.path)
        os.mkdir(self.path, 0o755)
        for folder in sorted(folders):
            os.makedirs(os.path.join(self.path, folder), mode=0o755, exist_ok=True)

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing of an abandoned site is left behind; after `publish` there is nothing to leave."""
        remove(self.path)

    def inode(self) -> int:
        return os.stat(self.path).st_ino

    def keep(self, names: Iterable[str]) -> None:
        """Take these files over from the present output as they are."""
        link: Callable[[str, str], None] = os.link
        for name in names:
            source, goal = f"{self.output}/{name}", f"{self.path}/{name}"
            try:
                link(source, goal)
            except OSError as fault:
                if fault.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP):
                    raise
                link = _copy  # a file system without hard links
                link(source, goal)

    def write(self, name: str, data: bytes) -> None:
        write_new(f"{self.path}/{name}", data)

    def publish(self) -> int:
        """Put the staged site in the place of output/, in one step where the system has one.

        What stood there before is in staging afterwards, and removed. A reader, or a power cut, meets
        the old site or the new one. Gives the inode of output/.
        """
        inode = self.inode()
        if not os.path.lexists(self.output):
            os.rename(self.path, self.output)
        elif not _exchange(self.path, self.output):
            _swap_in_two_steps(self.path, self.output)
        return inode


def write_new(path: str, data: bytes) -> None:
    """A file that is not there yet, readable by all, whole or an OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def recover(output: str) -> None:
    """Finish what a build killed between two renames left: then output/ is missing and waits as `old`."""
    old = _beside(output, "old")
    if os.path.isdir(old):
        if os.path.lexists(output):
            remove(old)
        else:
            os.rename(old, output)


def remove(path: str) -> None:
    """Delete a folder and all in it; silent when it is not there."""
    import shutil

    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return


def _copy(source: str, goal: str) -> None:
    with open(source, "rb") as file:
        write_new(goal, file.read())


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
    old = _beside(output, "old")
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
