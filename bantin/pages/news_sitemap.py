"""The news sitemap: articles of the last two days, for news search engines."""

from itertools import takewhile

from bantin.pages import dates
from bantin.pages.context import SiteContext
from bantin.pages.inputs import LinkedArticles
from bantin.pages.page_kind import Page, PageKind, Rendering, SitemapRange, Values
from bantin.system.named_tuple import NamedTuple

# Google's rules for news sitemaps: the maximum age, and the maximum number of entries in a file.
NEWS_SECONDS = 2 * 86_400
MAX_NEWS = 1000


class News(NamedTuple):
    """An article in a news sitemap. published: a W3C date."""

    url: str
    title: str
    published: str


def _entries(context: SiteContext, page: Page) -> list[int]:
    (entries,) = page.ranges
    return _fresh(context)[entries.start : entries.stop]


class NewsEntries(LinkedArticles[tuple[News, ...]]):
    """The articles of one news sitemap."""

    def value(self, rendering: Rendering) -> tuple[News, ...]:
        context, settings = rendering.views.context, rendering.views.settings
        articles = map(context.article, self.selected(rendering))
        return tuple(
            News(settings.absolute_url(article.address), article.title, dates.w3c(article.date))
            for article in articles
        )


def _fresh(context: SiteContext) -> list[int]:
    """Return the indexes of the articles of the last two days, the newest first."""
    articles, now = context.site.articles, context.now
    recent = takewhile(
        lambda index: articles[index].article.published_at > now - NEWS_SECONDS, range(len(articles))
    )
    return [index for index in recent if articles[index].article.published_at <= now]


def news_addresses(context: SiteContext) -> list[str]:
    """Return the addresses of news sitemaps: at least one, even if empty, since search engines know it."""
    if "news_sitemap" not in context.config.machines.extras:
        return []
    files = max(-(-len(_fresh(context)) // MAX_NEWS), 1)
    return ["sitemap-news.xml", *(f"sitemap-news-{number}.xml" for number in range(2, files + 1))]


class NewsSitemap(PageKind):
    name = "news"

    news = NewsEntries(_entries)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            Page(address, "feeds/sitemap_news.xml", cls.name, ranges=(SitemapRange(start, start + MAX_NEWS),))
            for address, start in zip(
                news_addresses(context), range(0, len(context.site.articles) + 1, MAX_NEWS), strict=False
            )
        ]

    def values(self) -> Values:
        return {"news": self.news}
