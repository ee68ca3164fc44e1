"""Which pages the site has, what each is made from, and the values its layout gets."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from bantin.pages import articles, feeds, indexes, lists, redirects, search, site_files, sitemaps, standing
from bantin.pages.bulletin import Bulletin, Bundles, Fetch, File, Page, Parts, Views
from bantin.pages.feeds import quoted
from bantin.pages.sitemaps import NEWS_SECONDS
from bantin.pages.unchanged import Around, Steady, around, steady_since

__all__ = [
    "NEWS_SECONDS",
    "Around",
    "Bulletin",
    "Bundles",
    "File",
    "Page",
    "Parts",
    "Steady",
    "Views",
    "around",
    "outline",
    "part_names",
    "parts",
    "quoted",
    "steady_since",
    "values",
]

_MODULES = (articles, standing, lists, indexes, feeds, search, redirects, site_files)
_KINDS: dict[str, ModuleType] = {kind: module for module in (*_MODULES, sitemaps) for kind in module.NAMES}


def outline(bulletin: Bulletin) -> list[Page]:
    """Every page of the site. Needs no link to be resolved yet, for it tells what can be linked to."""
    found = [page for module in _MODULES for page in module.pages(bulletin)]
    return found + sitemaps.pages(bulletin, found)


def parts(bulletin: Bulletin, page: Page) -> Parts:
    """All a page's bytes depend on, besides its layout and the site's settings: 16 bytes each."""
    found: Callable[[Bulletin, Page], Parts] = _KINDS[page.kind].parts
    return found(bulletin, page)


def part_names(kind: str) -> tuple[str, ...]:
    """What the digests of `parts` are of, in their order."""
    names: tuple[str, ...] = _KINDS[kind].NAMES[kind]
    return names


def values(bulletin: Bulletin, views: Views, page: Page, prose: Fetch) -> dict[str, Any]:
    """What the page's layout gets, besides `site`. `prose` fetches an article's body."""
    found: dict[str, Any] = _KINDS[page.kind].values(bulletin, views, page, prose)
    return found
