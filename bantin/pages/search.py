"""The page of results: a form that works everywhere, and what its script must know of the index."""

from typing import Any

from bantin.cache.blobs import digest
from bantin.model import Place
from bantin.pages.bulletin import ARCHIVE, Bulletin, Fetch, Page, Parts, Views
from bantin.pages.head import page_view
from bantin.pages.view import SEARCH, menu_of
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


def pages(bulletin: Bulletin) -> list[Page]:
    return [Page(SEARCH, "pages/search.html", "search", (), {})] if bulletin.search else []


def parts(bulletin: Bulletin, _page: Page) -> Parts:
    assert bulletin.search
    index = digest(tuple(bulletin.search))
    sections = bulletin.sections_digest(bulletin.site.sections)
    empty = [path for path, members in bulletin.site.members.items() if not members]
    script = bulletin.assets.search.address
    return index, sections, digest((empty, script, [tuple(place) for place in _elsewhere(bulletin)]))


def values(bulletin: Bulletin, views: Views, _page: Page, _prose: Fetch) -> dict[str, Any]:
    assert bulletin.search
    labels = bulletin.config.labels
    crumbs = (*bulletin.crumbs(""), Place(bulletin.url(SEARCH), labels["search"]))
    head = page_view(bulletin, views, SEARCH, labels["search"], labels["search_about"], crumbs=crumbs)
    return {
        "page": head,
        "index": Index(bulletin.url(BUNDLES), *bulletin.search),
        "script": bulletin.url(bulletin.assets.search.address),
        "sections": tuple(_choices(bulletin)),
        "years": tuple(Choice(year, year) for year, _ in bulletin.search.years),
        "tops": tuple(bulletin.section_place(path) for path in menu_of(bulletin)),
        "elsewhere": tuple(_elsewhere(bulletin)),
    }


def _choices(bulletin: Bulletin) -> list[Choice]:
    """All sections with articles, each below the one it stands in and moved in by its depth."""
    site = bulletin.site
    found: list[Choice] = []
    waiting = [*reversed(site.sections[""].children)]
    while waiting:
        path = waiting.pop()
        if site.members[path]:
            found.append(Choice(path, "– " * (len(ancestors(path)) - 1) + site.sections[path].title))
        waiting += reversed(site.sections[path].children)
    return found


def _elsewhere(bulletin: Bulletin) -> list[Place]:
    """Where readers without script find articles."""
    labels = bulletin.config.labels
    maps = [article for article, _ in bulletin.site.pages if article.kind == "map"]
    archive = [Place(bulletin.url(ARCHIVE), labels["archive"])] if bulletin.months else []
    return [*(Place(bulletin.url(one.address), one.title) for one in maps), *archive]
