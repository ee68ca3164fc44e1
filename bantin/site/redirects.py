"""Old addresses of a site and where each leads: `aliases` of articles and sections, and redirects.csv.

Whoever serves the site gets them as rules (bantin.deploy.redirect_rules); where a file can answer, there is a
small page as well.
"""

import os
import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence

from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple
from bantin.urls import OldAddress, old_address

FILE = "data/redirects.csv"
MOVED, FOUND, GONE = 301, 302, 410
MOST_PAGES = (
    5_000  # of a list with more, only rules are written: pages would take seconds of each clean build
)
MAX_BYTES = 50_000_000


class Redirect(NamedTuple):
    """One old address. old: as the host sees it, with the site's base. new: a site address ("tin/a.html"), a
    whole URL, or "" for what is gone. status: see above. path, line: where an editor wrote it.
    """

    old: OldAddress
    new: str
    status: int
    path: str
    line: int


def at_host(old: OldAddress, base: str) -> OldAddress:
    """The address with the site's base path before it, unless it has that already or names its host."""
    if old.has_host or old.path.startswith(base):
        return old
    return old._replace(path=base[:-1] + old.path)


def of_aliases(aliases: Iterable[str], new: str, base: str, path: str, line: int) -> Iterator[Redirect]:
    """aliases: such as `content` has found to be good."""
    for alias in aliases:
        yield Redirect(at_host(old_address(alias), base), new, MOVED, path, line)


def read(content: str, base: str, shown_as: str) -> tuple[list[Redirect], list[Problem]]:
    """The rows of redirects.csv, and what is wrong with others; nothing where there is no such file."""
    path = f"{shown_as}{FILE}"
    try:
        with open(os.path.join(content, FILE), "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return [], []
    if len(data) > MAX_BYTES:
        return [], [problem(path, 0, "file-too-large", size=f"more than {MAX_BYTES}", limit=MAX_BYTES)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return [], [problem(path, line, "not-utf8", byte=fault.start + 1)]
    redirects: list[Redirect] = []
    problems: list[Problem] = []
    import csv  # takes 3 ms; most sites have no such file

    rows = csv.reader(text.splitlines(), strict=False)
    for row in rows:
        if not row or not row[0].strip() or row[0].startswith("#") or row[0].strip().lower() == "old":
            continue
        redirect = _redirect(row, base, path, rows.line_num)
        if isinstance(redirect, Redirect):
            redirects.append(redirect)
        else:
            problems.append(redirect)
    return redirects, problems


def _redirect(row: Sequence[str], base: str, path: str, line: int) -> Redirect | Problem:
    new = row[1].strip() if len(row) > 1 else ""
    status = row[2].strip() if len(row) > 2 else ""
    status = status or ("301" if new else "410")
    if len(row) > 3 or status not in ("301", "302", "410"):
        return problem(path, line, "redirect-row", value=",".join(row))
    try:
        old = at_host(old_address(row[0]), base)
    except ValueError:
        return problem(path, line, "redirect-old", value=row[0])
    if status == "410":
        return Redirect(old, "", GONE, path, line)
    if not new:
        return problem(path, line, "redirect-row", value=",".join(row))
    if new.startswith(("http://", "https://")):
        return Redirect(old, new, int(status), path, line)
    if new.startswith(base):
        new = new[len(base) :]
    return Redirect(old, new.lstrip("/"), int(status), path, line)


class Resolved(NamedTuple):
    """redirects: each leads straight to where its chain ends. problems: loops, chains, clashes."""

    redirects: tuple[Redirect, ...]
    problems: tuple[Problem, ...]


def resolve(
    redirects: Iterable[Redirect], addresses: Collection[str], base: str, *, may_lead: bool = False
) -> Resolved:
    """Follow chains, and tell what contradicts. addresses: all that the site publishes, without its base.

    may_lead: there may be more than these.

    Where two lead from one address the first counts; one that leads nowhere is left out.
    """
    first: dict[object, Redirect] = {}
    problems: list[Problem] = []
    for redirect in redirects:
        if redirect.path.endswith(FILE) and _is_page(redirect.old, addresses, base):
            problems.append(_told(redirect, "redirect-page"))
            continue
        other = first.setdefault(redirect.old.key, redirect)
        if other is not redirect and (other.new, other.status) != (redirect.new, redirect.status):
            problems.append(_told(redirect, "redirect-twice", other=_place(other), target=_shown(other)))
    kept = []
    for redirect in first.values():
        final = redirect
        passed = [redirect]
        while after := first.get(_old_at(final.new, base)):
            if after in passed:
                problems.append(_told(redirect, "redirect-loop", other=_place(final)))
                break
            final = after
            passed.append(after)
        else:
            if len(passed) > 1 and redirect.path.endswith(FILE):
                problems.append(
                    _told(redirect, "warn-redirect-chain", other=_place(passed[1]), target=_shown(final))
                )
            if may_lead or _leads(final, addresses):
                kept.append(redirect._replace(new=final.new, status=max(redirect.status, final.status)))
            else:
                problems.append(_told(redirect, "warn-redirect-nowhere", target=_shown(final)))
    return Resolved(tuple(kept), tuple(problems))


def _old_at(new: str, base: str) -> object:
    """The key that an old address equal to this new one would have."""
    if "://" in new or not new:
        return None
    return (base + new, ())


def _is_page(old: OldAddress, addresses: Collection[str], base: str) -> bool:
    return not old.query and old.path.startswith(base) and old.path[len(base) :] in addresses


def _leads(redirect: Redirect, addresses: Collection[str]) -> bool:
    return redirect.status == GONE or "://" in redirect.new or redirect.new.partition("#")[0] in addresses


def _told(redirect: Redirect, code: str, **args: object) -> Problem:
    return problem(redirect.path, redirect.line, code, old=str(redirect.old), **args)


def _place(redirect: Redirect) -> str:
    return f"{redirect.path}:{redirect.line}"


def _shown(redirect: Redirect) -> str:
    return redirect.new if "://" in redirect.new else f"/{redirect.new}"


def page_address(old: OldAddress, base: str) -> str:
    """Where a page can stand that leads on from there, without the base; "" where no file can answer.

    A static host answers `/node/123` by the folder's page. It answers no query, and by the ending of .aspx or
    .pdf it would not send a page.
    """
    if old.query or not old.path.startswith(base) or len(old.path) <= len(base):
        return ""
    address = old.path[len(base) :]
    name = posixpath.basename(address)
    if not name or name.lower().endswith((".html", ".htm")):
        return address
    return "" if "." in name else f"{address}/"


class OldAddresses:
    """Where requests for old addresses lead, by rules that `resolve` has put right."""

    def __init__(self, redirects: Iterable[Redirect]) -> None:
        self._by_path: dict[str, list[Redirect]] = {}
        for redirect in redirects:
            self._by_path.setdefault(redirect.old.key[0], []).append(redirect)

    def find(self, old: OldAddress) -> Redirect | None:
        """The redirect that asks for the most of the address's parameters, and for none that it lacks."""
        given = {(name.lower(), value) for name, value in old.query}
        fitting = [
            redirect
            for path in dict.fromkeys((old.path, old.path.lower()))
            for redirect in self._by_path.get(path, ())
            if {(name.lower(), value) for name, value in redirect.old.query} <= given
        ]
        return max(fitting, key=lambda redirect: len(redirect.old.query), default=None)


class RedirectTarget(NamedTuple):
    """A page that leads on from the list. address: its own. url, absolute_url: of where it leads."""

    address: str
    url: str
    absolute_url: str


def pages_of_list(redirects: Sequence[Redirect], origin: str, base: str) -> tuple[RedirectTarget, ...]:
    """A page for each redirect of the list that one can answer."""
    listed = [redirect for redirect in redirects if redirect.path.endswith(FILE) and redirect.status != GONE]
    if len(listed) > MOST_PAGES:
        return ()
    out = []
    for redirect in listed:
        if address := page_address(redirect.old, base):
            is_away = "://" in redirect.new
            url = redirect.new if is_away else f"{base}{redirect.new}"
            out.append(RedirectTarget(address, url, url if is_away else f"{origin}{url}"))
    return tuple(out)
