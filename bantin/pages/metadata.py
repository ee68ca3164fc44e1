"""The metadata of a page: for its head and breadcrumb, and for search engines and social sites."""

from markupsafe import Markup

from bantin.model import Article, PageLink, Picture
from bantin.pages import dates
from bantin.pages.feed_links import FeedLink
from bantin.pages.inputs import Media
from bantin.pages.linked_data import Story
from bantin.pages.settings import SiteSettings
from bantin.pages.views import Breadcrumb
from bantin.system.named_tuple import NamedTuple

# Search engines show about so many characters of a description; a longer one is cut after a word.
MAX_DESCRIPTION = 200


class PageMetadata(NamedTuple):
    """`page` in layouts.

    title: without the site's. url: a URL path. canonical: the absolute URL, "" for a page that search engines
    must not list. kind: "article" or "website". picture: for shared links, with an absolute URL. data:
    JSON-LD, "" if site.toml leaves it out. feeds: of this page, besides the site's. author, subject, source,
    section, date, published, updated: of an article, else ""; `date` may be a day, the others are RFC 3339.
    has_charts: whether a chart is in its text.
    """

    title: str
    description: str
    url: str
    canonical: str
    kind: str
    crumbs: tuple[PageLink, ...]
    picture: Picture | None
    data: Markup
    feeds: tuple[FeedLink, ...] = ()
    author: str = ""
    subject: str = ""
    source: str = ""
    section: str = ""
    date: str = ""
    published: str = ""
    updated: str = ""
    has_charts: bool = False


def page_metadata(
    settings: SiteSettings, address: str, title: str, description: str, crumbs: tuple[PageLink, ...] = ()
) -> PageMetadata:
    """Return the metadata of a page other than articles. crumbs: down to the page; () for the home page."""
    data = Markup("")
    if settings.linked_data:
        data = settings.linked_data.page(crumbs) if crumbs else settings.linked_data.home()
    return PageMetadata(
        title=title,
        description=shortened(description),
        url=settings.url(address),
        canonical=settings.absolute_url(address),
        kind="website",
        crumbs=crumbs,
        picture=settings.picture,
        data=data,
    )


def article_metadata(
    settings: SiteSettings, article: Article, above: Breadcrumb, media: Media
) -> PageMetadata:
    """Return the metadata of an article's page. above: the breadcrumb down to its section."""
    url = settings.url(article.address)
    canonical = settings.config.origin + url
    description = shortened(article.summary) or article.title
    section = above.title if article.section else ""
    published = dates.instant(article.date, article.published_at, settings.zone)
    updated = published
    if article.updated_at > article.published_at:
        updated = dates.instant(article.updated, article.updated_at, settings.zone)
    data = Markup("")
    if settings.linked_data:
        story = Story(
            canonical,
            article.title,
            description,
            media.shared_urls,
            published,
            updated,
            article.author,
            section,
            article.tags,
            article.corrections,
        )
        data = settings.linked_data.article(story, above.crumbs)
    return PageMetadata(
        title=article.title,
        description=description,
        url=url,
        canonical=canonical,
        kind="article",
        crumbs=(*above.crumbs, PageLink(url, article.title)),
        picture=media.shared_picture,
        data=data,
        author=article.author,
        subject="; ".join(article.tags),
        source=article.credited_source,
        section=section,
        date=article.date,
        published=published,
        updated=updated,
        has_charts=has_charts(article),
    )


def has_charts(article: Article) -> bool:
    """Tell whether a chart is in the article's text."""
    return any(target[0] == "chart" for target in article.targets)


def shortened(text: str) -> str:
    """Return at most MAX_DESCRIPTION characters, cut after a word and marked with an ellipsis."""
    if len(text) <= MAX_DESCRIPTION:
        return text
    cut = text[: MAX_DESCRIPTION - 1]
    return (cut.rpartition(" ")[0].rstrip(" ,;:.–-") or cut) + "…"
