"""The page of search results: a form, and the parts of the index for its script."""

from collections.abc import Sequence, Set

from bantin.model import PageLink
from bantin.pages.addresses import ARCHIVE, SEARCH
from bantin.pages.context import SearchPart, SiteContext
from bantin.pages.inputs import Data, Sections, SectionView
from bantin.pages.metadata import page_metadata
from bantin.pages.page_kind import EditedArticles, Page, PageKind, Values
from bantin.pages.shared_parts import menu_of
from bantin.site.order import ancestors
from bantin.system.named_tuple import NamedTuple
from bantin.urls import SEARCH_INDEX


class Choice(NamedTuple):
    """An entry of a drop-down list."""

    value: str
    title: str


class Index(NamedTuple):
    """The search index for the script. url: of the folder of all parts. file: URL of its only file, or ""."""

    url: str
    parts: tuple[SearchPart, ...]
    file: str


def _parts(context: SiteContext, _page: Page) -> tuple[SearchPart, ...]:
    return context.search_parts or ()


def _links_without_script(context: SiteContext, _page: Page) -> tuple[PageLink, ...]:
    """Return links by which readers without scripts find articles."""
    maps = [
        PageLink(context.url(page.address), page.title)
        for page, _ in context.site.standalone_pages
        if page.kind == "map"
    ]
    archive = [PageLink(context.url(ARCHIVE), context.config.labels["archive"])] if context.months else []
    return (*maps, *archive)


class SearchIndex(Data[tuple[SearchPart, ...]]):
    """The parts of the search index."""

    def may_change(self, _context: SiteContext, _page: Page, edited: EditedArticles) -> bool:
        return edited.has_index


class SearchPage(PageKind):
    name = "search"
    is_listed = True

    search_index = SearchIndex(_parts)
    sections = Sections(lambda context, _page: [path for path in context.site.sections if path])
    empty_sections = Data(
        lambda context, _page: [path for path, members in context.site.members.items() if not members]
    )
    menu = Sections(lambda context, _page: menu_of(context))
    years = Data(
        lambda context, _page: sorted((month for month in context.months if "-" not in month), reverse=True)
    )
    script = Data(lambda context, _page: context.assets.search.address)
    other_links = Data(_links_without_script)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(SEARCH, "pages/search.html", cls.name)] if context.has_search else []

    def values(self) -> Values:
        settings = self.settings
        labels = settings.labels
        crumbs = (settings.home, PageLink(settings.url(SEARCH), labels["search"]))
        return {
            "page": page_metadata(settings, SEARCH, labels["search"], labels["search_about"], crumbs),
            "index": _index(settings.url(SEARCH_INDEX), self.search_index),
            "script": settings.url(self.script),
            "sections": _choices(self.sections, {*self.empty_sections}),
            "years": tuple(Choice(year, year) for year in self.years),
            "tops": tuple(section.link for section in self.menu),
            "other_links": self.other_links,
        }


def _index(url: str, parts: tuple[SearchPart, ...]) -> Index:
    single = [f"{url}{part.name}/all.json" for part in parts if not part.shards]
    return Index(url, parts, single[0] if single else "")


def _choices(sections: Sequence[SectionView], empty: Set[str]) -> tuple[Choice, ...]:
    """Return the sections with articles, indented by their depth."""
    return tuple(
        Choice(section.path, "– " * (len(ancestors(section.path)) - 1) + section.title)
        for section in sections
        if section.path not in empty
    )
