"""Choose the series that a chart shows: all of a data file, or those that follow the # in its address."""

from decimal import Decimal
from urllib.parse import unquote

from bantin.charts.series import RANK, SCORE, Series, SeriesData, Value
from bantin.errors import CodedError
from bantin.schema.values import nearest
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug

# More lines than this cannot be distinguished by shape and dash.
MOST_SERIES = 4


class Chart(NamedTuple):
    """The contents of one chart.

    title: "" if only a part of the file is shown, since the file's title does not fit. shows: RANK or SCORE.
    marks: for each series the number of its colour, dash and shape, 0 to MOST_SERIES - 1, the same in all
    charts of a file.
    """

    title: str
    shows: str
    source: str
    series: tuple[Series, ...]
    marks: tuple[int, ...]


class ChoiceError(CodedError):
    """A chart cannot be drawn."""


def choose(data: SeriesData, tail: str) -> Chart:
    """Return the chart that the fragment of a URL selects: "", "#papi" or "#papi,sipas,score".

    A word is RANK, SCORE, or one of `names` of a series. Raises ChoiceError.
    """
    words = [slug(unquote(word)) for word in tail.removeprefix("#").split(",") if word.strip()]
    if tail and (tail[0] != "#" or not words):
        raise ChoiceError("chart-tail", tail=tail)
    available = list(dict.fromkeys(name for series in data.series for name in names(series)))
    for word in words:
        if word not in (RANK, SCORE, *available):
            guess = nearest(word, available)
            code = "chart-series-unknown-near" if guess else "chart-series-unknown"
            raise ChoiceError(code, word=word, guess=guess, known=tuple(available))
    shows = next((word for word in words if word in (RANK, SCORE)), data.shows)
    wanted = {word for word in words if word not in (RANK, SCORE)}
    chosen = [
        index
        for index, series in enumerate(data.series)
        if not wanted or not wanted.isdisjoint(names(series))
    ]
    is_whole = len(chosen) == len(data.series) and shows == data.shows
    chart = Chart(
        title=data.title if is_whole else "",
        shows=shows,
        source=data.source,
        series=tuple(data.series[index] for index in chosen),
        marks=_marks(chosen),
    )
    _forbid_what_cannot_be_drawn(chart)
    return chart


def _marks(indexes: list[int]) -> tuple[int, ...]:
    """Return the mark of each series: its index in the file, or the next free mark."""
    marks: list[int] = []
    for index in indexes:
        order = [(index + step) % MOST_SERIES for step in range(MOST_SERIES)]
        marks.append(next((mark for mark in order if mark not in marks), order[0]))
    return tuple(marks)


def names(series: Series) -> tuple[str, ...]:
    """Return the slugs that select a series: of its index, of its unit, and of both."""
    return slug(series.index), slug(series.unit), slug(f"{series.index} {series.unit}")


def label(series: Series, chart: Chart) -> str:
    """Return the shortest name that is unique among the series of the chart."""
    if len({other.unit for other in chart.series}) == 1:
        return series.index
    if len({other.index for other in chart.series}) == 1:
        return series.unit
    return f"{series.index} {series.unit}"


def shown(series: Series, shows: str) -> list[Value]:
    """Return the values that have the figure that the chart shows."""
    return [value for value in series.values if amount(value, shows) is not None]


def amount(value: Value, shows: str) -> Decimal | int | None:
    """Return the rank or the score of a value, depending on `shows`; None if the value does not have it."""
    return value.rank if shows == RANK else value.score


def _forbid_what_cannot_be_drawn(chart: Chart) -> None:
    if len(chart.series) > MOST_SERIES:
        raise ChoiceError("chart-too-many-series", count=len(chart.series), limit=MOST_SERIES)
    for series in chart.series:
        if not shown(series, chart.shows):
            raise ChoiceError(
                "chart-nothing-to-show", shows=chart.shows, index=series.index, unit=series.unit
            )
    if chart.shows == SCORE:
        _forbid_two_scales(chart)


def _forbid_two_scales(chart: Chart) -> None:
    """Raise ChoiceError if scores have different scales: 67.41 of 97.5 is not less than 72.23 of 100."""
    scales = {
        f"{series.measure}, {'unknown' if value.maximum is None else value.maximum}": None
        for series in chart.series
        for value in shown(series, SCORE)
    }
    if len(scales) > 1:
        raise ChoiceError("chart-two-scales", scales="; ".join(scales))
