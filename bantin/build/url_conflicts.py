"""URL conflicts: addresses equal in any letter case or Unicode form, a file named like a folder."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from bantin.build.assembled import AssembledSite
from bantin.build.context import Context
from bantin.build.site_problems import line_of_field
from bantin.content.fields import INDEX, section_of
from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.pages import Page, SiteContext, StaticFile, page_source
from bantin.pages.addresses import CARDS
from bantin.pages.redirects import RedirectPage
from bantin.site import Site
from bantin.system.named_tuple import NamedTuple
from bantin.urls import collision_key, composed, file_name

MAX_NAME = 255  # in bytes, the limit of common file systems; a character of UTF-8 has up to four
MAX_ADDRESS = 1000


def find(context: Context, site: AssembledSite, invalid: Iterable[Article]) -> list[Problem]:
    """Return a problem for each page or file whose output path some file system cannot tell from another's.

    invalid: articles with other problems, which have an address but no page yet.
    """
    pages, files, shown_as = site.pages, site.files, context.content_name
    site_context = site.site_context
    waiting = [article for article in invalid if article.slug and article.kind != "section"]
    names = [file_name(page.address) for page in pages] + [file.path for file in files]
    names += [article.address for article in waiting]
    # Almost all addresses are lower-case ASCII: their key is the name itself.
    keys = [name if name.isascii() and name.islower() else collision_key(name) for name in names]
    folders = {collision_key(folder) for folder in _folders(names)}
    is_long = any(len(name) > (MAX_NAME if name.isascii() else MAX_NAME // 4) for name in names)
    if len(set(keys)) == len(keys) and folders.isdisjoint(keys) and not is_long:
        return []
    owners = [_owner(page, site_context, shown_as) for page in pages]
    owners += [_file_owner(file, site_context, shown_as) for file in files]
    owners += [_PathOwner(shown_as + article.source) for article in waiting]
    first: dict[str, _PathOwner] = {}
    conflicts: list[Problem] = []
    conflicts_of_ours: list[Problem] = []
    for name, key, owner in zip(names, keys, owners, strict=True):
        other = first.setdefault(key, owner)
        if _is_too_long(name) and not owner.is_ours:  # files of the same folder are reported
            conflicts.append(_conflict(owner, "address-long", name, limit=MAX_ADDRESS))
        if key in folders:
            below = next(
                other_owner for at, other_owner in zip(keys, owners, strict=True) if at.startswith(key + "/")
            )
            if owner.is_ours:
                conflicts.append(_conflict(below, "address-below-page", name, other=owner.name))
            else:
                conflicts.append(_conflict(owner, "address-is-folder", name, other=below.name))
        elif other is not owner:
            # Report an alias, or a file that an editor can rename, not a generated page.
            is_fault_of_other = owner.is_ours or (other.is_alias and not owner.is_alias)
            path_owner, other = (other, owner) if is_fault_of_other else (owner, other)
            same_kind = conflicts_of_ours if path_owner.is_ours else conflicts
            same_kind.append(_same_address(path_owner, other, name))
    # Two generated pages have one address only if their sources do, which is reported as well.
    conflicts = conflicts or conflicts_of_ours
    return [_at_slug_line(conflict, context.config.content, shown_as) for conflict in conflicts]


# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: device names, with any extension.
_DEVICE = re.compile(
    r"^(?:.*/)?(con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./].*)?$", re.MULTILINE | re.IGNORECASE
)


def windows_names(context: Context, site: AssembledSite) -> Iterator[Problem]:
    """Yield a warning for each page or file whose path is not possible on Windows."""
    pages, files, shown_as = site.pages, site.files, context.content_name
    named = [(file_name(page.address), page) for page in pages]
    others = [(file.path, file) for file in files]
    if not _DEVICE.search("\n".join(name for name, _ in (*named, *others))):
        return
    for name, page in named:
        is_card = name.startswith(CARDS)  # of a page that is reported
        if not is_card and (device := _DEVICE.match(name)):
            owner = _owner(page, site.site_context, shown_as)
            where = shown_as.rstrip("/") if owner.is_ours else owner.name
            yield problem(where, 0, "warn-windows-name", address=f"/{page.address}", name=device[1])
    for name, file in others:
        if device := _DEVICE.match(name):
            owner = _file_owner(file, site.site_context, shown_as)
            yield problem(owner.name, 0, "warn-windows-name", address=f"/{name}", name=device[1])


class _PathOwner(NamedTuple):
    """The origin of a page or file: a path and line in content/, or a generated page (is_ours).

    is_alias: whether the line has an old address, whose page only redirects.
    """

    name: str
    line: int = 0
    is_ours: bool = False
    is_alias: bool = False


def _conflict(owner: _PathOwner, code: str, name: str, **args: object) -> Problem:
    return problem(owner.name, owner.line, code, address="/" + name, **args)


def _same_address(owner: _PathOwner, other: _PathOwner, name: str) -> Problem:
    """Return the problem of two files with one address.

    It is of its own kind for an alias, and for an index by another name.
    """
    address = re.sub(r"(^|/)index\.html$", r"\1", name)
    if owner.is_alias:
        return _conflict(owner, "alias-taken", address, other=other.name)
    for path in (owner.name, other.name):
        file = path.rpartition("/")[2]
        if file != INDEX and file.lower() in (INDEX, INDEX.removeprefix("_")):
            return problem(path, 0, "index-name", name=file)
    if owner.name != other.name and composed(owner.name) == composed(other.name):
        return problem(owner.name, 0, "same-name", name=composed(owner.name))
    if other.is_ours:
        return _conflict(owner, "address-of-ours", address, other=other.name)
    return _conflict(owner, "same-address", name, other=other.name)


def _at_slug_line(conflict: Problem, content: str, shown_as: str) -> Problem:
    """Return the problem with the line of the article's `slug`, if it has one."""
    if conflict.line or not conflict.path.endswith(".md"):
        return conflict
    return conflict._replace(line=line_of_field(content, conflict.path.removeprefix(shown_as), "slug"))


def _is_too_long(name: str) -> bool:
    parts = name.encode().split(b"/")
    return max(map(len, parts)) > MAX_NAME or len(name) > MAX_ADDRESS


def same_sections(context: Context, site: Site) -> list[Problem]:
    """Return a problem for each folder with the section path of another: `Tin tức` and `tin-tuc`."""
    shown_as = context.content_name
    first: dict[str, str] = {}
    conflicts = []
    for folder in context.snapshot.content.folders:
        section = section_of(folder)
        if section and section in site.sections:
            other = first.setdefault(section, folder)
            if other != folder:
                path, beside = shown_as + folder, shown_as + other
                conflicts.append(problem(path, 0, "same-section", address=f"/{section}/", other=beside))
    return conflicts


def _folders(names: Sequence[str]) -> set[str]:
    """Return all parent folders of these files."""
    folders = {name.rpartition("/")[0] for name in names}
    for folder in list(folders):
        while folder := os.path.dirname(folder):
            folders.add(folder)
    return folders - {""}


def _owner(page: Page, site_context: SiteContext, shown_as: str) -> _PathOwner:
    source = page_source(site_context, page)
    if source:
        is_alias = page.kind == RedirectPage.name
        return _PathOwner(shown_as + source.path, source.line, is_alias=is_alias)
    return _PathOwner(f"the page {file_name(page.address)} that bantin makes", is_ours=True)


def _file_owner(file: StaticFile, site_context: SiteContext, shown_as: str) -> _PathOwner:
    if file.data is not None and not file.source:
        return _PathOwner(f"assets/root/{file.path}")
    return _PathOwner(shown_as + os.path.relpath(file.source, site_context.config.content))
