"""One page for each article."""

from collections.abc import Sequence

from bantin.model import Article, Link, PageLink, PictureView
from bantin.pages.context import SiteContext
from bantin.pages.inputs import (
    ArticleMedia,
    ArticleText,
    ArticleViews,
    Links,
    Media,
    OptionalLink,
    SectionBreadcrumb,
)
from bantin.pages.metadata import article_metadata
from bantin.pages.page_kind import EditedArticles, Page, PageKind, PageSource, Values
from bantin.pages.settings import SiteSettings
from bantin.pages.shared_parts import menu_slots
from bantin.pages.side_column import newest_beside_article, sides_of_articles
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple
from bantin.templates.regions import VIEWS, BodySlot, slot_marker


class DatelinePiece(NamedTuple):
    """A piece of the dateline: text, a value (with a machine date for <time>, or ""), text."""

    prefix: str
    machine: str
    text: str
    suffix: str


class Correction(NamedTuple):
    """machine: the day as a machine date. date: for readers. text: what was corrected."""

    machine: str
    date: str
    text: str


class ArticleView(NamedTuple):
    """`article` in layouts. author_url: of the page that lists the author's articles, or "".

    label: the section's title above the headline. Standalone pages have neither this nor links to others.
    """

    title: str
    lead: str
    body: BodySlot | str
    dateline: tuple[DatelinePiece, ...]
    tags: tuple[PageLink, ...]
    author: str
    author_url: str
    source: str
    picture: PictureView | None
    notice: str
    below: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    label: str = ""
    related: tuple[Link, ...] = ()
    older: Link | None = None
    newer: Link | None = None


def _stored(context: SiteContext, page: Page) -> StoredArticle:
    return context.site.articles[page.article_index]


def _related(context: SiteContext, page: Page) -> Sequence[int]:
    """Return the related articles, without those that the page shows elsewhere: neighbours, the newest.

    Where an editor has chosen some, these may be among them.
    """
    index, config = page.article_index, context.config
    related: Sequence[int] = context.related[index]
    shown = {*newest_beside_article(page, context)}
    if "neighbours" in config.below:
        shown |= {context.site.older[index], context.site.newer[index]}
    if not shown.isdisjoint(related) and not context.article(index).related:
        related = [other for other in related if other not in shown]
    return related[: config.lists.related]


class ArticlePage(PageKind):
    name = "article"
    is_listed = True

    # These two must stay first: cache.fingerprints uses their positions to patch pages.
    article = ArticleText(_stored)
    views = ArticleViews(_stored)
    breadcrumb = SectionBreadcrumb(
        lambda context, page: context.site.articles[page.article_index].article.section
    )
    links_and_pictures = ArticleMedia(_stored)
    related = Links(_related)
    older = OptionalLink(lambda context, page: context.site.older[page.article_index])
    newer = OptionalLink(lambda context, page: context.site.newer[page.article_index])

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        slots = {path: menu_slots(path, context) for path in context.site.sections}
        pages = [
            Page(article.address, "pages/article.html", "article", slots[article.section], "", index)
            for index, (article, _) in enumerate(context.site.articles)
        ]
        for index, side in sides_of_articles(context).items():
            pages[index] = pages[index]._replace(slots={**pages[index].slots, **side})
        return pages

    @classmethod
    def newest(cls, _context: SiteContext, page: Page) -> int:
        return page.article_index

    @classmethod
    def may_change(cls, _context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        """Tell whether one of its inputs may change, which `edited` knows of all articles at once."""
        return page.article_index in edited.shown

    @classmethod
    def source(cls, context: SiteContext, page: Page) -> PageSource:
        return PageSource(context.article(page.article_index).source)

    def values(self) -> Values:
        article, breadcrumb, media = self.article, self.breadcrumb, self.links_and_pictures
        label = breadcrumb.title if self.settings.config.section_label else ""
        view = article_view(self.settings, article, media, has_views=self.views >= 0)
        return {
            "page": article_metadata(self.settings, article, breadcrumb, media),
            "article": view._replace(label=label, related=self.related, older=self.older, newer=self.newer),
        }


def article_view(
    settings: SiteSettings, article: Article, media: Media, *, has_views: bool = False
) -> ArticleView:
    """Return `article` for layouts, without links to other articles."""
    return ArticleView(
        title=article.heading,
        lead=article.summary if article.has_own_summary else "",
        body=media.body,
        dateline=_dateline(settings, article, has_views=has_views),
        tags=tuple(map(settings.tag_link, article.tags)),
        author=article.author,
        author_url=settings.author_url(article.author),
        source=article.credited_source,
        picture=media.picture,
        notice=settings.notice(article.notice),
        below=settings.config.below,
        corrections=tuple(
            [
                Correction(machine, settings.date(machine), sentence)
                for machine, sentence in article.corrections
            ]
        ),
    )


def _dateline(settings: SiteSettings, article: Article, *, has_views: bool) -> tuple[DatelinePiece, ...]:
    """Return the phrases of site.toml whose value the article has. The number of views is a slot."""
    pieces = []
    for phrase in settings.config.dateline:
        if phrase.value == "views":
            if has_views:
                pieces.append(DatelinePiece(phrase.before, "", slot_marker(VIEWS), phrase.after))
            continue
        machine = article.date if phrase.value == "posted" else article.updated
        if machine:
            pieces.append(DatelinePiece(phrase.before, machine, settings.date(machine), phrase.after))
    return tuple(pieces)
