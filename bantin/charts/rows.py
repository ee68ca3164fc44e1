"""The amounts of a crowded chart in rows below its drawing, one for each series.

Each period has a column. Figures that do not fit side by side are turned by a quarter.
"""

import math
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

from bantin.charts.label_boxes import LINE, SIZE, width, without_overlaps, wrapped
from bantin.charts.points import Line
from bantin.charts.scale import WIDTH, Scale
from bantin.charts.series import Period
from bantin.charts.svg import OUTLINE, SHAPES
from bantin.charts.svg import coordinate as _c
from bantin.system.named_tuple import NamedTuple

MOST_COLUMNS = 20  # of more periods the newest; the table has all

_SIZE = 14.5  # of figures, in the style sheet
_LIGHT = 0.92  # width of figures, whose face is not bold, as a share of bold ones
_COLUMN = 13  # from one column of turned figures to the next: digits are 11 high
_GAP = 7  # between two rows, and between figures beside each other
_CLEAR = 3  # between the name of a row and its turned figures: letters such as `g` reach below their line
_BELOW = 10  # from a point to the middle of its column, at most, unless columns are far apart
_HEAD = 20  # where a series' name begins, after its mark


class Columns(NamedTuple):
    """x: the middle of the column of each period. width: from one column to the next, at least."""

    x: Mapping[Period, float]
    width: float

    def are_below_points(self, lines: list[Line]) -> bool:
        """Tell whether each point of the drawing has its column below it."""
        points = [point for line in lines for point in line.points]
        limit = max(_BELOW, self.width / 4)
        return all(abs(point.x - self.x.get(point.value.period, math.inf)) <= limit for point in points)


def draw_rows(lines: list[Line], columns: Columns) -> str:
    """Return an `<svg>` as wide as the drawing, for the eye alone: the chart's table says the same."""
    heads = {period: period.text for period in columns.x}
    pieces = [*_figures(heads, columns, 0, "chart__axis")]
    top = _row_height(heads, columns) + _GAP
    for line in lines:
        amounts = {value.period: text for value, _, _, text in line.points if value.period in columns.x}
        series = f"chart__series-{line.mark + 1}"
        names = wrapped(line.name, WIDTH - _HEAD)
        pieces += _heading(line.mark, names, series, top + LINE - 4)
        top += len(names) * LINE + 2
        pieces += _figures(amounts, columns, top, f"chart__figure {series}")
        top += _row_height(amounts, columns) + _GAP
    height = _c(top)
    return (
        f'<svg class="chart__drawing chart__rows" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" fill="currentColor" aria-hidden="true">{"".join(pieces)}</svg>'
    )


def columns_of(lines: list[Line], frame: Scale) -> Columns:
    """Return the newest periods: each below its points, or near that where figures have no room."""
    periods = sorted({point.value.period for line in lines for point in line.points})[-MOST_COLUMNS:]
    amounts = max(_width(text) for line in lines for *_, text in line.points) + _GAP
    sizes = (max(amounts, *(_width(period.text) + _GAP for period in periods)), amounts)
    left = frame.left - _HEAD
    column = next((size for size in sizes if size * len(periods) <= WIDTH - left), _COLUMN)
    wanted = [frame.x(period.number) - column / 2 for period in periods]
    edges = without_overlaps(wanted, [column] * len(periods), left, WIDTH)
    nearest = min((after - before for before, after in pairwise(edges)), default=WIDTH - left)
    middles = {period: edge + column / 2 for period, edge in zip(periods, edges, strict=True)}
    return Columns(middles, max(column, nearest))


def _is_turned(texts: Mapping[Period, str], columns: Columns) -> bool:
    """Tell whether the figures are turned by a quarter: they are wider than their columns."""
    return max(map(_width, texts.values()), default=0) + _GAP > columns.width


def _row_height(texts: Mapping[Period, str], columns: Columns) -> float:
    return _CLEAR + max(map(_width, texts.values())) if _is_turned(texts, columns) else SIZE


def _heading(mark: int, names: list[str], series: str, y: float) -> Iterator[str]:
    """Yield the mark and the name of a series, in lines."""
    yield f'<path class="chart__point {series}" {OUTLINE} d="M8 {_c(y - 5)}{SHAPES[mark]}"/>'
    for number, name in enumerate(names):
        position = f'x="{_HEAD}" y="{_c(y + number * LINE)}"'
        yield f'<text class="{series}" {position}>{escape(name)}</text>'


def _figures(texts: Mapping[Period, str], columns: Columns, top: float, names: str) -> Iterator[str]:
    """Yield the figures of a row. Turned ones end at its upper edge, so that their units are in line.

    names: its classes.
    """
    is_turned = _is_turned(texts, columns)
    turned = 'transform="rotate(-90)" text-anchor="end"' if is_turned else 'text-anchor="middle"'
    yield f'<g class="{names}" dominant-baseline="central" {turned}>'
    for period, text in texts.items():
        x, y = columns.x[period], top + SIZE / 2
        across, down = (-top - _CLEAR, x) if is_turned else (x, y)
        yield f'<text x="{_c(across)}" y="{_c(down)}">{escape(text)}</text>'
    yield "</g>"


def _width(text: str) -> float:
    return width(text) * _LIGHT * _SIZE / SIZE
