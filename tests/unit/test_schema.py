"""Converters, and the messages about unknown fields."""

from collections.abc import Callable

import pytest

from bantin.schema.tables import Field, TableReader
from bantin.schema.values import (
    FieldError,
    Loose,
    boolean,
    count,
    nearest,
    required_text,
    text,
    text_list,
)


@pytest.mark.parametrize(
    "converter, value, expected",
    [
        (text, "  Họp   báo\n tháng Tám ", "Họp báo tháng Tám"),
        (text, "", ""),
        (required_text, " a ", "a"),
        (text_list, "PAPI", ("PAPI",)),
        (text_list, ("một  cửa", "", " PAPI "), ("một cửa", "PAPI")),
        (text_list, "", ()),
        (boolean, "true", True),
        (boolean, " Có ", True),
        (boolean, "no", False),
        (boolean, "", False),
        (count, "0", 0),
        (count, "1871", 1871),
        (count, " 1.871 ", 1871),
        (count, "1.234.567", 1234567),
    ],
)
def test_values_are_converted(converter: Callable[[Loose], object], value: Loose, expected: object) -> None:
    assert converter(value) == expected


@pytest.mark.parametrize(
    "converter, value, code",
    [
        (text, ("a", "b"), "not-text"),
        (text, {"a": "b"}, "not-text"),
        (required_text, "  ", "empty"),
        (text_list, {"a": "b"}, "not-a-list"),
        (boolean, "có lẽ", "not-yes-or-no"),
        (boolean, ("true",), "not-text"),
        (count, "", "empty"),
        (count, "-5", "not-a-count"),
        (count, "18.71", "not-a-count"),
        (count, "1.8710", "not-a-count"),
        (count, "1871.000", "not-a-count"),
        (count, "1,871", "not-a-count"),
        (count, "١٨٧١", "not-a-count"),
        (count, "1e3", "not-a-count"),
        (count, "9" * 13, "not-a-count"),
        (count, ("5",), "not-text"),
    ],
)
def test_values_that_do_not_fit_are_refused(
    converter: Callable[[Loose], object], value: Loose, code: str
) -> None:
    with pytest.raises(FieldError) as caught:
        converter(value)
    assert caught.value.code == code


def test_known_fields_are_converted_and_all_others_reported() -> None:
    table = {"title": " Họp ", "views": "nhiều", "tag": "PAPI", "zzzz": "1"}
    fields: dict[str, Field] = {"title": text, "views": count, "tags": text_list}
    reader = TableReader("content/a.md", lambda way: 2 + list(table).index(str(way[0])))
    values = reader.convert(table, fields)
    assert values == {"title": "Họp"}
    assert [(problem.path, problem.line, problem.code) for problem in reader.problems] == [
        ("content/a.md", 3, "not-a-count"),
        ("content/a.md", 4, "unknown-field-near"),
        ("content/a.md", 5, "unknown-field"),
    ]


@pytest.mark.parametrize(
    "word, words, guess",
    [
        ("tag", ["tags", "title"], "tags"),
        ("sumary", ["source", "summary"], "summary"),
        ("zzz", ["tags"], ""),
        ("tag", [], ""),
    ],
)
def test_the_nearest_known_word_is_found_if_it_is_near(word: str, words: list[str], guess: str) -> None:
    assert nearest(word, words) == guess


def test_for_an_unknown_field_unlike_all_others_the_whole_list_is_printed() -> None:
    reader = TableReader("a.md", lambda _way: 2)
    reader.report_unknown(("zzz",), ["title", "date"])
    assert reader.problems[0].way_out == "the known ones are date, title"
