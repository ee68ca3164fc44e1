"""The scale of a drawing: the positions of years and amounts, and the labels of the axes."""

import math
from collections.abc import Iterable
from decimal import Decimal

from bantin.charts.series import RANK
from bantin.charts.wording import Wording
from bantin.system.named_tuple import NamedTuple

# A drawing's own points; the style sheet makes it as wide as there is room.
WIDTH, HEIGHT = 320, 292
HEIGHT_WITHOUT_YEARS = 262
TOP, BOTTOM = 18, 254
_MOST_TICKS = 4
_MOST_YEARS = 5
_NEAR = 16  # from a year to the next
_DIGIT = 7.6  # how wide an axis' digit is at most


class Extent(NamedTuple):
    """The least and the greatest amount on an axis: ranks from 1, scores from 0 or from one below 0."""

    least: Decimal | int
    greatest: Decimal | int


class Scale(NamedTuple):
    """The scale of a drawing.

    at_top, at_bottom: the amounts at its upper and lower edge. ticks: amounts with labels.
    """

    left: float
    right: float
    first_year: int
    last_year: int
    at_top: float
    at_bottom: float
    ticks: tuple[tuple[float, str], ...]
    years: tuple[int, ...]

    @property
    def is_dense(self) -> bool:
        """Whether years are so close together that points must be small."""
        years = self.last_year - self.first_year
        return years > 0 and (self.right - self.left) / years < _NEAR

    def x(self, year: int) -> float:
        if self.first_year == self.last_year:
            return self.right  # beside its label
        share = (year - self.first_year) / (self.last_year - self.first_year)
        return self.left + share * (self.right - self.left)

    def y(self, amount: Decimal | int | float) -> float:
        share = (float(amount) - self.at_top) / (self.at_bottom - self.at_top)
        return TOP + share * (BOTTOM - TOP)


def scale(shows: str, years: Iterable[int], extent: Extent, wording: Wording, *, margin: float) -> Scale:
    """Return the scale for these years and amounts; `margin` stays free at the right.

    Ranks go from 1, at the top, to the number of ranked units. Scores begin at 0, at the bottom, or below it:
    any other start would exaggerate small differences.
    """
    ticks = _ranks(int(extent.greatest), wording) if shows == RANK else _scores(extent, wording)
    lowest, highest = ticks[0][0], ticks[-1][0]
    first, last = min(years := sorted(years)), max(years)
    return Scale(
        left=20 + _DIGIT * max(len(text) for _, text in ticks),
        right=WIDTH - margin,
        first_year=first,
        last_year=last,
        at_top=1 if shows == RANK else highest,
        at_bottom=max(highest, 2) if shows == RANK else lowest,
        ticks=tuple(ticks),
        years=tuple(_named_years(first, last)),
    )


def round_up(amount: Decimal) -> Decimal:
    """Return the next round number at or above an amount, for scores without a maximum."""
    if amount <= 0:
        return Decimal(1)
    power = Decimal(10) ** (amount.adjusted())
    return next(step * power for step in map(Decimal, ("1", "2", "2.5", "5", "10")) if step * power >= amount)


def _ranks(places: int, wording: Wording) -> list[tuple[float, str]]:
    step = _step(Decimal(places), whole=True)
    inner = range(int(step), places, int(step))
    shown = [rank for rank in inner if rank > 1 and places - rank >= step / 2]
    return [(rank, wording.count(rank)) for rank in dict.fromkeys([1, *shown, places])]


def _scores(extent: Extent, wording: Wording) -> list[tuple[float, str]]:
    """Return whole steps and the greatest score; if scores are below 0, a whole step beyond it."""
    least, limit = Decimal(extent.least), Decimal(extent.greatest)
    step = _step(limit - least, whole=False)
    first, last = math.floor(least / step), math.ceil(limit / step)
    if first < 0:
        limit = last * step
    inner = [step * index for index in range(first, last)]
    shown = [score for score in inner if limit - score >= step / 2]
    return [(float(score), wording.decimal(_short(score))) for score in [*shown, limit]]


def _step(limit: Decimal, *, whole: bool) -> Decimal:
    """Return the smallest round step of which at most _MOST_TICKS fit below the limit."""
    power = Decimal(10) ** (limit.adjusted() - 1)
    while True:
        for times in ("1", "2", "2.5", "5"):
            step = Decimal(times) * power
            if limit / step <= _MOST_TICKS and not (whole and step % 1):
                return step
        power *= 10


def _short(amount: Decimal) -> Decimal:
    """Remove trailing zeros: an axis shows 97.50 as 97.5."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def _named_years(first: int, last: int) -> list[int]:
    """Return the years with labels: the last, every n-th before it, and the first if there is room."""
    step = max(1, math.ceil((last - first) / (_MOST_YEARS - 1)))
    years = list(range(last, first - 1, -step))
    if years[-1] != first:
        if years[-1] - first < step * 0.75:
            years.pop()
        years.append(first)
    return years[::-1]
