"""Deploy file by file to hosts that cannot swap folders (SFTP, FTPS, object storage).

The order keeps pages complete: first files that pages refer to, then pages, feeds and sitemaps, deletions
last. A manifest on the host records its files. Files about to change are first marked unknown in it, so that
the next deploy completes an interrupted one.
"""

import json
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Protocol

from bantin.config.targets import Target
from bantin.deploy import folder, manifest
from bantin.deploy.changes import DELETION_ORDER, Changes, compare_manifests
from bantin.deploy.folder import FolderSession
from bantin.deploy.manifest import UNKNOWN, File, Manifest, Release
from bantin.deploy.session import HostError, SessionContext
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.publish.order import stage_of

LOCK = ".bantin-lock"
_BATCH = 500  # files between two updates of the manifest on the host
_LOCK_SECONDS = 15 * 60  # a lock expires if it is not renewed for this time
_GRACE = 2.0  # seconds in which the holder of a new lock has written its name
_KEPT = 2  # releases kept on this machine for a rollback


class Store(Protocol):
    """Files on a host by their paths in the site. All methods raise HostError."""

    def read(self, name: str) -> bytes | None: ...

    def write(self, name: str, data: bytes) -> None: ...

    def acquire(self) -> bool:
        """Take the lock in one step if nobody holds it; return whether that succeeded."""

    def release(self) -> None:
        """Release the lock, whoever holds it."""

    def send(self, files: Sequence[tuple[str, File]]) -> None:
        """Write these files, each completely or not at all, in any order."""

    def delete(self, names: Sequence[str]) -> None:
        """Delete these files, and folders that become empty; some may be missing already."""


@contextmanager
def session(
    store: Store, target: Target, context: SessionContext, locked: bool
) -> Iterator["InPlaceSession"]:
    holder = f"{LOCK}.json"
    if locked:
        _take_lock(store, target, context, holder)
    try:
        yield InPlaceSession(store, target, context, lambda: _renew(store, context, holder))
    finally:
        if locked:
            with suppress(HostError):
                store.release()


def _take_lock(store: Store, target: Target, context: SessionContext, holder: str) -> None:
    if not store.acquire():
        held = _holder(store.read(holder))
        if not held:
            time.sleep(_GRACE)
            held = _holder(store.read(holder))
        is_ours = held.get("host") == socket.gethostname() and not _is_running(held.get("process"))
        until = held.get("until", 0)
        if not (context.takes_over or is_ours or (isinstance(until, int) and until < context.clock())):
            who = f"{held.get('host', 'unknown')}, process {held.get('process', 'unknown')}"
            raise HostError(
                gettext(
                    "another deploy ({who}) holds {name}; wait for it to finish, or take its lock "
                    "over with --yes if it was broken off",
                    who=who,
                    name=target.name,
                )
            )
        store.release()
        if not store.acquire():
            raise HostError(
                gettext("another deploy has just begun on {name}; wait for it to finish", name=target.name)
            )
    _renew(store, context, holder)


def _renew(store: Store, context: SessionContext, holder: str) -> None:
    until = context.clock() + _LOCK_SECONDS
    values = {"host": socket.gethostname(), "process": os.getpid(), "until": until}
    store.write(holder, json.dumps(values).encode())


def _holder(data: bytes | None) -> dict[str, object]:
    try:
        values = json.loads(data or b"{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def _is_running(process: object) -> bool:
    if not isinstance(process, int):
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class InPlaceSession:
    """A host that is updated file by file. renew: renews the lock."""

    def __init__(
        self, store: Store, target: Target, context: SessionContext, renew: Callable[[], None]
    ) -> None:
        self._store, self._target, self._context, self._renew = store, target, context, renew

    def wanted(self, release: Release) -> Manifest:
        return release.manifest

    def manifest(self) -> Manifest:
        data = self._store.read(manifest.NAME)
        where = f"{manifest.NAME} on {self._target.name}"
        return manifest.load(data, where=where) if data is not None else {}

    def publish(self, release: Release) -> str:
        changes = compare_manifests(release.manifest, self.manifest())
        if changes:
            self._send(release, changes)
        return self._keep(release)

    def rollback(self) -> str:
        """Upload the previous release, which this machine has kept."""
        with self._releases() as kept:
            names = kept.names()
            if len(names) < 2:
                raise UsageError(
                    gettext(
                        "this machine keeps no earlier release of that target; "
                        "build the site as it was and deploy that"
                    )
                )
            release = kept.release(names[-2])
            self._send(release, compare_manifests(release.manifest, self.manifest()))
            kept.delete_release(names[-1])
            return names[-2]

    def _send(self, release: Release, changes: Changes) -> None:
        store = self._store
        state = dict(self.manifest())
        state |= dict.fromkeys((*changes.sent, *changes.delete), UNKNOWN)
        store.write(manifest.NAME, manifest.dump(state))
        for batch in chain.from_iterable(map(_batches, (changes.assets, changes.pages, changes.listings))):
            store.send([(name, release.files[name]) for name in batch])
            state |= {name: release.files[name].digest for name in batch}
            store.write(manifest.NAME, manifest.dump(state))
            self._renew()
        for kind in DELETION_ORDER:
            store.delete([name for name in changes.delete if stage_of(name) == kind])
        store.write(manifest.NAME, manifest.dump(release.manifest))

    def _keep(self, release: Release) -> str:
        """Keep the release on this machine, unless it is the newest one that is kept."""
        with self._releases() as kept:
            names = kept.names()
            if names and kept.release(names[-1]).manifest == release.manifest:
                return names[-1]
            name = kept.add(release)
            kept.delete_outdated(name)
            return name

    @contextmanager
    def _releases(self) -> Iterator[FolderSession]:
        os.makedirs(os.path.join(self._context.kept, folder.RELEASES), exist_ok=True)
        yield FolderSession(self._context.kept, keep=_KEPT, now=self._context.clock())


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]
