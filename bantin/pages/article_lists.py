"""Compact lists: articles as lines, or links to sublists with their counts."""

from collections.abc import Sequence

from bantin.model import Link, PageLink
from bantin.pages.context import SiteContext
from bantin.pages.metadata import PageMetadata, page_metadata
from bantin.pages.page_kind import Page, Values
from bantin.pages.pagination import ListPosition, paginate
from bantin.pages.settings import SiteSettings
from bantin.pages.side_column import side_of_list
from bantin.system.named_tuple import NamedTuple
from bantin.urls import ListPage, list_address, list_pages

LAYOUT = "pages/index.html"


class TreeNode(NamedTuple):
    """A node of the tree of lists. link: to the list. count: of its articles, as text. children: sublists."""

    link: PageLink
    count: str  # type: ignore[assignment]  # hides tuple.count
    children: tuple["TreeNode", ...] = ()


class ArticleList(NamedTuple):
    """A list of articles. kind: name of the PageKind. key: `Page.key`. address: of the first page.

    indexes: of the articles, newest first.
    """

    kind: str
    key: str
    address: str
    indexes: Sequence[int]


def pages_of(article_list: ArticleList, context: SiteContext) -> list[Page]:
    """Return the pages of a list, see urls.list_pages."""
    kind, key, address, indexes = article_list
    return [
        Page(
            listing.address,
            LAYOUT,
            kind,
            side_of_list(articles_on_page(indexes, listing), context),
            key,
            listing=listing,
        )
        for listing in list_pages(address, len(indexes), context.config.lists.index)
    ]


def articles_on_page(indexes: Sequence[int], listing: ListPage) -> Sequence[int]:
    """Return the articles of a list that are on one of its pages."""
    return indexes[listing.start : listing.stop]


def metadata(
    settings: SiteSettings, address: str, title: str, about: str, above: Sequence[PageLink] = ()
) -> PageMetadata:
    """Return the metadata of a list. about: see SiteSettings.default_description.

    above: the breadcrumb between the home page and the list.
    """
    crumbs = (settings.home, *above, PageLink(settings.url(address), title))
    return page_metadata(settings, address, title, settings.default_description(about, title), crumbs)


def index_values(page: PageMetadata, children: tuple[TreeNode, ...]) -> Values:
    """Return the values of a page that links to sublists."""
    return {
        "page": page,
        "title": page.title,
        "children": children,
        "links": (),
        "pages": (),
        "older": "",
        "newer": "",
    }


class ListHeading(NamedTuple):
    """The heading of a list. about, above: see `metadata`.

    group: prefix of the page's title in its head, since a section may have the same title; or "".
    """

    address: str
    title: str
    about: str
    above: Sequence[PageLink] = ()
    group: str = ""


def list_values(
    settings: SiteSettings, heading: ListHeading, position: ListPosition, links: tuple[Link, ...]
) -> Values:
    """Return the values of one page of a list."""
    paged = paginate(settings, heading.address, heading.title, position)
    above = [*heading.above]
    if paged.is_later:
        above.append(PageLink(settings.url(heading.address), heading.title))
    address = list_address(heading.address, *position)
    page = metadata(settings, address, paged.title, heading.about, above)
    if heading.group:
        page = page._replace(title=f"{heading.group}: {page.title}")
    return {
        "page": page,
        "title": settings.heading(paged.title),
        "children": (),
        "links": links,
        "pages": paged.numbers,
        "older": paged.older,
        "newer": paged.newer,
    }
