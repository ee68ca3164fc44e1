"""Patterns for dates and numbers, as tables. tests/properties hold them equal to babel's."""

from decimal import Decimal

import pytest

from bantin.text.formats import date_formatter, number_formatter


@pytest.mark.parametrize(
    "pattern, shown",
    [
        ("dd/MM/yyyy", "09/07/2019"),
        ("d/M/yy", "9/7/19"),
        ("h:mm a, dd/MM/yyyy", "5:01 CH, 09/07/2019"),
        ("HH:mm:ss", "17:01:36"),
        ("hh 'giờ' mm", "05 giờ 01"),
        ("'ngày' d 'tháng' M 'năm' y", "ngày 9 tháng 7 năm 2019"),
        ("d''M", "9'7"),
    ],
)
def test_a_date_is_shown_in_the_sites_pattern(pattern: str, shown: str) -> None:
    assert date_formatter(pattern)("2019-07-09T17:01:36+07:00") == shown


@pytest.mark.parametrize("hour, shown", [("00", "12 SA"), ("09", "9 SA"), ("12", "12 CH"), ("23", "11 CH")])
def test_hours_run_from_twelve_to_eleven(hour: str, shown: str) -> None:
    assert date_formatter("h a")(f"2019-07-09T{hour}:00+07:00") == shown


@pytest.mark.parametrize(
    "pattern, piece", [("dd/MM/yyyy Q", "Q"), ("yyy", "yyy"), ("d 'ngày", "'ngày"), ("EEEE", "EEEE")]
)
def test_an_unknown_piece_of_a_pattern_is_named(pattern: str, piece: str) -> None:
    with pytest.raises(ValueError, match=f"^{piece}$"):
        date_formatter(pattern)


@pytest.mark.parametrize(
    "pattern, value, shown",
    [
        ("#,##0", 0, "0"),
        ("#,##0", 999, "999"),
        ("#,##0", 1871, "1.871"),
        ("#,##0", 1234567, "1.234.567"),
        ("#,##0", -1871, "-1.871"),
        ("0", 1871, "1871"),
        ("000", 7, "007"),
        ("#,##,##0", 1234567, "12.34.567"),
        ("#,##0.##", 67.41, "67,41"),
        ("#,##0.##", 72.0, "72"),
        ("#,##0.##", Decimal("74.955"), "74,96"),
        ("#,##0.##", Decimal("74.945"), "74,94"),
        ("#,##0.00", 72, "72,00"),
        ("#,##0.0#", 72.5, "72,5"),
        ("#,##0 'lượt'", 1871, "1.871 lượt"),
        ("'#'0", 3, "#3"),
        ("0''", 3, "3'"),
        ("#,##0.##", 10**30, "1.000.000.000.000.000.000.000.000.000.000"),
    ],
)
def test_a_number_is_shown_in_the_sites_pattern(pattern: str, value: float | Decimal, shown: str) -> None:
    assert number_formatter(pattern)(value) == shown


@pytest.mark.parametrize(
    "pattern, rest",
    [
        ("", ""),
        ("lượt", "lượt"),
        ("#.##0,##", "0,##"),
        ("#,##0,", ","),
        ("#,##0.##0", "0"),
        ("#,##0%", "%"),
        ("#,##0;(#)", ";(#)"),
        ("0 'lượt", "'lượt"),
        ("1", "1"),
    ],
)
def test_what_cannot_be_read_in_a_number_pattern_is_named(pattern: str, rest: str) -> None:
    with pytest.raises(ValueError) as caught:
        number_formatter(pattern)
    assert str(caught.value) == rest
