"""Which words stand on a drawing, and where: names at the ends of lines, amounts where there is room."""

from collections.abc import Iterator

from bantin.charts.label_boxes import LINE, SIZE, Box, Spot, apart, box, first_free
from bantin.charts.points import LABEL_GAP, Line, Point
from bantin.charts.scale import BOTTOM, TOP, Scale
from bantin.system.named_tuple import NamedTuple

_REACH, _SMALL_REACH = 7, 4  # of a point's shape, from its middle


class Words(NamedTuple):
    """A text on the drawing: one line or two, and where the first one stands."""

    lines: tuple[str, ...]
    spot: Spot


def labels(lines: list[Line], frame: Scale) -> list[list[Words]]:
    """The words at each line: its name and newest amount at the end, its oldest where there is room.

    Lines that go on to the last year have their names in the right margin; one that ends before has it at its
    end, or, where that is crowded, in the margin too, with the year. A chart of one line has room for more:
    all its amounts, as far as they do not meet.
    """
    sheet = _Sheet(lines, frame)
    aside = []
    for index, line in enumerate(lines):
        if line.points[-1].value.year == frame.last_year:
            aside.append((line.points[-1].y, index, line.label))
        elif len(line.label) > 1 or not sheet.write(index, line.points[-1], line.label[0]):
            aside.append((line.points[-1].y, index, line.dated_label))
    sheet.write_aside(sorted(aside))
    for index, line in enumerate(lines):
        others = line.points[-2::-1] if len(lines) == 1 else line.points[:-1][:1]
        for point in others:
            sheet.write(index, point, point.text)
    return sheet.found


class _Sheet:
    """A drawing while words are put on it. found: beside the lines."""

    def __init__(self, lines: list[Line], frame: Scale) -> None:
        self.found: list[list[Words]] = [[] for _ in lines]
        self._lines = lines
        self._margin = frame.right + LABEL_GAP + 1
        self._within = Box(0, 2, self._margin, BOTTOM + SIZE)
        self._taken = [*_points(lines, _SMALL_REACH if frame.is_dense else _REACH), *_axis(frame)]

    def write(self, line: int, point: Point, text: str) -> bool:
        """Put a text near a point of that line, if it meets nothing and no margin; tells whether it did."""
        spots = _spots(point, self._lines[line])
        spot = first_free(text, spots, self._taken, self._within)
        if spot is not None:
            self._put(line, Words((text,), spot))
        return spot is not None

    def write_aside(self, texts: list[tuple[float, int, tuple[str, ...]]]) -> None:
        """Put these (height, line, words), from the top down, into the margin, each as near as can be."""
        heights = [LINE * len(words) for _, _, words in texts]
        wanted = [y - height / 2 for (y, _, _), height in zip(texts, heights, strict=True)]
        edges = apart(wanted, heights, TOP - 14, BOTTOM + 16)
        for edge, (_, line, words) in zip(edges, texts, strict=True):
            self._put(line, Words(words, Spot(self._margin, edge + 15, "start")))

    def _put(self, line: int, words: Words) -> None:
        self.found[line].append(words)
        for step, text in enumerate(words.lines):
            self._taken.append(box(text, words.spot._replace(y=words.spot.y + step * LINE)))


def axis_spot(frame: Scale, at: float) -> Spot:
    """Where the axis names an amount."""
    return Spot(frame.left - 12, frame.y(at) + 4.5, "end")


def _points(lines: list[Line], reach: float) -> Iterator[Box]:
    for line in lines:
        for _, x, y, _ in line.points:
            yield Box(x - reach, y - reach, x + reach, y + reach)


def _axis(frame: Scale) -> Iterator[Box]:
    for at, text in frame.ticks:
        yield box(text, axis_spot(frame, at))


def _spots(point: Point, line: Line) -> list[Spot]:
    """Above or below a point, first on the side where its line does not run; then beside it."""
    near = [
        point_beside.y for point_beside in line.points if abs(point_beside.value.year - point.value.year) == 1
    ]
    above = Spot(point.x, point.y - 12, "middle")
    below = Spot(point.x, point.y + 22, "middle")
    runs_above = bool(near) and sum(near) / len(near) < point.y
    sides = [below, above] if runs_above else [above, below]
    return [
        *sides,
        Spot(point.x + LABEL_GAP, point.y + 5, "start"),
        Spot(point.x - LABEL_GAP, point.y + 5, "end"),
    ]
