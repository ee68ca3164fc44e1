"""Pages that list articles: home, sections, and the page for what is not there."""

from typing import Any

from bantin.cache.blobs import digest
from bantin.model import Card, Link, PageLink
from bantin.pages import home_charts
from bantin.pages.context import Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.feeds import feed_links
from bantin.pages.metadata import page_metadata
from bantin.pages.pagination import pager
from bantin.pages.site_view import menu_of, slots_of
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

    place: PageLink
    first: Card
    rest: tuple[Link, ...]


def pages(context: SiteContext) -> list[Page]:
    found = [
        Page("", "pages/home.html", "home", (), {}),
        Page(NOT_FOUND, "pages/not_found.html", "not-found", (), {}),
    ]
    for path, members in context.site.members.items():
        if path:
            slots = slots_of(path, context)
            for one in list_pages(f"{path}/", len(members), context.config.lists.page):
                found.append(Page(one.address, "pages/list.html", "section", (path, *one[1:]), slots))
    return found


def parts(context: SiteContext, page: Page) -> Digests:
    if page.kind == "home":
        lead, stories, blocks = _home(context)
        shown = [*lead, *stories, *(first for _, first, _ in blocks)]
        rest = [place for _, _, places in blocks for place in places]
        sections = context.sections_digest(["", *(path for path, _, _ in blocks)])
        return context.cards_digest(shown), context.links_digest(rest), sections, home_charts.part(context)
    if page.kind == "section":
        path, one = _listed(page)
        members = context.site.members[path]
        return (
            context.breadcrumb_digest(path),
            context.sections_digest(context.section(path).children),
            context.cards_digest(members[one.start : one.stop]),
            digest((page.key, len(members))),
        )
    return (context.sections_digest(context.site.sections),)


def values(context: SiteContext, views: ViewFactory, page: Page, _prose: FetchBody) -> dict[str, Any]:
    if page.kind == "home":
        return _home_values(context, views)
    if page.kind == "section":
        return _section_values(context, views, page)
    title = context.config.labels["not_found"]
    crumbs = _crumbs_to(context, title, NOT_FOUND)
    head = page_metadata(context, views, NOT_FOUND, title, "", crumbs=crumbs, listed=False)
    tops = tuple(context.section_link(path) for path in menu_of(context))
    return {"page": head, "sections": tops}


def _crumbs_to(context: SiteContext, title: str, address: str) -> tuple[PageLink, ...]:
    return (*context.crumbs(""), PageLink(context.url(address), title))


def _home(context: SiteContext) -> tuple[list[int], list[int], list[tuple[str, int, list[int]]]]:
    """The lead story (as a list of at most one), the next ones, and a block for each section.

    The lead is the newest `featured` article, else the newest. A block leaves out what stands above it.
    """
    articles, lists = context.site.articles, context.config.lists
    lead = next((place for place, stored in enumerate(articles) if stored.article.featured), 0)
    if not articles:
        return [], [], []
    following = [place for place in range(min(len(articles), lists.home_stories + 1)) if place != lead]
    stories = following[: lists.home_stories]
    taken = {lead, *stories}
    blocks = []
    for path in menu_of(context):
        members = context.site.members[path][: lists.home_block + len(taken)]
        shown = [place for place in members if place not in taken][: lists.home_block]
        if shown:
            blocks.append((path, shown[0], shown[1:]))
    return [lead], stories, blocks


def _home_values(context: SiteContext, views: ViewFactory) -> dict[str, Any]:
    lead, stories, blocks = _home(context)
    config = context.config
    return {
        "page": page_metadata(context, views, "", config.title, config.description or config.title),
        "lead": views.card(lead[0]) if lead else None,
        "seconds": views.cards(stories),
        "charts": home_charts.views(context),
        "blocks": tuple(
            Block(context.section_link(path), views.card(first), views.links(rest))
            for path, first, rest in blocks
        ),
    }


def _listed(page: Page) -> tuple[str, ListPage]:
    path, number_, start, stop = page.key
    return str(path), ListPage(page.address, int(number_), int(start), int(stop))


def _section_values(context: SiteContext, views: ViewFactory, page: Page) -> dict[str, Any]:
    path, one = _listed(page)
    section, members = context.section(path), context.site.members[path]
    paged = pager(context, f"{path}/", section.title, one, len(members), context.config.lists.page)
    crumbs = context.crumbs(path)
    if paged.is_later:
        crumbs = (*crumbs, PageLink(context.url(page.address), paged.title))
    about = "" if paged.is_later else section.summary
    return {
        "page": page_metadata(
            context,
            views,
            page.address,
            paged.title,
            about or views.about("section", paged.title),
            crumbs=crumbs,
            feeds=feed_links(context, path),
        ),
        "title": paged.title,
        "description": section.summary,
        "children": tuple(context.section_link(child) for child in section.children),
        "cards": views.cards(members[one.start : one.stop]),
        "pages": paged.numbers,
        "older": paged.older,
        "newer": paged.newer,
    }
