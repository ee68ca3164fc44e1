"""What search engines ask for: every page with its last change, and the news of the last two days."""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Any

from bantin.cache.blobs import digest
from bantin.model import Article
from bantin.pages import dates, indexes, lists, search
from bantin.pages.context import NO_DIGEST, Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.system.named_tuple import NamedTuple

NAMES = {
    "sitemap": ("articles", "their updates", "other pages", "part"),
    "sitemap-index": ("articles", "their updates", "other pages", "parts"),
    "news": ("titles", "part"),
}

SITEMAP = "sitemap.xml"

# The limits of sitemaps.org; an entry is more than its address.
MAX_ADDRESSES = 50_000
MAX_BYTES = 50_000_000
ENTRY_BYTES = 200

# Google's rules for news: what is older does not belong there, and no file holds more.
NEWS_SECONDS = 2 * 86_400
MAX_NEWS = 1000


class Entry(NamedTuple):
    """A page in a sitemap. modified: a W3C date or ""."""

    url: str
    modified: str


class News(NamedTuple):
    """An article in a news sitemap. published: a W3C date."""

    url: str
    title: str
    published: str


class NewsFile(NamedTuple):
    """A news sitemap with the fresh articles start..stop, the newest first."""

    address: str
    start: int
    stop: int


def pages(context: SiteContext, found: list[Page]) -> list[Page]:
    """The sitemaps of a site whose other pages are `found`."""
    cuts = _cuts(context, found)
    if len(cuts) == 1:
        sitemaps = [Page(SITEMAP, "feeds/sitemap.xml", "sitemap", cuts[0], {})]
    else:
        edges = tuple(edge for cut in cuts for edge in cut)
        sitemaps = [Page(SITEMAP, "feeds/sitemap_index.xml", "sitemap-index", edges, {})]
        for number, cut in enumerate(cuts, 1):
            sitemaps.append(Page(_part(number), "feeds/sitemap.xml", "sitemap", cut, {}))
    for one in news_files(context):
        sitemaps.append(Page(one.address, "feeds/sitemap_news.xml", "news", (one.start, one.stop), {}))
    return sitemaps


def _part(number: int) -> str:
    return f"sitemap-{number}.xml"


def _cuts(context: SiteContext, found: list[Page]) -> list[tuple[int, int]]:
    """Which entries each sitemap holds. Where all pages fit into one, nobody counts those that are listed."""
    overhead = len(context.whole_url("")) + ENTRY_BYTES
    if len(found) <= MAX_ADDRESSES:
        size = sum([len(page.address) for page in found]) + len(found) * overhead
        if size <= MAX_BYTES:
            return [(0, MAX_ADDRESSES)]
    sizes = (len(address) + overhead for address, _ in _listed(context))
    return list(cuts(sizes, count=MAX_ADDRESSES, size=MAX_BYTES))


def cuts(sizes: Iterable[int], *, count: int, size: int) -> Iterator[tuple[int, int]]:
    """Runs start..stop of at most `count` entries and, unless one entry alone is larger, `size` bytes."""
    start = stop = taken = 0
    for one in sizes:
        if stop > start and (stop - start == count or taken + one > size):
            yield start, stop
            start, taken = stop, 0
        stop += 1
        taken += one
    yield start, stop


def _listed(context: SiteContext) -> Iterator[tuple[str, Article | None]]:
    """The address of every page to be listed, with the article that tells of its last change, if one does.

    Articles stand first, the oldest before the others: a new one leaves all full sitemaps as they are.
    """
    site = context.site
    for stored in (*reversed(site.articles), *site.pages):
        yield stored.article.address, stored.article
    for page in (*lists.pages(context), *indexes.pages(context), *search.pages(context)):
        if page.address != lists.NOT_FOUND:
            newest = _newest(context, page)
            yield page.address, site.articles[newest[0]].article if newest else None


def _newest(context: SiteContext, page: Page) -> list[int]:
    """The places of the articles on the first page of a list, the newest first."""
    if page.kind == "home":
        return context.site.members[""]
    if page.kind not in ("section", "tag", "month") or page.key[2] != 0:
        return []
    key = str(page.key[0])
    if page.kind == "section":
        return context.site.members[key]
    return context.tags[key].places if page.kind == "tag" else context.months[key]


def _fresh(context: SiteContext) -> list[int]:
    """The places of the articles of the last two days, the newest first."""
    articles, now = context.site.articles, context.now
    recent = takewhile(lambda place: articles[place].article.when > now - NEWS_SECONDS, range(len(articles)))
    return [place for place in recent if articles[place].article.when <= now]


def news_files(context: SiteContext) -> list[NewsFile]:
    """Always one, be it empty, so that its address can be given to search engines for good."""
    if "news_sitemap" not in context.config.machines.extras:
        return []
    count = len(_fresh(context))
    return [
        NewsFile(f"sitemap-news-{number}.xml" if number > 1 else "sitemap-news.xml", start, start + MAX_NEWS)
        for number, start in enumerate(range(0, max(count, 1), MAX_NEWS), 1)
    ]


def parts(context: SiteContext, page: Page) -> Digests:
    if page.kind == "news":
        start, stop = _edges(page)
        return context.links_digest(_fresh(context)[start:stop]), digest(page.key)
    start, stop = _edges(page)
    site = context.site
    count = len(site.articles)
    places = range(max(count - stop, 0), max(count - start, 0))
    updates = [site.articles[place].article.updated for place in places]
    others = _others_digest(context) if stop > count else NO_DIGEST
    return context.links_digest(places), digest(updates), others, digest(page.key)


def _edges(page: Page) -> tuple[int, int]:
    """The first and the last: a sitemap index tells of all that its sitemaps hold."""
    return int(page.key[0]), int(page.key[-1])


def _others_digest(context: SiteContext) -> bytes:
    """Of the addresses and newest articles of all pages but articles: lists are as long as they are."""
    site = context.site
    standing = [(stored.article.link_digest, stored.article.updated) for stored in site.pages]
    sections = [(path, len(places), places[:1]) for path, places in site.members.items()]
    tags = [(slug, len(term.places), term.places[:1]) for slug, term in context.tags.items()]
    months = [(month, len(places), places[:1]) for month, places in context.months.items()]
    return digest((standing, sections, tags, months, bool(context.most_read), context.search is not None))


def values(context: SiteContext, _views: ViewFactory, page: Page, _prose: FetchBody) -> dict[str, Any]:
    if page.kind == "news":
        start, stop = _edges(page)
        return {"news": tuple(_news(context, place) for place in _fresh(context)[start:stop])}
    entries = [
        Entry(context.whole_url(address), dates.changed(article) if article else "")
        for address, article in islice(_listed(context), *_edges(page))
    ]
    if page.kind == "sitemap":
        return {"entries": entries}
    return {"sitemaps": _sitemaps(context, page, entries)}


def _sitemaps(context: SiteContext, page: Page, entries: list[Entry]) -> list[Entry]:
    """The parts of an index, each with the last change of what it holds."""
    edges = [int(edge) for edge in page.key]
    return [
        Entry(context.whole_url(_part(number)), max(one.modified for one in entries[start:stop]))
        for number, (start, stop) in enumerate(zip(edges[::2], edges[1::2], strict=True), 1)
    ]


def _news(context: SiteContext, place: int) -> News:
    article = context.article(place)
    return News(context.whole_url(article.address), article.title, dates.w3c(article.date))
