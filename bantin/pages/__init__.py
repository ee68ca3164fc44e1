"""The pages of a site: the kinds of pages, the inputs of each page, and the values for its layout."""

from bantin.pages.affected import KINDS, affected_pages, articles_that_link
from bantin.pages.context import SearchPart, SiteContext, StaticFile
from bantin.pages.kinds import CONTENT_KINDS
from bantin.pages.news_sitemap import NEWS_SECONDS
from bantin.pages.page_kind import EditedArticles, FetchBody, Page, PageSource, Rendering, Values
from bantin.pages.side_column import newest_not_related
from bantin.pages.sitemaps import listed_pages, sitemap_pages
from bantin.pages.views import ViewFactory

__all__ = [
    "KINDS",
    "NEWS_SECONDS",
    "EditedArticles",
    "Page",
    "SearchPart",
    "SiteContext",
    "StaticFile",
    "ViewFactory",
    "affected_pages",
    "articles_that_link",
    "input_names",
    "listed_pages",
    "newest_not_related",
    "page_digests",
    "page_source",
    "page_values",
    "plan_pages",
]


def plan_pages(context: SiteContext) -> list[Page]:
    """Return every page of the site. Links are not resolved yet: that needs the addresses of all pages."""
    pages = [page for kind in CONTENT_KINDS for page in kind.pages(context)]
    return pages + sitemap_pages(context, pages)


def page_digests(context: SiteContext, page: Page) -> list[bytes]:
    """Return the digest (16 bytes) of each input of the page, besides its layout, settings and assets."""
    return [shown.digest(context, page) for shown in KINDS[page.kind].inputs]


def input_names(kind: str) -> tuple[str, ...]:
    """Return the names of the inputs of a page kind, in the order of `page_digests`."""
    return tuple(shown.name for shown in KINDS[kind].inputs)


def page_values(views: ViewFactory, page: Page, fetch_body: FetchBody) -> Values:
    """Return the values for the page's layout, besides `site`."""
    return KINDS[page.kind](Rendering(views, page, fetch_body)).values()


def page_source(context: SiteContext, page: Page) -> PageSource | None:
    """Return the file or folder in content/ that determines the page's address; None for generated pages."""
    return KINDS[page.kind].source(context, page)
