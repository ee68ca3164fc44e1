"""Which pages the site has, what each is made from, and the values its layout gets."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from bantin.pages import articles, feeds, indexes, lists, redirects, search, site_files, sitemaps, standalone
from bantin.pages.context import (
    Digests,
    FetchBody,
    Page,
    SearchBundles,
    SiteContext,
    StaticFile,
    ViewFactory,
)
from bantin.pages.feeds import articles_in_feeds
from bantin.pages.sitemaps import NEWS_SECONDS
from bantin.pages.unchanged import SiteDigests, Unchanged, site_digests, unchanged_since

__all__ = [
    "NEWS_SECONDS",
    "Digests",
    "Page",
    "SearchBundles",
    "SiteContext",
    "SiteDigests",
    "StaticFile",
    "Unchanged",
    "ViewFactory",
    "articles_in_feeds",
    "input_names",
    "page_digests",
    "page_values",
    "plan_pages",
    "site_digests",
    "unchanged_since",
]

_MODULES = (articles, standalone, lists, indexes, feeds, search, redirects, site_files)
_KINDS: dict[str, ModuleType] = {kind: module for module in (*_MODULES, sitemaps) for kind in module.NAMES}


def plan_pages(context: SiteContext) -> list[Page]:
    """Every page of the site. Needs no link to be resolved yet, for it tells what can be linked to."""
    found = [page for module in _MODULES for page in module.pages(context)]
    return found + sitemaps.pages(context, found)


def page_digests(context: SiteContext, page: Page) -> Digests:
    """All a page's bytes depend on, besides its layout and the site's settings: 16 bytes each."""
    found: Callable[[SiteContext, Page], Digests] = _KINDS[page.kind].parts
    return found(context, page)


def input_names(kind: str) -> tuple[str, ...]:
    """What the digests of `page_digests` are of, in their order."""
    names: tuple[str, ...] = _KINDS[kind].NAMES[kind]
    return names


def page_values(context: SiteContext, views: ViewFactory, page: Page, prose: FetchBody) -> dict[str, Any]:
    """What the page's layout gets, besides `site`. `prose` fetches an article's body."""
    found: dict[str, Any] = _KINDS[page.kind].values(context, views, page, prose)
    return found
