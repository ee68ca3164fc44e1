"""One page of a paged list beside the others."""

from bantin.pages.context import SiteContext
from bantin.system.named_tuple import NamedTuple
from bantin.urls import ListPage, last_number, list_address, page_numbers


class PageNumber(NamedTuple):
    """A page of a list; label "…" without a url is a gap."""

    label: str
    url: str
    current: bool


class Paged(NamedTuple):
    """title: the list's, with the page's number on all but the first. older, newer: URLs, "" at the ends."""

    title: str
    is_later: bool
    numbers: tuple[PageNumber, ...]
    older: str
    newer: str


def pager(context: SiteContext, address: str, title: str, one: ListPage, length: int, size: int) -> Paged:
    last = last_number(length, size)

    def url(wanted: int) -> str:
        return context.url(list_address(address, wanted, last)) if 1 <= wanted <= last else ""

    numbers = tuple(
        PageNumber(str(shown), url(shown), shown == one.number) if shown else PageNumber("…", "", False)
        for shown in page_numbers(one.number, last)
    )
    is_later = one.number != last
    return Paged(
        title=f"{title}, {context.config.labels['page']} {one.number}" if is_later else title,
        is_later=is_later,
        numbers=numbers if last > 1 else (),
        older=url(one.number - 1),
        newer=url(one.number + 1),
    )
