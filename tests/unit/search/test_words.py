"""Words of a text, and the keys they are found under."""

import unicodedata

import pytest

from bantin.search.words import keys, pairs, words


@pytest.mark.parametrize(
    "text, found",
    [
        ("Đường dây nóng", ["đường", "dây", "nóng"]),
        ("Số 15/2020/NĐ-CP, ngày 5.8", ["số", "15", "2020", "nđ", "cp", "ngày", "5", "8"]),
        ("snake_case “ngoặc”…", ["snake", "case", "ngoặc"]),
        (" — \n\t!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert words(unicodedata.normalize("NFD", text)) == found


@pytest.mark.parametrize(
    "word, found",
    [
        ("đường", ("duongː", "d9u7o72ngˑ")),
        ("duong", ("duongː",)),
        ("2026", ("2026ː",)),
        ("ủy", ("uyː", "uy3ˑ")),
        ("uỷ", ("uyː", "uy3ˑ")),
        ("quý", ("quyː", "quy1ˑ")),
    ],
)
def test_all_forms_share_a_key_and_a_marked_form_has_its_own(word: str, found: tuple[str, ...]) -> None:
    assert keys(word) == found


def test_no_key_is_the_beginning_of_another() -> None:
    syllables = words("tin tinh tình tỉnh đi đinh đình d9 di 2 20 201 hoa hoà hòa ho")
    every = {key for word in syllables for key in keys(word)} | pairs(syllables)
    assert [(one, other) for one in every for other in every if one != other and other.startswith(one)] == []


def test_neighbours_are_keyed_without_marks() -> None:
    assert pairs(words("Một cửa")) == pairs(words("mot cua")) == {"motˀcuaː"}
    assert pairs(words("Một")) == set()
