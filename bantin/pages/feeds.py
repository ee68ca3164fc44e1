"""The newest articles as RSS, Atom and JSON Feed, of the whole site and of each section."""

from html import escape
from typing import Any

from markupsafe import Markup

from bantin.cache.blobs import digest_bytes
from bantin.model import Picture
from bantin.pages import dates
from bantin.pages.context import Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.pictures import shows_picture_above
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple

NAMES = {"feed": ("stories", "links and pictures", "sections", "feed")}


class Kind(NamedTuple):
    address: str
    layout: str
    media_type: str
    name: str


# By their names in site.toml.
KINDS = {
    "rss": Kind("rss.xml", "feeds/rss.xml", "application/rss+xml", "RSS"),
    "atom": Kind("atom.xml", "feeds/atom.xml", "application/atom+xml", "Atom"),
    "json": Kind("feed.json", "feeds/feed.json", "application/feed+json", "JSON Feed"),
}


class FeedLink(NamedTuple):
    """A feed as a page offers it. url: a URL path."""

    media_type: str
    title: str
    url: str


class Feed(NamedTuple):
    """`feed` in layouts. All addresses are whole. date: RFC 822; updated: RFC 3339. icon: "" for none."""

    title: str
    url: str
    self_url: str
    description: str
    date: str
    updated: str
    language: str
    publisher: str
    icon: str


class Item(NamedTuple):
    """An article in a feed. date: RFC 822; published, updated: RFC 3339. picture: its url is whole.

    summary: text, but HTML in RSS, as is a feed's description.
    slot: the place of its prose with whole addresses, to be printed as it stands, by `forceescape` or by
    `tojson`; "" where there is none, or site.toml asks for summaries alone. body: the same as a text, which
    takes longer. lead, head_picture: what its page shows above the prose.
    """

    title: str
    url: str
    date: str
    published: str
    updated: str
    summary: str
    author: str
    source: str
    section: str
    tags: tuple[str, ...]
    picture: Picture | None
    slot: Markup
    utf8: bytes
    lead: str
    head_picture: Picture | None

    @property
    def body(self) -> Markup:
        return Markup(self.utf8.decode())  # noqa: S704 - prose that was cleaned when it was read


def pages(context: SiteContext) -> list[Page]:
    sections = [path for path, members in context.site.members.items() if members or not path]
    kinds = [KINDS[name] for name in context.config.machines.feeds]
    return [
        Page(f"{path}/{kind.address}" if path else kind.address, kind.layout, "feed", (path,), {})
        for path in sections
        for kind in kinds
    ]


def feed_links(context: SiteContext, path: str) -> tuple[FeedLink, ...]:
    """The feeds of a section that has articles, or of the whole site."""
    if path and not context.site.members[path]:
        return ()
    folder, title = (f"{path}/" if path else ""), _title(context, path)
    kinds = [KINDS[name] for name in context.config.machines.feeds]
    return tuple(
        FeedLink(kind.media_type, f"{title} ({kind.name})", context.url(folder + kind.address))
        for kind in kinds
    )


def parts(context: SiteContext, page: Page) -> Digests:
    path = str(page.key[0])
    if path not in context.feed_parts:
        articles = [stored.article for stored in _newest(context, path)]
        context.feed_parts[path] = (
            digest_bytes(b"".join([article.page_digest for article in articles])),
            digest_bytes(b"".join([context.targets_digest(article) for article in articles])),
            context.sections_digest(article.section for article in articles),
            context.section(path).digest,
        )
    return context.feed_parts[path]


def articles_in_feeds(context: SiteContext) -> dict[str, list[str]]:
    """The sources of the articles in feeds, by the section whose feeds these are."""
    paths = dict.fromkeys(str(page.key[0]) for page in pages(context))
    return {path: [stored.article.source for stored in _newest(context, path)] for path in paths}


def values(context: SiteContext, views: ViewFactory, page: Page, _prose: FetchBody) -> dict[str, Any]:
    path = str(page.key[0])
    newest = _newest(context, path)
    latest = max((dates.changed_when(stored.article) for stored in newest), default=0)
    icon = context.assets.icons[0].address if context.assets.icons else ""
    title = _title(context, path)
    description = (context.section(path).summary if path else context.config.description) or title
    feed = Feed(
        title=title,
        url=context.whole_url(f"{path}/" if path else ""),
        self_url=context.whole_url(page.address),
        description=_as_html(description) if page.layout == KINDS["rss"].layout else description,
        date=dates.rfc822(latest, views.zone),
        updated=dates.rfc3339(latest, views.zone),
        language=context.config.language,
        publisher=context.config.publisher,
        icon=context.whole_url(icon) if icon else "",
    )
    items = [_item(context, views, place) for place in _places(context, path)]
    if page.layout == KINDS["rss"].layout:
        items = [item._replace(summary=_as_html(item.summary)) for item in items]
    return {"feed": feed, "items": tuple(items)}


def _as_html(text: str) -> str:
    """RSS 2.0 takes a description for HTML (rssboard.org/rss-encoding-examples), the other feeds for text."""
    return escape(text, quote=False)


def _newest(context: SiteContext, path: str) -> list[StoredArticle]:
    return [context.site.articles[place] for place in _places(context, path)]


def _places(context: SiteContext, path: str) -> list[int]:
    """The newest articles of a section; of the whole site for the root."""
    return context.site.members[path][: context.config.lists.feed]


def _title(context: SiteContext, path: str) -> str:
    title = context.config.title
    return f"{context.section(path).title} | {title}" if path else title


def _item(context: SiteContext, views: ViewFactory, place: int) -> Item:
    """Made once for all feeds that an article stands in."""
    item: Item | None = views.feed_items.get(place)
    if item is None:
        item = views.feed_items[place] = _made(context, views, place)
    return item


def _made(context: SiteContext, views: ViewFactory, place: int) -> Item:
    article, zone = context.article(place), views.zone
    body = views.whole_body(place) if context.config.machines.full_text else b""
    picture = context.picture(article.image)
    if picture:
        picture = picture._replace(url=context.config.origin + picture.url)
    return Item(
        title=article.title,
        url=context.whole_url(article.address),
        date=dates.rfc822(article.when, zone),
        published=dates.rfc3339(article.when, zone),
        updated=dates.rfc3339(dates.changed_when(article), zone),
        summary=article.summary,
        author=article.author,
        source=article.origin,
        section=context.section(article.section).title if article.section else "",
        tags=article.tags,
        picture=picture,
        slot=views.quotes.marker(place, body),
        utf8=body,
        lead=article.summary if article.has_lead else "",
        head_picture=picture if shows_picture_above(article) else None,
    )
