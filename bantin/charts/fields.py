"""The fields of a data file, with their converters, which return a typed value or raise FieldError."""

import unicodedata
from decimal import Decimal
from typing import Any

from bantin.charts.series import MONTHLY, QUARTERLY, RANK, SCORE
from bantin.schema.tables import Converter
from bantin.schema.values import FieldError

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST_PLACES = 100_000
_MAX_DIGITS, _MAX_DECIMALS = 9, 4  # of a number: as many as a label has room for


def text(longest: int) -> Converter:
    """Return the converter of a text of at most `longest` characters."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise FieldError("not-quoted")
        normal = unicodedata.normalize("NFC", " ".join(value.split()))
        if not normal:
            raise FieldError("text-empty")
        if len(normal) > longest:
            raise FieldError("text-long", count=len(normal), limit=longest)
        if not normal.isprintable():
            raise FieldError("text-unprintable")
        return normal

    return read


def signed_number(value: Any) -> Decimal:
    """Return a number with at most _MAX_DIGITS digits, _MAX_DECIMALS of them decimals. Raises FieldError."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FieldError("not-a-number", value=_as_written(value))
    number = Decimal(value)
    if not number.is_finite():
        raise FieldError("not-finite", value=number)
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    whole = max(len(digits) + exponent, 1)
    if exponent < -_MAX_DECIMALS or whole - min(exponent, 0) > _MAX_DIGITS:
        raise FieldError("number-too-long", value=number, digits=_MAX_DIGITS, places=_MAX_DECIMALS)
    return number


def number(value: Any) -> Decimal:
    """Return a signed_number that is not below 0. Raises FieldError."""
    amount = signed_number(value)
    if amount < 0:
        raise FieldError("number-negative", value=amount)
    return amount


def positive(value: Any) -> Decimal:
    """Return a number greater than 0. Raises FieldError."""
    amount = number(value)
    if not amount:
        raise FieldError("maximum-zero")
    return amount


def whole(least: int, most: int) -> Converter:
    """Return the converter of a whole number from `least` to `most`."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise FieldError("not-a-whole-number", value=_as_written(value), least=least, most=most)
        return value

    return read


def shows(value: Any) -> str:
    if value not in (RANK, SCORE):
        raise FieldError("bad-shows", value=_as_written(value))
    return str(value)


def derived(value: Any) -> bool | str:
    if not (isinstance(value, bool) or value in (RANK, SCORE)):
        raise FieldError("bad-derived", value=_as_written(value))
    return value if isinstance(value, bool) else str(value)


def rows(code: str) -> Converter:
    """Return the converter of a list of tables that is not empty. code: of the message for other values."""

    def read(value: Any) -> list[dict[str, Any]]:
        if not (value and isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise FieldError(code)
        return value

    return read


def _as_written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return "a table or a list"
    return f'"{value}"' if isinstance(value, str) else str(value)


places = whole(1, _MOST_PLACES)
# Fields that may be given once for everything below them.
INHERITED = ("unit", "measure", "maximum", "places")
TOP: dict[str, Converter] = {
    "title": text(200),
    "shows": shows,
    "source": text(300),
    "unit": text(40),
    "measure": text(20),
    "maximum": positive,
    "places": places,
    "series": rows("not-rows"),
    "bars": rows("bars-not-rows"),
    "parts": rows("bars-not-rows"),
    "total": positive,
}
BAR: dict[str, Converter] = {"name": text(80), "amount": number}
SERIES: dict[str, Converter] = {
    "index": text(40),
    "unit": text(40),
    "about": text(100),
    "measure": text(20),
    "maximum": positive,
    "places": places,
    "values": rows("values-not-rows"),
}
VALUE: dict[str, Converter] = {
    "year": whole(_FIRST_YEAR, _LAST_YEAR),
    "quarter": whole(1, QUARTERLY),
    "month": whole(1, MONTHLY),
    SCORE: signed_number,
    "maximum": positive,
    RANK: places,
    "places": places,
    "derived": derived,
}
