"""One page of a paged list beside the others."""

from bantin.addresses import ListPage, list_pages, page_numbers
from bantin.named_tuple import NamedTuple
from bantin.plan.bulletin import Bulletin


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


def pager(bulletin: Bulletin, address: str, title: str, one: ListPage, length: int, size: int) -> Paged:
    pages = {other.number: other.address for other in list_pages(address, length, size)}
    last = len(pages)

    def url(wanted: int) -> str:
        return bulletin.url(pages[wanted]) if wanted in pages else ""

    numbers = tuple(
        PageNumber(str(shown), url(shown), shown == one.number) if shown else PageNumber("…", "", False)
        for shown in page_numbers(one.number, last)
    )
    is_later = one.number != last
    return Paged(
        title=f"{title}, {bulletin.config.labels['page']} {one.number}" if is_later else title,
        is_later=is_later,
        numbers=numbers if last > 1 else (),
        older=url(one.number - 1),
        newer=url(one.number + 1),
    )
