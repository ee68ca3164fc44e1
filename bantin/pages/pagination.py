"""Pagination: links from one page of a list to the others."""

from bantin.pages.context import SiteContext
from bantin.pages.page_kind import Page
from bantin.pages.settings import SiteSettings
from bantin.system.named_tuple import NamedTuple
from bantin.urls import list_address, page_numbers


class ListPosition(NamedTuple):
    """The position of a page in its list: its number, and that of the first page. See urls.ListPage."""

    number: int
    last: int


def list_position(_context: SiteContext, page: Page) -> ListPosition:
    """Return what pagination shows of the page, which a new article changes only if it adds a page."""
    return ListPosition(page.listing.number, page.listing.last)


class PageNumber(NamedTuple):
    """A page of a list; a gap has the label "…" and no url."""

    label: str
    url: str
    current: bool


class Pagination(NamedTuple):
    """title: of the list, with the page number on all but the first page. older, newer: URL paths or ""."""

    title: str
    is_later: bool
    numbers: tuple[PageNumber, ...]
    older: str
    newer: str


def paginate(settings: SiteSettings, address: str, title: str, position: ListPosition) -> Pagination:
    """Return the pagination of one page. address, title: of the list."""
    own, last = position

    def url(wanted: int) -> str:
        return settings.url(list_address(address, wanted, last)) if 1 <= wanted <= last else ""

    numbers = tuple(
        PageNumber(str(number), url(number), number == own) if number else PageNumber("…", "", False)
        for number in page_numbers(own, last)
    )
    is_later = own != last
    return Pagination(
        title=f"{title}, {settings.labels['page']} {own}" if is_later else title,
        is_later=is_later,
        numbers=numbers if last > 1 else (),
        older=url(own - 1),
        newer=url(own + 1),
    )
