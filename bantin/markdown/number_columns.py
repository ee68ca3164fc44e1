"""Alignment of number columns in tables without any: `|---|---|`, or HTML from a word processor."""

import re
from collections.abc import Iterator

from bantin.system.named_tuple import NamedTuple

_CELL = re.compile(r'<tr>|<t[dh]((?: [a-z]+="[^"]*")*)>([^<]*(?:<(?!/t[dh]>)[^<]*)*)')
_SPAN = re.compile(r' (col|row)span="(\d{1,3})"')
_TAG = re.compile("<[^>]*>")
# A number, a share (`12/63`) or a date.
_NUMBER = re.compile(r"(?:&[lg]t;|[+−–≤≥-])? ?\d[\d., ]*(?:/\d[\d.,]*){0,2} ?%?\*?")
_SOME_NUMBER = re.compile(r"\d ?%?\*?</")  # at the end of a cell, perhaps in a paragraph or in bold
# Texts that take the place of a number in offices' tables.
_NO_NUMBER = {"", "-", "–", "—", "…", "x", "X"}

_FEWEST = 3  # columns of a table that is aligned

# What a cell contains.
NOTHING, NUMBER, WORDS = range(3)


class Cell(NamedTuple):
    """A cell of one column. end: of its attributes in the table. content: NOTHING, NUMBER or WORDS."""

    end: int
    row: int
    column: int
    content: int


def align_numbers(table: str) -> str:
    """Return the table with its number columns right-aligned; its first one, and columns of `x`, are centred.

    A table that aligns any cell is returned as it is, and so is one of two columns, which fits on any screen.
    """
    if ' align="' in table or not _SOME_NUMBER.search(table):
        return table
    cells = list(_cells(table))
    first_row = min((row for _, row, _, content in cells if content == NUMBER), default=0)  # below the head
    body = {(column, content) for _, row, column, content in cells if row >= first_row}
    columns = {
        column: "right" if column and (column, NUMBER) in body else "center"
        for column, _ in body
        if (column, WORDS) not in body
    }
    if not columns or max(cell.column for cell in cells) < _FEWEST - 1:
        return table
    parts, start = [], 0
    for cell in cells:
        if cell.column in columns:
            parts.append(f'{table[start : cell.end]} align="{columns[cell.column]}"')
            start = cell.end
    return "".join([*parts, table[start:]])


def _cells(table: str) -> Iterator[Cell]:
    """Yield the cells of one column, with their places when rows and columns that others span are counted."""
    taken: dict[int, int] = {}  # the last row that a cell takes of a column, if it spans rows
    row, column = -1, 0
    for match in _CELL.finditer(table):
        attributes, inner = match.groups()
        if inner is None:
            row, column = row + 1, 0
            continue
        while taken.get(column, -1) >= row:
            column += 1
        width = height = 1
        if attributes:
            spans = dict(_SPAN.findall(attributes))
            width, height = int(spans.get("col", 1)), int(spans.get("row", 1))
            taken |= dict.fromkeys(range(column, column + width), row + height - 1)
        if width == 1:
            yield Cell(match.end(1), row, column, _content(inner))
        column += width


def _content(inner: str) -> int:
    """Return which of NOTHING, NUMBER and WORDS the HTML of a cell is."""
    text = _TAG.sub("", inner) if "<" in inner else inner
    text = text.replace("&nbsp;", " ").strip()
    if text in _NO_NUMBER:
        return NOTHING
    return NUMBER if _NUMBER.fullmatch(text) else WORDS
