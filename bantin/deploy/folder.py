"""Deploy to a folder on this machine: `releases/NAME/`, and a link `current` that a web server reads."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress

from bantin.config.targets import Target
from bantin.deploy import manifest, releases
from bantin.deploy.manifest import Manifest, Release
from bantin.deploy.paths import folders_of
from bantin.deploy.session import HostError, SessionContext
from bantin.i18n import gettext
from bantin.publish.swap import flush
from bantin.system.os_errors import describe

CURRENT, RELEASES = "current", "releases"
_PARTIAL = ".partial"


@contextmanager
def open_session(target: Target, context: SessionContext) -> Iterator["FolderSession"]:
    base = os.path.join(context.site, target.path)
    try:
        if context.holds_lock:
            os.makedirs(os.path.join(base, RELEASES), exist_ok=True)
        with _locked(os.path.join(base, ".lock")) if context.holds_lock else nullcontext():
            yield FolderSession(base, keep=target.keep, now=context.clock())
    except OSError as fault:
        raise HostError(describe(fault)) from fault


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """Hold this lock; the system releases it however this process ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise HostError(
                gettext("another deploy holds {path}; wait for it to finish", path=path)
            ) from fault
        yield
    finally:
        os.close(descriptor)


class FolderSession:
    """Releases in a folder.

    A file with the same bytes as in the previous release is a hard link to it, so it keeps its inode and its
    time, by which web servers recognize that it has not changed. If its size is another one than the site's,
    it was changed or cut off on this machine, and is copied again.
    """

    def __init__(self, base: str, *, keep: int, now: int) -> None:
        self._base, self._keep, self._now = base, keep, now

    @property
    def current(self) -> str:
        """Return the name of the published release, "" for none. Raises HostError if it is not a link."""
        link = os.path.join(self._base, CURRENT)
        if os.path.isdir(link) and not os.path.islink(link):
            raise HostError(
                gettext(
                    "{current} is a folder, and deploy makes a link of that name; move it away", current=link
                )
            )
        try:
            return os.path.basename(os.readlink(link))
        except FileNotFoundError:
            return ""

    def release_manifest(self, release: Release) -> Manifest:
        return release.manifest

    def manifest(self) -> Manifest:
        return self._manifest_of(self.current) if self.current else {}

    def release(self, name: str) -> Release:
        """Read a release that is kept."""
        return manifest.read_release(self._folder(name))

    def publish(self, release: Release) -> str:
        before = self.current
        name = self.add(release)
        self._make_current(name)
        self.delete_outdated(name, before=before)
        return name

    def add(self, release: Release) -> str:
        """Add a release beside the others, completely or not at all."""
        name = releases.next_name(self.names(), self._now)
        partial = self._folder(_PARTIAL)
        shutil.rmtree(partial, ignore_errors=True)  # leftovers of a killed deploy
        before = self.current or max(self.names(), default="")
        known = self._manifest_of(before) if before else {}
        try:
            self._fill(partial, release, self._folder(before), known)
            flush(partial)
            _write(f"{self._folder(name)}.json", manifest.dump(release.manifest))
        except OSError:  # a full disk must have room again for what else runs on this machine
            shutil.rmtree(partial, ignore_errors=True)
            raise
        os.rename(partial, self._folder(name))
        return name

    def _fill(self, partial: str, release: Release, before: str, known: Manifest) -> None:
        """Make the new release in `partial`. before, known: the folder and manifest of the previous one."""
        os.mkdir(partial, 0o755)
        for folder in folders_of(release.files):
            os.mkdir(f"{partial}/{folder}", 0o755)
        for path, file in release.files.items():
            is_same = known.get(path) == file.digest
            if not (is_same and _link(f"{before}/{path}", f"{partial}/{path}", file.size)):
                shutil.copyfile(file.path, f"{partial}/{path}")

    def rollback(self) -> str:
        name = releases.previous_release(self.names(), self.current)
        self._make_current(name)
        return name

    def names(self) -> list[str]:
        """Return the names of all releases, the oldest first."""
        return releases.valid(os.listdir(os.path.join(self._base, RELEASES)))

    def _make_current(self, name: str) -> None:
        """Change `current` to this release, in one step."""
        link = os.path.join(self._base, f".{CURRENT}")
        with suppress(FileNotFoundError):
            os.unlink(link)
        os.symlink(f"{RELEASES}/{name}", link)
        os.replace(link, os.path.join(self._base, CURRENT))

    def delete_outdated(self, shown: str, *, before: str = "") -> None:
        for name in releases.outdated(self.names(), before=before, shown=shown, keep=self._keep):
            self.delete_release(name)

    def delete_release(self, name: str) -> None:
        """Delete a release that is not published."""
        shutil.rmtree(self._folder(name))
        with suppress(FileNotFoundError):
            os.unlink(f"{self._folder(name)}.json")

    def _folder(self, name: str) -> str:
        return os.path.join(self._base, RELEASES, name)

    def _manifest_of(self, name: str) -> Manifest:
        path = f"{self._folder(name)}.json"
        try:
            with open(path, "rb") as file:
                return manifest.load(file.read(), where=path)
        except FileNotFoundError:
            return manifest.read_release(self._folder(name)).manifest


def _link(source: str, destination: str, size: int) -> bool:
    """Create a hard link if the file has this size and its file system links; return whether it did."""
    try:
        if os.stat(source).st_size != size:
            return False
        os.link(source, destination)
    except OSError:
        return False
    return True


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
