"""Draw a chart as SVG. Lines differ in shape, dash and label, so that nobody needs to see colours."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from bantin.charts import sentences
from bantin.charts.choose import Chart
from bantin.charts.label_boxes import LINE
from bantin.charts.labels import PlacedLabel, axis_label_position, labels
from bantin.charts.points import Line, Point, is_same_scale, lay_out
from bantin.charts.scale import HEIGHT, WIDTH, Scale
from bantin.charts.wording import Wording
from bantin.model import CHART_NUMBER

# For where the style sheet is not: saved pages, readers of feeds.
_OUTLINE = 'fill="none" stroke="currentColor"'

# The style sheet gives words an outline of the paper's colour, which must lie below their own.
_HALO = 'paint-order="stroke"'

# Around a point: diamond, disc, square, triangle. A reader who sees no colours tells lines by these.
SHAPES = (
    "m0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z",
    "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "m-5-5h10v10h-10z",
    "m0-6.5l6.5 11h-13z",
)
_SMALL_SHAPES = (
    "m0-4l4 4-4 4-4-4z",
    "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
    "m-3-3h6v6h-6z",
    "m0-4l4 7h-8z",
)


def draw(chart: Chart, wording: Wording) -> str:
    """Return the chart as one `<svg>`, with CHART_NUMBER in its ids."""
    frame, lines = lay_out(chart, wording)
    title, description = sentences.title(chart), sentences.description(chart, wording)
    return "".join(
        [
            f'<svg class="chart__drawing" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"',
            f' fill="currentColor" role="img" aria-labelledby="bd{CHART_NUMBER}-ten"',
            f' aria-describedby="bd{CHART_NUMBER}-y">',  # not part of the name, or it is read out twice
            f'<title id="bd{CHART_NUMBER}-ten">{escape(title)}</title>',
            f'<desc id="bd{CHART_NUMBER}-y">{escape(description)}</desc>',
            *_axes(frame),
            *_marks(lines, chart.shows, _SMALL_SHAPES if frame.is_dense else SHAPES),
            *_texts(lines, labels(lines, frame)),
            "</svg>",
        ]
    )


def _axes(frame: Scale) -> Iterator[str]:
    path = "".join(f"M{_c(frame.left)} {_c(frame.y(at))}H{_c(frame.right)}" for at, _ in frame.ticks)
    yield f'<path class="chart__grid" {_OUTLINE} d="{path}"/>'
    yield f"<g {_HALO}>"
    for at, text in frame.ticks:
        (x, y, anchor), named = axis_label_position(frame, at), escape(text)
        yield f'<text class="chart__axis" x="{_c(x)}" y="{_c(y)}" text-anchor="{anchor}">{named}</text>'
    for year in frame.years:
        x = frame.x(year)
        yield f'<text class="chart__axis" x="{_c(x)}" y="{HEIGHT - 10}" text-anchor="middle">{year}</text>'
    yield "</g>"


def _marks(lines: list[Line], shows: str, shapes: tuple[str, ...]) -> Iterator[str]:
    """Yield lines and points of each series; the first series last, so that it is on top."""
    for line in reversed(lines):
        points, shape = line.points, shapes[line.mark]
        solid = [f"{_m(point)}{shape}" for point in points if shows not in point.value.derived]
        hollow = [f"{_m(point)}{shape}" for point in points if shows in point.value.derived]
        yield f'<g class="chart__series-{line.mark + 1}" {_OUTLINE}>'
        yield _path("chart__line", _runs(points, shows))
        yield _path("chart__gap", _gaps(points, shows))
        yield _path("chart__point", solid)
        yield _path("chart__point chart__point--derived", hollow)
        yield "</g>"


def _path(name: str, pieces: Iterable[str]) -> str:
    path = "".join(pieces)
    return f'<path class="{name}" d="{path}"/>' if path else ""


def _runs(points: tuple[Point, ...], shows: str) -> Iterator[str]:
    """Yield the path through values of consecutive years."""
    is_open = False
    for point, other in pairwise(points):
        goes_on = other.value.year == point.value.year + 1 and is_same_scale(point.value, other.value, shows)
        if goes_on:
            yield f"L{_c(other.x)} {_c(other.y)}" if is_open else f"{_m(point)}L{_c(other.x)} {_c(other.y)}"
        is_open = goes_on


def _gaps(points: tuple[Point, ...], shows: str) -> Iterator[str]:
    """Yield thin lines across years without values."""
    for point, other in pairwise(points):
        if other.value.year > point.value.year + 1 and is_same_scale(point.value, other.value, shows):
            yield f"{_m(point)}L{_c(other.x)} {_c(other.y)}"


def _texts(lines: list[Line], words_by_line: list[list[PlacedLabel]]) -> Iterator[str]:
    """Yield the labels of each line; they follow all lines, so that no line covers a label."""
    for line, words in zip(lines, words_by_line, strict=True):
        yield f'<g class="chart__series-{line.mark + 1}" {_HALO}>'
        for texts, (x, y, anchor) in words:
            named = "" if anchor == "start" else f' text-anchor="{anchor}"'
            for step, text in enumerate(texts):
                yield f'<text x="{_c(x)}" y="{_c(y + step * LINE)}"{named}>{escape(text)}</text>'
        yield "</g>"


def _m(point: Point) -> str:
    return f"M{_c(point.x)} {_c(point.y)}"


def _c(coordinate: float) -> str:
    """Format a coordinate with at most one decimal."""
    return f"{coordinate:.1f}".removesuffix(".0")
