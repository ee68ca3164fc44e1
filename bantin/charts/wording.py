"""The wording of charts: the site's labels, and its patterns for numbers."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache

from bantin.text.formats import number_formatter


class Wording:
    """labels: as in site.toml. count, decimal: CLDR patterns for ranks and for scores."""

    def __init__(self, labels: Mapping[str, str], *, count: str, decimal: str) -> None:
        self.labels = labels
        self._count = count
        self._decimal = decimal

    def count(self, value: int) -> str:
        """Format a whole number."""
        return _pattern(self._count, None)(value)

    def decimal(self, value: Decimal) -> str:
        """Format a number with as many decimals as the data file has: 86.50 is not 86.5."""
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int), "data files hold no infinite numbers"
        return _pattern(self._decimal, max(-exponent, 0))(value)


@lru_cache(maxsize=32)
def _pattern(pattern: str, places: int | None) -> Callable[[float | Decimal], str]:
    return number_formatter(pattern, places=places)
