"""Pagination: links from one page of a list to the others."""

from bantin.pages.settings import SiteSettings
from bantin.system.named_tuple import NamedTuple
from bantin.urls import ListPage, list_address, page_numbers


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


def paginate(settings: SiteSettings, address: str, title: str, listing: ListPage) -> Pagination:
    """Return the pagination of one page. address, title: of the list. listing: the page."""
    last = listing.last

    def url(wanted: int) -> str:
        return settings.url(list_address(address, wanted, last)) if 1 <= wanted <= last else ""

    numbers = tuple(
        PageNumber(str(number), url(number), number == listing.number)
        if number
        else PageNumber("…", "", False)
        for number in page_numbers(listing.number, last)
    )
    is_later = listing.number != last
    return Pagination(
        title=f"{title}, {settings.labels['page']} {listing.number}" if is_later else title,
        is_later=is_later,
        numbers=numbers if last > 1 else (),
        older=url(listing.number - 1),
        newer=url(listing.number + 1),
    )
