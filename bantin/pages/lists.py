"""Pages that list articles: home, sections, and the page for what is not there."""

from typing import Any

from bantin.cache.blobs import digest
from bantin.model import Card, Link, Place
from bantin.pages import charts
from bantin.pages.bulletin import Bulletin, Fetch, Page, Parts, Views
from bantin.pages.feeds import feed_links
from bantin.pages.head import page_view
from bantin.pages.pager import pager
from bantin.pages.view import menu_of, slots_of
from bantin.system.named_tuple import NamedTuple
from bantin.urls import ListPage, list_pages

NAMES = {
    "home": ("stories", "titles", "sections", "charts"),
    "section": ("breadcrumb", "sub-sections", "stories", "pages"),
    "not-found": ("sections",),
}

NOT_FOUND = "404.html"


class Block(NamedTuple):
    """A section on the home page."""

    place: Place
    first: Card
    rest: tuple[Link, ...]


def pages(bulletin: Bulletin) -> list[Page]:
    found = [
        Page("", "pages/home.html", "home", (), {}),
        Page(NOT_FOUND, "pages/not_found.html", "not-found", (), {}),
    ]
    for path, members in bulletin.site.members.items():
        if path:
            slots = slots_of(path, bulletin)
            for one in list_pages(f"{path}/", len(members), bulletin.config.lists.page):
                found.append(Page(one.address, "pages/list.html", "section", (path, *one[1:]), slots))
    return found


def parts(bulletin: Bulletin, page: Page) -> Parts:
    if page.kind == "home":
        lead, stories, blocks = _home(bulletin)
        shown = [*lead, *stories, *(first for _, first, _ in blocks)]
        rest = [place for _, _, places in blocks for place in places]
        sections = bulletin.sections_digest(["", *(path for path, _, _ in blocks)])
        return bulletin.cards_digest(shown), bulletin.links_digest(rest), sections, charts.part(bulletin)
    if page.kind == "section":
        path, one = _listed(page)
        members = bulletin.site.members[path]
        return (
            bulletin.crumbs_digest(path),
            bulletin.sections_digest(bulletin.section(path).children),
            bulletin.cards_digest(members[one.start : one.stop]),
            digest((page.key, len(members))),
        )
    return (bulletin.sections_digest(bulletin.site.sections),)


def values(bulletin: Bulletin, views: Views, page: Page, _prose: Fetch) -> dict[str, Any]:
    if page.kind == "home":
        return _home_values(bulletin, views)
    if page.kind == "section":
        return _section_values(bulletin, views, page)
    title = bulletin.config.labels["not_found"]
    crumbs = _crumbs_to(bulletin, title, NOT_FOUND)
    head = page_view(bulletin, views, NOT_FOUND, title, "", crumbs=crumbs, listed=False)
    tops = tuple(bulletin.section_place(path) for path in menu_of(bulletin))
    return {"page": head, "sections": tops}


def _crumbs_to(bulletin: Bulletin, title: str, address: str) -> tuple[Place, ...]:
    return (*bulletin.crumbs(""), Place(bulletin.url(address), title))


def _home(bulletin: Bulletin) -> tuple[list[int], list[int], list[tuple[str, int, list[int]]]]:
    """The lead story (as a list of at most one), the next ones, and a block for each section.

    The lead is the newest `featured` article, else the newest. A block leaves out what stands above it.
    """
    articles, lists = bulletin.site.articles, bulletin.config.lists
    lead = next((place for place, shelf in enumerate(articles) if shelf.article.featured), 0)
    if not articles:
        return [], [], []
    following = [place for place in range(min(len(articles), lists.home_stories + 1)) if place != lead]
    stories = following[: lists.home_stories]
    taken = {lead, *stories}
    blocks = []
    for path in menu_of(bulletin):
        members = bulletin.site.members[path][: lists.home_block + len(taken)]
        shown = [place for place in members if place not in taken][: lists.home_block]
        if shown:
            blocks.append((path, shown[0], shown[1:]))
    return [lead], stories, blocks


def _home_values(bulletin: Bulletin, views: Views) -> dict[str, Any]:
    lead, stories, blocks = _home(bulletin)
    config = bulletin.config
    return {
        "page": page_view(bulletin, views, "", config.title, config.description or config.title),
        "lead": views.card(lead[0]) if lead else None,
        "seconds": views.cards(stories),
        "charts": charts.views(bulletin),
        "blocks": tuple(
            Block(bulletin.section_place(path), views.card(first), views.links(rest))
            for path, first, rest in blocks
        ),
    }


def _listed(page: Page) -> tuple[str, ListPage]:
    path, number_, start, stop = page.key
    return str(path), ListPage(page.address, int(number_), int(start), int(stop))


def _section_values(bulletin: Bulletin, views: Views, page: Page) -> dict[str, Any]:
    path, one = _listed(page)
    section, members = bulletin.section(path), bulletin.site.members[path]
    paged = pager(bulletin, f"{path}/", section.title, one, len(members), bulletin.config.lists.page)
    crumbs = bulletin.crumbs(path)
    if paged.is_later:
        crumbs = (*crumbs, Place(bulletin.url(page.address), paged.title))
    about = "" if paged.is_later else section.summary
    return {
        "page": page_view(
            bulletin,
            views,
            page.address,
            paged.title,
            about or views.about("section", paged.title),
            crumbs=crumbs,
            feeds=feed_links(bulletin, path),
        ),
        "title": paged.title,
        "description": section.summary,
        "children": tuple(bulletin.section_place(child) for child in section.children),
        "cards": views.cards(members[one.start : one.stop]),
        "pages": paged.numbers,
        "older": paged.older,
        "newer": paged.newer,
    }
