"""The labels of a drawing and their positions: names at the ends of lines, amounts at all other points."""

import math
from collections.abc import Iterator
from itertools import pairwise

from bantin.charts.label_boxes import LINE, SIZE, Box, TextPosition, box, first_free, without_overlaps
from bantin.charts.points import LABEL_GAP, Line, Point
from bantin.charts.scale import BOTTOM, TOP, Scale
from bantin.system.named_tuple import NamedTuple

_REACH, _SMALL_REACH = 7, 4  # of a point's shape, from its middle
_STEP = 4  # from one box along a line to the next: less than a label is high


class PlacedLabel(NamedTuple):
    """A text on the drawing: one line or two, and the position of the first line."""

    lines: tuple[str, ...]
    position: TextPosition


def labels(lines: list[Line], frame: Scale) -> list[list[PlacedLabel]]:
    """Return the labels of each line: its name and newest amount at its end, amounts at its other points.

    Lines that reach the last period have their names in the right margin. A line that ends before has it at
    its end, or, if that is crowded, in the margin with the period. The oldest amounts are placed first.
    Amounts without room have no label; `drawing.lay_out_labelled` then writes all of them in rows.
    """
    sheet = _Sheet(lines, frame)
    in_margin = []
    for index, line in enumerate(lines):
        if line.points[-1].value.period.number == frame.last:
            in_margin.append((line.points[-1].y, index, line.label))
        elif len(line.label) > 1 or not sheet.write(index, line.points[-1], line.label[0]):
            in_margin.append((line.points[-1].y, index, line.dated_label))
    sheet.write_in_margin(sorted(in_margin))
    for index, line in enumerate(lines):
        for point in line.points[:-1][:1]:
            sheet.write(index, point, point.text)
    if len(lines) == 1 or not frame.is_dense:
        for index, line in enumerate(lines):
            for point in line.points[-2:0:-1]:
                sheet.write(index, point, point.text)
    return sheet.words


class _Sheet:
    """Collects the labels of a drawing. words: for each line."""

    def __init__(self, lines: list[Line], frame: Scale) -> None:
        self.words: list[list[PlacedLabel]] = [[] for _ in lines]
        self._lines = lines
        self._margin = frame.right + LABEL_GAP + 1
        self._within = Box(0, 2, self._margin, BOTTOM + SIZE)
        self._crossed = [box for line in lines for box in _boxes_along(line)]
        self._taken = [*_points(lines, _SMALL_REACH if frame.is_dense else _REACH), *_axis(frame)]

    def write(self, line: int, point: Point, text: str) -> bool:
        """Put a text near a point, preferably where no line passes; return whether there was room."""
        positions = _positions(point, self._lines[line])
        position = first_free(text, positions, [*self._taken, *self._crossed], self._within) or first_free(
            text, positions, self._taken, self._within
        )
        if position is not None:
            self._put(line, PlacedLabel((text,), position))
        return position is not None

    def write_in_margin(self, texts: list[tuple[float, int, tuple[str, ...]]]) -> None:
        """Put these (height, line, words) into the margin, each as close to its height as possible.

        texts: from the top down.
        """
        heights = [LINE * len(words) for _, _, words in texts]
        wanted = [y - height / 2 for (y, _, _), height in zip(texts, heights, strict=True)]
        edges = without_overlaps(wanted, heights, TOP - 14, BOTTOM + 16)
        for edge, (_, line, words) in zip(edges, texts, strict=True):
            self._put(line, PlacedLabel(words, TextPosition(self._margin, edge + 15, "start")))

    def _put(self, line: int, words: PlacedLabel) -> None:
        self.words[line].append(words)
        for step, text in enumerate(words.lines):
            self._taken.append(box(text, words.position._replace(y=words.position.y + step * LINE)))


def axis_label_position(frame: Scale, at: float) -> TextPosition:
    """Return the position of an amount on the axis."""
    return TextPosition(frame.left - 12, frame.y(at) + 4.5, "end")


def _points(lines: list[Line], reach: float) -> Iterator[Box]:
    for line in lines:
        for _, x, y, _ in line.points:
            yield Box(x - reach, y - reach, x + reach, y + reach)


def _boxes_along(line: Line) -> Iterator[Box]:
    """Yield small boxes that cover the line between its points."""
    for start, end in pairwise(line.points):
        steps = math.ceil(max(abs(end.x - start.x), abs(end.y - start.y)) / _STEP)
        for step in range(1, steps):
            x = start.x + (end.x - start.x) * step / steps
            y = start.y + (end.y - start.y) * step / steps
            yield Box(x - 1, y - 1, x + 1, y + 1)


def _axis(frame: Scale) -> Iterator[Box]:
    for at, text in frame.ticks:
        yield box(text, axis_label_position(frame, at))


def _positions(point: Point, line: Line) -> list[TextPosition]:
    """Return the positions for a label of a point, the best first.

    Above and below it, first on the side away from its line; then beside it, then diagonally.
    """
    number = point.value.period.number
    near = [other.y for other in line.points if abs(other.value.period.number - number) == 1]
    above = TextPosition(point.x, point.y - 12, "middle")
    below = TextPosition(point.x, point.y + 22, "middle")
    runs_above = bool(near) and sum(near) / len(near) < point.y
    sides = [below, above] if runs_above else [above, below]
    return [
        *sides,
        TextPosition(point.x + LABEL_GAP, point.y + 5, "start"),
        TextPosition(point.x - LABEL_GAP, point.y + 5, "end"),
        *(
            TextPosition(point.x + side * (_REACH + 1), position.y, anchor)
            for position in sides
            for side, anchor in ((1, "start"), (-1, "end"))
        ),
    ]
