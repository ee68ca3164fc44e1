"""The values of a chart as points of its drawing, with the text at each point."""

from decimal import Decimal

from bantin.charts.choose import Chart, amount, label, shown
from bantin.charts.label_boxes import MAX_WIDTH, label_lines, width
from bantin.charts.scale import Extent, Scale, round_up, scale
from bantin.charts.series import PERCENT, RANK, SCORE, Period, Series, Value
from bantin.charts.wording import Wording
from bantin.system.named_tuple import NamedTuple

# If all percentages are below this part of 100, such as those of late files, the axis does not reach 100.
_MAGNIFIED_BELOW = 10

LABEL_GAP = 11  # from a point's middle to its label


class Point(NamedTuple):
    """A value on the drawing. text: its amount."""

    value: Value
    x: float
    y: float
    text: str  # its amount: "26", or "26*" where it is derived


class Line(NamedTuple):
    """A series on the drawing, its points from the oldest to the newest. mark: as in `Chart.marks`."""

    name: str
    mark: int
    points: tuple[Point, ...]

    @property
    def label(self) -> tuple[str, ...]:
        """The label at the last point, on one line or two."""
        return label_lines(self.name, self.points[-1].text)

    @property
    def dated_label(self) -> tuple[str, ...]:
        """The label with the period, for other positions than the last point."""
        last = self.points[-1]
        return label_lines(self.name, f"{last.text} ({last.value.period.text})")

    @property
    def has_short_label(self) -> bool:
        """Tell whether the label, with or without the period, has room beside the drawing."""
        return all(width(text) <= MAX_WIDTH for text in (*self.label, *self.dated_label))


def lay_out(chart: Chart, wording: Wording, *, has_names: bool = True) -> tuple[Scale, list[Line]]:
    """Return the frame of a chart and its lines. has_names: whether there is room for names at the right."""
    frame = _frame(chart, wording, has_names=has_names)
    return frame, [
        Line(
            label(series, chart),
            mark,
            tuple(_point(value, chart.shows, frame, wording) for value in shown(series, chart.shows)),
        )
        for series, mark in zip(chart.series, chart.marks, strict=True)
    ]


def is_same_scale(value: Value, other: Value, shows: str) -> bool:
    """Tell whether a line may connect two values: rank 26 of 63 is not rank 26 of 34."""
    return value.places == other.places if shows == RANK else value.maximum == other.maximum


def _frame(chart: Chart, wording: Wording, *, has_names: bool) -> Scale:
    values = [value for series in chart.series for value in shown(series, chart.shows)]
    extent = Extent(1, max(value.places or 1 for value in values))
    if chart.shows == SCORE:
        extent = _extent([value.score or Decimal(0) for value in values], chart, values[0].maximum)
    periods = [value.period for value in values]
    room = (
        max(_label_width(series, chart, max(periods), wording) for series in chart.series) if has_names else 0
    )
    return scale(chart.shows, periods, extent, wording, margin=room + LABEL_GAP + 3)


def _extent(scores: list[Decimal], chart: Chart, maximum: Decimal | None) -> Extent:
    """Return the amounts from which and to which the axis of scores must reach."""
    lowest, highest = min(scores), max(scores)
    if lowest < 0:
        return Extent(lowest, max(highest, Decimal(0)))
    limit = maximum or round_up(highest)
    if chart.series[0].measure == PERCENT and highest < limit / _MAGNIFIED_BELOW:
        limit = round_up(highest)
    return Extent(0, limit)


def _label_width(series: Series, chart: Chart, newest: Period, wording: Wording) -> float:
    """Return the greatest width of the label of a line."""
    last = shown(series, chart.shows)[-1]
    dated = "" if last.period == newest else f" ({last.period.text})"
    amount_ = f"{_text(last, chart.shows, wording)}{dated}"
    return max(map(width, label_lines(label(series, chart), amount_)))


def _point(value: Value, shows: str, frame: Scale, wording: Wording) -> Point:
    number = amount(value, shows)
    assert number is not None
    return Point(value, frame.x(value.period.number), frame.y(number), _text(value, shows, wording))


def _text(value: Value, shows: str, wording: Wording) -> str:
    star = "*" if shows in value.derived else ""
    if shows == RANK:
        return wording.count(value.rank or 0) + star
    return wording.decimal(value.score) + star if value.score is not None else ""
