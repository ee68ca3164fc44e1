"""Feeds (RSS, Atom, JSON Feed) of the newest articles, for the whole site and for each section."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from bantin.cache.blobs import digest_bytes
from bantin.model import Article, Picture
from bantin.pages import dates
from bantin.pages.addresses import section_address
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import FORMATS, feed_title, formats
from bantin.pages.inputs import Sections
from bantin.pages.page_kind import EditedArticles, Input, Page, PageKind, Rendering, Values
from bantin.pages.pictures import shows_picture_above
from bantin.pages.views import ViewFactory
from bantin.system.named_tuple import NamedTuple
from bantin.urls import media_type


class Feed(NamedTuple):
    """`feed` in layouts. All URLs are absolute. date: RFC 822; updated: RFC 3339. icon: "" for none."""

    title: str
    url: str
    self_url: str
    description: str
    date: str
    updated: str
    language: str
    publisher: str
    icon: str


class Enclosure(NamedTuple):
    """A file attached to an article in a feed. url: absolute. length: in bytes."""

    url: str
    media_type: str
    length: int


class Item(NamedTuple):
    """An article in a feed. date: RFC 822; published, updated: RFC 3339. picture: with an absolute URL.

    summary: text, but HTML in RSS, like a feed's description.
    slot: marks the body with absolute URLs; a layout prints it plainly, by `forceescape` or by `tojson`. ""
    without a body, or if site.toml asks for summaries only. body: the same as text, which takes longer.
    lead, head_picture: shown above the body on the article's page. changed_at: seconds since 1970.
    enclosures: attached files, the article's own picture last.
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
    changed_at: int
    corrections: tuple[tuple[str, str], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def body(self) -> Markup:
        return Markup(self.utf8.decode())  # noqa: S704 - prose that was cleaned when it was read


class FeedItems(Input[tuple[Item, ...]]):
    """The newest articles of a section (of the site for the root), with everything their own pages show."""

    def select(self, context: SiteContext, page: Page) -> Sequence[int]:
        return _newest(context, page.key)

    def digest(self, context: SiteContext, page: Page) -> bytes:
        articles = [context.article(index) for index in self.select(context, page)]
        digests = [article.page_digest for article in articles]
        digests += [context.targets_digest(article) for article in articles]
        digests += [context.section(article.section).digest for article in articles]
        return digest_bytes(b"".join(digests))

    def may_change(self, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        return not edited.texts.isdisjoint(self.select(context, page))

    def value(self, rendering: Rendering) -> tuple[Item, ...]:
        views = rendering.views
        newest = self.select(views.context, rendering.page)
        return tuple([views.cached(_item, index) for index in newest])  # once for all feeds


class FeedPage(PageKind):
    name = "feed"

    articles = FeedItems()
    section = Sections(lambda _context, page: [page.key])

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            Page(section_address(path) + form.address, form.layout, cls.name, key=path)
            for path in sections_with_feeds(context)
            for form in formats(context.config)
        ]

    def values(self) -> Values:
        items, settings, page = self.articles, self.settings, self.page
        (section,) = self.section
        is_rss = page.layout == FORMATS["rss"].layout
        title = feed_title(settings, section.path, section.title)
        description = (section.summary if section.path else settings.config.description) or title
        latest = max((item.changed_at for item in items), default=0)
        if is_rss:
            description = _as_html(description)
            items = tuple([item._replace(summary=_as_html(item.summary)) for item in items])
        feed = Feed(
            title=title,
            url=settings.absolute_url(section_address(section.path)),
            self_url=settings.absolute_url(page.address),
            description=description,
            date=dates.rfc822(latest, settings.zone),
            updated=dates.rfc3339(latest, settings.zone),
            language=settings.config.language,
            publisher=settings.config.publisher,
            icon=settings.icon,
        )
        return {"feed": feed, "items": items}


def sections_with_feeds(context: SiteContext) -> list[str]:
    """Return the paths of the sections with articles, and of the root, which always has feeds."""
    return [path for path, members in context.site.members.items() if members or not path]


def _newest(context: SiteContext, path: str) -> Sequence[int]:
    return context.site.members[path][: context.config.lists.feed]


def _as_html(text: str) -> str:
    """Return text as HTML: RSS 2.0 descriptions are HTML (rssboard.org/rss-encoding-examples)."""
    return escape(text, quote=False)


def _item(views: ViewFactory, index: int) -> Item:
    article, settings = views.context.article(index), views.settings
    body = views.absolute_body(index) if settings.config.machines.full_text else b""
    picture = views.absolute_picture(article)
    changed_at = dates.last_modified_seconds(article)
    return Item(
        title=article.title,
        url=settings.absolute_url(article.address),
        date=dates.rfc822(article.published_at, settings.zone),
        published=dates.rfc3339(article.published_at, settings.zone),
        updated=dates.rfc3339(changed_at, settings.zone),
        summary=article.summary,
        author=article.author,
        source=article.credited_source,
        corrections=tuple([(settings.date(machine), text) for machine, text in article.corrections]),
        section=views.context.section(article.section).title if article.section else "",
        tags=article.tags,
        picture=picture,
        slot=views.feed_bodies.marker(index, body),
        utf8=body,
        lead=article.summary if article.has_own_summary else "",
        head_picture=picture if shows_picture_above(article) else None,
        changed_at=changed_at,
        enclosures=_enclosures(views, article),
    )


def _enclosures(views: ViewFactory, article: Article) -> tuple[Enclosure, ...]:
    """Return attachments, sound and video, and after them the article's own picture."""
    targets = views.context.link_targets
    lengths = {
        targets.files[where].address: targets.files[where].length
        for _, where, _, _ in article.targets
        if where in targets.files
    }
    if picture := targets.pictures.get(article.image_source):
        lengths[picture.name] = picture.size
    return tuple(
        [
            Enclosure(views.settings.absolute_url(address), media_type(address), length)
            for address, length in lengths.items()
        ]
    )
