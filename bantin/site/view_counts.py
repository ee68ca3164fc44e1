"""How often articles were read, counted from access logs: content/data/views.csv, on top of `views`.

A line an article: address, views (all that were counted), shown (what pages print), ranked (what "Đọc nhiều"
goes by), days (of the last thirty: `20260801:3`). Shown and ranked stay behind for a while where every page
shows the number; `bantin.traffic` decides that.
"""

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bantin.cache.blobs import digest
from bantin.model import Article
from bantin.system.named_tuple import NamedTuple

FILE = "data/views.csv"
HEAD = ("address", "views", "shown", "ranked", "days")


class ViewCount(NamedTuple):
    """One article's numbers. days: (day as "20260801", count), the oldest first."""

    views: int
    shown: int
    ranked: int
    days: tuple[tuple[str, int], ...] = ()


ViewCounts = Mapping[str, ViewCount]
_NOTHING = ViewCount(0, 0, 0)


def load(content: str) -> ViewCounts:
    """The counts by address; a row that cannot be read counts for nothing."""
    path = os.path.join(content, FILE)
    try:
        status = os.stat(path)
    except OSError:
        return {}
    return _load(path, (status.st_mtime_ns, status.st_size, status.st_ino))


@lru_cache(maxsize=4)
def _load(path: str, _signature: tuple[int, int, int]) -> ViewCounts:
    import csv  # takes 3 ms; most sites have no such file

    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return parse(file)
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}


def parse(lines: Iterable[str]) -> dict[str, ViewCount]:
    import csv

    counts = {}
    for row in csv.reader(line for line in lines if not line.startswith("#")):
        if len(row) >= 4 and all(text.isdecimal() for text in row[1:4]):
            days = row[4].split() if len(row) > 4 else []
            pairs = (day.partition(":") for day in days)
            views, shown, ranked = map(int, row[1:4])
            kept = tuple((day, int(count)) for day, _, count in pairs if count.isdecimal())
            counts[row[0].lstrip("/")] = ViewCount(views, shown, ranked, kept)
    return counts


def counted(article: Article, counts: ViewCounts) -> Article:
    """The article with its counted views on top of its own, and digests that tell of them."""
    count = counts.get(article.address)
    if count is None or not count.shown:
        return article
    return article._replace(
        views=max(article.views, 0) + count.shown,
        page_digest=digest((article.page_digest, count.shown)),
        card_digest=digest((article.card_digest, count.shown)),
    )


def rank(article: Article, counts: ViewCounts) -> int:
    """What an article is ranked by among the most read. `article` has its counted views already."""
    count = counts.get(article.address, _NOTHING)
    return article.views - count.shown + count.ranked
