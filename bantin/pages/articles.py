"""One page for each article."""

from typing import Any

from markupsafe import Markup

from bantin.model import Article, Link, PageLink, PictureView
from bantin.pages.context import NO_DIGEST, Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.metadata import article_metadata
from bantin.pages.site_view import slots_of
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple

NAMES = {"article": ("article", "breadcrumb", "links and pictures", "related", "older", "newer")}


class Dated(NamedTuple):
    """A piece of the dateline: text, a value (with a machine date for <time>, or ""), text."""

    prefix: str
    machine: str
    text: str
    suffix: str


class ArticleView(NamedTuple):
    """`article` in layouts."""

    title: str
    lead: str
    body: Markup
    dateline: tuple[Dated, ...]
    tags: tuple[PageLink, ...]
    author: str
    source: str
    picture: PictureView | None
    notice: str
    below: tuple[str, ...]
    label: str = ""
    related: tuple[Link, ...] = ()
    older: Link | None = None
    newer: Link | None = None


def pages(context: SiteContext) -> list[Page]:
    menus = {path: slots_of(path, context) for path in context.site.sections}
    return [
        Page(stored.article.address, "pages/article.html", "article", (place,), menus[stored.article.section])
        for place, stored in enumerate(context.site.articles)
    ]


def parts(context: SiteContext, page: Page) -> Digests:
    site, place = context.site, int(page.key[0])
    older, newer = site.older[place], site.newer[place]
    digests = context.link_digests
    return (
        *own_parts(context, site.articles[place].article),
        context.links_digest(context.related[place]),
        digests[older] if older >= 0 else NO_DIGEST,
        digests[newer] if newer >= 0 else NO_DIGEST,
    )


def values(context: SiteContext, views: ViewFactory, page: Page, prose: FetchBody) -> dict[str, Any]:
    site, place = context.site, int(page.key[0])
    stored = site.articles[place]
    article = stored.article
    older, newer = site.older[place], site.newer[place]
    view = article_view(
        context,
        views,
        article,
        body_of(stored, views, prose),
        related=views.links(context.related[place]),
        older=views.link(older) if older >= 0 else None,
        newer=views.link(newer) if newer >= 0 else None,
        label=context.section(article.section).title if context.config.section_label else "",
    )
    return {"page": article_metadata(context, views, article, views.crumbs(article.section)), "article": view}


def own_parts(context: SiteContext, article: Article) -> Digests:
    """What a page shows of its own file: "article", "breadcrumb" and "links and pictures"."""
    return article.page_digest, context.breadcrumb_digest(article.section), context.targets_digest(article)


def body_of(stored: StoredArticle, views: ViewFactory, prose: FetchBody) -> Markup:
    return prose(stored.prose, views.targets(stored.article)) if stored.prose.length else Markup()


def article_view(
    context: SiteContext, views: ViewFactory, article: Article, body: Markup, **others: Any
) -> ArticleView:
    """What a page shows of its own file. `others`: what it shows of other files."""
    return ArticleView(
        title=article.heading,
        lead=article.summary if article.has_lead else "",
        body=body,
        dateline=_dateline(context, views, article),
        tags=tuple([PageLink(views.tag_url(tag), tag) for tag in article.tags]),
        author=article.author,
        source=article.origin,
        picture=views.picture(article),
        notice=context.notice(article),
        below=context.config.below,
        **others,
    )


def _dateline(context: SiteContext, views: ViewFactory, article: Article) -> tuple[Dated, ...]:
    """The phrases of site.toml whose value the article has."""
    found = []
    for phrase in context.config.dateline:
        if phrase.value == "views":
            if article.views >= 0:
                found.append(Dated(phrase.before, "", views.count(article.views), phrase.after))
            continue
        machine = article.date if phrase.value == "posted" else article.updated
        if machine:
            found.append(Dated(phrase.before, machine, views.date(machine), phrase.after))
    return tuple(found)
