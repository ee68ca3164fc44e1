"""Views that were counted from access logs, as pages show them: content/data/views.csv, on top of `views`.

A line an article: address, views (all that were counted), shown (what pages print), ranked (what "Đọc nhiều"
goes by), recent (of the thirty days before that ranking), days (of the last thirty: `20260801:3`). Shown and
ranked stay behind for a while where every page shows the number; `bantin.traffic` decides that.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bantin.content.tree import VIEW_COUNTS
from bantin.model import Article
from bantin.system.named_tuple import NamedTuple

HEAD = ("address", "views", "shown", "ranked", "recent", "days")


class ShownCount(NamedTuple):
    """Of one article what its page shows, what it is ranked by, and its views of the last thirty days."""

    shown: int
    ranked: int
    recent: int


ShownCounts = Mapping[str, ShownCount]
_NOTHING = ShownCount(0, 0, 0)


def load(content: str) -> ShownCounts:
    """Return the counts by address; a row that cannot be read counts for nothing."""
    path = os.path.join(content, VIEW_COUNTS)
    try:
        status = os.stat(path)
    except OSError:
        return {}
    return _load(path, (status.st_mtime_ns, status.st_size, status.st_ino))


@lru_cache(maxsize=4)
def _load(path: str, _signature: tuple[int, int, int]) -> ShownCounts:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return {row[0]: ShownCount(*map(int, row[2:5])) for _, row in rows(file) if are_counts(row)}
    except (OSError, UnicodeDecodeError):
        return {}


def rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each article's row, its address without the slash before it, and the line, counted from 1.

    Nothing in such a row needs quotes, so that no reader of CSV is needed: it takes three times as long.
    """
    for number, line in enumerate(lines, 1):
        if line.startswith("/"):
            yield number, line[1:].rstrip("\r\n").split(",")


def are_counts(row: list[str]) -> bool:
    """Tell whether a row can be read."""
    return len(row) == len(HEAD) and "".join(row[1:5]).isdecimal() and all(row[1:5])


def to_plain(counts: ShownCounts) -> dict[str, tuple[int, int, int]]:
    """Return the counts as plain data."""
    return {address: (*count,) for address, count in counts.items()}


def of_plain(counts: Mapping[str, tuple[int, int, int]]) -> ShownCounts:
    """Return counts that were made plain data."""
    return {address: ShownCount(*count) for address, count in counts.items()}


def counted(article: Article, counts: ShownCounts) -> Article:
    """Return the article with its counted views on top of its own."""
    count = counts.get(article.address)
    if count is None or not count.shown or article.kind != "article":
        return article
    return article._replace(views=max(article.views, 0) + count.shown)


def rank(article: Article, counts: ShownCounts) -> int:
    """Return what an article is ranked by. `article` has its counted views already."""
    count = counts.get(article.address, _NOTHING)
    return max(article.views - count.shown, 0) + count.ranked
