"""The data types of data files, as they are after checking."""

from dataclasses import dataclass
from decimal import Decimal

from bantin.system.named_tuple import NamedTuple

RANK, SCORE = "rank", "score"
PERCENT = "%"


class Value(NamedTuple):
    """The figures of one year: a score, a rank, or both.

    maximum: of the score; None if the source does not give it. places: the number of ranked units, never less
    than `rank`. derived: which of RANK and SCORE were calculated from other figures and not published.
    """

    year: int
    score: Decimal | None
    maximum: Decimal | None
    rank: int | None
    places: int | None
    derived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One index of one unit (a province, a department) over the years, each year once, oldest first.

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
