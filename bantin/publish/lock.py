"""One build at a time for each output folder."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.descriptors import BINARY, CLOSED_ON_EXEC, UNFOLLOWED, read_at, write_at
from bantin.system.descriptors import lock as take

PATIENCE = 30.0  # seconds


# The second line of a lock file, once the folder it stands for is one that a build has made.
_PUBLISHED = b"\npublished\n"
_WITH_DRAFTS = b"\npublished with drafts\n"


class Lock:
    """A lock that is held.

    The system lets go of it when this process and all it has forked have ended, however they end: a lock
    file that lies about is no lock.
    """

    def __init__(self, path: str, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @property
    def has_published(self) -> bool:
        """Tell whether a build that held this lock has published."""
        return self._note().endswith((_PUBLISHED, _WITH_DRAFTS))

    @property
    def has_drafts(self) -> bool:
        """Tell whether the site that a build has published last shows drafts."""
        return self._note().endswith(_WITH_DRAFTS)

    def note_published(self, *, drafts: bool) -> None:
        _write(self._descriptor, _WITH_DRAFTS if drafts else _PUBLISHED)

    def note_held(self) -> None:
        """Write down who holds the lock, and keep what stands there of the last build."""
        note = self._note()
        _write(self._descriptor, note[note.index(b"\n") :] if b"\n" in note else b"")

    def _note(self) -> bytes:
        return read_at(self._descriptor, 40, 0)

    def check(self) -> None:
        """Raise UsageError if its file has been deleted: another build may be at work beside this one."""
        if not _is_at(self._path, self._descriptor):
            raise UsageError(
                gettext(
                    "{path} was deleted while the build was running, and another may have begun; "
                    "build again when no other runs",
                    path=self._path,
                )
            )


@contextmanager
def hold_lock(path: str, *, of: str) -> Iterator[Lock]:
    """Hold the lock file `path`, which stands for the folder `of`.

    Wait 30 seconds, then raise UsageError naming who holds it; also where there can be no lock.
    """
    descriptor = _wait_for(path, of)
    try:
        lock = Lock(path, descriptor)
        lock.note_held()
        yield lock
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _wait_for(path: str, of: str) -> int:
    give_up = time.monotonic() + PATIENCE
    while True:
        descriptor = _open(path)
        try:
            if _is_free(path, descriptor):
                return descriptor
            holder = _holder(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() > give_up:
            raise UsageError(
                gettext(
                    "another build (process {holder}) has held {folder} for {seconds:.0f} seconds; "
                    "wait for it to finish, or stop it",
                    holder=holder,
                    folder=of,
                    seconds=PATIENCE,
                )
            )
        time.sleep(0.05)


def _open(path: str) -> int:
    flags = os.O_RDWR | os.O_CREAT | UNFOLLOWED | CLOSED_ON_EXEC | BINARY
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            raise UsageError(
                gettext("{path} is no ordinary file, and cannot serve as a lock; delete it", path=path)
            )
        return os.open(path, flags, 0o644)
    except OSError as fault:
        raise UsageError(
            gettext(
                "the lock {path} cannot be opened: {said}; may files be written in that folder?",
                path=path,
                said=fault.strerror,
            )
        ) from fault


def _is_free(path: str, descriptor: int) -> bool:
    """Try to take the lock; tell whether this process has it."""
    try:
        take(descriptor, wait=False)
    except BlockingIOError:
        return False
    except OSError as fault:
        fault.filename = path
        raise
    return _is_at(path, descriptor)  # and nobody has deleted it since it was opened


def _write(descriptor: int, then: bytes) -> None:
    """Write down who holds the lock. On a full disk the lock holds without that."""
    with suppress(OSError):
        data = str(os.getpid()).encode() + then
        write_at(descriptor, data, 0)
        os.ftruncate(descriptor, len(data))


def _is_at(path: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _holder(descriptor: int) -> str:
    line = read_at(descriptor, 40, 0).partition(b"\n")[0]
    return line.decode() if line.isdigit() else "unknown"
