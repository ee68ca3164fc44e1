"""A title in lines, as large as it fits. Pure: knows widths of words, no font."""

from collections.abc import Callable, Iterator, Sequence

from bantin.system.named_tuple import NamedTuple

ELLIPSIS = "…"

# Returns the width of a text in points, set in size 1.
Measure = Callable[[str], float]


class Area(NamedTuple):
    """Where a title goes, in points.

    sizes: of the letters, from large to small. leading: the height of a line, in sizes.
    """

    width: int
    height: int
    sizes: Sequence[int]
    leading: float


class SetTitle(NamedTuple):
    size: int
    lines: tuple[str, ...]


def set_title(title: str, area: Area, measure: Measure) -> SetTitle:
    """Return the title in the largest size that has room, its lines about equally long.

    Lines part at spaces, and at no-break spaces only where a group of words is wider than the area. In the
    smallest size what has no room gives way to an ellipsis.
    """
    words = [part for word in title.split(" ") for part in _parted(word, area, measure)]
    widths = {word: measure(word) for word in words}
    space = measure(" ")
    for size in area.sizes:
        width = area.width / size
        lines = list(_lines(words, widths, space, width))
        if len(lines) <= _room(area, size) and max(widths.values()) <= width:
            return SetTitle(size, _balanced(words, widths, space, width))
    size = area.sizes[-1]
    return SetTitle(size, _cut(list(_lines(words, widths, space, area.width / size)), area, size, measure))


def _room(area: Area, size: int) -> int:
    """Return how many lines of this size fit."""
    return int(area.height / (size * area.leading))


def _parted(word: str, area: Area, measure: Measure) -> list[str]:
    narrow = measure(word) * area.sizes[-1] <= area.width
    return [word] if narrow else word.split("\xa0")


def _lines(words: list[str], widths: dict[str, float], space: float, width: float) -> Iterator[str]:
    line: list[str] = []
    taken = 0.0
    for word in words:
        if line and taken + space + widths[word] > width:
            yield " ".join(line)
            line, taken = [], 0.0
        taken += widths[word] + (space if line else 0)
        line.append(word)
    yield " ".join(line)


def _balanced(words: list[str], widths: dict[str, float], space: float, width: float) -> tuple[str, ...]:
    """Return as many lines as this width asks for, in the narrowest width that asks for no more."""
    best = tuple(_lines(words, widths, space, width))
    low, high = width / 2, width
    for _ in range(7):
        middle = (low + high) / 2
        lines = tuple(_lines(words, widths, space, middle))
        if len(lines) > len(best) or max(widths.values()) > middle:
            low = middle
        else:
            best, high = lines, middle
    return best


def _cut(lines: list[str], area: Area, size: int, measure: Measure) -> tuple[str, ...]:
    room = max(1, _room(area, size))
    if len(lines) <= room:
        return tuple(lines)
    last = lines[room - 1]
    while " " in last and measure(last + ELLIPSIS) * size > area.width:
        last = last.rpartition(" ")[0]
    return (*lines[: room - 1], last.rstrip(" ,;:.–-") + ELLIPSIS)
