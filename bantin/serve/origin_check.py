"""Who is answered. A web page somewhere else must not read drafts through the reader's own browser."""

import re
from collections.abc import Mapping
from ipaddress import ip_address

from bantin.system.named_tuple import NamedTuple

_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/@]+)(?::(\d{1,5}))?")


class Guard(NamedTuple):
    """host: the name or address we were told to listen on. port: where we listen."""

    host: str
    port: int

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers is answered. A client that is no browser sends no Origin."""
        origin = headers.get("Origin")
        return self.knows(headers.get("Host", "")) and (origin is None or self.knows_origin(origin))

    def knows(self, authority: str) -> bool:
        """Whether a Host header means us: this machine to itself, or the very host we were told."""
        parts = _AUTHORITY.fullmatch(authority)
        if not parts or int(parts[2] or 80) != self.port:
            return False
        name = parts[1].strip("[]").lower()
        return name in ("localhost", self.host.lower()) or _is_loopback(name)

    def name_in(self, authority: str) -> str:
        """The host in a Host header without its port; an IPv6 address keeps its brackets."""
        parts = _AUTHORITY.fullmatch(authority)
        return parts[1] if parts else ""

    def knows_origin(self, origin: str) -> bool:
        """Whether an Origin header names a page of ours."""
        scheme, _, authority = origin.partition("://")
        return scheme == "http" and self.knows(authority)


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
