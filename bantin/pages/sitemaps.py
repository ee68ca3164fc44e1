"""Sitemaps: every listed page with its last change."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bantin.cache.blobs import digest
from bantin.model import Article
from bantin.pages import dates
from bantin.pages.addresses import SITEMAP
from bantin.pages.articles import ArticlePage
from bantin.pages.context import NO_DIGEST, ListedPage, SiteContext
from bantin.pages.kinds import CONTENT_KINDS
from bantin.pages.page_kind import EditedArticles, Input, Page, PageKind, Rendering, SitemapRange, Values
from bantin.pages.standalone import StandalonePage
from bantin.system.named_tuple import NamedTuple

# The limits of sitemaps.org. ENTRY_BYTES: of an entry besides its URL, at most.
MAX_ADDRESSES = 50_000
MAX_BYTES = 50_000_000
ENTRY_BYTES = 200


class Entry(NamedTuple):
    """A page in a sitemap. modified: a W3C date or ""."""

    url: str
    modified: str


class _ListedPage(NamedTuple):
    """A page to list, and the article whose last change counts for it, if there is one."""

    address: str
    newest: Article | None


def listed_pages(context: SiteContext, pages: Iterable[Page]) -> list[ListedPage]:
    """Return those of these pages that sitemaps list after articles and standalone pages."""
    listed = {
        kind.name: kind
        for kind in CONTENT_KINDS
        if kind.is_listed and not issubclass(kind, ArticlePage | StandalonePage)
    }
    return [
        ListedPage(page.address, listed[page.kind].newest(context, page))
        for page in pages
        if page.kind in listed
    ]


def _listed(context: SiteContext) -> Iterator[_ListedPage]:
    """Yield every page to list.

    Articles come first, the oldest at the beginning: a new article then does not change full sitemaps.
    """
    for article, _ in reversed(context.site.articles):
        yield _ListedPage(article.address, article)
    yield from _listed_besides_articles(context)


def _listed_besides_articles(context: SiteContext) -> Iterator[_ListedPage]:
    """Yield all listed pages but articles."""
    for article, _ in context.site.standalone_pages:
        yield _ListedPage(article.address, article)
    for address, newest in context.listed:
        yield _ListedPage(address, context.article(newest) if newest >= 0 else None)


class SitemapEntries(Input[tuple[Entry, ...]]):
    """The entries of a sitemap."""

    def select(self, context: SiteContext, page: Page) -> list[_ListedPage]:
        return [*islice(_listed(context), page.ranges[0].start, page.ranges[0].stop)]

    def digest(self, context: SiteContext, page: Page) -> bytes:
        """Digest articles by their fields: a sitemap has 50,000."""
        start, stop = page.ranges[0]
        count = len(context.site.articles)
        indexes = range(max(count - stop, 0), max(count - start, 0))
        articles = [
            (article.address, article.date, article.published_at, article.updated, article.updated_at)
            for article in map(context.article, indexes)
        ]
        others = NO_DIGEST
        if stop > count:
            others = digest(
                [(address, _modified(newest)) for address, newest in _listed_besides_articles(context)]
            )
        return digest((articles, others, start, stop))

    def may_change(self, _context: SiteContext, _page: Page, edited: EditedArticles) -> bool:
        return edited.has_update

    def value(self, rendering: Rendering) -> tuple[Entry, ...]:
        settings = rendering.views.settings
        listed = self.select(rendering.views.context, rendering.page)
        return tuple([Entry(settings.absolute_url(address), _modified(newest)) for address, newest in listed])


class LastChanges(Input[tuple[str, ...]]):
    """The last change of the pages in each sitemap of an index, as W3C dates."""

    def select(self, context: SiteContext, page: Page) -> tuple[str, ...]:
        modified = [_modified(newest) for _, newest in _listed(context)]
        return tuple(max(modified[part.start : part.stop]) for part in page.ranges)

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return digest(self.select(context, page))

    def may_change(self, _context: SiteContext, _page: Page, edited: EditedArticles) -> bool:
        return edited.has_update

    def value(self, rendering: Rendering) -> tuple[str, ...]:
        return self.select(rendering.views.context, rendering.page)


def _modified(newest: Article | None) -> str:
    return dates.last_modified(newest) if newest else ""


class Sitemap(PageKind):
    name = "sitemap"

    entries = SitemapEntries()

    def values(self) -> Values:
        return {"entries": self.entries}


class SitemapIndex(PageKind):
    name = "sitemap-index"

    sitemaps = LastChanges()

    def values(self) -> Values:
        """Return the sitemaps, each with the last change of its pages."""
        return {
            "sitemaps": [
                Entry(self.settings.absolute_url(_part_address(number)), modified)
                for number, modified in enumerate(self.sitemaps, 1)
            ]
        }


def sitemap_pages(context: SiteContext, pages: list[Page]) -> list[Page]:
    """Return the sitemaps of a site. pages: all its other pages."""
    ranges = _ranges(context, pages)
    if len(ranges) == 1:
        return [Page(SITEMAP, "feeds/sitemap.xml", Sitemap.name, ranges=ranges)]
    index = Page(SITEMAP, "feeds/sitemap_index.xml", SitemapIndex.name, ranges=ranges)
    parts = [
        Page(_part_address(number), "feeds/sitemap.xml", Sitemap.name, ranges=(part,))
        for number, part in enumerate(ranges, 1)
    ]
    return [index, *parts]


def _part_address(number: int) -> str:
    return f"sitemap-{number}.xml"


def _ranges(context: SiteContext, pages: list[Page]) -> tuple[SitemapRange, ...]:
    """Return the ranges of entries of the sitemaps: a single one if all pages fit into one file."""
    overhead = len(context.config.origin + context.url("")) + ENTRY_BYTES
    if len(pages) <= MAX_ADDRESSES:
        size = sum([len(page.address) for page in pages]) + len(pages) * overhead
        if size <= MAX_BYTES:
            return (SitemapRange(0, MAX_ADDRESSES),)
    context = context._replace(listed=listed_pages(context, pages))
    sizes = (len(address) + overhead for address, _ in _listed(context))
    return tuple(sitemap_ranges(sizes, count=MAX_ADDRESSES, size=MAX_BYTES))


def sitemap_ranges(sizes: Iterable[int], *, count: int, size: int) -> Iterator[SitemapRange]:
    """Yield ranges of at most `count` entries and `size` bytes. sizes: bytes of each entry."""
    start = stop = taken = 0
    for entry_size in sizes:
        if stop > start and (stop - start == count or taken + entry_size > size):
            yield SitemapRange(start, stop)
            start, taken = stop, 0
        stop += 1
        taken += entry_size
    yield SitemapRange(start, stop)
