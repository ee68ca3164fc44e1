"""Counted views added to content/data/views.csv, with the marks of the logs they are from, in one file.

One file, put there by one rename: were marks kept apart, a command killed between the two would count twice.
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping

from bantin.site.view_counts import FILE, HEAD, ViewCount, parse
from bantin.system.named_tuple import NamedTuple
from bantin.traffic import marks
from bantin.traffic.marks import Mark

_RANKED = "# ranked,"
DAYS = 30
_DAY = 86_400


class Table(NamedTuple):
    """counts: by address. marks: of all logs. ranked: the day since 1970 of the last ranking, -1 for none."""

    counts: dict[str, ViewCount]
    marks: tuple[Mark, ...]
    ranked: int


def read(content: str) -> Table:
    """The table as it is, empty where there is none. Raises OSError, UnicodeDecodeError."""
    try:
        with open(os.path.join(content, FILE), encoding="utf-8-sig", newline="") as file:
            lines = file.readlines()
    except FileNotFoundError:
        return Table({}, (), -1)
    ranked = next((line.removeprefix(_RANKED).strip() for line in lines if line.startswith(_RANKED)), "")
    return Table(parse(lines), tuple(marks.parse(lines)), int(ranked) if ranked.isdecimal() else -1)


class Ranking(NamedTuple):
    """When the most read are ranked. today: days since 1970. rhythm: days between two rankings.

    listed: how many are shown. Between two rankings their numbers stay as they are shown, and nothing enters
    their list: every page may show it.
    """

    today: int
    rhythm: int
    listed: int


def added(
    table: Table, views: Mapping[tuple[str, int], int], new_marks: Iterable[Mark], ranking: Ranking
) -> Table:
    """Return the table with these views, by address and day."""
    today, rhythm, listed = ranking
    counts = dict(table.counts)
    by_address: dict[str, Counter[int]] = {}
    for (address, day), count in views.items():
        by_address.setdefault(address, Counter())[day] += count
    for address, by_day in by_address.items():
        counts[address] = _with_days(counts.get(address, ViewCount(0, 0, 0)), by_day, today)
    is_due = table.ranked < 0 or today - table.ranked >= rhythm
    first = {
        address for address, _ in sorted(counts.items(), key=lambda item: (-item[1].ranked, item[0]))[:listed]
    }
    for address, counted in counts.items():
        if is_due:
            counts[address] = counted._replace(shown=counted.views, ranked=counted.views)
        elif address not in first:
            counts[address] = counted._replace(shown=counted.views)
    return Table(counts, (*table.marks, *new_marks), today if is_due else table.ranked)


def _with_days(count: ViewCount, days: Counter[int], today: int) -> ViewCount:
    kept = Counter({_number(day): number for day, number in count.days})
    kept.update(days)
    recent = sorted((day, number) for day, number in kept.items() if today - DAYS < day <= today)
    return count._replace(
        views=count.views + sum(days.values()), days=tuple((_name(day), number) for day, number in recent)
    )


def _number(day: str) -> int:
    from datetime import date

    try:
        return (date(int(day[:4]), int(day[4:6]), int(day[6:8])) - date(1970, 1, 1)).days
    except ValueError:
        return -1


def _name(day: int) -> str:
    from datetime import date, timedelta

    return f"{date(1970, 1, 1) + timedelta(days=day):%Y%m%d}"


def recent(count: ViewCount, today: int) -> int:
    """Views of the last thirty days."""
    return sum(number for day, number in count.days if today - DAYS < _number(day) <= today)


def text_of(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for address, count in sorted(table.counts.items()):
        days = " ".join(f"{day}:{number}" for day, number in count.days)
        writer.writerow((f"/{address}", count.views, count.shown, count.ranked, days))
    return f"{out.getvalue()}{_RANKED}{table.ranked}\n{marks.text_of(table.marks)}"
