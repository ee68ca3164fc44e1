"""The report of counted views for editors: as text, as CSV, as bars."""

from collections.abc import Iterator, Mapping

from bantin.i18n import gettext
from bantin.traffic.table import ViewCount, of_last_days

MOST = 20  # articles in a report
_WIDTH = 40  # of the longest bar

Rows = list[tuple[str, str, int, int]]


def rows(counts: Mapping[str, ViewCount], titles: Mapping[str, str], today: int) -> Rows:
    """Return address, title, all views and those of the last thirty days, the largest first."""
    rows_of_articles = [
        (address, titles.get(address, ""), count.views, of_last_days(count, today))
        for address, count in counts.items()
    ]
    return sorted(rows_of_articles, key=lambda row: (-row[3], -row[2], row[0]))


def as_text(table: Rows) -> Iterator[str]:
    yield gettext("   30 days     all  article")
    for address, title, views, month in table[:MOST]:
        yield f"{month:>10} {views:>7}  {title or '/' + address}"
    yield gettext(
        "{articles} articles, {views} views, {month} of them in the last 30 days",
        articles=len(table),
        views=sum(row[2] for row in table),
        month=sum(row[3] for row in table),
    )


def as_csv(table: Rows) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("address", "title", "views", "last_30_days"))
    writer.writerows((f"/{address}", title, views, month) for address, title, views, month in table)
    return out.getvalue()


def as_chart(table: Rows) -> Iterator[str]:
    """Yield bars of the last thirty days."""
    most = max((row[3] for row in table), default=0)
    for address, title, _, month in table[:MOST]:
        bar = "█" * max(round(month * _WIDTH / most), 1) if most and month else ""
        yield f"{bar:<{_WIDTH}} {month:>7}  {title or '/' + address}"
