"""Every accepted pattern shows dates and numbers as babel does for Vietnamese."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from babel.dates import format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bantin.text.formats import date_formatter, number_formatter

HANOI = timezone(timedelta(hours=7))
WORDS = st.sampled_from(["", " ", "'lượt' ", "''", " lần", "'0 # d'", " (", "– "])
LETTERS = st.sampled_from("y yy yyyy M MM d dd H HH h hh m mm s ss a".split())

date_patterns = st.lists(st.tuples(LETTERS, st.sampled_from(["/", " ", ":", ", ", " 'giờ' ", "''"]))).map(
    lambda pieces: "".join(letter + between for letter, between in pieces)
)
integers = st.sampled_from("0 # #0 00 #,##0 #,### #,#00 #,##,##0 0,000 #,###,##0 000000".split())
fractions = st.sampled_from(["", ".0", ".#", ".00", ".0#", ".##", ".000####"])
number_patterns = st.tuples(WORDS, integers, fractions, WORDS).map("".join)
# Halves are where rounding could differ.
values = st.one_of(
    st.integers(0, 10**15),
    st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=4),
    st.integers(0, 10**6).map(lambda number: Decimal(number) + Decimal("0.125")),
)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(HANOI))


@given(date_patterns, moments)
def test_a_date_is_shown_as_babel_shows_it(pattern: str, moment: datetime) -> None:
    shown = format_datetime(moment, pattern, locale="vi", tzinfo=HANOI)
    assert date_formatter(pattern)(moment.isoformat(timespec="seconds")) == shown


@given(number_patterns, values)
def test_a_number_is_shown_as_babel_shows_it(pattern: str, value: int | Decimal) -> None:
    assert number_formatter(pattern)(value) == format_decimal(value, format=pattern, locale="vi")
