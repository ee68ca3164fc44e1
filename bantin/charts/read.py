"""Read a TOML data file: checked series, or all its problems with their lines."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bantin.charts.bars import MOST_PARTS, Bar, BarData, rounding, summed
from bantin.charts.fields import BAR, INHERITED, SERIES, TOP, VALUE
from bantin.charts.series import PERCENT, PERIODS, RANK, SCORE, YEARLY, Period, Series, SeriesData, Value
from bantin.charts.thousands import has_thousands
from bantin.config.toml_mistakes import mistake_in
from bantin.errors import Problem, megabytes, not_utf8, problem
from bantin.schema import toml_lines
from bantin.schema.merge_marks import unfinished_merge
from bantin.schema.tables import Field, TableReader, toml_reader
from bantin.schema.toml_recovery import COMMA, read_on
from bantin.schema.values import KeyPath

MAX_BYTES = 100_000
POINTS = "điểm"

_DECIMAL_COMMA = re.compile(r"=\s*(\d+),(\d+)")
_NOT_A_NUMBER = Decimal("NaN")


def read(data: bytes, *, path: str) -> tuple[SeriesData | BarData | None, list[Problem]]:
    """Return the series, bars or parts of a file, None if it cannot be shown; and its problems."""
    if len(data) > MAX_BYTES:
        return None, [problem(path, 0, "file-too-large", limit=megabytes(MAX_BYTES))]
    try:
        text = unicodedata.normalize("NFC", data.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as fault:
        return None, [not_utf8(path, fault)]
    if line := toml_lines.excessive_line(text):
        return None, [problem(path, line, "data-nested")]
    faults: list[Problem] = []
    try:
        table = tomllib.loads(text, parse_float=_number_as_written)
    except ValueError:
        text, faults = _corrected(text, path)
        if not text:
            return None, faults
        table = tomllib.loads(text, parse_float=_number_as_written)
    reader = _Reader(text, path)
    chart_data = reader.bars(table) if {"bars", "parts"} & table.keys() else reader.data(table)
    problems = faults + reader.problems
    has_no_errors = not any(problem.stops_build for problem in problems)
    return chart_data if has_no_errors else None, problems


def _number_as_written(text: str) -> Decimal:
    """Return a number with its last zeros, as in 86.50.

    A number that Decimal cannot represent becomes NaN, which is reported later.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        return _NOT_A_NUMBER


def _corrected(text: str, path: str) -> tuple[str, list[Problem]]:
    """Return a text that is not TOML as valid TOML, and its problems of syntax.

    The TOML is "" if values may be misread: only a comma for a point, or a missing one, can be put right.
    """
    if merge := unfinished_merge(text, path):
        return "", [merge]
    problems = [
        problem(path, line, "decimal-comma", written=f"{whole},{fraction}", guess=f"{whole}.{fraction}")
        for line, whole, fraction in _decimal_commas(text)
    ]
    text = _DECIMAL_COMMA.sub(r"= \1.\2", text)
    lines = text.split("\n")
    sound, faults = read_on(text)
    for fault in faults:
        code, values = mistake_in(lines[fault.line - 1], fault.reason)
        code = "data-not-toml" if code == "bad-toml" else code
        problems.append(problem(path, fault.line, code, **values))
    return sound if all(fault.reason == COMMA for fault in faults) else "", problems


def _decimal_commas(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each decimal comma, and the digits before and after it."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in _DECIMAL_COMMA.finditer(line.partition("#")[0]):
            yield number, match[1], match[2]


class _Reader:
    """Converts the tables of a file, and collects its problems."""

    def __init__(self, text: str, path: str) -> None:
        line_of = toml_reader(path, text).line_of
        # What the file lacks as a whole is reported at its first line.
        self._tables = TableReader(path, lambda key_path: line_of(key_path) or 1)
        self.problems = self._tables.problems
        self._first_period: tuple[int, KeyPath] | None = None  # of the file: how many a year has; its value

    def data(self, table: dict[str, Any]) -> SeriesData:
        values = self._fields(table, TOP, ())
        self._needs(table, ("title", "series"), ())
        rows = enumerate(values.get("series") or ())
        series = [self._series(row, values, ("series", index)) for index, row in rows]
        self._forbid_duplicate_series(series)
        has_ranks = any(value.rank is not None for read_series in series for value in read_series.values)
        return SeriesData(
            title=values.get("title", ""),
            shows=values.get("shows") or (RANK if has_ranks else SCORE),
            source=values.get("source", ""),
            series=tuple(series),
        )

    def bars(self, table: dict[str, Any]) -> BarData:
        """Return the bars of a ranking, or the parts of a whole."""
        values = self._fields(table, TOP, ())
        form, *others = [name for name in ("bars", "parts", "series") if name in table]
        self._needs(table, ("title", "total") if form == "parts" else ("title",), ())
        if others:
            self._tables.report((others[0],), "data-forms", name=form, other=others[0])
        bars = tuple(self._bar(row, (form, index)) for index, row in enumerate(values.get(form) or ()))
        total, maximum = values.get("total"), values.get("maximum")
        measure = values.get("measure") or POINTS
        if form == "parts" and total and abs(total - (amount := summed(bars))) > rounding(bars, measure):
            self._tables.report(("total",), "parts-sum", sum=amount, total=total)
        if form == "parts" and len(bars) > MOST_PARTS:
            self._tables.report(("parts",), "parts-count", count=len(bars), limit=MOST_PARTS)
        for index, bar in enumerate(bars):
            if form == "bars" and maximum is not None and bar.amount > maximum:
                self._tables.report((form, index), "score-above-maximum", score=bar.amount, maximum=maximum)
        self._warn_of_thousands(values, ("total", "maximum"), measure, ())
        for index, row in enumerate(values.get(form) or ()):
            self._warn_of_thousands(row, ("amount",), measure, (form, index))
        highest = max((bar.amount for bar in bars), default=Decimal(0))
        return BarData(
            title=values.get("title") or "",
            measure=measure,
            source=values.get("source") or "",
            bars=bars,
            full=(total if form == "parts" else maximum) or highest or Decimal(1),
            is_whole=form == "parts",
        )

    def _bar(self, table: dict[str, Any], at: KeyPath) -> Bar:
        values = self._fields(table, BAR, at)
        for name in BAR:
            if name not in table:
                self._tables.report(at, "bar-without", name=name)
        return Bar(values.get("name") or "", values.get("amount") or Decimal(0))

    def _series(self, table: dict[str, Any], above: Mapping[str, Any], at: KeyPath) -> Series:
        own = self._fields(table, SERIES, at)
        self._needs(table, ("index", "values"), at)
        values = {**{name: above[name] for name in INHERITED if name in above}, **own}
        if "unit" not in values:
            self._tables.report(at, "series-without", name="unit")
        rows = enumerate(own.get("values") or ())
        read_values = [self._value(row, values, (*at, "values", index)) for index, row in rows]
        self._forbid_periods_twice(read_values, at)
        return Series(
            index=values.get("index", ""),
            unit=values.get("unit", ""),
            about=values.get("about", ""),
            measure=values.get("measure") or POINTS,
            values=tuple(sorted(read_values, key=lambda value: value.period)),
        )

    def _value(self, table: dict[str, Any], above: Mapping[str, Any], at: KeyPath) -> Value:
        own = self._fields(table, VALUE, at)
        self._needs(table, ("year",), at)
        score, rank, derived = own.get(SCORE), own.get(RANK), own.get("derived")
        percents = Decimal(100) if above.get("measure") == PERCENT else None
        maximum = own.get("maximum", above.get("maximum", percents))
        places = own.get("places", above.get("places"))
        self._warn_of_thousands(own, (SCORE, "maximum"), above.get("measure") or POINTS, at)
        figures = {name for name in (SCORE, RANK) if name in own}
        if not figures:
            self._tables.report(at, "value-empty")
        if score is not None and maximum is not None and score > maximum:
            self._tables.report((*at, SCORE), "score-above-maximum", score=score, maximum=maximum)
        if rank is not None and "places" not in own and "places" not in above:
            self._tables.report((*at, RANK), "rank-without-places", rank=rank)
        if rank is not None and places is not None and rank > places:
            self._tables.report((*at, RANK), "rank-above-places", rank=rank, places=places)
        if isinstance(derived, str) and derived not in figures:
            self._tables.report((*at, "derived"), "derived-nothing", name=derived)
        marked = sorted(figures) if derived is True else [derived] if derived else []
        return Value(self._period(own, at), score, maximum, rank, places, tuple(marked))

    def _period(self, own: Mapping[str, Any], at: KeyPath) -> Period:
        """Return the period of a value, of the year 0 for an invalid one.

        Report a period of another kind than that of the file's first value.
        """
        if "quarter" in own and "month" in own:
            self._tables.report((*at, "quarter"), "quarter-and-month")
        each = next((each for each, name in PERIODS.items() if name in own), YEARLY)
        first_each, first = self._first_period = self._first_period or (each, at)
        if each != first_each:
            name, line = PERIODS[max(each, first_each)], self._tables.line_of(first)
            self._tables.report(at, "periods-differ", name=name, first=line)
        part = 1 if each == YEARLY else own[PERIODS[each]]
        return Period(own.get("year") or 0, part, each) if part else Period(0, 1, each)

    def _warn_of_thousands(
        self, values: Mapping[str, Any], names: tuple[str, ...], measure: str, at: KeyPath
    ) -> None:
        for name in names:
            amount = values.get(name)
            if isinstance(amount, Decimal) and has_thousands(amount, measure):
                parts = str(amount).split(".")
                self._tables.report(
                    (*at, name),
                    "warn-dot-in-thousands",
                    field=name,
                    value=amount,
                    shown=",".join(parts),
                    guess="".join(parts),
                )

    def _fields(self, table: Mapping[str, Any], fields: Mapping[str, Field], at: KeyPath) -> dict[str, Any]:
        """Return every known field, with None for invalid values."""
        values = self._tables.convert(table, fields, at)
        return {**dict.fromkeys(table.keys() & fields.keys()), **values}

    def _needs(self, table: Mapping[str, Any], names: tuple[str, ...], at: KeyPath) -> None:
        for name in names:
            if name not in table:
                code = {0: "data-without", 2: "series-without"}.get(len(at), "value-without")
                self._tables.report(at, code, name=name)

    def _forbid_periods_twice(self, values: list[Value], at: KeyPath) -> None:
        first: dict[Period, int] = {}
        for index, value in enumerate(values):
            other = first.setdefault(value.period, index)
            if value.period.year and other != index:
                line = self._tables.line_of((*at, "values", other, "year"))
                self._tables.report(
                    (*at, "values", index, "year"), "year-twice", year=value.period.text, first=line
                )

    def _forbid_duplicate_series(self, series: list[Series]) -> None:
        first: dict[tuple[str, str], int] = {}
        for index, twin in enumerate(series):
            other = first.setdefault((twin.index, twin.unit), index)
            if twin.index and twin.unit and other != index:
                line = self._tables.line_of(("series", other))
                self._tables.report(
                    ("series", index),
                    "series-twice",
                    index=twin.index,
                    unit=twin.unit,
                    first=line,
                )
