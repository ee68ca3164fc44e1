"""Which pages the site has, what each is made from, and the values its layout gets."""

from bantin.pages.affected import KINDS, affected_pages, articles_that_link
from bantin.pages.context import SearchBundles, SearchPart, SiteContext, StaticFile
from bantin.pages.kinds import CONTENT_KINDS
from bantin.pages.news_sitemap import NEWS_SECONDS
from bantin.pages.page_kind import EditedArticles, FetchBody, Page, PageSource, Rendering, Values
from bantin.pages.sitemaps import sitemap_pages
from bantin.pages.views import ViewFactory

__all__ = [
    "KINDS",
    "NEWS_SECONDS",
    "EditedArticles",
    "Page",
    "PageSource",
    "SearchBundles",
    "SearchPart",
    "SiteContext",
    "StaticFile",
    "ViewFactory",
    "affected_pages",
    "articles_that_link",
    "input_names",
    "page_digests",
    "page_source",
    "page_values",
    "plan_pages",
]


def plan_pages(context: SiteContext) -> list[Page]:
    """Return every page of the site. No link is resolved yet: this tells what can be linked to."""
    pages = [page for kind in CONTENT_KINDS for page in kind.pages(context)]
    return pages + sitemap_pages(context, pages)


def page_digests(context: SiteContext, page: Page) -> list[bytes]:
    """Return a digest (16 bytes) of each thing the page shows, besides its layout, settings and assets."""
    return [shown.digest(context, page) for shown in KINDS[page.kind].inputs]


def input_names(kind: str) -> tuple[str, ...]:
    """Return what the digests of `page_digests` are of, in their order."""
    return tuple(shown.name for shown in KINDS[kind].inputs)


def page_values(views: ViewFactory, page: Page, fetch_body: FetchBody) -> Values:
    """Return what the page's layout gets, besides `site`."""
    return KINDS[page.kind](Rendering(views, page, fetch_body)).values()


def page_source(context: SiteContext, page: Page) -> PageSource | None:
    """Return what an editor can rename to give the page another address; None for pages of our own."""
    return KINDS[page.kind].source(context, page)
