"""Share cards: pictures of articles, standalone pages and sections for links on social sites.

They are pages without a layout, so that fingerprints decide which to draw again. An article with a photograph
has crops of that instead. If site.toml limits the cards to the newest articles, older ones have that of their
section. Pages other than articles have the first shape only, for social sites: only the metadata of articles
has pictures for search engines.
"""

from bantin.images.share_card import ShareCard
from bantin.pages.addresses import CARDS, card_address, section_address
from bantin.pages.context import SiteContext
from bantin.pages.inputs import LinkedArticle, Sections
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.standalone import stored_page
from bantin.system.named_tuple import NamedTuple


class CardTexts(NamedTuple):
    """section: the line above the title, or ""."""

    section: str
    title: str


class CardPage(PageKind):
    """The base of share cards. The only value is the ShareCard to draw."""

    def texts(self) -> CardTexts:
        """Return the words of the card."""
        raise NotImplementedError

    def values(self) -> Values:
        shape = self.page.address.removeprefix(CARDS).partition("/")[0]
        return {"card": ShareCard(self.settings.card_design, *self.texts(), shape)}


class ArticleCard(CardPage):
    name = "article card"

    article = LinkedArticle(lambda context, page: context.site.articles[page.article_index])
    section = Sections(lambda context, page: [context.site.articles[page.article_index].article.section])

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        shapes = context.config.share_cards
        return [
            Page(card_address(article.address, shape), "", cls.name, article_index=index)
            for index, (article, _) in enumerate(context.site.articles[: context.config.lists.share_cards])
            if shapes and not context.crops(article)
            for shape in shapes
        ]

    def texts(self) -> CardTexts:
        (section,) = self.section
        return CardTexts(section.title if section.path else "", self.article.heading)


class StandaloneCard(CardPage):
    name = "standalone card"

    article = LinkedArticle(stored_page)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            Page(card_address(article.address, shape), "", cls.name, article_index=index)
            for index, (article, _) in enumerate(context.site.standalone_pages)
            if not context.crops(article)
            for shape in context.config.share_cards[:1]
        ]

    def texts(self) -> CardTexts:
        return CardTexts("", self.article.heading)


class SectionCard(CardPage):
    """The card of a section, and of the home page, which is also for all pages without their own."""

    name = "section card"

    section = Sections(lambda _context, page: [page.key])

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            Page(card_address(section_address(path), shape), "", cls.name, key=path)
            for path in context.site.sections
            for shape in context.config.share_cards[:1]
        ]

    def texts(self) -> CardTexts:
        (section,) = self.section
        return CardTexts("", section.title if section.path else self.settings.config.title)
