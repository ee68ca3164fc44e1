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

WAIT_SECONDS = 30.0


# The second line of a lock file, after a build has published to its folder.
_PUBLISHED = b"\npublished\n"
_WITH_DRAFTS = b"\npublished with drafts\n"


class Lock:
    """A lock that this process holds.

    The system releases it when this process and all its children have ended, however they end; so a leftover
    lock file is not a lock.
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
        """Tell whether the last published site shows drafts."""
        return self._note().endswith(_WITH_DRAFTS)

    def note_published(self, *, drafts: bool) -> None:
        _write(self._descriptor, _WITH_DRAFTS if drafts else _PUBLISHED)

    def note_held(self) -> None:
        """Write the holder of the lock into the file, and keep the note about the last build."""
        note = self._note()
        _write(self._descriptor, note[note.index(b"\n") :] if b"\n" in note else b"")

    def _note(self) -> bytes:
        return read_at(self._descriptor, 40, 0)

    def check(self) -> None:
        """Raise UsageError if the lock file was deleted: another build may be running."""
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
    """Hold the lock file `path` for the folder `of`.

    Wait up to 30 seconds, then raise UsageError that names the holder; also if no lock can be created.
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
    give_up = time.monotonic() + WAIT_SECONDS
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
                    seconds=WAIT_SECONDS,
                )
            )
        time.sleep(0.05)


def _open(path: str) -> int:
    flags = os.O_RDWR | os.O_CREAT | UNFOLLOWED | CLOSED_ON_EXEC | BINARY
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            raise UsageError(
                gettext("{path} is not an ordinary file, and cannot serve as a lock; delete it", path=path)
            )
        return os.open(path, flags, 0o644)
    except OSError as fault:
        raise UsageError(
            gettext(
                "the lock {path} cannot be opened: {reason}; may files be written in that folder?",
                path=path,
                reason=fault.strerror,
            )
        ) from fault


def _is_free(path: str, descriptor: int) -> bool:
    """Try to take the lock; tell whether this process holds it now."""
    try:
        take(descriptor, wait=False)
    except BlockingIOError:
        return False
    except OSError as fault:
        fault.filename = path
        raise
    return _is_at(path, descriptor)  # unless somebody has deleted it since it was opened


def _write(descriptor: int, then: bytes) -> None:
    """Write the holder of the lock into the file. If the disk is full, the lock holds without that."""
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
    return line.decode() if line.isdigit() else gettext("unknown")
