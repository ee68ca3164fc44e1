"""The archive: all years, the months of each, and the articles of each month."""

from bisect import bisect_left
from functools import lru_cache
from itertools import groupby

from bantin.model import Link, PageLink
from bantin.pages.addresses import ARCHIVE, month_address
from bantin.pages.article_lists import (
    ArticleList,
    ListHeading,
    articles_on_page,
    list_values,
    metadata,
    pages_of,
)
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Data, Links
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.pagination import list_position
from bantin.pages.settings import SiteSettings
from bantin.pages.side_column import side_of_list
from bantin.system.named_tuple import NamedTuple

# The most articles of a month on the page of its year.
_MAX_PER_MONTH = 10


class MonthCell(NamedTuple):
    """A month in the grid of its year. articles: "7 bài". url, articles: "" for a month without articles."""

    url: str
    title: str
    articles: str


class YearRow(NamedTuple):
    id: str
    title: str
    url: str
    articles: str
    months: tuple[MonthCell, ...]


class MonthList(NamedTuple):
    """The newest articles of a month, on the page of its year."""

    id: str
    title: str
    url: str
    articles: str
    links: tuple[Link, ...]


class NeighbourLabels(NamedTuple):
    """The labels of links to the neighbouring months or years, for parts/neighbours.html."""

    older: str
    newer: str
    neighbours: str


class _Neighbours(NamedTuple):
    """The months, or years, with articles before and after that of a page; "" for none."""

    before: str
    after: str


class _Count(NamedTuple):
    """A month or year ("2023-04", "2023") with the number of its articles."""

    month: str
    articles: int


def _counts(context: SiteContext, page: Page) -> list[_Count]:
    """Return the counts of the page's year and its months; of all years for a page without a year."""
    return [
        _Count(month, len(indexes)) for month, indexes in context.months.items() if month.startswith(page.key)
    ]


def _neighbours(context: SiteContext, page: Page) -> _Neighbours:
    months = _months_of_length(tuple(context.months), len(page.key))
    index = bisect_left(months, page.key)
    return _Neighbours(
        before=months[index - 1] if index else "",
        after=months[index + 1] if index + 1 < len(months) else "",
    )


@lru_cache(maxsize=2)
def _months_of_length(months: tuple[str, ...], length: int) -> list[str]:
    """Return the months (length 7) or years (length 4) among `months`, sorted. Cached for all pages."""
    return sorted(month for month in months if len(month) == length)


def _title(settings: SiteSettings, month: str) -> str:
    """Return "Năm 2023" or "Tháng 4/2023", from the labels."""
    year, _, of_year = month.partition("-")
    label = settings.labels["month" if of_year else "year"]
    return f"{label} {int(of_year)}/{year}" if of_year else f"{label} {year}"


def _link(settings: SiteSettings, month: str) -> PageLink:
    return PageLink(settings.url(month_address(month)), _title(settings, month))


def _year_row(settings: SiteSettings, year: str, counts: dict[str, int]) -> YearRow:
    """Return the row of a year with its twelve months."""
    link, labels = _link(settings, year), settings.labels
    cells = []
    for number in range(1, 13):
        month, title = f"{year}-{number:02}", f"{labels['month']} {number}"
        count = counts.get(month, 0)
        url = settings.url(month_address(month)) if count else ""
        cells.append(MonthCell(url, title, _count_text(settings, count) if count else ""))
    return YearRow(f"nam-{year}", link.title, link.url, _count_text(settings, counts[year]), tuple(cells))


def _count_text(settings: SiteSettings, count: int) -> str:
    return settings.labels["articles_count"].replace("{count}", settings.count(count))


def _neighbour_links(settings: SiteSettings, beside: _Neighbours) -> Values:
    """Return the links to the months or years before and after, and their labels."""
    before, after = (_link(settings, month) if month else None for month in beside)
    is_month = any(len(month) > 4 for month in beside)
    words = ("older_month", "newer_month") if is_month else ("older_year", "newer_year")
    older, newer = (settings.labels[word] for word in words)
    return {
        "before": before,
        "after": after,
        "neighbour_labels": NeighbourLabels(older, newer, settings.labels["archive"]),
    }


def _archive_link(settings: SiteSettings) -> PageLink:
    return PageLink(settings.url(ARCHIVE), settings.labels["archive"])


class ArchivePage(PageKind):
    name = "archive"
    is_listed = True

    counts = Data(_counts)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(ARCHIVE, "pages/archive.html", cls.name)] if context.months else []

    def values(self) -> Values:
        settings, counts = self.settings, {count.month: count.articles for count in self.counts}
        page = metadata(settings, ARCHIVE, settings.labels["archive"], "archive")
        years = sorted((month for month in counts if "-" not in month), reverse=True)
        rows = tuple(_year_row(settings, year, counts) for year in years)
        return {"page": page, "title": page.title, "years": rows}


def _newest(context: SiteContext, page: Page) -> list[int]:
    """Return the newest articles of each month of the page's year."""
    months = sorted((month for month in context.months if month.startswith(f"{page.key}-")), reverse=True)
    return [index for month in months for index in context.months[month][:_MAX_PER_MONTH]]


class YearPage(PageKind):
    name = "year"
    is_listed = True

    counts = Data(_counts)
    articles = Links(_newest)
    beside = Data(_neighbours)

    @classmethod
    def pages(cls, _context: SiteContext) -> list[Page]:
        """Return none: MonthPage.pages returns them, each before the months of its year."""
        return []

    def values(self) -> Values:
        settings, year = self.settings, self.page.key
        counts = {month_count.month: month_count.articles for month_count in self.counts}
        title, above = _title(settings, year), [_archive_link(settings)]
        lists = []
        for month, links in groupby(self.articles, lambda link: link.machine_date[:7]):
            link = _link(settings, month)
            count = _count_text(settings, counts[month])
            lists.append(MonthList(f"thang-{month[5:]}", link.title, link.url, count, tuple(links)))
        return {
            "page": metadata(settings, month_address(year), title, "month", above),
            "title": title,
            "year": _year_row(settings, year, counts),
            "lists": tuple(lists),
            **_neighbour_links(settings, self.beside),
        }


class MonthPage(PageKind):
    name = "month"
    is_listed = True

    articles = Links(lambda context, page: articles_on_page(context.months[page.key], page.listing))
    position_in_list = Data(list_position)
    beside = Data(_neighbours)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        """Return the pages of months and of years."""
        pages = []
        for month, indexes in context.months.items():
            if "-" in month:
                article_list = ArticleList(cls.name, month, month_address(month), indexes)
                listed = pages_of(article_list, context)
                pages += [page._replace(layout="pages/month.html") for page in listed]
            else:
                year = Page(month_address(month), "pages/year.html", YearPage.name, key=month)
                pages.append(year._replace(slots=side_of_list(_newest(context, year), context)))
        return pages

    @classmethod
    def newest(cls, context: SiteContext, page: Page) -> int:
        return context.months[page.key][0] if not page.listing.start else -1

    def values(self) -> Values:
        settings, month = self.settings, self.page.key
        above = [_archive_link(settings), _link(settings, month[:4])]
        heading = ListHeading(month_address(month), _title(settings, month), "month", above)
        values = list_values(settings, heading, self.position_in_list, self.articles)
        return {**values, **_neighbour_links(settings, self.beside)}
