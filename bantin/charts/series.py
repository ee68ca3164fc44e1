"""The nouns of charts: what a data file holds once it is checked."""

from dataclasses import dataclass
from decimal import Decimal

from bantin.system.named_tuple import NamedTuple

RANK, SCORE = "rank", "score"
PERCENT = "%"


class Value(NamedTuple):
    """What one year brought; at least one of score and rank is there.

    maximum: of the score; None where the source does not tell it. places: how many were ranked, never less
    than `rank`. derived: which of RANK and SCORE were worked out from other figures, not published.
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

    measure: what scores are counted in, "điểm" or PERCENT. about: what the index is, in a few words, or "".
    """

    index: str
    unit: str
    about: str
    measure: str
    values: tuple[Value, ...]


class SeriesData(NamedTuple):
    """A data file. shows: RANK or SCORE, what its chart shows unless asked for the other."""

    title: str
    shows: str
    source: str
    series: tuple[Series, ...]
