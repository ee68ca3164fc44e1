"""What a page's head and breadcrumb show: to browsers, search engines, social sites and catalogues."""

from markupsafe import Markup

from bantin.model import Article, PageLink, Picture
from bantin.pages import dates
from bantin.pages.context import SiteContext, ViewFactory
from bantin.pages.feeds import FeedLink
from bantin.pages.linked_data import Story
from bantin.system.named_tuple import NamedTuple

# What search engines show of a description; a longer one is cut at a word.
DESCRIPTION = 200


class PageMetadata(NamedTuple):
    """`page` in layouts.

    title: without the site's. url: a URL path. canonical: the whole address, "" for a page that is not to
    be listed. kind: "article" or "website". picture: for shared links; its url is whole. data: JSON-LD, ""
    where site.toml leaves it out. feeds: those of this page alone. author, section, date, published,
    updated: of an article, else ""; `date` may be a day alone, the others have a time and a zone.
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
    section: str = ""
    date: str = ""
    published: str = ""
    updated: str = ""


def page_metadata(
    context: SiteContext,
    views: ViewFactory,
    address: str,
    title: str,
    description: str,
    *,
    crumbs: tuple[PageLink, ...] = (),
    feeds: tuple[FeedLink, ...] = (),
    listed: bool = True,
) -> PageMetadata:
    """The head of any page but an article's. One that is not `listed` has no canonical address."""
    data = Markup("")
    if views.linked and listed:
        data = views.linked.of_page(crumbs) if crumbs else views.linked.of_home()
    return PageMetadata(
        title=title,
        description=shortened(description),
        url=context.url(address),
        canonical=context.whole_url(address) if listed else "",
        kind="website",
        crumbs=crumbs,
        picture=views.site_picture,
        data=data,
        feeds=feeds,
    )


def article_metadata(
    context: SiteContext, views: ViewFactory, article: Article, above: tuple[PageLink, ...]
) -> PageMetadata:
    """The head of an article's page, whose breadcrumb begins with `above`."""
    url = context.url(article.address)
    canonical = context.config.origin + url
    description = shortened(article.summary) or article.title
    picture, shared = views.pictures(article)
    section = context.section(article.section).title if article.section else ""
    published = dates.instant(article.date, article.when, views.zone)
    updated = published
    if article.updated_when > article.when:
        updated = dates.instant(article.updated, article.updated_when, views.zone)
    data = Markup("")
    if views.linked:
        story = Story(
            canonical,
            article.title,
            description,
            picture,
            published,
            updated,
            article.author,
            section,
            article.tags,
        )
        data = views.linked.of_article(story, above)
    return PageMetadata(
        title=article.title,
        description=description,
        url=url,
        canonical=canonical,
        kind="article",
        crumbs=(*above, PageLink(url, article.title)),
        picture=shared,
        data=data,
        author=article.author,
        section=section,
        date=article.date,
        published=published,
        updated=updated,
    )


def shortened(text: str) -> str:
    """At most DESCRIPTION characters, cut after a word and marked with an ellipsis."""
    if len(text) <= DESCRIPTION:
        return text
    cut = text[: DESCRIPTION - 1]
    return (cut.rpartition(" ")[0].rstrip(" ,;:.–-") or cut) + "…"
