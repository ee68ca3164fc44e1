"""The data types of data files, as they are after checking."""

from dataclasses import dataclass
from decimal import Decimal

from bantin.system.named_tuple import NamedTuple

RANK, SCORE = "rank", "score"
PERCENT = "%"

YEARLY, QUARTERLY, MONTHLY = 1, 4, 12
# The field of a value, and the label of a table's column. The first of a value's fields decides.
PERIODS = {MONTHLY: "month", QUARTERLY: "quarter", YEARLY: "year"}
_QUARTERS = ("I", "II", "III", "IV")


class Period(NamedTuple):
    """A year, or a quarter or month of it.

    each: how many such periods a year has: YEARLY, QUARTERLY or MONTHLY. part: from 1 to `each`.
    """

    year: int
    part: int = 1
    each: int = YEARLY

    @property
    def number(self) -> int:
        """The number of this period: one more than that of the period before."""
        return self.year * self.each + self.part - 1

    @property
    def text(self) -> str:
        """The period in a table: "2026", "II/2026" or "3/2026"."""
        if self.each == YEARLY:
            return str(self.year)
        return f"{_QUARTERS[self.part - 1] if self.each == QUARTERLY else self.part}/{self.year}"

    @property
    def name(self) -> str:
        """The period in a title: "2026", "quý II/2026" or "tháng 3/2026"."""
        return {YEARLY: "", QUARTERLY: "quý ", MONTHLY: "tháng "}[self.each] + self.text

    @property
    def phrase(self) -> str:
        """The period in a sentence: "năm 2026", "quý II/2026" or "tháng 3/2026"."""
        return f"năm {self.year}" if self.each == YEARLY else self.name


def period_of(number: int, each: int) -> Period:
    """Return the period with this `number`."""
    return Period(number // each, number % each + 1, each)


class Value(NamedTuple):
    """The figures of one period: a score, a rank, or both.

    maximum: of the score; None if the source does not give it. places: the number of ranked units, never less
    than `rank`. derived: which of RANK and SCORE were calculated from other figures and not published.
    """

    period: Period
    score: Decimal | None
    maximum: Decimal | None
    rank: int | None
    places: int | None
    derived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One index of one unit (a province, a department) over time, each period once, oldest first.

    measure: the unit of scores, "điểm" or PERCENT. about: a short explanation of the index, or "".
    """

    index: str
    unit: str
    about: str
    measure: str
    values: tuple[Value, ...]


class SeriesData(NamedTuple):
    """A data file with series. shows: RANK or SCORE, the default for its charts."""

    title: str
    shows: str
    source: str
    series: tuple[Series, ...]
