"""The archive: all years, the months of each, and the articles of each month."""

from bantin.model import PageLink, TreeNode
from bantin.pages.addresses import ARCHIVE, month_address
from bantin.pages.article_lists import (
    LAYOUT,
    ArticleList,
    ListHeading,
    index_values,
    list_values,
    metadata,
    pages_of,
    shown,
)
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Data, Links
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.settings import SiteSettings
from bantin.system.named_tuple import NamedTuple


class _Count(NamedTuple):
    """A month or year ("2023-04", "2023") with the number of its articles."""

    month: str
    articles: int


def _counts(context: SiteContext, page: Page) -> list[_Count]:
    """Return the months of the page's year; all years for a page without one."""
    year = page.key
    return [
        _Count(month, len(indexes))
        for month, indexes in context.months.items()
        if (month.startswith(f"{year}-") if year else "-" not in month)
    ]


def _title(settings: SiteSettings, month: str) -> str:
    """Return "Năm 2023" or "Tháng 4/2023", in the words of the labels."""
    year, _, of_year = month.partition("-")
    label = settings.labels["month" if of_year else "year"]
    return f"{label} {int(of_year)}/{year}" if of_year else f"{label} {year}"


def _link(settings: SiteSettings, month: str) -> PageLink:
    return PageLink(settings.url(month_address(month)), _title(settings, month))


def _archive_link(settings: SiteSettings) -> PageLink:
    return PageLink(settings.url(ARCHIVE), settings.labels["archive"])


class ArchivePage(PageKind):
    name = "archive"
    is_listed = True

    months = Data(_counts)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(ARCHIVE, LAYOUT, cls.name)] if context.months else []

    def values(self) -> Values:
        page = metadata(self.settings, ARCHIVE, self.settings.labels["archive"], "archive")
        return index_values(page, self.nodes())

    def nodes(self) -> tuple[TreeNode, ...]:
        settings = self.settings
        return tuple(TreeNode(_link(settings, month), settings.count(count)) for month, count in self.months)


class YearPage(ArchivePage):
    name = "year"

    @classmethod
    def pages(cls, _context: SiteContext) -> list[Page]:
        """Return none: each stands before the MonthPages of its year."""
        return []

    def values(self) -> Values:
        settings, year = self.settings, self.page.key
        title, above = _title(settings, year), [_archive_link(settings)]
        return index_values(metadata(settings, month_address(year), title, "month", above), self.nodes())


class MonthPage(PageKind):
    name = "month"
    is_listed = True

    month = Data(lambda _context, page: page.key)
    articles = Links(lambda context, page: shown(context.months[page.key], page.listing))
    list_page = Data(lambda _context, page: page.listing)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        """Return the YearPages too."""
        pages = []
        for month, indexes in context.months.items():
            if "-" in month:
                article_list = ArticleList(cls.name, month, month_address(month), indexes)
                pages += pages_of(article_list, context.config.lists.index)
            else:
                pages.append(Page(month_address(month), LAYOUT, YearPage.name, key=month))
        return pages

    @classmethod
    def newest(cls, context: SiteContext, page: Page) -> int:
        return context.months[page.key][0] if not page.listing.start else -1

    def values(self) -> Values:
        settings, month = self.settings, self.month
        above = [_archive_link(settings), _link(settings, month[:4])]
        heading = ListHeading(month_address(month), _title(settings, month), "month", above)
        return list_values(settings, heading, self.list_page, self.articles)
