"""Add counted views to content/data/views.csv, with the marks of their logs in the same file.

One file is written by one rename: with two files, a command killed between them would count twice.
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bantin.content.tree import VIEW_COUNTS
from bantin.site import view_counts
from bantin.site.view_counts import HEAD
from bantin.system.named_tuple import NamedTuple
from bantin.traffic import marks
from bantin.traffic.marks import Mark

_RANKED = "# ranked,"
DAYS = 30
_FIRST_DAY = date(1970, 1, 1)


class ViewCount(NamedTuple):
    """The numbers of an article, see site.view_counts.

    days: (day as "20260801", number), the oldest first.
    """

    views: int
    shown: int
    ranked: int
    recent: int
    days: tuple[tuple[str, int], ...] = ()


class Table(NamedTuple):
    """The table of views.csv.

    counts: by address. marks: of all logs. ranked: the day of the last ranking, in days since 1970; -1 for
    none.
    """

    counts: dict[str, ViewCount]
    marks: tuple[Mark, ...]
    ranked: int


class TableError(Exception):
    """A line of views.csv cannot be read. The argument is the line."""


def read(content: str) -> Table:
    """Return the table, empty if the file is missing. Raises OSError, UnicodeDecodeError, TableError."""
    try:
        with open(os.path.join(content, VIEW_COUNTS), encoding="utf-8-sig", newline="") as file:
            lines = file.readlines()
    except FileNotFoundError:
        return Table({}, (), -1)
    ranked = next((line.removeprefix(_RANKED).strip() for line in lines if line.startswith(_RANKED)), "")
    return Table(_counts(lines), tuple(marks.parse(lines)), int(ranked) if ranked.isdecimal() else -1)


def _counts(lines: Sequence[str]) -> dict[str, ViewCount]:
    counts = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith(("/", "#", HEAD[0])):
            raise TableError(number)
    for number, row in view_counts.rows(lines):
        if not view_counts.are_counts(row):
            raise TableError(number)
        pairs = (day.partition(":") for day in row[5].split())
        days = tuple((day, int(count)) for day, _, count in pairs if count.isdecimal())
        views, shown, ranked, recent = map(int, row[1:5])
        counts[row[0]] = ViewCount(views, shown, ranked, recent, days)
    return counts


class RankingSettings(NamedTuple):
    """How the most read are ranked. today: days since 1970. rank_every: days between two rankings.

    listed: how many are listed beside every page. Between two rankings the list and its shown numbers do not
    change. own: the `views` of front matter by address, which count, too.
    """

    today: int
    rank_every: int
    listed: int
    own: Mapping[str, int]


def added(
    table: Table, views: Mapping[str, Counter[int]], new_marks: Iterable[Mark], ranking: RankingSettings
) -> Table:
    """Return the table with these views added: by address, by day (days since 1970)."""
    counts = dict(table.counts)
    for address, by_day in views.items():
        counts[address] = _with_days(counts.get(address, ViewCount(0, 0, 0, 0)), by_day, ranking.today)
    if table.ranked < 0 or ranking.today - table.ranked >= ranking.rank_every:
        ranked = {address: _ranked(count, ranking.today) for address, count in counts.items()}
        return Table(ranked, (*table.marks, *new_marks), ranking.today)
    listed = _listed(counts, ranking)
    shown = {
        address: count if address in listed else count._replace(shown=count.views)
        for address, count in counts.items()
    }
    return Table(shown, (*table.marks, *new_marks), table.ranked)


def _ranked(count: ViewCount, today: int) -> ViewCount:
    return count._replace(shown=count.views, ranked=count.views, recent=of_last_days(count, today))


def _listed(counts: Mapping[str, ViewCount], ranking: RankingSettings) -> set[str]:
    """Return the articles that are listed beside every page; all of those with equal numbers."""
    ranks = {address: max(views, 0) for address, views in ranking.own.items()}
    for address, count in counts.items():
        ranks[address] = ranks.get(address, 0) + count.ranked
    least = min(sorted(ranks.values(), reverse=True)[: ranking.listed], default=0)
    return {address for address, rank in ranks.items() if rank >= max(least, 1)}


def joined(count: ViewCount, other: ViewCount) -> ViewCount:
    """Return the numbers of an article that was counted under two addresses."""
    days = Counter(dict(count.days))
    days.update(dict(other.days))
    return ViewCount(
        count.views + other.views,
        count.shown + other.shown,
        count.ranked + other.ranked,
        count.recent + other.recent,
        tuple(sorted(days.items())),
    )


def _with_days(count: ViewCount, days: Counter[int], today: int) -> ViewCount:
    views_by_day = Counter({_number(day): number for day, number in count.days})
    views_by_day.update(days)
    last = sorted((day, number) for day, number in views_by_day.items() if today - DAYS < day <= today)
    return count._replace(
        views=count.views + sum(days.values()), days=tuple((_name(day), number) for day, number in last)
    )


def _number(day: str) -> int:
    try:
        return (date(int(day[:4]), int(day[4:6]), int(day[6:8])) - _FIRST_DAY).days
    except ValueError:
        return -1


def _name(day: int) -> str:
    return f"{_FIRST_DAY + timedelta(days=day):%Y%m%d}"


def of_last_days(count: ViewCount, today: int) -> int:
    """Return the views of the last thirty days."""
    return sum(number for day, number in count.days if today - DAYS < _number(day) <= today)


def text_of(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for address, count in sorted(table.counts.items()):
        days = " ".join(f"{day}:{number}" for day, number in count.days)
        writer.writerow((f"/{address}", *count[:4], days))
    return f"{out.getvalue()}{_RANKED}{table.ranked}\n{marks.text_of(table.marks)}"
