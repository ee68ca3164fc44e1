"""The home page: a lead story, the next ones, charts, and a block for each section."""

from bantin.cache.blobs import digest_bytes
from bantin.model import Card, Link, PageLink
from bantin.pages.context import SiteContext
from bantin.pages.home_charts import HomeCharts
from bantin.pages.metadata import page_metadata
from bantin.pages.page_kind import EditedArticles, Input, Page, PageKind, Rendering, Values
from bantin.pages.shared_parts import menu_of
from bantin.pages.side_column import SIDE_OF_HOME
from bantin.system.named_tuple import NamedTuple


class SectionBlock(NamedTuple):
    """A section on the home page."""

    link: PageLink
    first: Card
    rest: tuple[Link, ...]


class _BlockIndexes(NamedTuple):
    """A section's path, and the indexes of the articles in its block."""

    path: str
    first: int
    rest: list[int]


class _StoryIndexes(NamedTuple):
    """The articles of the home page, each at most once. lead: at most one."""

    lead: list[int]
    stories: list[int]
    blocks: list[_BlockIndexes]


class Stories(NamedTuple):
    lead: Card | None
    stories: tuple[Card, ...]
    blocks: tuple[SectionBlock, ...]


class HomeStories(Input[Stories]):
    """The articles of the home page, chosen together so that none appears twice."""

    def select(self, context: SiteContext, _page: Page) -> _StoryIndexes:
        return _choose_articles(context)

    def digest(self, context: SiteContext, page: Page) -> bytes:
        lead, stories, blocks = self.select(context, page)
        digests = [context.cards_digest([*lead, *stories])]
        for path, first, rest in blocks:
            digests += [
                context.section(path).digest,
                context.cards_digest([first]),
                context.links_digest(rest),
            ]
        return digest_bytes(b"".join(digests))

    def may_change(self, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        lead, stories, blocks = self.select(context, page)
        shown = {*lead, *stories, *(index for block in blocks for index in (block.first, *block.rest))}
        return not shown.isdisjoint(edited.cards | edited.links)

    def value(self, rendering: Rendering) -> Stories:
        views = rendering.views
        lead, stories, blocks = self.select(views.context, rendering.page)
        links = [views.context.section_link(block.path) for block in blocks]
        return Stories(
            views.card(lead[0]) if lead else None,
            views.cards(stories),
            tuple(
                SectionBlock(
                    link._replace(title=views.settings.heading(link.title)),
                    views.card(first),
                    views.links(rest),
                )
                for link, (_, first, rest) in zip(links, blocks, strict=True)
            ),
        )


def _choose_articles(context: SiteContext) -> _StoryIndexes:
    """Choose the home page's articles: the lead is the newest `featured` one, else the newest."""
    articles, lists = context.site.articles, context.config.lists
    if not articles:
        return _StoryIndexes([], [], [])
    lead = context.site.lead
    following = [index for index in range(min(len(articles), lists.home_stories + 1)) if index != lead]
    stories = following[: lists.home_stories]
    above = {lead, *stories}
    blocks = []
    for path in menu_of(context):
        members = context.site.members[path][: lists.home_block + len(above)]
        shown = [index for index in members if index not in above][: lists.home_block]
        if shown:
            blocks.append(_BlockIndexes(path, shown[0], shown[1:]))
    return _StoryIndexes([lead], stories, blocks)


class HomePage(PageKind):
    name = "home"
    is_listed = True

    stories = HomeStories()
    charts = HomeCharts()

    @classmethod
    def pages(cls, _context: SiteContext) -> list[Page]:
        return [Page("", "pages/home.html", cls.name, slots={"side": SIDE_OF_HOME})]

    @classmethod
    def newest(cls, context: SiteContext, _page: Page) -> int:
        return 0 if context.site.articles else -1

    def values(self) -> Values:
        config, stories = self.settings.config, self.stories
        return {
            "page": page_metadata(self.settings, "", config.title, config.description or config.title),
            "lead": stories.lead,
            "stories": stories.stories,
            "charts": self.charts,
            "blocks": stories.blocks,
        }
