"""The lock on a host that has none of its own: a file that names who deploys, renewed while they do.

The clocks of two machines may differ, by hours where one takes local time for UTC. So a lock that seems to
have expired is watched first, and a deploy that has lost its lock ends.
"""

import json
import os
import socket
import time
from contextlib import suppress
from typing import Protocol

from bantin.config.targets import Target
from bantin.deploy.session import HostError, SessionContext
from bantin.i18n import gettext
from bantin.system.stdio import print_error

LOCK = ".bantin-lock"
HOLDER = f"{LOCK}.json"

_LOCK_SECONDS = 15 * 60  # a lock expires if it is not renewed for this time, or longer for a large file
_WATCH_SECONDS = 3 * 60  # in which the holder of a lock renews it, however its clock goes, or says otherwise
_SLOWEST = 50_000  # bytes a second at which files are sent
_GRACE_SECONDS = 10  # in which the holder of a new lock has written its name
_POLLS = 12  # while a lock is watched


class LockStore(Protocol):
    """A host's files, as far as a lock needs them. All methods raise HostError."""

    def read(self, name: str) -> bytes | None: ...

    def write(self, name: str, data: bytes) -> None: ...

    def acquire(self) -> bool:
        """Take the lock in one step if nobody holds it; return whether that succeeded."""

    def release(self) -> None:
        """Release the lock, whoever holds it."""


class HostLock:
    """The lock of one deploy on a target's host."""

    def __init__(self, store: LockStore, target: Target, context: SessionContext) -> None:
        self._store, self._target, self._context = store, target, context
        self._token = os.urandom(8).hex()

    def take(self) -> None:
        """Take the lock. Raises HostError if another deploy holds it."""
        if not self._store.acquire():
            held = self._holder()
            if not (self._context.takes_over or _has_ended_here(held) or self._is_abandoned(held)):
                unknown = gettext("unknown")
                raise HostError(
                    gettext(
                        "another deploy ({host}, process {process}) holds {name}; wait for it to finish, or "
                        "take its lock over with --yes if it was interrupted",
                        host=held.get("host", unknown),
                        process=held.get("process", unknown),
                        name=self._target.name,
                    )
                )
            self._store.release()
            if not self._store.acquire():
                raise HostError(
                    gettext(
                        "another deploy has just begun on {name}; wait for it to finish",
                        name=self._target.name,
                    )
                )
        self._write()

    def renew(self, size: int = 0) -> None:
        """Renew the lock before `size` bytes are sent. Raises HostError if another deploy took it over."""
        if not self._is_ours():
            raise HostError(
                gettext(
                    "another deploy has taken over the lock of {name}, so this one ends; wait for the other "
                    "to finish, then deploy again",
                    name=self._target.name,
                )
            )
        self._write(size)

    def release(self) -> None:
        """Release the lock, unless another deploy has taken it over."""
        with suppress(HostError):
            if self._is_ours():
                self._store.release()

    def _is_ours(self) -> bool:
        return self._holder().get("token") == self._token

    def _write(self, size: int = 0) -> None:
        silence = max(_WATCH_SECONDS, size // _SLOWEST)
        values = {
            "host": socket.gethostname(),
            "process": os.getpid(),
            "token": self._token,
            "until": self._context.clock() + _LOCK_SECONDS - _WATCH_SECONDS + silence,
            "silence": silence,
        }
        self._store.write(HOLDER, json.dumps(values).encode())

    def _holder(self) -> dict[str, object]:
        try:
            values = json.loads(self._store.read(HOLDER) or b"{}")
        except ValueError:
            return {}
        return values if isinstance(values, dict) else {}

    def _is_abandoned(self, held: dict[str, object]) -> bool:
        """Tell whether nobody renews a lock that has expired, by this machine's clock, or cannot be right."""
        if not held:
            return self._is_silent(held, _GRACE_SECONDS)
        until, silence = held.get("until", 0), held.get("silence", _WATCH_SECONDS)
        if not (isinstance(until, int) and isinstance(silence, int)):
            return False
        if 0 <= until - self._context.clock() <= _LOCK_SECONDS - _WATCH_SECONDS + silence:
            return False
        print_error(
            gettext(
                "watching the lock of {name} for {count} minutes, to see whether another deploy still runs",
                name=self._target.name,
                count=silence // 60,
            )
        )
        return self._is_silent(held, silence)

    def _is_silent(self, held: dict[str, object], seconds: float) -> bool:
        for _ in range(_POLLS):
            time.sleep(seconds / _POLLS)
            if self._holder() != held:
                return False
        return True


def _has_ended_here(held: dict[str, object]) -> bool:
    """Tell whether the holder was a process of this machine that has ended."""
    process = held.get("process")
    if held.get("host") != socket.gethostname() or not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it runs, under another user
        return False
    return False
