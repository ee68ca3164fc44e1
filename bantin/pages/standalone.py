"""One page for each standing page; those of the kind "map" show the tree of sections below their text."""

from typing import Any

from bantin.cache.blobs import digest
from bantin.model import PageLink, TreeNode
from bantin.pages.articles import article_view, body_of, own_parts
from bantin.pages.context import Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.indexes import index_places
from bantin.pages.metadata import page_metadata
from bantin.pages.site_view import slots_of

NAMES = {
    "standing": ("article", "breadcrumb", "links and pictures"),
    "map": ("article", "breadcrumb", "links and pictures", "sections", "counts", "standing pages", "lists"),
}


def pages(context: SiteContext) -> list[Page]:
    found = []
    for place, (article, _) in enumerate(context.site.pages):
        kind, slots = "map" if article.kind == "map" else "standing", slots_of(article.section, context)
        found.append(Page(article.address, f"pages/{article.kind}.html", kind, (place,), slots))
    return found


def parts(context: SiteContext, page: Page) -> Digests:
    site = context.site
    own = own_parts(context, site.pages[int(page.key[0])].article)
    if page.kind == "standing":
        return own
    return (
        *own,
        context.sections_digest(site.sections),
        digest([len(members) for members in site.members.values()]),
        context.listed_digest(site.pages),
        digest([tuple(place) for place in index_places(context)]),
    )


def values(context: SiteContext, views: ViewFactory, page: Page, prose: FetchBody) -> dict[str, Any]:
    stored = context.site.pages[int(page.key[0])]
    body = body_of(stored, views, prose)
    # What has a date, views or tags stands among the news; a standing page shows when it was updated.
    shown = stored.article._replace(date="", views=-1, tags=())
    crumbs = (*views.crumbs(shown.section), PageLink(context.url(shown.address), shown.title))
    about = shown.summary or views.about("page", shown.title)
    found = {
        "page": page_metadata(context, views, shown.address, shown.title, about, crumbs=crumbs),
        "article": article_view(context, views, shown, body),
    }
    return {**found, **_map(context, views, page)} if page.kind == "map" else found


def _map(context: SiteContext, views: ViewFactory, page: Page) -> dict[str, Any]:
    own = context.url(page.address)
    return {
        "tree": tuple(_branch(context, views, path) for path in context.section("").children),
        "pages": tuple(place for place in context.standalone_links() if place.url != own),
        "lists": index_places(context),
    }


def _branch(context: SiteContext, views: ViewFactory, path: str) -> TreeNode:
    children = tuple(_branch(context, views, child) for child in context.section(path).children)
    count = views.count(len(context.site.members[path]))
    return TreeNode(context.section_link(path), count, children)
