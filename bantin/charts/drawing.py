"""Draw a chart as SVG. Lines differ in shape, dash and label, so that nobody needs to see colours."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from bantin.charts import sentences
from bantin.charts.choose import Chart
from bantin.charts.label_boxes import LINE
from bantin.charts.labels import PlacedLabel, axis_label_position, labels
from bantin.charts.points import Line, Point, is_same_scale, lay_out
from bantin.charts.rows import Columns, columns_of, draw_rows
from bantin.charts.scale import HEIGHT, HEIGHT_WITHOUT_PERIODS, WIDTH, Scale
from bantin.charts.svg import OUTLINE, SHAPES
from bantin.charts.svg import coordinate as _c
from bantin.charts.wording import Wording
from bantin.model import CHART_NUMBER
from bantin.system.named_tuple import NamedTuple

_SMALL_SHAPES = (
    "m0-4l4 4-4 4-4-4z",
    "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
    "m-3-3h6v6h-6z",
    "m0-4l4 7h-8z",
)


class Layout(NamedTuple):
    """The frame of a drawing, its lines, and the labels at each line: none if amounts are in rows.

    columns: of the rows below the drawing; None if there are none.
    """

    frame: Scale
    lines: list[Line]
    labels: list[list[PlacedLabel]]
    columns: Columns | None = None


def lay_out_labelled(chart: Chart, wording: Wording) -> Layout:
    """Return the layout of a chart in which every amount is written: at its point, or all of them in rows."""
    frame, lines = lay_out(chart, wording)
    if all(line.has_short_label for line in lines):
        labels_by_line = labels(lines, frame)
        if sum(map(len, labels_by_line)) == sum(len(line.points) for line in lines):
            return Layout(frame, lines, labels_by_line)
    frame, lines = lay_out(chart, wording, has_names=False)
    columns = columns_of(lines, frame)
    if columns.are_below_points(lines):
        frame = frame._replace(periods=())  # the rows name them
    return Layout(frame, lines, [[] for _ in lines], columns)


def draw_with_rows(chart: Chart, wording: Wording) -> str:
    """Return the drawing of a chart, and the rows of its amounts if they have no room at their points."""
    layout = lay_out_labelled(chart, wording)
    rows = draw_rows(layout.lines, layout.columns) if layout.columns else ""
    return f"{draw(chart, wording, layout)}{rows}"


def draw(chart: Chart, wording: Wording, layout: Layout) -> str:
    """Return the chart as one `<svg>`, with CHART_NUMBER in its ids."""
    frame, lines, labels_by_line, _ = layout
    height = HEIGHT if frame.periods else HEIGHT_WITHOUT_PERIODS
    title, description = sentences.title(chart), sentences.description(chart, wording)
    return "".join(
        [
            f'<svg class="chart__drawing" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"',
            f' fill="currentColor" role="img" aria-labelledby="bd{CHART_NUMBER}-ten"',
            f' aria-describedby="bd{CHART_NUMBER}-y">',  # not part of the name, or it is read out twice
            f'<title id="bd{CHART_NUMBER}-ten">{escape(title)}</title>',
            f'<desc id="bd{CHART_NUMBER}-y">{escape(description)}</desc>',
            *_axes(frame),
            *_marks(lines, chart.shows, _SMALL_SHAPES if frame.is_dense else SHAPES),
            *_texts(lines, labels_by_line),
            "</svg>",
        ]
    )


def _axes(frame: Scale) -> Iterator[str]:
    path = "".join(f"M{_c(frame.left)} {_c(frame.y(at))}H{_c(frame.right)}" for at, _ in frame.ticks)
    yield f'<path class="chart__grid" {OUTLINE} d="{path}"/>'
    yield '<g class="chart__axis" text-anchor="end">'
    for at, text in frame.ticks:
        x, y, _ = axis_label_position(frame, at)
        yield f'<text x="{_c(x)}" y="{_c(y)}">{escape(text)}</text>'
    yield "</g>"
    if frame.periods:
        yield '<g class="chart__axis" text-anchor="middle">'
        for period in frame.periods:
            yield f'<text x="{_c(frame.x(period.number))}" y="{HEIGHT - 10}">{period.text}</text>'
        yield "</g>"


def _marks(lines: list[Line], shows: str, shapes: tuple[str, ...]) -> Iterator[str]:
    """Yield lines and points of each series; the first series last, so that it is on top."""
    for line in reversed(lines):
        points, shape = line.points, shapes[line.mark]
        solid = [f"{_move_to(point)}{shape}" for point in points if shows not in point.value.derived]
        hollow = [f"{_move_to(point)}{shape}" for point in points if shows in point.value.derived]
        yield f'<g class="chart__series-{line.mark + 1}" {OUTLINE}>'
        yield _path("chart__line", _runs(points, shows))
        yield _path("chart__gap", _gaps(points, shows))
        yield _path("chart__point", solid)
        yield _path("chart__point chart__point--derived", hollow)
        yield "</g>"


def _path(name: str, pieces: Iterable[str]) -> str:
    path = "".join(pieces)
    return f'<path class="{name}" d="{path}"/>' if path else ""


def _runs(points: tuple[Point, ...], shows: str) -> Iterator[str]:
    """Yield the path through values of consecutive periods."""
    is_open = False
    for point, other in pairwise(points):
        follows = other.value.period.number == point.value.period.number + 1
        goes_on = follows and is_same_scale(point.value, other.value, shows)
        if goes_on:
            yield (
                f"L{_c(other.x)} {_c(other.y)}"
                if is_open
                else f"{_move_to(point)}L{_c(other.x)} {_c(other.y)}"
            )
        is_open = goes_on


def _gaps(points: tuple[Point, ...], shows: str) -> Iterator[str]:
    """Yield thin lines across periods without values."""
    for point, other in pairwise(points):
        is_apart = other.value.period.number > point.value.period.number + 1
        if is_apart and is_same_scale(point.value, other.value, shows):
            yield f"{_move_to(point)}L{_c(other.x)} {_c(other.y)}"


def _texts(lines: list[Line], words_by_line: list[list[PlacedLabel]]) -> Iterator[str]:
    """Yield the labels of each line; they follow all lines, so that no line covers a label."""
    for line, words in zip(lines, words_by_line, strict=True):
        if not words:
            continue
        yield f'<g class="chart__series-{line.mark + 1}">'
        for texts, (x, y, anchor) in words:
            named = "" if anchor == "start" else f' text-anchor="{anchor}"'
            for step, text in enumerate(texts):
                yield f'<text x="{_c(x)}" y="{_c(y + step * LINE)}"{named}>{escape(text)}</text>'
        yield "</g>"


def _move_to(point: Point) -> str:
    return f"M{_c(point.x)} {_c(point.y)}"
