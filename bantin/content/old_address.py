"""Addresses of an earlier site, which redirect to pages of this one. Pure functions."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bantin.system.named_tuple import NamedTuple
from bantin.urls import quote, unquote


class OldAddress(NamedTuple):
    """An address of an earlier site, which redirects to a page of this one.

    path: decoded, in NFC, with a leading slash. query: (name, value) pairs, sorted, without tracking
    parameters. has_host: whether a host was given; then the path is relative to that host, not to the site.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    has_host: bool = False

    @property
    def ignores_case(self) -> bool:
        """Whether the old server ignored case: IIS, recognized by the extension .aspx, .asp or .ashx."""
        return self.path.lower().endswith((".aspx", ".asp", ".ashx"))

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """A key that is equal for addresses that the old server served as one."""
        if self.ignores_case:
            return self.path.lower(), tuple(sorted((name.lower(), value) for name, value in self.query))
        return self.path, self.query

    def __str__(self) -> str:
        query = "&".join(
            f"{quote(name)}={quote(value)}" if value else quote(name) for name, value in self.query
        )
        return quote(self.path, "/-._~") + (f"?{query}" if query else "")


_PLAIN_OLD = re.compile(r"/?[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*/?")
_HOST = re.compile(r"https?://[^/?#\s]+(?=/)", re.IGNORECASE)
_BAD_PATH = re.compile(r"//|/\.|\./|\.$|[\\\0-\x1f\x7f]|%2f|%5c", re.IGNORECASE)
_TRACKING = re.compile(r"(?:fbclid|gclid|zarsrc|gidzl|_ga|mc_[ce]id|utm_\w+)$", re.IGNORECASE)


def old_address(written: str) -> OldAddress:
    """Parse a path or URL of an earlier site.

    Raise ValueError for a path with "..", hidden or empty parts, and for the home page.
    """
    written = written.strip()
    if _PLAIN_OLD.fullmatch(written):
        return OldAddress(written if written[0] == "/" else f"/{written}")
    host = _HOST.match(written)
    rest = written[host.end() :] if host else written
    path, _, query = rest.partition("#")[0].partition("?")
    if path[:1] != "/":
        path = f"/{path}"
    if _BAD_PATH.search(path) or (":" in path.partition("/")[2].partition("/")[0] and not host):
        raise ValueError(written)
    pairs = tuple(sorted(_pairs(query)))
    path = unicodedata.normalize("NFC", unquote(path))
    if _BAD_PATH.search(path) or (path == "/" and not pairs):
        raise ValueError(written)
    return OldAddress(path, pairs, host is not None)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name and not _TRACKING.match(name):
            yield unquote(name.replace("+", " ")), unquote(value.replace("+", " "))


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what separates the values in lines of redirects.csv.

    Excel writes semicolons where a comma is the decimal sign.
    """
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return max(",;\t", key=first.count)
