"""Redirects from old addresses: `aliases` of articles and sections, and content/data/redirects.csv.

Web servers get them as rules (bantin.deploy.redirect_rules). An old address that a file can serve also gets a
page with an HTML redirect.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from bantin.content.old_address import OldAddress, old_address
from bantin.content.tree import REDIRECTS
from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple
from bantin.urls import collision_key, file_name

MOVED, FOUND, GONE = 301, 302, 410
MAX_PAGES = 5_000  # of a list with more, only rules are written: pages would take seconds of each clean build
_FILE_EXTENSION = r"\.(?=\w*[a-zA-Z])\w{1,5}$"


class Redirect(NamedTuple):
    """A redirect.

    old: as the host sees it, with the site's base. new: a site address ("tin/a.html"), an absolute URL, or ""
    for a page that is gone. status: MOVED, FOUND or GONE. path, line: where an editor wrote it.
    """

    old: OldAddress
    new: str
    status: int
    path: str
    line: int

    @property
    def is_listed(self) -> bool:
        """Whether it is a row of redirects.csv."""
        return self.path.endswith(REDIRECTS)


def at_host(old: OldAddress, base: str) -> OldAddress:
    """Return the address with the site's base path in front, unless it has that already or a host."""
    if old.has_host or old.path.startswith(base):
        return old
    return old._replace(path=base[:-1] + old.path)


def alias_redirects(aliases: Iterable[str], new: str, base: str, path: str, line: int) -> Iterator[Redirect]:
    """Yield the redirects of one article. An alias that is not an address is left out: `content` reports it.

    So is the article's own address, to which it would lead for ever. new: the article's address. path, line:
    where the aliases are written.
    """
    for alias in aliases:
        try:
            old = at_host(old_address(alias), base)
        except ValueError:
            continue
        if old.query or old.path != base + new:
            yield Redirect(old, new, MOVED, path, line)


def alias_pages(aliases: Iterable[str], new: str, base: str) -> list[str]:
    """Return the addresses of the pages that redirect to one article. `/a`, `/a/` and `/A/` share one."""
    pages = {collision_key(file_name(new)): ""}
    for alias in aliases:
        if address := page_address(at_host(old_address(alias), base), base):
            pages.setdefault(collision_key(file_name(address)), address)
    return [address for address in pages.values() if address]


class ResolvedRedirects(NamedTuple):
    """redirects: each leads directly to the end of its chain. problems: loops, chains, duplicates."""

    redirects: tuple[Redirect, ...]
    problems: tuple[Problem, ...]


def resolve(
    redirects: Iterable[Redirect],
    addresses: Collection[str],
    base: str,
    *,
    addresses_are_partial: bool = False,
) -> ResolvedRedirects:
    """Follow chains of redirects, and find contradictions.

    addresses: of all pages, without the base path. addresses_are_partial: the site may have more pages.
    Of two redirects from one address the first counts; one without an existing target is left out.
    """
    first, problems = _first_of_each(redirects, addresses, base)
    near = _NearAddresses(addresses)
    kept = []
    for redirect in first.values():
        final = redirect
        passed = [redirect]
        while after := first.get(_key_at(final.new, base)):
            if after in passed:
                problems.append(_redirect_problem(redirect, "redirect-loop", other=_location(final)))
                break
            final = after
            passed.append(after)
        else:
            target = _printable_target(final)
            if len(passed) > 1 and redirect.is_listed:
                via = _location(passed[1])
                problems.append(_redirect_problem(redirect, "warn-redirect-chain", other=via, target=target))
            if addresses_are_partial or _has_target(final, addresses):
                kept.append(redirect._replace(new=final.new, status=max(redirect.status, final.status)))
            else:
                guess = near.find(final.new)
                code = "warn-redirect-nowhere-near" if guess else "warn-redirect-nowhere"
                problems.append(_redirect_problem(redirect, code, target=target, guess=f"/{guess}"))
    return ResolvedRedirects(tuple(kept), tuple(problems))


def _first_of_each(
    redirects: Iterable[Redirect], addresses: Collection[str], base: str
) -> tuple[dict[object, Redirect], list[Problem]]:
    """Return the first redirect from each old address by its key, and the problems of the others."""
    first: dict[object, Redirect] = {}
    problems: list[Problem] = []
    for redirect in redirects:
        if "*" in redirect.old.path:
            problems.append(
                problem(redirect.path, redirect.line, "warn-redirect-star", old=redirect.old.path)
            )
        if _is_page(redirect.old, addresses, base):
            if redirect.is_listed:  # of an alias build.url_conflicts reports it
                problems.append(_redirect_problem(redirect, "redirect-page"))
            continue
        other = first.setdefault(redirect.old.key, redirect)
        if not (other.is_listed or redirect.is_listed) and page_address(redirect.old, base):
            continue  # two pages: build.url_conflicts reports them
        if other is not redirect and (other.new, other.status) != (redirect.new, redirect.status):
            names = {"other": _location(other), "target": _printable_target(other)}
            problems.append(_redirect_problem(redirect, "redirect-twice", **names))
    return first, problems


class _NearAddresses:
    """Finds the page that is meant by a new address where there is none."""

    def __init__(self, addresses: Collection[str]) -> None:
        self._addresses = addresses
        self._by_name: dict[str, list[str]] = {}

    def find(self, new: str) -> str:
        """Return the only page with this name, with its ending and in its folder; "" for none."""
        stem = re.sub(r"(?:\.(?:md|html?|aspx|php)|/(?:index\.html)?)$", "", new.partition("#")[0])
        for form in (f"{stem}.html", f"{stem}/"):
            if form in self._addresses:
                return form
        if not self._by_name:
            for address in self._addresses:
                self._by_name.setdefault(posixpath.basename(address), []).append(address)
        pages = self._by_name.get(f"{posixpath.basename(stem)}.html", [])
        return pages[0] if len(pages) == 1 else ""


def _key_at(new: str, base: str) -> object:
    """Return the OldAddress.key of the site address `new`; None if it is a URL or ""."""
    if "://" in new or not new:
        return None
    return (base + new, ())


def _is_page(old: OldAddress, addresses: Collection[str], base: str) -> bool:
    return not old.query and old.path.startswith(base) and old.path[len(base) :] in addresses


def _has_target(redirect: Redirect, addresses: Collection[str]) -> bool:
    return redirect.status == GONE or "://" in redirect.new or redirect.new.partition("#")[0] in addresses


def _redirect_problem(redirect: Redirect, code: str, **args: object) -> Problem:
    return problem(redirect.path, redirect.line, code, old=str(redirect.old), **args)


def _location(redirect: Redirect) -> str:
    return f"{redirect.path}:{redirect.line}" if redirect.line else redirect.path


def _printable_target(redirect: Redirect) -> str:
    return redirect.new if "://" in redirect.new else f"/{redirect.new}"


def page_address(old: OldAddress, base: str) -> str:
    """Return the address of the page that redirects from `old`, without the base; "" if no file can do so.

    A static host serves the index page of a folder for `/node/123` and `/releases/1.94.1`. It ignores
    queries, and would not send .aspx or .pdf as HTML.
    """
    if old.query or not old.path.startswith(base) or len(old.path) <= len(base):
        return ""
    address = old.path[len(base) :]
    name = posixpath.basename(address)
    if not name or name.lower().endswith((".html", ".htm")):
        return address
    return "" if re.search(_FILE_EXTENSION, name) else f"{address}/"


class RedirectIndex:
    """Looks up requests for old addresses. redirects: as `resolve` returns them."""

    def __init__(self, redirects: Iterable[Redirect]) -> None:
        self._by_path: dict[str, list[Redirect]] = {}
        for redirect in redirects:
            self._by_path.setdefault(redirect.old.key[0], []).append(redirect)

    def find(self, old: OldAddress) -> Redirect | None:
        """Return the redirect that matches the path and the most query parameters, or None.

        An address without an extension and the same with a slash at its end match each other, since servers
        redirect to the latter.
        """
        query = {(name.lower(), value) for name, value in old.query}
        paths = [old.path, old.path.lower()]
        if "." not in old.path.rpartition("/")[2]:
            paths.append(old.path.rstrip("/") if old.path.endswith("/") else f"{old.path}/")
        fitting = [
            redirect
            for path in dict.fromkeys(paths)
            for redirect in self._by_path.get(path, ())
            if {(name.lower(), value) for name, value in redirect.old.query} <= query
        ]
        return max(fitting, key=lambda redirect: len(redirect.old.query), default=None)


class RedirectTarget(NamedTuple):
    """A page that redirects for a row of redirects.csv. address: its own. url, absolute_url: the target."""

    address: str
    url: str
    absolute_url: str


def redirect_pages(redirects: Sequence[Redirect], origin: str, base: str) -> tuple[RedirectTarget, ...]:
    """Return a page for each redirect of redirects.csv that a page can serve; none above MAX_PAGES rows."""
    listed = [redirect for redirect in redirects if redirect.is_listed and redirect.status != GONE]
    if len(listed) > MAX_PAGES:
        return ()
    out = []
    for redirect in listed:
        if address := page_address(redirect.old, base):
            is_away = "://" in redirect.new
            url = redirect.new if is_away else f"{base}{redirect.new}"
            out.append(RedirectTarget(address, url, url if is_away else f"{origin}{url}"))
    return tuple(out)
