"""The page of results: a form that works everywhere, and what its script must know of the index."""

from typing import Any

from bantin.cache.blobs import digest
from bantin.model import PageLink
from bantin.pages.context import ARCHIVE, Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.metadata import page_metadata
from bantin.pages.site_view import SEARCH, menu_of
from bantin.site.order import ancestors
from bantin.system.named_tuple import NamedTuple

NAMES = {"search": ("index", "sections", "choices, script")}

# Where the index lies.
BUNDLES = "tim-kiem/"


class Choice(NamedTuple):
    """An entry of a drop-down list."""

    value: str
    title: str


class Index(NamedTuple):
    """Where the script looks: the folder of all bundles, the first of them, (year, bundle) of the rest."""

    url: str
    standing: str
    years: tuple[tuple[str, str], ...]


def pages(context: SiteContext) -> list[Page]:
    return [Page(SEARCH, "pages/search.html", "search", (), {})] if context.search else []


def parts(context: SiteContext, _page: Page) -> Digests:
    assert context.search
    index = digest(tuple(context.search))
    sections = context.sections_digest(context.site.sections)
    empty = [path for path, members in context.site.members.items() if not members]
    script = context.assets.search.address
    return index, sections, digest((empty, script, [tuple(place) for place in _elsewhere(context)]))


def values(context: SiteContext, views: ViewFactory, _page: Page, _prose: FetchBody) -> dict[str, Any]:
    assert context.search
    labels = context.config.labels
    crumbs = (*context.crumbs(""), PageLink(context.url(SEARCH), labels["search"]))
    head = page_metadata(context, views, SEARCH, labels["search"], labels["search_about"], crumbs=crumbs)
    return {
        "page": head,
        "index": Index(context.url(BUNDLES), *context.search),
        "script": context.url(context.assets.search.address),
        "sections": tuple(_choices(context)),
        "years": tuple(Choice(year, year) for year, _ in context.search.years),
        "tops": tuple(context.section_link(path) for path in menu_of(context)),
        "elsewhere": tuple(_elsewhere(context)),
    }


def _choices(context: SiteContext) -> list[Choice]:
    """All sections with articles, each below the one it stands in and moved in by its depth."""
    site = context.site
    found: list[Choice] = []
    waiting = [*reversed(site.sections[""].children)]
    while waiting:
        path = waiting.pop()
        if site.members[path]:
            found.append(Choice(path, "– " * (len(ancestors(path)) - 1) + site.sections[path].title))
        waiting += reversed(site.sections[path].children)
    return found


def _elsewhere(context: SiteContext) -> list[PageLink]:
    """Where readers without script find articles."""
    labels = context.config.labels
    maps = [article for article, _ in context.site.pages if article.kind == "map"]
    archive = [PageLink(context.url(ARCHIVE), labels["archive"])] if context.months else []
    return [*(PageLink(context.url(one.address), one.title) for one in maps), *archive]
