"""The report of counted views for editors: as text, as CSV, as bars."""

from collections.abc import Iterator, Mapping

from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple
from bantin.traffic.table import ViewCount, of_last_days

MOST = 20  # articles in a report
_WIDTH = 40  # of the longest bar


class Row(NamedTuple):
    """An article in the report. views: of all time. month: views of the last thirty days."""

    address: str
    title: str
    views: int
    month: int


def rows(counts: Mapping[str, ViewCount], titles: Mapping[str, str], today: int) -> list[Row]:
    """Return a row for each article, the most read of the last thirty days first."""
    rows_of_articles = [
        Row(address, titles.get(address, ""), count.views, of_last_days(count, today))
        for address, count in counts.items()
    ]
    return sorted(rows_of_articles, key=lambda row: (-row.month, -row.views, row.address))


def as_text(table: list[Row]) -> Iterator[str]:
    yield gettext("   30 days     all  article")
    for address, title, views, month in table[:MOST]:
        yield f"{month:>10} {views:>7}  {title or '/' + address}"
    yield gettext(
        "{articles} articles, {views} views, {month} of them in the last 30 days",
        articles=len(table),
        views=sum(row.views for row in table),
        month=sum(row.month for row in table),
    )


def as_csv(table: list[Row]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("address", "title", "views", "last_30_days"))
    writer.writerows((f"/{address}", title, views, month) for address, title, views, month in table)
    return out.getvalue()


def as_chart(table: list[Row]) -> Iterator[str]:
    """Yield bars of the last thirty days."""
    most = max((row.month for row in table), default=0)
    for address, title, _, month in table[:MOST]:
        bar = "█" * max(round(month * _WIDTH / most), 1) if most and month else ""
        yield f"{bar:<{_WIDTH}} {month:>7}  {title or '/' + address}"
