"""Words of a text, and the keys under which the index stores them."""

import unicodedata

import pytest

from bantin.search.words import keys, pairs, words


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Đường dây nóng", ["đường", "dây", "nóng"]),
        ("Số 15/2020/NĐ-CP, ngày 5.8", ["số", "15", "2020", "nđ", "cp", "ngày", "5", "8"]),
        ("snake_case “ngoặc”…", ["snake", "case", "ngoặc"]),
        (" — \n\t!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert words(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("43.378 hồ sơ", ["43378", "hồ", "sơ"]),
        ("1.234.567", ["1234567"]),
        ("43\u00a0378", ["43378"]),
        ("74,95 %", ["74", "95"]),
        ("15.2020", ["15", "2020"]),
        ("a1.234", ["a1", "234"]),
        ("80 m², 5m³", ["80", "m2", "5m3"]),
        ("gọi 0213 3876 501", ["gọi", "02133876501"]),
        ("(0213) 3876501, 0912.345.678", ["02133876501", "0912345678"]),
        ("gọi 1900 6769, 1800.1168", ["gọi", "19006769", "18001168"]),
        ("ngày 05 2026, 0213 người", ["ngày", "05", "2026", "0213", "người"]),
    ],
)
def test_a_number_with_separators_is_one_word(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "word, expected",
    [
        ("đường", ("duong", "đường")),
        ("duong", ("duong", "duong")),
        ("2026", ("2026", "2026")),
        ("05", ("5", "5")),
        ("005", ("005", "005")),
        ("ủy", ("uy", "uỷ")),
        ("uỷ", ("uy", "uỷ")),
        ("quý", ("qui", "quí")),
        ("quí", ("qui", "quí")),
        ("kỹ", ("ki", "kĩ")),
        ("ngày", ("ngay", "ngày")),
    ],
)
def test_all_forms_share_a_key_and_each_has_its_own(word: str, expected: tuple[str, str]) -> None:
    assert keys(word) == expected


def test_neighbours_are_keyed_without_marks() -> None:
    assert pairs(words("Một cửa")) == pairs(words("mot cua")) == {"mot cua"}
    assert pairs(words("Một")) == set()
