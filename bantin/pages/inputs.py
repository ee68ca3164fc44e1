"""The types of inputs of pages: each with its digest for fingerprints and its value for layouts."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from bantin.cache.blobs import SIZE, digest, digest_bytes
from bantin.model import Article, Card, Link, PageLink, Picture, PictureView
from bantin.pages.context import NO_DIGEST, SiteContext
from bantin.pages.page_kind import EditedArticles, Input, Page, Rendering, Value
from bantin.pages.views import Breadcrumb
from bantin.site import StoredArticle
from bantin.site.taxonomies import RankedArticle
from bantin.system.named_tuple import NamedTuple
from bantin.templates.regions import BodySlot

Selected = TypeVar("Selected")
Plain = TypeVar("Plain")


class SelectedInput(Input[Value], Generic[Selected, Value]):
    """An input for which the kind of page selects what it shows.

    select: returns an article, articles by their indexes, sections by their paths.
    """

    select: Callable[[SiteContext, Page], Selected]

    def __init__(self, select: Callable[[SiteContext, Page], Selected]) -> None:
        self.select = select

    def selected(self, rendering: Rendering) -> Selected:
        """Return what the page to render shows."""
        return self.select(rendering.views.context, rendering.page)


class StructuralInput(SelectedInput[Selected, Value]):
    """An input that depends on the site's order and settings only: no edit of an article changes it."""

    def may_change(self, _context: SiteContext, _page: Page, _edited: EditedArticles) -> bool:
        return False


class Data(StructuralInput[Plain, Plain]):
    """Plain data; the digest covers all of it. Only texts of standalone pages are allowed in it."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return digest(_plain(self.select(context, page)))

    def value(self, rendering: Rendering) -> Plain:
        return self.selected(rendering)


def _plain(value: object) -> object:
    """Return named tuples and lists as plain tuples, for `digest`."""
    return tuple(map(_plain, value)) if isinstance(value, tuple | list) else value


class OwnArticle(SelectedInput[StoredArticle, Value]):
    """An input from the article on its own page: only edits of its file change it."""

    def may_change(self, _context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        return page.article_index in edited.texts or page.article_index in edited.standalone


class ArticleText(OwnArticle[Article]):
    """An article on its own page: the fields of `model.PAGE_FIELDS`."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return self.select(context, page).article.page_digest

    def value(self, rendering: Rendering) -> Article:
        return self.selected(rendering).article


class ArticleViews(SelectedInput[StoredArticle, int]):
    """The number of views of an article; -1 for none."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return (self.select(context, page).article.views + 1).to_bytes(SIZE, "big")

    def value(self, rendering: Rendering) -> int:
        return self.selected(rendering).article.views


class Media(NamedTuple):
    """An article's body with resolved links and pictures, the picture above it, and its pictures for sharing.

    body: "" if it is empty. shared_urls: absolute URLs. See views.SharedPictures.
    """

    body: BodySlot | str
    picture: PictureView | None
    shared_urls: tuple[str, ...]
    shared_picture: Picture | None


class ArticleMedia(OwnArticle[Media]):
    """An article's pictures, and its body with resolved links."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        targets = context.targets_digest(self.select(context, page).article)
        return targets if self._has_card(context, page) else digest_bytes(b"of its section" + targets)

    @staticmethod
    def _has_card(context: SiteContext, page: Page) -> bool:
        return page.kind != "article" or context.has_card(page.article_index)

    def value(self, rendering: Rendering) -> Media:
        views, page, fetch_body = rendering
        article, prose = self.selected(rendering)
        body = fetch_body(prose, views.targets(article)) if prose.length else ""
        section = article.section if page.kind == "article" else ""
        shared = views.shared_pictures(article, section, has_card=self._has_card(views.context, page))
        return Media(body, views.picture(article), *shared)


class LinkedArticle(ArticleText):
    """An article to which a page links: the fields of `model.LINK_FIELDS`."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return self.select(context, page).article.link_digest

    def may_change(self, _context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        return page.article_index in edited.links


class LinkedArticles(SelectedInput[Iterable[int], Value]):
    """Articles to which a page links: the fields of `model.LINK_FIELDS`."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return context.links_digest(self.select(context, page))

    def may_change(self, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        return bool(edited.links) and not edited.links.isdisjoint(self.select(context, page))


class Links(LinkedArticles[tuple[Link, ...]]):
    """Articles as lines of a list: title and date."""

    def value(self, rendering: Rendering) -> tuple[Link, ...]:
        return rendering.views.links(self.selected(rendering))


class OptionalLink(SelectedInput[int, Link | None]):
    """An article as a line of a list, or None if the index is -1."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        index = self.select(context, page)
        return context.link_digests[index] if index >= 0 else NO_DIGEST

    def value(self, rendering: Rendering) -> Link | None:
        index = self.selected(rendering)
        return rendering.views.link(index) if index >= 0 else None


class Cards(SelectedInput[Sequence[int], tuple[Card, ...]]):
    """Articles as cards: title, date, summary, picture and section."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return context.cards_digest(self.select(context, page))

    def may_change(self, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        return bool(edited.cards) and not edited.cards.isdisjoint(self.select(context, page))

    def value(self, rendering: Rendering) -> tuple[Card, ...]:
        return rendering.views.cards(self.selected(rendering))


class MostReadCards(Cards):
    """The most read articles as cards with their views."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        views = tuple(context.article(index).views for index in self.select(context, page))
        return digest((super().digest(context, page), views))

    def may_change(self, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        indexes = self.select(context, page)
        return not (edited.cards | edited.views).isdisjoint(indexes)

    def value(self, rendering: Rendering) -> tuple[Card, ...]:
        return rendering.views.most_read_cards(self.selected(rendering))


class RecentlyReadCards(SelectedInput[Sequence[RankedArticle], tuple[Card, ...]]):
    """Articles as cards with their views in the last thirty days."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        ranked = self.select(context, page)
        cards = context.cards_digest(article.article_index for article in ranked)
        return digest((cards, tuple(article.views for article in ranked)))

    def may_change(self, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        ranked = self.select(context, page)
        return not edited.cards.isdisjoint(article.article_index for article in ranked)

    def value(self, rendering: Rendering) -> tuple[Card, ...]:
        return rendering.views.ranked_cards(self.selected(rendering))


class SectionBreadcrumb(StructuralInput[str, Breadcrumb]):
    """The breadcrumb from the home page down to a section."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return context.site.sections[self.select(context, page)].breadcrumb_digest

    def value(self, rendering: Rendering) -> Breadcrumb:
        return rendering.views.breadcrumb(self.selected(rendering))


class SectionView(NamedTuple):
    """A section as pages show it. path: as in addresses, "" for the root."""

    path: str
    title: str
    summary: str
    link: PageLink


class Sections(StructuralInput[Iterable[str], tuple[SectionView, ...]]):
    """Sections with their titles and summaries."""

    def digest(self, context: SiteContext, page: Page) -> bytes:
        return context.sections_digest(self.select(context, page))

    def value(self, rendering: Rendering) -> tuple[SectionView, ...]:
        context = rendering.views.context
        sections = map(context.section, self.selected(rendering))
        return tuple(
            SectionView(section.path, section.title, section.summary, context.section_link(section.path))
            for section in sections
        )
