"""One page for each standing page; those of the kind "map" show the tree of sections below their text."""

from typing import Any

from bantin.cache.blobs import digest
from bantin.model import Branch, Place
from bantin.pages.articles import article_view, body_of, own_parts
from bantin.pages.bulletin import Bulletin, Fetch, Page, Parts, Views
from bantin.pages.head import page_view
from bantin.pages.indexes import index_places
from bantin.pages.view import slots_of

NAMES = {
    "standing": ("article", "breadcrumb", "links and pictures"),
    "map": ("article", "breadcrumb", "links and pictures", "sections", "counts", "standing pages", "lists"),
}


def pages(bulletin: Bulletin) -> list[Page]:
    found = []
    for place, (article, _) in enumerate(bulletin.site.pages):
        kind, slots = "map" if article.kind == "map" else "standing", slots_of(article.section, bulletin)
        found.append(Page(article.address, f"pages/{article.kind}.html", kind, (place,), slots))
    return found


def parts(bulletin: Bulletin, page: Page) -> Parts:
    site = bulletin.site
    own = own_parts(bulletin, site.pages[int(page.key[0])].article)
    if page.kind == "standing":
        return own
    return (
        *own,
        bulletin.sections_digest(site.sections),
        digest([len(members) for members in site.members.values()]),
        bulletin.shelves_digest(site.pages),
        digest([tuple(place) for place in index_places(bulletin)]),
    )


def values(bulletin: Bulletin, views: Views, page: Page, prose: Fetch) -> dict[str, Any]:
    shelf = bulletin.site.pages[int(page.key[0])]
    body = body_of(shelf, views, prose)
    # What has a date, views or tags stands among the news; a standing page shows when it was updated.
    shown = shelf.article._replace(date="", views=-1, tags=())
    crumbs = (*views.crumbs(shown.section), Place(bulletin.url(shown.address), shown.title))
    about = shown.summary or views.about("page", shown.title)
    found = {
        "page": page_view(bulletin, views, shown.address, shown.title, about, crumbs=crumbs),
        "article": article_view(bulletin, views, shown, body),
    }
    return {**found, **_map(bulletin, views, page)} if page.kind == "map" else found


def _map(bulletin: Bulletin, views: Views, page: Page) -> dict[str, Any]:
    own = bulletin.url(page.address)
    return {
        "tree": tuple(_branch(bulletin, views, path) for path in bulletin.section("").children),
        "pages": tuple(place for place in bulletin.standing_places() if place.url != own),
        "lists": index_places(bulletin),
    }


def _branch(bulletin: Bulletin, views: Views, path: str) -> Branch:
    children = tuple(_branch(bulletin, views, child) for child in bulletin.section(path).children)
    count = views.count(len(bulletin.site.members[path]))
    return Branch(bulletin.section_place(path), count, children)
