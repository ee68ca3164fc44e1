"""Break a title into lines, in the largest size that fits. Pure: knows widths of words, but no font."""

from collections.abc import Callable, Iterator, Sequence

from bantin.system.named_tuple import NamedTuple

ELLIPSIS = "…"

# Returns the width of a text in points, set in size 1.
Measure = Callable[[str], float]


class Area(NamedTuple):
    """The area for a title, in pixels.

    sizes: of the letters, from large to small. leading: the height of a line, as a multiple of the size.
    """

    width: int
    height: int
    sizes: Sequence[int]
    leading: float


class SetTitle(NamedTuple):
    """A title in lines, with its size in pixels."""

    size: int
    lines: tuple[str, ...]


def set_title(title: str, area: Area, measure: Measure) -> SetTitle:
    """Return the title in the largest size that fits, in lines of about equal length.

    Lines break at spaces; at no-break spaces, or within a word, only if these are wider than the area. If the
    smallest size does not fit, the end is replaced by an ellipsis.
    """
    words = [part for word in title.split(" ") for part in _parts_that_fit(word, area, measure)]
    widths = {word: measure(word) for word in words}
    space = measure(" ")
    for size in area.sizes:
        width = area.width / size
        lines = list(_lines(words, widths, space, width))
        if len(lines) <= _lines_that_fit(area, size) and max(widths.values()) <= width:
            return SetTitle(size, _balanced(words, widths, space, width))
    size = area.sizes[-1]
    return SetTitle(size, _cut(list(_lines(words, widths, space, area.width / size)), area, size, measure))


def _lines_that_fit(area: Area, size: int) -> int:
    """Return how many lines of this size fit."""
    return int(area.height / (size * area.leading))


def _parts_that_fit(text: str, area: Area, measure: Measure) -> Iterator[str]:
    """Yield a text without spaces in parts, each no wider than the area in the smallest size."""
    widest = area.width / area.sizes[-1]
    for word in [text] if measure(text) <= widest else text.split("\xa0"):
        start = 0
        for end in range(1, len(word)):
            if measure(word[start : end + 1]) > widest:
                yield word[start:end]
                start = end
        yield word[start:]


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
    """Return lines in the narrowest width that needs no more lines than `width` does."""
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
    room = max(1, _lines_that_fit(area, size))
    if len(lines) <= room:
        return tuple(lines)
    last = lines[room - 1]
    while " " in last and measure(last + ELLIPSIS) * size > area.width:
        last = last.rpartition(" ")[0]
    return (*lines[: room - 1], last.rstrip(" ,;:.–-") + ELLIPSIS)
