"""Deploy file by file to hosts that cannot swap folders (SFTP, FTPS, object storage).

The order keeps pages complete: first files that pages refer to, then pages, feeds and sitemaps, deletions
last. A manifest on the host records its files. Files about to change are first marked unknown in it, so that
the next deploy completes an interrupted one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from bantin.config.targets import Target
from bantin.deploy import folder, manifest
from bantin.deploy.changes import DELETION_ORDER, Changes, compare_manifests
from bantin.deploy.folder import FolderSession
from bantin.deploy.host_lock import HostLock, LockStore
from bantin.deploy.manifest import UNKNOWN, File, Manifest, Release
from bantin.deploy.session import SessionContext
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.publish.order import stage_of

_BATCH = 500  # files between two updates of the manifest on the host
_BATCH_BYTES = 16_000_000  # of these files; the lock is renewed once for each batch
_KEPT = 2  # releases kept on this machine for a rollback


class Store(LockStore, Protocol):
    """Files on a host by their paths in the site. All methods raise HostError."""

    def send(self, files: Sequence[File]) -> None:
        """Write these files, each completely or not at all, in any order."""

    def delete(self, names: Sequence[str]) -> None:
        """Delete these files, and folders that become empty; some may be missing already."""


@contextmanager
def session(store: Store, target: Target, context: SessionContext) -> Iterator["InPlaceSession"]:
    lock = HostLock(store, target, context)
    if context.holds_lock:
        lock.take()
    try:
        yield InPlaceSession(store, target, context, lock)
    finally:
        if context.holds_lock:
            lock.release()


class InPlaceSession:
    """A host that is updated file by file."""

    def __init__(self, store: Store, target: Target, context: SessionContext, lock: HostLock) -> None:
        self._store, self._target, self._context, self._lock = store, target, context, lock

    def release_manifest(self, release: Release) -> Manifest:
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
        for names in (changes.assets, changes.pages, changes.listings):
            for batch in _batches([release.files[name] for name in names]):
                self._lock.renew(sum(file.size for file in batch))
                store.send(batch)
                state |= {file.name: file.digest for file in batch}
                store.write(manifest.NAME, manifest.dump(state))
        for kind in DELETION_ORDER:
            outdated = [name for name in changes.delete if stage_of(name) == kind]
            for start in range(0, len(outdated), _BATCH):
                self._lock.renew()
                store.delete(outdated[start : start + _BATCH])
        self._lock.renew()
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


def _batches(files: Sequence[File]) -> Iterator[list[File]]:
    """Yield the files in lists of at most _BATCH, each of at most _BATCH_BYTES or a single file."""
    batch: list[File] = []
    size = 0
    for file in files:
        if batch and (len(batch) == _BATCH or size + file.size > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.size
    if batch:
        yield batch
