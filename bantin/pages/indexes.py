"""Compact lists, title and date a line: tags, years and months, the most read."""

from collections.abc import Mapping, Sequence
from typing import Any

from bantin.cache.blobs import digest
from bantin.model import PageLink, TreeNode
from bantin.pages.context import ARCHIVE, TAGS, Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.metadata import PageMetadata, page_metadata
from bantin.pages.pagination import pager
from bantin.urls import ListPage, list_pages

NAMES = {
    "tag": ("title", "titles", "pages"),
    "month": ("title", "titles", "pages"),
    "year": ("months",),
    "tags": ("tags",),
    "archive": ("months",),
    "most-read": ("stories",),
}

MOST_READ = "doc-nhieu.html"


def tag_address(slug: str) -> str:
    return f"{TAGS}{slug}/"


def month_address(month: str) -> str:
    """Of "2023" or "2023-04"."""
    return f"{ARCHIVE}{month.replace('-', '/')}/"


def pages(context: SiteContext) -> list[Page]:
    found = []
    if context.tags:
        found.append(Page(TAGS, "pages/index.html", "tags", (), {}))
    if context.months:
        found.append(Page(ARCHIVE, "pages/index.html", "archive", (), {}))
    if context.most_read:
        found.append(Page(MOST_READ, "pages/most_read.html", "most-read", (), {}))
    for slug, term in context.tags.items():
        found += _listed(context, "tag", slug, tag_address(slug), term.places)
    for month, places in context.months.items():
        if "-" in month:
            found += _listed(context, "month", month, month_address(month), places)
        else:
            found.append(Page(month_address(month), "pages/index.html", "year", (month,), {}))
    return found


def index_places(context: SiteContext) -> tuple[PageLink, ...]:
    """The topmost of these pages, as far as the site has them."""
    labels = context.config.labels
    listed = (
        ("tags", TAGS, context.tags),
        ("archive", ARCHIVE, context.months),
        ("most_read", MOST_READ, context.most_read),
    )
    return tuple(
        PageLink(context.url(address), labels[label]) for label, address, entries in listed if entries
    )


def _listed(context: SiteContext, kind: str, key: str, address: str, places: Sequence[int]) -> list[Page]:
    return [
        Page(one.address, "pages/index.html", kind, (key, *one[1:]), {})
        for one in list_pages(address, len(places), context.config.lists.index)
    ]


def parts(context: SiteContext, page: Page) -> Digests:
    if page.kind == "most-read":
        return (context.cards_digest(context.most_read),)
    if page.kind == "tags":
        return (digest([(term.name, len(term.places)) for term in context.tags.values()]),)
    if page.kind in ("archive", "year"):
        return (digest(_counts(context, str(page.key[0]) if page.key else "")),)
    key, start, stop = str(page.key[0]), int(page.key[2]), int(page.key[3])
    places = _places(context, page)
    first = digest(context.tags[key].name if page.kind == "tag" else key)
    return first, context.links_digest(places[start:stop]), digest((page.key, len(places)))


def values(context: SiteContext, views: ViewFactory, page: Page, _prose: FetchBody) -> dict[str, Any]:
    labels = context.config.labels
    if page.kind == "most-read":
        title = labels["most_read"]
        head = _head(context, views, page, title, views.about("most_read"))
        return {"page": head, "title": title, "cards": views.cards(context.most_read)}
    if page.kind == "tags":
        children = tuple(
            TreeNode(PageLink(context.url(tag_address(term.slug)), term.name), views.count(len(term.places)))
            for term in context.tags.values()
        )
        return _index(_head(context, views, page, labels["tags"], views.about("tags")), children)
    if page.kind == "archive":
        head = _head(context, views, page, labels["archive"], views.about("archive"))
        return _index(head, _months(context, views, ""))
    if page.kind == "year":
        year = str(page.key[0])
        title, above = _month_name(context, year), [(ARCHIVE, labels["archive"])]
        head = _head(context, views, page, title, views.about("month", title), above)
        return _index(head, _months(context, views, year))
    return _list_values(context, views, page)


def _list_values(context: SiteContext, views: ViewFactory, page: Page) -> dict[str, Any]:
    key, places = str(page.key[0]), _places(context, page)
    one = ListPage(page.address, int(page.key[1]), int(page.key[2]), int(page.key[3]))
    if page.kind == "tag":
        term = context.tags[key]
        title, address, above = term.name, tag_address(key), [(TAGS, context.config.labels["tags"])]
    else:
        title, address = _month_name(context, key), month_address(key)
        above = [(ARCHIVE, context.config.labels["archive"])]
        above.append((month_address(key[:4]), _month_name(context, key[:4])))
    paged = pager(context, address, title, one, len(places), context.config.lists.index)
    above += [(address, title)] if paged.is_later else []
    head = _head(context, views, page, paged.title, views.about(page.kind, paged.title), above)
    if page.kind == "tag":  # a section may have the tag's name
        head = head._replace(title=f"{context.config.labels['tags']}: {head.title}")
    return {
        **_index(head, ()),
        "title": paged.title,
        "links": views.links(places[one.start : one.stop]),
        "pages": paged.numbers,
        "older": paged.older,
        "newer": paged.newer,
    }


def _index(head: PageMetadata, children: tuple[TreeNode, ...]) -> dict[str, Any]:
    empty: Mapping[str, Any] = {"links": (), "pages": (), "older": "", "newer": ""}
    return {"page": head, "title": head.title, "children": children, **empty}


def _head(
    context: SiteContext,
    views: ViewFactory,
    page: Page,
    title: str,
    about: str,
    above: Sequence[tuple[str, str]] = (),
) -> PageMetadata:
    crumbs = [*above, (page.address, title)]
    places = tuple(PageLink(context.url(address), name) for address, name in crumbs)
    return page_metadata(context, views, page.address, title, about, crumbs=(*context.crumbs(""), *places))


def _places(context: SiteContext, page: Page) -> list[int]:
    key = str(page.key[0])
    return context.tags[key].places if page.kind == "tag" else context.months[key]


def _months(context: SiteContext, views: ViewFactory, year: str) -> tuple[TreeNode, ...]:
    return tuple(
        TreeNode(PageLink(context.url(month_address(month)), _month_name(context, month)), views.count(count))
        for month, count in _counts(context, year)
    )


def _counts(context: SiteContext, year: str) -> list[tuple[str, int]]:
    """The months of a year with their articles' number, or for "" all years."""
    return [
        (month, len(places))
        for month, places in context.months.items()
        if (month.startswith(f"{year}-") if year else "-" not in month)
    ]


def _month_name(context: SiteContext, month: str) -> str:
    """As labels say: "Năm 2023", "Tháng 4/2023"."""
    year, _, of_year = month.partition("-")
    label = context.config.labels["month" if of_year else "year"]
    return f"{label} {int(of_year)}/{year}" if of_year else f"{label} {year}"
