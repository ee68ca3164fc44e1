"""The amounts of a crowded chart in rows below its drawing: one for each series, with a column for each year.

Figures that do not fit side by side are turned by a quarter.
"""

import math
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

from bantin.charts.label_boxes import LINE, SIZE, apart, width, wrapped
from bantin.charts.points import Line
from bantin.charts.scale import WIDTH, Scale
from bantin.charts.svg import HALO, OUTLINE, SHAPES
from bantin.charts.svg import coordinate as _c
from bantin.system.named_tuple import NamedTuple

MOST_COLUMNS = 20  # of more years the newest; the table has all

_SIZE = 14.5  # of figures, in the style sheet
_LIGHT = 0.92  # width of figures, whose face is not bold, as a share of bold ones
_COLUMN = 13  # from one column of turned figures to the next: digits are 11 high
_GAP = 7  # between two rows, and between figures that lie side by side
_BELOW = 10  # from a point to the middle of its column, at most, unless columns are far apart
_HEAD = 20  # where a series' name begins, behind its mark


class Columns(NamedTuple):
    """x: the middle of the column of each year. width: from one column to the next, at least."""

    x: Mapping[int, float]
    width: float

    def are_below_points(self, lines: list[Line]) -> bool:
        """Tell whether each point of the drawing has its column below it."""
        points = [point for line in lines for point in line.points]
        limit = max(_BELOW, self.width / 4)
        return all(abs(point.x - self.x.get(point.value.year, math.inf)) <= limit for point in points)


def draw_rows(lines: list[Line], columns: Columns) -> str:
    """Return an `<svg>` as wide as the drawing, for the eye alone: the chart's table says the same."""
    years = {year: str(year) for year in columns.x}
    pieces = [*_figures(years, columns, 0, "chart__axis")]
    top = _row_height(years, columns) + _GAP
    for line in lines:
        amounts = {value.year: text for value, _, _, text in line.points if value.year in columns.x}
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
    """Return the newest years: each below its points, or near that where figures have no room."""
    years = sorted({point.value.year for line in lines for point in line.points})[-MOST_COLUMNS:]
    amounts = max(_width(text) for line in lines for *_, text in line.points) + _GAP
    sizes = (max(amounts, _width("2000") + _GAP), amounts)
    left = frame.left - _HEAD
    column = next((size for size in sizes if size * len(years) <= WIDTH - left), _COLUMN)
    edges = apart([frame.x(year) - column / 2 for year in years], [column] * len(years), left, WIDTH)
    nearest = min((after - before for before, after in pairwise(edges)), default=WIDTH - left)
    middles = {year: edge + column / 2 for year, edge in zip(years, edges, strict=True)}
    return Columns(middles, max(column, nearest))


def _is_turned(texts: Mapping[int, str], columns: Columns) -> bool:
    """Tell whether the figures are turned by a quarter: they are wider than their columns."""
    return max(map(_width, texts.values()), default=0) + _GAP > columns.width


def _row_height(texts: Mapping[int, str], columns: Columns) -> float:
    return max(map(_width, texts.values()), default=0) if _is_turned(texts, columns) else SIZE


def _heading(mark: int, names: list[str], series: str, y: float) -> Iterator[str]:
    """Yield the mark and the name of a series, in lines."""
    yield f'<path class="chart__point {series}" {OUTLINE} d="M8 {_c(y - 5)}{SHAPES[mark]}"/>'
    for number, name in enumerate(names):
        position = f'x="{_HEAD}" y="{_c(y + number * LINE)}"'
        yield f'<text class="{series}" {position} {HALO}>{escape(name)}</text>'


def _figures(texts: Mapping[int, str], columns: Columns, top: float, names: str) -> Iterator[str]:
    """Yield the figures of a row. Turned ones end at its upper edge, so that their units are in line.

    names: its classes.
    """
    is_turned = _is_turned(texts, columns)
    turned = 'transform="rotate(-90)" text-anchor="end"' if is_turned else 'text-anchor="middle"'
    yield f'<g class="{names}" dominant-baseline="central" {turned} {HALO}>'
    for year, text in texts.items():
        x, y = columns.x[year], top + SIZE / 2
        across, down = (-top, x) if is_turned else (x, y)
        yield f'<text x="{_c(across)}" y="{_c(down)}">{escape(text)}</text>'
    yield "</g>"


def _width(text: str) -> float:
    return width(text) * _LIGHT * _SIZE / SIZE
