"""Compact lists, title and date a line: tags, years and months, the most read."""

from collections.abc import Mapping, Sequence
from typing import Any

from bantin.cache.blobs import digest
from bantin.model import Branch, Place
from bantin.pages.bulletin import ARCHIVE, TAGS, Bulletin, Fetch, Page, Parts, Views
from bantin.pages.head import PageView, page_view
from bantin.pages.pager import pager
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


def pages(bulletin: Bulletin) -> list[Page]:
    found = []
    if bulletin.tags:
        found.append(Page(TAGS, "pages/index.html", "tags", (), {}))
    if bulletin.months:
        found.append(Page(ARCHIVE, "pages/index.html", "archive", (), {}))
    if bulletin.most_read:
        found.append(Page(MOST_READ, "pages/most_read.html", "most-read", (), {}))
    for slug, term in bulletin.tags.items():
        found += _listed(bulletin, "tag", slug, tag_address(slug), term.places)
    for month, places in bulletin.months.items():
        if "-" in month:
            found += _listed(bulletin, "month", month, month_address(month), places)
        else:
            found.append(Page(month_address(month), "pages/index.html", "year", (month,), {}))
    return found


def index_places(bulletin: Bulletin) -> tuple[Place, ...]:
    """The topmost of these pages, as far as the site has them."""
    labels = bulletin.config.labels
    listed = (
        ("tags", TAGS, bulletin.tags),
        ("archive", ARCHIVE, bulletin.months),
        ("most_read", MOST_READ, bulletin.most_read),
    )
    return tuple(Place(bulletin.url(address), labels[label]) for label, address, entries in listed if entries)


def _listed(bulletin: Bulletin, kind: str, key: str, address: str, places: Sequence[int]) -> list[Page]:
    return [
        Page(one.address, "pages/index.html", kind, (key, *one[1:]), {})
        for one in list_pages(address, len(places), bulletin.config.lists.index)
    ]


def parts(bulletin: Bulletin, page: Page) -> Parts:
    if page.kind == "most-read":
        return (bulletin.cards_digest(bulletin.most_read),)
    if page.kind == "tags":
        return (digest([(term.name, len(term.places)) for term in bulletin.tags.values()]),)
    if page.kind in ("archive", "year"):
        return (digest(_counts(bulletin, str(page.key[0]) if page.key else "")),)
    key, start, stop = str(page.key[0]), int(page.key[2]), int(page.key[3])
    places = _places(bulletin, page)
    first = digest(bulletin.tags[key].name if page.kind == "tag" else key)
    return first, bulletin.links_digest(places[start:stop]), digest((page.key, len(places)))


def values(bulletin: Bulletin, views: Views, page: Page, _prose: Fetch) -> dict[str, Any]:
    labels = bulletin.config.labels
    if page.kind == "most-read":
        title = labels["most_read"]
        head = _head(bulletin, views, page, title, views.about("most_read"))
        return {"page": head, "title": title, "cards": views.cards(bulletin.most_read)}
    if page.kind == "tags":
        children = tuple(
            Branch(Place(bulletin.url(tag_address(term.slug)), term.name), views.count(len(term.places)))
            for term in bulletin.tags.values()
        )
        return _index(_head(bulletin, views, page, labels["tags"], views.about("tags")), children)
    if page.kind == "archive":
        head = _head(bulletin, views, page, labels["archive"], views.about("archive"))
        return _index(head, _months(bulletin, views, ""))
    if page.kind == "year":
        year = str(page.key[0])
        title, above = _month_name(bulletin, year), [(ARCHIVE, labels["archive"])]
        head = _head(bulletin, views, page, title, views.about("month", title), above)
        return _index(head, _months(bulletin, views, year))
    return _list_values(bulletin, views, page)


def _list_values(bulletin: Bulletin, views: Views, page: Page) -> dict[str, Any]:
    key, places = str(page.key[0]), _places(bulletin, page)
    one = ListPage(page.address, int(page.key[1]), int(page.key[2]), int(page.key[3]))
    if page.kind == "tag":
        term = bulletin.tags[key]
        title, address, above = term.name, tag_address(key), [(TAGS, bulletin.config.labels["tags"])]
    else:
        title, address = _month_name(bulletin, key), month_address(key)
        above = [(ARCHIVE, bulletin.config.labels["archive"])]
        above.append((month_address(key[:4]), _month_name(bulletin, key[:4])))
    paged = pager(bulletin, address, title, one, len(places), bulletin.config.lists.index)
    above += [(address, title)] if paged.is_later else []
    head = _head(bulletin, views, page, paged.title, views.about(page.kind, paged.title), above)
    if page.kind == "tag":  # a section may have the tag's name
        head = head._replace(title=f"{bulletin.config.labels['tags']}: {head.title}")
    return {
        **_index(head, ()),
        "title": paged.title,
        "links": views.links(places[one.start : one.stop]),
        "pages": paged.numbers,
        "older": paged.older,
        "newer": paged.newer,
    }


def _index(head: PageView, children: tuple[Branch, ...]) -> dict[str, Any]:
    empty: Mapping[str, Any] = {"links": (), "pages": (), "older": "", "newer": ""}
    return {"page": head, "title": head.title, "children": children, **empty}


def _head(
    bulletin: Bulletin,
    views: Views,
    page: Page,
    title: str,
    about: str,
    above: Sequence[tuple[str, str]] = (),
) -> PageView:
    crumbs = [*above, (page.address, title)]
    places = tuple(Place(bulletin.url(address), name) for address, name in crumbs)
    return page_view(bulletin, views, page.address, title, about, crumbs=(*bulletin.crumbs(""), *places))


def _places(bulletin: Bulletin, page: Page) -> list[int]:
    key = str(page.key[0])
    return bulletin.tags[key].places if page.kind == "tag" else bulletin.months[key]


def _months(bulletin: Bulletin, views: Views, year: str) -> tuple[Branch, ...]:
    return tuple(
        Branch(Place(bulletin.url(month_address(month)), _month_name(bulletin, month)), views.count(count))
        for month, count in _counts(bulletin, year)
    )


def _counts(bulletin: Bulletin, year: str) -> list[tuple[str, int]]:
    """The months of a year with their articles' number, or for "" all years."""
    return [
        (month, len(places))
        for month, places in bulletin.months.items()
        if (month.startswith(f"{year}-") if year else "-" not in month)
    ]


def _month_name(bulletin: Bulletin, month: str) -> str:
    """As labels say: "Năm 2023", "Tháng 4/2023"."""
    year, _, of_year = month.partition("-")
    label = bulletin.config.labels["month" if of_year else "year"]
    return f"{label} {int(of_year)}/{year}" if of_year else f"{label} {year}"
