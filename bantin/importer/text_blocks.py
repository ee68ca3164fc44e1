"""Divide a plain-text file, made by "select all, copy", into blocks: each line is a paragraph."""

import unicodedata
from collections.abc import Iterator

from bantin.importer.html_tables import table_markdown
from bantin.importer.inline import Run, folded, markdown
from bantin.importer.page import PARAGRAPH, TABLE, Block

_SENTENCE_ENDS = ".!?…:;\"”')]/"


def blocks_of(text: str) -> list[Block]:
    lines = [line.strip(" \xa0\u3000\r\ufeff") for line in unicodedata.normalize("NFC", text).split("\n")]
    blocks: list[Block] = []
    for group in _groups(lines):
        if len(group) > 1 and all(len(cells) == len(group[0]) > 1 for cells in group):
            grid = [[markdown([Run(cell)]) for cell in cells] for cells in group]
            words = " ".join(cell for cells in group for cell in cells)
            blocks.append(Block(TABLE, folded(words), table_markdown(grid)))
            continue
        for cells in group:
            line = folded(" ".join(cells)).strip()
            if line:
                blocks.append(Block(PARAGRAPH, line, markdown([Run(line)])))
    return blocks


def _groups(lines: list[str]) -> Iterator[list[list[str]]]:
    """Group the lines of a table by their cells; every other line is alone.

    Wrapped lines are joined first.
    """
    rows: list[list[str]] = []
    for line in _unwrapped(lines):
        cells = line.split("\t")
        if rows and len(cells) != len(rows[0]):
            yield rows
            rows = []
        if len(cells) == 1:
            yield [cells]
        else:
            rows.append(cells)
    if rows:
        yield rows


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Join a line that continues in lower case directly below to the one before it."""
    last = ""
    for line in lines:
        if last and line and line[0].islower() and last[-1] not in _SENTENCE_ENDS and "\t" not in line:
            last += " " + line
            continue
        if last:
            yield last
        last = line
    if last:
        yield last
