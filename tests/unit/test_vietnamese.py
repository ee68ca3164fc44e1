"""Folding, the alphabet and dates, as tables."""

import unicodedata
from datetime import datetime, timedelta, timezone

import pytest

from bantin.text.vietnamese import NoSuchDateError, fold, parse_date, slug, sort_key, term_slug

HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Đường dây nóng", "duong day nong"),
        ("ĐẶNG Ỷ", "dang y"),
        ("PAPI 2021", "papi 2021"),
        ("straße", "strasse"),
        ("", ""),
    ],
)
def test_folding_removes_marks_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Đổi mới", "doi-moi"),
        ("COVID-19: số liệu", "covid-19-so-lieu"),
        ("  Một   cửa!  ", "mot-cua"),
        ("12.710 lượt", "12-710-luot"),
        ("uỷ ban – ủy ban", "uy-ban-uy-ban"),
        ("漢字", ""),
        ("...", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_between_single_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_words_sort_as_in_a_dictionary() -> None:
    in_order = "an ăn ân cam chanh đa đã đá đạ đám e ê lý lỵ o ô ơ thu thù thủ thũ thú thụ thư xã".split()
    assert sorted(set(in_order), key=sort_key) == in_order


def test_digits_and_spaces_sort_before_letters() -> None:
    assert sorted(["một cửa", "mộta", "9 xã"], key=sort_key) == ["9 xã", "một cửa", "mộta"]


def test_numbers_sort_by_their_value() -> None:
    names = ["Khóa 100", "Quý 2", "Khóa 10", "12 xã", "Khóa 10a", "Khóa 2", "9 xã", "Quý 01"]
    in_order = ["9 xã", "12 xã", "Khóa 2", "Khóa 10", "Khóa 10a", "Khóa 100", "Quý 01", "Quý 2"]
    assert sorted(names, key=sort_key) == in_order


@pytest.mark.parametrize(
    "written, machine",
    [
        ("2019-01-16", "2019-01-16"),
        ("2023-07-21T08:30", "2023-07-21T08:30+07:00"),
        ("2023-07-21 8:30:05", "2023-07-21T08:30:05+07:00"),
        ("2023-07-21T08:30Z", "2023-07-21T15:30+07:00"),
        ("2023-07-21T23:30:00.125-0500", "2023-07-22T11:30+07:00"),
        ("29/06/2017", "2017-06-29"),
        ("9/6/2017", "2017-06-09"),
        ("20/06/2020 07:00", "2020-06-20T07:00+07:00"),
        ("20/06/2020, 7:00", "2020-06-20T07:00+07:00"),
        ("29/06/2017 9:16:06 SA", "2017-06-29T09:16:06+07:00"),
        ("11/07/2019 5:01:36 CH", "2019-07-11T17:01:36+07:00"),
        ("11/07/2019 5:01 ch", "2019-07-11T17:01+07:00"),
        ("11/07/2019 12:30:00 SA", "2019-07-11T00:30+07:00"),
        ("11/07/2019 12:30:00 CH", "2019-07-11T12:30+07:00"),
        ("11/07/2019 12:00:00 SA", "2019-07-11"),
        (" 2019-01-16 ", "2019-01-16"),
        ("0206-08-05", "0206-08-05"),
    ],
)
def test_dates_are_read_in_all_the_forms_portals_use(written: str, machine: str) -> None:
    instant, read = parse_date(written, HANOI)
    assert read == machine
    whole = machine if "T" in machine else f"{machine}T00:00+07:00"
    assert instant == int(datetime.fromisoformat(whole).timestamp())


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2020",
        "2026-02-29",
        "2026-13-01",
        "08/31/2026",
        "2026-08-05T25:00",
        "05/08/2026 13:00 CH",
        "0000-00-00",
    ],
)
def test_a_day_or_hour_that_does_not_exist_raises_an_error_of_its_own(written: str) -> None:
    with pytest.raises(NoSuchDateError):
        parse_date(written, HANOI)


@pytest.mark.parametrize(
    "written", ["", "hôm qua", "5-8-2026", "2026", "05.08.2026", "2026-08-05T", "٢٠٢٦-٠٨-٠٥"]
)
def test_other_text_is_not_a_date(written: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_date(written, HANOI)
    assert not isinstance(caught.value, NoSuchDateError)


def test_a_tone_mark_on_a_character_other_than_a_vowel_does_not_count() -> None:
    assert sort_key(">\u0301a")[0] == sort_key(">a")[0]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Đất đai", "dat-dai"),
        ("№", "no"),
        ("日本", "xn-wgv71a"),
        ("받침", "xn-hh3bs84a"),
        ("!!!", ""),
    ],
)
def test_terms_of_other_scripts_have_an_address(name: str, expected: str) -> None:
    assert term_slug(name) == expected
    assert term_slug(unicodedata.normalize("NFD", name)) == expected


def test_the_address_of_a_long_term_is_a_name_that_file_systems_take() -> None:
    assert len(term_slug("".join(map(chr, range(0x4E00, 0x9FA5, 260)))[:80])) < 200
