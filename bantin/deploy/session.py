"""What a deploy target is to the deploy command: a session that compares, publishes and rolls back."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from bantin.config import Target
from bantin.deploy.manifest import Manifest, Release
from bantin.errors import UsageError
from bantin.system.named_tuple import NamedTuple


class HostError(UsageError):
    """The host, or the way to it, is at fault: exit code 2."""


class SessionContext(NamedTuple):
    """What a session needs besides its target's settings.

    site: the site's folder, against which paths in site.toml are read. kept: a folder of this machine where a
    session may keep releases for its rollback. environment: where secrets come from. clock: gives
    seconds since 1970.
    takes_over: whether a lock that another deploy has left is to be broken.
    """

    site: str
    kept: str
    environment: Mapping[str, str]
    clock: Callable[[], int]
    takes_over: bool = False

    def secret(self, target: Target, name: str) -> str:
        """Return the environment's BANTIN_<TARGET>_<NAME>, else BANTIN_<NAME>, else ""."""
        own = f"BANTIN_{target.name.upper().replace('-', '_')}_{name}"
        return self.environment.get(own) or self.environment.get(f"BANTIN_{name}", "")


class Session(Protocol):
    """An open way to a host. Raises HostError for whatever hinders it."""

    def manifest(self) -> Manifest:
        """Return the manifest of the site that readers see; empty where there is none."""

    def wanted(self, release: Release) -> Manifest:
        """Return the release's manifest, in the digests that `manifest` has."""

    def publish(self, release: Release) -> str:
        """Have readers see this release. Returns its name, "" where releases have none."""

    def rollback(self) -> str:
        """Have readers see the release before the present one. Returns its name, or what it was."""


# Opens a session; `locked`: so that no other deploy works on the host at the same time.
Opener = Callable[[Target, SessionContext, bool], AbstractContextManager[Session]]
