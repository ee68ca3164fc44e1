"""Every key, table and entry of an array has its line."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.schema.toml_lines import excessive_line, nearest_line, value_lines
from bantin.schema.values import KeyPath

TEXT = '''\
# [not.a.table]
title = "a = [b] # c"  # d = 1
"quoted key" = 'e'
long = """
x = 1
"" y """
dotted.inner = 1979-05-27 07:32:00

[[series]]
index = "PAPI"
values = [
  { year = 2017, rank = 63 },
  # { year = 1 }

  { year = 2018,
    rank = 26 },
]
[[series]]
values = []
[[series.more]]
nested = [[1, 2], [
  3.5]]
[[series.more]]
[table.sub]
key = true
'''


def ways(value: Any, at: KeyPath = ()) -> Iterator[KeyPath]:
    """All paths to values inside a value, without the empty path."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*at, key)
        yield from ways(item, (*at, key))


@pytest.mark.parametrize(
    "way, line",
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("long",), 4),
        (("dotted", "inner"), 7),
        (("series",), 9),
        (("series", 0), 9),
        (("series", 0, "index"), 10),
        (("series", 0, "values", 0, "rank"), 12),
        (("series", 0, "values", 1), 15),
        (("series", 0, "values", 1, "rank"), 16),
        (("series", 1), 18),
        (("series", 1, "more", 0, "nested", 1, 0), 22),
        (("series", 1, "more", 1), 23),
        (("table", "sub", "key"), 25),
    ],
)
def test_a_value_has_the_line_of_its_key(way: KeyPath, line: int) -> None:
    assert value_lines(TEXT)[way] == line


def test_what_is_missing_has_the_line_of_what_should_hold_it() -> None:
    lines = value_lines(TEXT)
    assert nearest_line(lines, ("series", 0, "unit")) == 9
    assert nearest_line(lines, ("series", 0, "values", 1, "score", "x")) == 15
    assert nearest_line(lines, ("nothing",)) == 0


@pytest.mark.parametrize(
    "text, line",
    [
        ("values = [\n" + "{ year = 2018, score = 67.41 },\n" * 300 + "]", 0),
        ("text = '" + "a." * 1_000 + "'", 0),
        ("\na" + ".a" * 1_000 + " = 1", 2),
        ("\n[a" + " . 'b c'" * 1_000 + "]", 2),
        ("\na = " + "[" * 1_000, 2),
        ("\na = " + "{a = " * 1_000, 2),
    ],
    ids=lambda text: str(text)[:12],
)
def test_keys_and_values_that_would_stop_tomllib_are_seen_before(text: str, line: int) -> None:
    assert excessive_line(text) == line


scalars = st.sampled_from(
    ["1", "-1.5e3", "true", "nan", '"]"', "'#'", '"\\"}"', '"""a\n]"""', "'''b\n=''''", "1979-05-27", '""']
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda all_: "[ " + ", ".join(all_) + "]"),
        st.lists(inner, max_size=3).map(
            lambda all_: "[\n# ]\n" + "".join(f"{value} , \n" for value in all_) + "]"
        ),
        st.lists(inner, max_size=3).map(
            lambda all_: "{" + ", ".join(f"k{at} = {value}" for at, value in enumerate(all_)) + " }"
        ),
    ),
    max_leaves=6,
)
heads = st.sampled_from(["", "", "", "[[rows]]", "[[rows.inner]]", "[[ 'more' . rows ]] # ["])


@given(st.lists(st.tuples(heads, values), max_size=8))
def test_whatever_tomllib_reads_has_its_lines(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{head}\n\nkey{at} = {value}\n" for at, (head, value) in enumerate(parts))
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # an inner table of rows that do not exist yet
    lines = value_lines(text)
    assert set(ways(read)) == lines.keys()
    for way, line in lines.items():
        if str(way[-1]).startswith("key"):
            assert text.split("\n")[line - 1].startswith(f"{way[-1]} = ")
