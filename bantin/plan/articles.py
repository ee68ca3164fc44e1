"""One page for each article and each standing page."""

from typing import Any, NamedTuple

from markupsafe import Markup

from bantin import links
from bantin.cache import digest, digest_bytes
from bantin.catalog import Shelf
from bantin.model import Article, Link, Picture, Place
from bantin.plan.bulletin import Bulletin, Fetch, Page, Parts, Views
from bantin.plan.view import page_view, slots_of

NAMES = {
    "article": ("article", "breadcrumb", "links and pictures", "related", "older", "newer"),
    "standing": ("article", "breadcrumb", "links and pictures"),
}

_NONE = bytes(16)


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
    picture: Picture | None
    related: tuple[Link, ...]
    older: Link | None
    newer: Link | None
    label: str
    notice: str
    below: tuple[str, ...]


def pages(bulletin: Bulletin) -> list[Page]:
    menus = {path: slots_of(path, bulletin) for path in bulletin.site.sections}
    found = [
        Page(shelf.article.address, "pages/article.html", "article", (place,), menus[shelf.article.section])
        for place, shelf in enumerate(bulletin.site.articles)
    ]
    for place, shelf in enumerate(bulletin.site.pages):
        address, section = shelf.article.address, shelf.article.section
        found.append(Page(address, "pages/page.html", "standing", (place,), slots_of(section, bulletin)))
    return found


def parts(bulletin: Bulletin, page: Page) -> Parts:
    shelf, place = _shelf(bulletin, page)
    article = shelf.article
    shown = article.own
    if article.draft or article.when > bulletin.now:
        shown = digest((shown, _notice(bulletin, article)))
    led_to = _NONE
    if article.targets or article.image:
        led_to = digest_bytes(links.stamp(article, bulletin.places))
    crumbs = bulletin.crumbs_digest(article.section)
    if page.kind == "standing":
        return shown, crumbs, led_to
    digests = bulletin.link_digests
    older, newer = bulletin.site.older[place], bulletin.site.newer[place]
    return (
        shown,
        crumbs,
        led_to,
        bulletin.links_digest(bulletin.related[place]),
        digests[older] if older >= 0 else _NONE,
        digests[newer] if newer >= 0 else _NONE,
    )


def values(bulletin: Bulletin, views: Views, page: Page, prose: Fetch) -> dict[str, Any]:
    shelf, place = _shelf(bulletin, page)
    article = shelf.article
    crumbs = (*views.crumbs(article.section), Place(bulletin.url(article.address), article.title))
    picture = bulletin.picture(article.image)
    head = page_view(
        bulletin,
        article.address,
        article.title,
        article.summary,
        kind="article" if page.kind == "article" else "website",
        crumbs=crumbs,
        picture=bulletin.config.origin + picture.url if picture else "",
        published=article.date,
        updated=article.updated,
    )
    body = prose(shelf.prose, views.targets(article))
    view = _view(bulletin, views, article, body, place if page.kind == "article" else -1)
    if page.kind == "standing":
        last = _dateline(bulletin, views, article._replace(date="", views=-1))
        updated = last[0] if last else None
        return {"page": head, "title": article.title, "lead": view.lead, "body": body, "updated": updated}
    return {"page": head, "article": view}


def _shelf(bulletin: Bulletin, page: Page) -> tuple[Shelf, int]:
    place = int(page.key[0])
    shelves = bulletin.site.articles if page.kind == "article" else bulletin.site.pages
    return shelves[place], place


def _view(bulletin: Bulletin, views: Views, article: Article, body: Markup, place: int) -> ArticleView:
    """`place` is -1 for a standing page, which has no neighbours."""
    config, site = bulletin.config, bulletin.site
    older, newer = (site.older[place], site.newer[place]) if place >= 0 else (-1, -1)
    return ArticleView(
        title=article.title,
        lead=article.summary if article.has_lead else "",
        body=body,
        dateline=_dateline(bulletin, views, article),
        tags=tuple([Place(views.tag_url(tag), tag) for tag in article.tags]),
        author=article.author,
        source=article.origin,
        picture=_head_picture(bulletin, article),
        related=views.links(bulletin.related[place]) if place >= 0 else (),
        older=views.link(older) if older >= 0 else None,
        newer=views.link(newer) if newer >= 0 else None,
        notice=_notice(bulletin, article),
        below=config.below,
        label=bulletin.section(article.section).title if config.section_label else "",
    )


def _notice(bulletin: Bulletin, article: Article) -> str:
    """What marks an article that only `--drafts` shows."""
    labels = bulletin.config.labels
    if article.draft:
        return labels["draft"]
    return labels["not_yet"] if article.when > bulletin.now else ""


def _head_picture(bulletin: Bulletin, article: Article) -> Picture | None:
    """The article's picture, unless its body shows it already."""
    if article.image is None or any(target[1] == article.image[0] for target in article.targets):
        return None
    return bulletin.picture(article.image)


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
