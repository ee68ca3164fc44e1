"""The interface between the deploy command and a target.

A session compares, publishes and rolls back.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from bantin.config.targets import Target
from bantin.deploy.manifest import Manifest, Release
from bantin.errors import UsageError
from bantin.system.named_tuple import NamedTuple


class HostError(UsageError):
    """A fault of the host or of the connection: exit code 2."""


class SessionContext(NamedTuple):
    """What a session needs besides its target's settings.

    site: the site's folder, to which paths in site.toml are relative. kept: a folder on this machine for
    releases to roll back to. environment: with the secrets. clock: returns seconds since 1970.
    holds_lock: whether the session holds the lock against other deploys; a dry run does not. takes_over:
    whether it breaks the lock of another deploy.
    """

    site: str
    kept: str
    environment: Mapping[str, str]
    clock: Callable[[], int]
    holds_lock: bool = True
    takes_over: bool = False

    def secret(self, target: Target, name: str) -> str:
        """Return BANTIN_<TARGET>_<NAME> of the environment, else BANTIN_<NAME>, else ""."""
        own = f"BANTIN_{target.name.upper().replace('-', '_')}_{name}"
        return self.environment.get(own) or self.environment.get(f"BANTIN_{name}", "")


class Session(Protocol):
    """An open connection to a host. All methods raise HostError."""

    def manifest(self) -> Manifest:
        """Return the manifest of the published site; empty if there is none."""

    def release_manifest(self, release: Release) -> Manifest:
        """Return the release's manifest, with the same kind of digests as `manifest`."""

    def publish(self, release: Release) -> str:
        """Publish this release. Return its name, "" if releases have none."""

    def rollback(self) -> str:
        """Publish the previous release. Return its name, or a description of it.

        Raises UsageError if there is none.
        """


# Takes the lock of a target; raises HostError if that or the connection fails.
Opener = Callable[[Target, SessionContext], AbstractContextManager[Session]]
