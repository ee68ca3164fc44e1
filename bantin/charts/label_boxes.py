"""Positions for the labels of a drawing, so that no label covers another or a point."""

from collections.abc import Iterable, Sequence

from bantin.system.named_tuple import NamedTuple

# Measures of labels, in drawing units.
SIZE = 16  # of the text
LINE = 21  # from one baseline to the next: there are marks above letters, and tails below
_ASCENT = 13  # of SIZE, the part above the baseline
MAX_WIDTH = 150

# The widths of characters in DejaVu Sans Bold, as the font states them; few systems have a wider font.
_SIGNS = {
    **dict.fromkeys("ijlIJ.,:;/ ", 6.2),
    **dict.fromkeys("frt()-*", 8.0),
    **dict.fromkeys("MWmw%…", 16.5),
}
_CAPITAL, _OTHER = 12.8, 11.3


class Box(NamedTuple):
    """A rectangle on the drawing, in drawing units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether the two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class TextPosition(NamedTuple):
    """The anchor of a text on its baseline: "start", "middle" or "end" as in SVG."""

    x: float
    y: float
    anchor: str


def width(text: str) -> float:
    """Estimate the greatest width of a label in drawing units; the reader's font is unknown."""
    return sum(_SIGNS.get(letter) or (_CAPITAL if letter.isupper() else _OTHER) for letter in text)


def label_lines(name: str, amount: str) -> tuple[str, ...]:
    """Return a label on one line, or on two if it is wider than MAX_WIDTH. These may be too wide, too."""
    text = f"{name} {amount}"
    if width(text) <= MAX_WIDTH:
        return (text,)
    breaks = [at for at, char in enumerate(text) if char == " "]
    halves = [(text[:at], text[at + 1 :]) for at in breaks]
    return min(halves, key=lambda two: max(map(width, two)))


def wrapped(text: str, max_width: float) -> list[str]:
    """Return a text in lines of at most this width; only a wider word is broken."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(longer := f"{lines[-1]} {word}") <= max_width:
            lines[-1] = longer
        else:
            lines += _broken(word, max_width)
    return lines


def _broken(word: str, max_width: float) -> list[str]:
    """Return a word in pieces of at most this width."""
    pieces = [""]
    for letter in word:
        if width(pieces[-1] + letter) > max_width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def box(text: str, position: TextPosition) -> Box:
    """Return the rectangle of a text at a position."""
    size = width(text)
    left = position.x - {"start": 0, "middle": size / 2, "end": size}[position.anchor]
    return Box(left, position.y - _ASCENT, left + size, position.y + SIZE - _ASCENT)


def first_free(
    text: str, positions: Iterable[TextPosition], taken: Sequence[Box], within: Box
) -> TextPosition | None:
    """Return the first position where the text overlaps nothing and stays inside `within`, or None."""
    for position in positions:
        candidate = box(text, position)
        is_inside = (
            within.left <= candidate.left
            and candidate.right <= within.right
            and within.top <= candidate.top
            and candidate.bottom <= within.bottom
        )
        if is_inside and not any(candidate.meets(other) for other in taken):
            return position
    return None


def without_overlaps(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Return the upper edges of blocks in one column: close to `wanted` (ascending), without overlaps.

    After subtracting the heights of all blocks above, edges need only ascend: each descending run gets its
    mean (isotonic regression by pooling neighbours). The result is kept inside the column.
    """
    stacked = [sum(heights[:index]) for index in range(len(heights))]
    pools: list[tuple[float, int]] = []  # mean, number of blocks
    for edge, above in zip(wanted, stacked, strict=True):
        mean, count = edge - above, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    free = [mean for mean, count in pools for _ in range(count)]
    last = bottom - sum(heights)
    return [max(top, min(last, y)) + above for y, above in zip(free, stacked, strict=True)]
