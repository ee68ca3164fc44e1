"""One page for each article."""

from typing import Any

from markupsafe import Markup

from bantin.model import Article, Link, Place, Shown
from bantin.pages.bulletin import NOTHING, Bulletin, Fetch, Page, Parts, Views
from bantin.pages.head import article_head
from bantin.pages.view import slots_of
from bantin.site import Shelf
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
    tags: tuple[Place, ...]
    author: str
    source: str
    picture: Shown | None
    notice: str
    below: tuple[str, ...]
    label: str = ""
    related: tuple[Link, ...] = ()
    older: Link | None = None
    newer: Link | None = None


def pages(bulletin: Bulletin) -> list[Page]:
    menus = {path: slots_of(path, bulletin) for path in bulletin.site.sections}
    return [
        Page(shelf.article.address, "pages/article.html", "article", (place,), menus[shelf.article.section])
        for place, shelf in enumerate(bulletin.site.articles)
    ]


def parts(bulletin: Bulletin, page: Page) -> Parts:
    site, place = bulletin.site, int(page.key[0])
    older, newer = site.older[place], site.newer[place]
    digests = bulletin.link_digests
    return (
        *own_parts(bulletin, site.articles[place].article),
        bulletin.links_digest(bulletin.related[place]),
        digests[older] if older >= 0 else NOTHING,
        digests[newer] if newer >= 0 else NOTHING,
    )


def values(bulletin: Bulletin, views: Views, page: Page, prose: Fetch) -> dict[str, Any]:
    site, place = bulletin.site, int(page.key[0])
    shelf = site.articles[place]
    article = shelf.article
    older, newer = site.older[place], site.newer[place]
    view = article_view(
        bulletin,
        views,
        article,
        body_of(shelf, views, prose),
        related=views.links(bulletin.related[place]),
        older=views.link(older) if older >= 0 else None,
        newer=views.link(newer) if newer >= 0 else None,
        label=bulletin.section(article.section).title if bulletin.config.section_label else "",
    )
    return {"page": article_head(bulletin, views, article, views.crumbs(article.section)), "article": view}


def own_parts(bulletin: Bulletin, article: Article) -> Parts:
    """What a page shows of its own file: "article", "breadcrumb" and "links and pictures"."""
    return article.own, bulletin.crumbs_digest(article.section), bulletin.led_to_digest(article)


def body_of(shelf: Shelf, views: Views, prose: Fetch) -> Markup:
    return prose(shelf.prose, views.targets(shelf.article)) if shelf.prose.length else Markup()


def article_view(
    bulletin: Bulletin, views: Views, article: Article, body: Markup, **others: Any
) -> ArticleView:
    """What a page shows of its own file. `others`: what it shows of other files."""
    return ArticleView(
        title=article.heading,
        lead=article.summary if article.has_lead else "",
        body=body,
        dateline=_dateline(bulletin, views, article),
        tags=tuple([Place(views.tag_url(tag), tag) for tag in article.tags]),
        author=article.author,
        source=article.origin,
        picture=views.picture(article),
        notice=bulletin.notice(article),
        below=bulletin.config.below,
        **others,
    )


def _dateline(bulletin: Bulletin, views: Views, article: Article) -> tuple[Dated, ...]:
    """The phrases of site.toml whose value the article has."""
    found = []
    for phrase in bulletin.config.dateline:
        if phrase.value == "views":
            if article.views >= 0:
                found.append(Dated(phrase.before, "", views.count(article.views), phrase.after))
            continue
        machine = article.date if phrase.value == "posted" else article.updated
        if machine:
            found.append(Dated(phrase.before, machine, views.date(machine), phrase.after))
    return tuple(found)
