"""The steps of `views`: logs to content/data/views.csv."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bantin import urls
from bantin.config import Config, read_zone
from bantin.content.old_address import old_address
from bantin.content.tree import VIEW_COUNTS
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.site.redirect_list import read
from bantin.site.redirects import RedirectIndex, at_host, resolve
from bantin.system.descriptors import locked
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file
from bantin.traffic import table
from bantin.traffic.articles import Articles
from bantin.traffic.count import count
from bantin.traffic.marks import Limits
from bantin.traffic.table import TableError

_MOST_TARGETS = 100_000  # that are remembered
_AHEAD = 86_400  # seconds by which a clock of a server may be ahead
PROXY = 0.9  # of all requests from one address


class CountSettings(NamedTuple):
    """The options of counting.

    now: seconds since 1970. rank_every: days between two rankings of the most read. dry_run: write nothing.
    """

    now: int
    rank_every: int
    dry_run: bool = False


class AddedViews(NamedTuple):
    """views, articles: what was added. skipped: views that were counted before.

    has_proxy: whether nearly all requests come from one address. unreadable: paths of files that are no
    access log. of_the_future: number of requests that are left out, since their time is yet to come.
    """

    views: int
    articles: int
    skipped: int
    has_proxy: bool
    unreadable: tuple[str, ...]
    of_the_future: int


def add(config: Config, articles: Articles, logs: Sequence[str], counting: CountSettings) -> AddedViews:
    """Count these logs and add new views. Raises UsageError if the table cannot be read, or OSError."""
    with locked(config.content, wait=True):
        return _add(config, articles, logs, counting)


def read_table(content: str) -> table.Table:
    """Return the views counted so far. Raises UsageError if the file cannot be read, or OSError."""
    try:
        return table.read(content)
    except UnicodeDecodeError as fault:
        raise UsageError(
            gettext("content/{file} is not text in UTF-8; bring it back from a copy", file=VIEW_COUNTS)
        ) from fault
    except TableError as fault:
        raise UsageError(
            gettext(
                "content/{file}:{line}: `views` cannot read this line; bring the file back from a copy",
                file=VIEW_COUNTS,
                line=str(fault),
            )
        ) from fault


def _add(config: Config, articles: Articles, logs: Sequence[str], counting: CountSettings) -> AddedViews:
    latest = counting.now + _AHEAD
    before = read_table(config.content)
    before = before._replace(marks=tuple(mark for mark in before.marks if mark.second <= latest))
    offset = _offset(config, counting.now)
    addresses = articles.addresses
    find = _finder(config, articles)
    before = before._replace(counts=_of_present_addresses(before.counts, find, config.base, addresses))
    counted = count(logs, find, Limits(before.marks), offset=offset, latest=latest)
    views = {addresses[page]: by_day for page, by_day in counted.views.items()}
    own = dict(zip(addresses, articles.views, strict=True))
    today = (counting.now + offset) // 86_400
    ranking = table.RankingSettings(today, counting.rank_every, config.lists.most_read, own)
    after = table.added(before, views, counted.marks, ranking)
    if not counting.dry_run:
        _write(config.content, table.text_of(after))
    has_proxy = counted.one_address > PROXY
    count_of_all = sum(by_day.total() for by_day in views.values())
    return AddedViews(
        count_of_all, len(views), counted.skipped, has_proxy, counted.unreadable, counted.of_the_future
    )


def _of_present_addresses(
    counts: Mapping[str, table.ViewCount], find: Callable[[bytes], int], base: str, addresses: Sequence[str]
) -> dict[str, table.ViewCount]:
    """Return the counts with those of old addresses, as after a rename, added to those of their articles."""
    present: dict[str, table.ViewCount] = {}
    for address, number in counts.items():
        page = find(urls.url(base, address).encode())
        there = addresses[page] if page >= 0 else address
        present[there] = table.joined(present[there], number) if there in present else number
    return present


def _offset(config: Config, now: int) -> int:
    """Return the offset of the site's zone, in seconds."""
    offset = datetime.fromtimestamp(now, read_zone(config.zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _finder(config: Config, articles: Articles) -> Callable[[bytes], int]:
    """Return a function that finds the article of a request, by its own address or an old one."""
    addresses = articles.addresses
    pages = {urls.url(config.base, address).encode(): number for number, address in enumerate(addresses)}
    numbers = {address: number for number, address in enumerate(addresses)}
    listed, _ = read(config.content, config.base, "content/")
    rules = resolve([*articles.aliases, *listed], (), config.base, addresses_are_partial=True)
    old = RedirectIndex(rules.redirects)
    remembered: dict[bytes, int] = {}

    def find(target: bytes) -> int:
        number = pages.get(target, -1)
        if number >= 0:
            return number
        number = remembered.get(target, -2)
        if number == -2:
            if len(remembered) > _MOST_TARGETS:
                remembered.clear()
            number = remembered[target] = look_up(target)
        return number

    def look_up(target: bytes) -> int:
        plain = target.partition(b"?")[0]
        if plain in pages:
            return pages[plain]
        try:
            redirect = old.find(at_host(old_address(target.decode()), config.base))
        except ValueError:
            return -1
        return numbers.get(redirect.new, -1) if redirect else -1

    return find


def _write(content: str, text: str) -> None:
    path = os.path.join(content, VIEW_COUNTS)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    replace_file(path, text.encode(), to_disk=True)
