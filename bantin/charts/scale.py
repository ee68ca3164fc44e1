"""The scale of a drawing: the positions of periods and amounts, and the labels of the axes."""

import math
from collections.abc import Iterable
from decimal import Decimal

from bantin.charts.series import RANK, YEARLY, Period, period_of
from bantin.charts.wording import Wording
from bantin.system.named_tuple import NamedTuple

# A drawing's own points; the style sheet makes it as wide as there is room.
WIDTH, HEIGHT = 320, 292
HEIGHT_WITHOUT_PERIODS = 262
TOP, BOTTOM = 18, 254
_MOST_TICKS = 4
_MOST_YEARS, _MOST_PARTS = 5, 3  # with labels: years, or quarters or months
_NEAR = 16  # from a period to the next
_DIGIT = 7.6  # how wide an axis' digit is at most


class Extent(NamedTuple):
    """The least and the greatest amount on an axis: ranks from 1, scores from 0 or from one below 0."""

    least: Decimal | int
    greatest: Decimal | int


class Scale(NamedTuple):
    """The scale of a drawing.

    first, last: numbers of periods. at_top, at_bottom: the amounts at its upper and lower edge.
    ticks, periods: those with labels.
    """

    left: float
    right: float
    first: int
    last: int
    at_top: float
    at_bottom: float
    ticks: tuple[tuple[float, str], ...]
    periods: tuple[Period, ...]

    @property
    def is_dense(self) -> bool:
        """Whether periods are so close together that points must be small."""
        steps = self.last - self.first
        return steps > 0 and (self.right - self.left) / steps < _NEAR

    def x(self, number: int) -> float:
        """Return the position of the period with this number."""
        if self.first == self.last:
            return self.right  # beside its label
        share = (number - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def y(self, amount: Decimal | int | float) -> float:
        share = (float(amount) - self.at_top) / (self.at_bottom - self.at_top)
        return TOP + share * (BOTTOM - TOP)


def scale(shows: str, periods: Iterable[Period], extent: Extent, wording: Wording, *, margin: float) -> Scale:
    """Return the scale for these periods and amounts; `margin` stays free at the right.

    Ranks go from 1, at the top, to the number of ranked units. Scores begin at 0, at the bottom, or below it:
    any other start would exaggerate small differences.
    """
    ticks = _ranks(int(extent.greatest), wording) if shows == RANK else _scores(extent, wording)
    lowest, highest = ticks[0][0], ticks[-1][0]
    every = sorted(periods)
    first, last = every[0], every[-1]
    return Scale(
        left=20 + _DIGIT * max(len(text) for _, text in ticks),
        right=WIDTH - margin,
        first=first.number,
        last=last.number,
        at_top=1 if shows == RANK else highest,
        at_bottom=max(highest, 2) if shows == RANK else lowest,
        ticks=tuple(ticks),
        periods=tuple(_named_periods(first, last)),
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
    if limit - least == step * Decimal("2.5"):
        step /= 2  # 0, 100 … 500: after 0, 200, 400 the last step would be shorter
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


def _named_periods(first: Period, last: Period) -> list[Period]:
    """Return the periods with labels: the last, every n-th before it, and the first if there is room."""
    most = _MOST_YEARS if first.each == YEARLY else _MOST_PARTS
    step = max(1, math.ceil((last.number - first.number) / (most - 1)))
    numbers = list(range(last.number, first.number - 1, -step))
    if numbers[-1] != first.number:
        if numbers[-1] - first.number < step * 0.75:
            numbers.pop()
        numbers.append(first.number)
    return [period_of(number, first.each) for number in reversed(numbers)]
