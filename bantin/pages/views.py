"""The values of articles and sections for layouts."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar
from urllib.parse import urljoin

from bantin.cache.blobs import Pack
from bantin.images.picture import MIN_CROP_WIDTH
from bantin.model import Article, Card, Image, Link, PageLink, Picture, PictureView
from bantin.pages.addresses import section_address
from bantin.pages.context import SiteContext
from bantin.pages.pictures import DrawPicture, PictureViews, shows_picture_above
from bantin.pages.settings import SiteSettings
from bantin.site.filled_body import filled_body
from bantin.site.links import LinkTargets, target_attributes
from bantin.site.order import ancestors
from bantin.site.taxonomies import RankedArticle
from bantin.system.named_tuple import NamedTuple
from bantin.templates.feed_bodies import FeedBodies
from bantin.text.teasers import teaser
from bantin.urls import LocatedTarget

View = TypeVar("View")


class Breadcrumb(NamedTuple):
    """The breadcrumb from the home page down to a section. title: of the section."""

    crumbs: tuple[PageLink, ...]
    title: str


class SharedPictures(NamedTuple):
    """The pictures for links to an article.

    urls: absolute URLs, for search engines. picture: for social sites, never an SVG.
    """

    urls: tuple[str, ...]
    picture: Picture | None


class ViewFactory:
    """Creates the values of articles and sections for layouts, one instance for each process. All are cached.

    line: returns the HTML of an article's line in a list. draw: returns the markup of a picture.
    """

    def __init__(self, context: SiteContext, line: Callable[[Link], str], draw: DrawPicture) -> None:
        self.context = context
        self.settings = SiteSettings(context.config, context.assets)
        self.feed_bodies = FeedBodies()
        self._line = line
        self._pictures = PictureViews(context.link_targets, draw)
        self._links: dict[int, Link] = {}
        self._cards: dict[int, Card] = {}
        self._section_link = cache(context.section_link)
        self._breadcrumbs: dict[str, Breadcrumb] = {}
        self._plain_link = cache(self._make_plain_link)
        self._others: dict[tuple[object, int], object] = {}
        self._pack = Pack(context.prose_pack, fresh_from=context.prose_fresh_from)

    def cached(self, make: Callable[["ViewFactory", int], View], index: int) -> View:
        """Return `make(self, index)`, cached for each article."""
        view = self._others.get((make, index))
        if view is None:
            view = self._others[make, index] = make(self, index)
        return view  # type: ignore[return-value]  # the cached result of the same function

    def breadcrumb(self, path: str) -> Breadcrumb:
        if path not in self._breadcrumbs:
            crumbs = (self.settings.home, *map(self._section_link, ancestors(path)))
            self._breadcrumbs[path] = Breadcrumb(crumbs, self._section_link(path).title)
        return self._breadcrumbs[path]

    def link(self, index: int) -> Link:
        if index not in self._links:
            link = self._plain_link(index)
            line = self._line(link)
            self._links[index] = Link(link.url, link.title, link.machine_date, link.date, line, link.notice)
        return self._links[index]

    def _make_plain_link(self, index: int) -> Link:
        article, settings = self.context.article(index), self.settings
        url, date = settings.url(article.address), settings.date(article.date[:10])
        return Link(url, article.heading, article.date, date, notice=settings.notice(article.notice))

    def links(self, indexes: Iterable[int]) -> tuple[Link, ...]:
        return tuple([self.link(index) for index in indexes])

    def card(self, index: int) -> Card:
        if index not in self._cards:
            article, link = self.context.article(index), self._plain_link(index)
            self._cards[index] = Card(
                url=link.url,
                title=link.title,
                machine_date=link.machine_date,
                date=link.date,
                summary=article.summary if article.has_own_summary else teaser(article.summary),
                views="",
                picture=self._pictures.shown(article.image),
                section=self._section_link(article.section),
                notice=link.notice,
            )
        return self._cards[index]

    def cards(self, indexes: Iterable[int]) -> tuple[Card, ...]:
        return tuple([self.card(index) for index in indexes])

    def most_read_cards(self, indexes: Iterable[int]) -> tuple[Card, ...]:
        """Return cards with all views of each article."""
        return self.ranked_cards(RankedArticle(index, self.context.article(index).views) for index in indexes)

    def ranked_cards(self, ranked: Iterable[RankedArticle]) -> tuple[Card, ...]:
        """Return the cards of these articles with these views."""
        count = self.settings.count
        return tuple([self.card(index)._replace(views=count(views)) for index, views in ranked])

    def picture(self, article: Article) -> PictureView | None:
        """Return the picture above an article's body."""
        return self._pictures.shown(article.image) if shows_picture_above(article) else None

    def targets(self, article: Article) -> tuple[str, ...]:
        """Return the attributes of the body's targets, for `fill_targets`."""
        return self._pictures.targets(article)

    def shared_pictures(self, article: Article, section: str, *, has_card: bool) -> SharedPictures:
        """Return the crops of the article's photograph, else its cards; without these the site's picture.

        section: its path, "" for none. has_card: False if the cards of its section are used.
        """
        crops = self._crops(article)
        if not crops:
            title = self._section_link(section).title if section else ""
            cards = self.settings.share_cards
            if has_card:
                crops = cards(article.address, title, article.heading)
            else:
                crops = cards(section_address(section), "", title or self.settings.config.title)[:1]
        if crops:
            return SharedPictures(tuple([crop.url for crop in crops]), crops[0])
        site = self.settings.picture
        own = self.absolute_picture(article)
        if own is None:
            return SharedPictures((site.url,) if site else (), site)
        is_fit = own.width >= MIN_CROP_WIDTH and not own.url.endswith(".svg")
        return SharedPictures((own.url,), own if is_fit else site)

    def _crops(self, article: Article) -> tuple[Picture, ...]:
        crops = self.context.crops(article)
        if not crops:
            return ()
        alt = Image(*article.image).alt if article.image else ""
        return tuple(
            [
                Picture(self.settings.absolute_url(crop.address), crop.width, crop.height, alt, "", "")
                for crop in crops
            ]
        )

    def absolute_picture(self, article: Article) -> Picture | None:
        """Return the article's own picture with an absolute URL."""
        if article.image is None:
            return None
        image = Image(*article.image)
        prepared = self.context.link_targets.pictures.get(image.source)
        if prepared is None:
            return None
        url = self.settings.absolute_url(prepared.name)
        return Picture(url, prepared.width, prepared.height, image.alt, image.caption, image.credit)

    def absolute_body(self, index: int) -> bytes:
        """Return the article's body with absolute URLs, to be read outside its page."""
        context = self.context
        article, prose = context.site.articles[index]
        page = self.settings.absolute_url(article.address)
        targets = context.link_targets._replace(
            base=context.config.origin + context.config.base, video_hosts=()
        )
        whole = tuple(
            [_absolute_attributes(LocatedTarget(*target), targets, page) for target in article.targets]
        )
        anchor = f"{page}#".encode()
        body = filled_body(self._pack, prose, whole).replace(_CREDIT, _CREDIT_ON_ITS_LINE)
        return _ANCHOR.sub(lambda match: match[1] + anchor, body)


# Pages put the credit of a picture on its own line by CSS, which feed readers do not have.
_CREDIT, _CREDIT_ON_ITS_LINE = b' <span class="figure__credit">', b'<br><span class="figure__credit">'

# A link to an id on the same page, such as a footnote.
_ANCHOR = re.compile(rb'(<a\b[^>]* href=")#')


def _absolute_attributes(target: LocatedTarget, targets: LinkTargets, page: str) -> str:
    """Return the target's attributes with an absolute URL. page: the absolute URL of the article's page."""
    if target.kind == "away":
        target = target._replace(where=urljoin(page, target.where))
    return target_attributes(target, targets)
