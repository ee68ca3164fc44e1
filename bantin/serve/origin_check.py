"""Who is answered. A web page somewhere else must not read drafts through the reader's own browser."""

import re
import socket
from collections.abc import Iterator, Mapping
from ipaddress import ip_address

from bantin.system.named_tuple import NamedTuple

_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/@]+)(?::(\d{1,5}))?")

EVERYWHERE_4 = "0.0.0.0"  # noqa: S104 - asked for by --lan, or by --host
EVERYWHERE = ("", EVERYWHERE_4, "::")


class Guard(NamedTuple):
    """host: the name or address we were told to listen on. port: where we listen.

    allowed: other authorities that lead here, such as "localhost:8080" of a forwarded port, in lower case.
    """

    host: str
    port: int
    allowed: frozenset[str] = frozenset()

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers is answered. A client that is no browser sends no Origin."""
        origin = headers.get("Origin")
        return self.knows(headers.get("Host", "")) and (origin is None or self.knows_origin(origin))

    def knows(self, authority: str) -> bool:
        """Whether a Host header means us: this machine to itself, the very host we were told, one that is
        allowed, or, where we listen everywhere, an address or the name of this machine.
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
        return self.host in EVERYWHERE and name in {*own_names(), *own_addresses()}

    def name_in(self, authority: str) -> str:
        """The host in a Host header without its port; an IPv6 address keeps its brackets."""
        parts = _AUTHORITY.fullmatch(authority)
        return parts[1] if parts else ""

    def port_in(self, authority: str) -> int:
        """The port of a Host header: another than ours where one is forwarded to us."""
        parts = _AUTHORITY.fullmatch(authority)
        return int(parts[2] or 80) if parts else self.port

    def knows_origin(self, origin: str) -> bool:
        """Whether an Origin header names a page of ours."""
        scheme, _, authority = origin.partition("://")
        return scheme == "http" and self.knows(authority)


def allowable(authority: str) -> str:
    """What `--allow` must be given so that requests for this Host are answered."""
    return authority if _AUTHORITY.fullmatch(authority) else "NAME"


def own_names() -> Iterator[str]:
    """What other machines of the network may call this one."""
    name = socket.gethostname().lower()
    yield name
    yield f"{name.partition('.')[0]}.local"


def own_addresses() -> list[str]:
    """The addresses of this machine that others of its network can reach, IPv4 first."""
    import ifaddr

    addresses = []
    for adapter in ifaddr.get_adapters():
        for address_of_host in adapter.ips:
            text = address_of_host.ip if isinstance(address_of_host.ip, str) else address_of_host.ip[0]
            address = ip_address(text)
            if not (address.is_loopback or address.is_link_local or address.is_unspecified):
                addresses.append(text)
    return sorted(dict.fromkeys(addresses), key=lambda text: (":" in text, text))


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
