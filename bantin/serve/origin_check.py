"""Checks of Host and Origin headers: another web page must not read drafts through an editor's browser."""

import re
import socket
from collections.abc import Iterator, Mapping
from ipaddress import ip_address

from bantin.system.named_tuple import NamedTuple

_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/@]+)(?::(\d{1,5}))?")

EVERYWHERE_4 = "0.0.0.0"  # noqa: S104 - asked for by --lan, or by --host
EVERYWHERE = ("", EVERYWHERE_4, "::")


class Guard(NamedTuple):
    """host, port: where the server listens.

    allowed: other authorities that lead here, such as "localhost:8080" of a forwarded port, in lower case.
    """

    host: str
    port: int
    allowed: frozenset[str] = frozenset()

    def allows(self, headers: Mapping[str, str]) -> bool:
        """Tell whether to answer a request with these headers. Clients other than browsers send no Origin."""
        origin = headers.get("Origin")
        return self.is_own_host(headers.get("Host", "")) and (origin is None or self.is_own_origin(origin))

    def is_own_host(self, authority: str) -> bool:
        """Tell whether a Host header names this server.

        Its names are loopback addresses, `host`, `allowed`, and, if the server listens on all addresses, the
        addresses and names of this machine.
        """
        parts = _AUTHORITY.fullmatch(authority)
        if not parts:
            return False
        name, port = parts[1].strip("[]").lower(), int(parts[2] or 80)
        if self.allowed & {authority.lower(), name}:
            return True
        if port != self.port:
            return False
        if name in ("localhost", self.host.lower()) or _is_loopback(name):
            return True
        return self.host in EVERYWHERE and name in {*host_names(), *host_addresses()}

    def name_in(self, authority: str) -> str:
        """Return the host of a Host header without its port; an IPv6 address keeps its brackets."""
        parts = _AUTHORITY.fullmatch(authority)
        return parts[1] if parts else ""

    def port_in(self, authority: str) -> int:
        """Return the port of a Host header, which may be a forwarded one."""
        parts = _AUTHORITY.fullmatch(authority)
        return int(parts[2] or 80) if parts else self.port

    def is_own_origin(self, origin: str) -> bool:
        """Tell whether an Origin header names this server."""
        scheme, _, authority = origin.partition("://")
        return scheme == "http" and self.is_own_host(authority)


def allow_value(authority: str) -> str:
    """Return the value of `--allow` with which requests for this Host would be answered."""
    return authority if _AUTHORITY.fullmatch(authority) else "NAME"


def host_names() -> Iterator[str]:
    """Yield the names of this machine in the local network."""
    name = socket.gethostname().lower()
    yield name
    yield f"{name.partition('.')[0]}.local"


def host_addresses() -> list[str]:
    """Return the addresses of this machine that others of its network can reach, IPv4 first."""
    import ifaddr

    addresses = []
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            text = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            address = ip_address(text)
            if not (address.is_loopback or address.is_link_local or address.is_unspecified):
                addresses.append(text)
    return sorted(dict.fromkeys(addresses), key=lambda text: (":" in text, text))


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
