"""Alignment of number columns in tables without any: `|---|---|`, or HTML from a word processor."""

import re
from collections.abc import Iterator

from bantin.system.named_tuple import NamedTuple

_CELL = re.compile(r'<tr>|<(t[dh])((?: [a-z]+="[^"]*")*)>(.*?)</\1>', re.DOTALL)
_SPAN = re.compile(r' (col|row)span="(\d{1,3})"')
_TAG = re.compile("<[^>]*>")
_NUMBER = re.compile(r"[+−–-]?\d[\d., ]*(?:/\d[\d.,]*)?%?\*?")
# What stands for a number in tables of offices.
_NO_NUMBER = {"", "-", "–", "—", "…", "x", "X"}

_FEWEST = 3  # columns of a table that is aligned


class Cell(NamedTuple):
    """A cell. end: of its attributes in the table. row, column: its first ones. is_wide: spans columns."""

    end: int
    row: int
    column: int
    is_wide: bool
    text: str

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None


def align_numbers(table: str) -> str:
    """Return the table with its number columns right-aligned and numbers of its first column centred.

    A table that aligns any cell is returned as it is, and so is one of two columns, which fits on any screen.
    """
    if ' align="' in table:
        return table
    cells = [cell for cell in _cells(table) if not cell.is_wide]
    first_row = min((cell.row for cell in cells if cell.is_number), default=0)  # below the head
    body = [cell for cell in cells if cell.row >= first_row]
    words = {cell.column for cell in body if not cell.is_number and cell.text not in _NO_NUMBER}
    columns = {cell.column for cell in body if cell.is_number} - words
    if not columns or max(cell.column for cell in cells) < _FEWEST - 1:
        return table
    parts, start = [], 0
    for cell in cells:
        if cell.column in columns:
            parts += [table[start : cell.end], ' align="right"' if cell.column else ' align="center"']
            start = cell.end
    return "".join([*parts, table[start:]])


def _cells(table: str) -> Iterator[Cell]:
    taken: dict[int, int] = {}  # the last row that a cell takes of a column, if it spans rows
    row, column = -1, 0
    for match in _CELL.finditer(table):
        name, attributes, inner = match.groups()
        if not name:
            row, column = row + 1, 0
            continue
        while taken.get(column, -1) >= row:
            column += 1
        spans = {kind: int(count) for kind, count in _SPAN.findall(attributes)} if attributes else {}
        width, height = spans.get("col", 1), spans.get("row", 1)
        if height > 1:
            taken |= dict.fromkeys(range(column, column + width), row + height - 1)
        text = _TAG.sub("", inner).replace("&nbsp;", " ").strip()
        yield Cell(match.end(2), row, column, width > 1, text)
        column += width
