"""Views counted from access logs (content/data/views.csv), which are added to the field `views` of articles.

Each line is an article: address, views (the total count), shown (the number on pages), ranked (the number by
which "Đọc nhiều" ranks), recent (the views of the thirty days before that ranking), days (of the last thirty:
`20260801:3`). `bantin.traffic` updates `shown` and `ranked` less often than `views`, to spare builds.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bantin.content.tree import VIEW_COUNTS
from bantin.model import Article
from bantin.system.named_tuple import NamedTuple

HEAD = ("address", "views", "shown", "ranked", "recent", "days")


class ShownCount(NamedTuple):
    """Counted views of an article: shown on its page, used for ranking, and of the last thirty days."""

    shown: int
    ranked: int
    recent: int


ShownCounts = Mapping[str, ShownCount]
_NOTHING = ShownCount(0, 0, 0)


def load(content: str) -> ShownCounts:
    """Return the counts by address; skip rows that cannot be read."""
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
    """Yield (line counted from 1, cells) of each article; the address without its leading slash.

    No cell needs quotes, and `csv` would take three times as long.
    """
    for number, line in enumerate(lines, 1):
        if line.startswith("/"):
            yield number, line[1:].rstrip("\r\n").split(",")


def are_counts(row: list[str]) -> bool:
    """Tell whether a row has all cells, and numbers where they belong."""
    return len(row) == len(HEAD) and "".join(row[1:5]).isdecimal() and all(row[1:5])


def unreadable_line(content: str) -> int:
    """Return the first line of the file that cannot be read, counted from 1; 0 if there is none."""
    try:
        with open(os.path.join(content, VIEW_COUNTS), "rb") as file:
            data = file.read()
        lines = data.decode("utf-8-sig").splitlines()
    except OSError:
        return 0
    except UnicodeDecodeError as fault:
        return data.count(b"\n", 0, fault.start) + 1
    wrong = {number for number, row in rows(lines) if not are_counts(row)}
    wrong |= {
        number
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith(("/", "#", HEAD[0]))
    }
    return min(wrong, default=0)


def to_plain(counts: ShownCounts) -> dict[str, tuple[int, int, int]]:
    """Return the counts as plain data."""
    return {address: (*count,) for address, count in counts.items()}


def of_plain(counts: Mapping[str, tuple[int, int, int]]) -> ShownCounts:
    """Return the counts from plain data, the inverse of `to_plain`."""
    return {address: ShownCount(*count) for address, count in counts.items()}


def counted(article: Article, counts: ShownCounts) -> Article:
    """Return the article with its counted views added to its own."""
    count = counts.get(article.address)
    if count is None or not count.shown or article.kind != "article":
        return article
    return article._replace(views=max(article.views, 0) + count.shown)


def rank(article: Article, counts: ShownCounts) -> int:
    """Return the number by which an article is ranked. `article` has its counted views already."""
    count = counts.get(article.address, _NOTHING)
    return max(article.views - count.shown, 0) + count.ranked
