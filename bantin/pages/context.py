"""Everything pages are made from, once all addresses are known. Shared by all workers."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from bantin import urls
from bantin.assets import Assets
from bantin.cache.blobs import Pack, digest, digest_bytes, read_kept
from bantin.config import Config, read_zone
from bantin.model import Article, Card, Image, Link, PageLink, Picture, PictureView, Span
from bantin.pages.linked_data import LinkedData
from bantin.pages.pictures import DrawPicture, PictureViews, shows_picture_above
from bantin.site import Section, Site, StoredArticle
from bantin.site.links import LinkTargets, filled_body, target_attributes, targets_digest
from bantin.site.order import ancestors
from bantin.site.taxonomies import Term
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import opened
from bantin.templates.feed_bodies import FeedBodies
from bantin.text.formats import date_pattern, number_pattern
from bantin.text.vietnamese import slug
from bantin.urls import Located


class Page(NamedTuple):
    """One page to publish.

    kind: which module of `plan` knows its values. key: which of that kind. slots: by what it calls them.
    """

    address: str
    layout: str
    kind: str
    key: tuple[str | int, ...]
    slots: Mapping[str, str]


TAGS = "the/"
ARCHIVE = "luu-tru/"
MANIFEST = "manifest.webmanifest"


class StaticFile(NamedTuple):
    """A file published as it is: its output path, a digest that changes with its bytes, and where they are.

    is_kept: `source` is in a store of ours, and the digest is that of its bytes.
    """

    path: str
    digest: bytes
    data: bytes | None  # None: in the file `source`
    source: str
    is_kept: bool = False

    def read(self) -> bytes:
        """Raises DamagedCacheError where a store's file is not as it was kept, after deleting it."""
        if self.data is not None:
            return self.data
        if self.is_kept:
            return read_kept(self.source, self.digest)
        with opened(self.source) as file:
            return file.read()


class SearchBundles(NamedTuple):
    """The search index in folders: that of standing pages, and (year, folder), the newest year first."""

    standing: str
    years: tuple[tuple[str, str], ...]


# The digest of what is not there.
NO_DIGEST = bytes(16)

# What a page is made from: digests of 16 bytes each, in the order in which its kind names them.
Digests = tuple[bytes, ...]


# An article's body, by its place in the pack, with these attributes in place of its targets.
FetchBody = Callable[[Span, tuple[str, ...]], Markup]


class SiteContext(NamedTuple):
    """A site at the barrier. related: for each article the places of its related ones, once they are known.

    tags: by slug. months: places by "2023" and "2023-04". most_read: places, the most read first.
    search: what the index is made of, nothing of it yet where that is still to be made; None without search.
    """

    config: Config
    site: Site
    related: list[tuple[int, ...]]
    tags: dict[str, Term]
    months: dict[str, list[int]]
    most_read: list[int]
    link_targets: LinkTargets
    assets: Assets
    prose_pack: str
    prose_fresh_from: int  # what stands there from this offset on was written by this build
    now: int  # seconds since 1970
    link_digests: list[bytes]  # of each article: what a link to it can show
    crumb_digests: dict[str, bytes]  # filled as they are asked for, like the next
    feed_parts: dict[str, Digests]  # by section, for all kinds of feeds
    search: SearchBundles | None = None

    def url(self, address: str) -> str:
        return urls.url(self.config.base, address)

    def whole_url(self, address: str) -> str:
        return self.config.origin + self.url(address)

    def article(self, place: int) -> Article:
        return self.site.articles[place].article

    def notice(self, article: Article) -> str:
        return self.config.labels[article.notice] if article.notice else ""

    def section(self, path: str) -> Section:
        return self.site.sections[path]

    def section_link(self, path: str) -> PageLink:
        section = self.site.sections[path]
        return PageLink(self.url(f"{path}/" if path else ""), section.title)

    def standalone_links(self) -> tuple[PageLink, ...]:
        return tuple(
            PageLink(self.url(stored.article.address), stored.article.title) for stored in self.site.pages
        )

    def crumbs(self, path: str) -> tuple[PageLink, ...]:
        """From the home page down to the section `path`."""
        home = PageLink(self.url(""), self.config.labels["home"])
        return (home, *(self.section_link(one) for one in ancestors(path)))

    def breadcrumb_digest(self, path: str) -> bytes:
        if path not in self.crumb_digests:
            self.crumb_digests[path] = self.sections_digest(ancestors(path))
        return self.crumb_digests[path]

    def sections_digest(self, paths: Iterable[str]) -> bytes:
        return digest_bytes(b"".join([self.site.sections[path].digest for path in paths]))

    def picture(self, image: tuple[str, str, str, str, int] | None) -> Picture | None:
        if image is None:
            return None
        source, alt, caption, credit, _ = Image._make(image)
        prepared = self.link_targets.pictures[source]
        return Picture(self.url(prepared.name), prepared.width, prepared.height, alt, caption, credit)

    def targets_digest(self, article: Article) -> bytes:
        """Of where its links lead and of its pictures, as addresses and sizes."""
        if article.targets or article.image:
            return digest_bytes(targets_digest(article, self.link_targets))
        return NO_DIGEST

    def cards_digest(self, places: Iterable[int]) -> bytes:
        """Of all that `ViewFactory.card` shows of each."""
        sections, pictures = self.site.sections, self.link_targets.pictures
        articles = [self.site.articles[place].article for place in places]
        shown = [pictures[one.image[0]].digest if one.image else b"" for one in articles]
        return digest(
            [
                one.card_digest + its + sections[one.section].digest
                for one, its in zip(articles, shown, strict=True)
            ]
        )

    def links_digest(self, places: Iterable[int]) -> bytes:
        return digest_bytes(b"".join(map(self.link_digests.__getitem__, places)))

    def listed_digest(self, stored_articles: Iterable[StoredArticle]) -> bytes:
        """Of all that a link to each of these can show."""
        return digest_bytes(b"".join([stored.article.link_digest for stored in stored_articles]))


class ViewFactory:
    """Articles as layouts may see them. One a worker: what it made once it hands out again.

    `line` makes an article's line in a list; `draw` a picture's markup. `count` writes a whole number in the
    site's pattern.
    """

    def __init__(self, context: SiteContext, line: Callable[[Link], str], draw: DrawPicture) -> None:
        self._context = context
        self._line = line
        self._pictures = PictureViews(context.link_targets, draw)
        self._links: dict[int, Link] = {}
        self._cards: dict[int, Card] = {}
        self._crumbs: dict[str, tuple[PageLink, ...]] = {}
        self._section = cache(context.section_link)
        self._plain = cache(self._plain_link)
        self._tags: dict[str, str] = {}
        self.feed_items: dict[int, Any] = {}  # by article, filled by pages.feeds
        self.quotes = FeedBodies()
        self._pack = Pack(context.prose_pack, fresh_from=context.prose_fresh_from)
        dates = context.config.dates
        # Of an article's date its line in lists, its cards and its own page are made.
        self._date, self._date_time = map(cache, map(date_pattern, (dates.date, dates.date_time)))
        self.count = number_pattern(context.config.numbers.count)
        self.zone = read_zone(context.config.zone)
        self.linked = _linked_data(context)
        self.site_picture = _site_picture(context)

    def date(self, machine: str) -> str:
        """A machine date for people, with a time only where it has one."""
        return self._date_time(machine) if "T" in machine else self._date(machine)

    def about(self, what: str, title: str = "") -> str:
        """What search engines are told of a page without a summary, in the words of site.toml."""
        config = self._context.config
        return config.labels[f"{what}_about"].replace("{site}", config.title).replace("{title}", title)

    def tag_url(self, tag: str) -> str:
        if tag not in self._tags:
            self._tags[tag] = self._context.url(f"{TAGS}{slug(tag)}/")
        return self._tags[tag]

    def crumbs(self, path: str) -> tuple[PageLink, ...]:
        if path not in self._crumbs:
            self._crumbs[path] = self._context.crumbs(path)
        return self._crumbs[path]

    def link(self, place: int) -> Link:
        if place not in self._links:
            link = self._plain(place)
            self._links[place] = Link(*link[:4], self._line(link), link.notice)
        return self._links[place]

    def _plain_link(self, place: int) -> Link:
        article = self._context.article(place)
        url, date = self._context.url(article.address), self.date(article.date)
        return Link(url, article.heading, article.date, date, notice=self._context.notice(article))

    def links(self, places: Iterable[int]) -> tuple[Link, ...]:
        return tuple([self.link(place) for place in places])

    def card(self, place: int) -> Card:
        if place not in self._cards:
            context = self._context
            article = context.article(place)
            self._cards[place] = Card(
                *self._plain(place)[:4],
                summary=article.summary,
                views=self.count(article.views) if article.views >= 0 else "",
                picture=self._pictures.shown(article.image),
                section=self._section(article.section),
                notice=context.notice(article),
            )
        return self._cards[place]

    def cards(self, places: Iterable[int]) -> tuple[Card, ...]:
        return tuple([self.card(place) for place in places])

    def pictures(self, article: Article) -> tuple[str, Picture | None]:
        """The whole address of the article's picture, or of the site's; and what stands beside shared links.

        Social sites show no drawings (SVG): they get the site's picture.
        """
        own, site = self._context.picture(article.image), self.site_picture
        if own is None:
            return (site.url if site else ""), site
        url = self._context.config.origin + own.url
        return url, site if url.endswith(".svg") else Picture(url, *own[1:])

    def whole_body(self, place: int) -> bytes:
        """The article's body as it can be read away from its page: every address is whole."""
        context, (article, prose) = self._context, self._context.site.articles[place]
        page = context.whole_url(article.address)
        places = context.link_targets._replace(base=context.config.origin + context.config.base)
        whole = tuple([_whole(Located(*one), places, page) for one in article.targets])
        anchor = f"{page}#".encode()
        return _ANCHOR.sub(lambda found: found[1] + anchor, filled_body(self._pack, prose, whole))

    def picture(self, article: Article) -> PictureView | None:
        """The picture above an article's body."""
        return self._pictures.shown(article.image) if shows_picture_above(article) else None

    def targets(self, article: Article) -> tuple[str, ...]:
        """What stands in the places of the body's targets."""
        return self._pictures.targets(article)


# A link of the prose to a place on its own page, as notes have it.
_ANCHOR = re.compile(rb'(<a\b[^>]* href=")#')


def _whole(target: Located, places: LinkTargets, page: str) -> str:
    """The target's attributes with a whole address; what leads to a place on its own page names that too."""
    if target.kind == "away":
        target = target._replace(where=urljoin(page, target.where))
    return target_attributes(target, places)


def _linked_data(context: SiteContext) -> LinkedData | None:
    config = context.config
    if "json_ld" not in config.machines.head:
        return None
    largest = max(context.assets.icons, key=lambda icon: icon.width, default=None)
    return LinkedData(
        origin=config.origin,
        home=context.whole_url(""),
        title=config.title,
        publisher=config.publisher,
        language=config.language,
        logo=context.whole_url(largest.address) if largest else "",
    )


def _site_picture(context: SiteContext) -> Picture | None:
    share = context.assets.share
    if share is None:
        return None
    url = context.whole_url(share.address)
    return Picture(url, share.width, share.height, context.config.title, "", "")
