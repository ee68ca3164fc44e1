"""Count the contents of a text, and compare them with the limits."""

import re
from collections.abc import Iterator

from bantin.errors import Problem, problem
from bantin.markdown import limits

_ADDRESS = re.compile(r"://|www\.")
_BRACKET = re.compile(r"[()]")
_NOTES = re.compile(r"(?:\[\^[^\]\n]+\]: *){2,}")


def check(text: str, path: str, first_line: int) -> list[Problem]:
    """Return a problem for each exceeded limit."""
    if len(text) > limits.LENGTH:
        return [problem(path, 0, "text-too-long", count=len(text), limit=limits.LENGTH)]
    if len(text) <= limits.COUNTED:
        return []
    return [
        problem(path, first_line + text.count("\n", 0, max(offset, 0)), code, limit=limit)
        for code, limit, offset in (*_counted(text), *_tables(text), *_lines(text))
    ]


def _counted(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each exceeded limit of the whole text, and the position of the first of the counted things."""
    for code, sign, limit in (
        ("too-many-links", "](", limits.LINKS),
        ("too-many-links", "src=", limits.LINKS),
        ("too-many-links", "href=", limits.LINKS),
        ("too-many-links", "@", limits.AT_SIGNS),
        ("too-many-definitions", "\n: ", limits.DEFINITIONS),
        ("too-many-footnotes", "[^", limits.FOOTNOTES),
        ("too-many-tildes", "~", limits.TILDES),
        ("too-many-tags", "<", limits.TAGS),
    ):
        if len(text) > limit * len(sign) and text.count(sign) > limit:
            yield code, limit, text.find(sign)


def _tables(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield blocks of lines with a row of dashes and pipes."""
    offset = 0
    for block in text.split("\n\n") if "|" in text else ():
        if "|" in block and "-" in block:
            columns = max(line.count("|") for line in block.split("\n"))
            if columns * block.count("\n") > limits.CELLS:
                yield "too-many-cells", limits.CELLS, offset + len(block) - len(block.lstrip("\n"))
                return
        offset += len(block) + 2


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    lines = text.split("\n")
    if "[^" not in text and max(map(len, lines)) <= limits.BARE_BRACKETS:
        return
    offset = 0
    reported = set()
    for line in lines:
        if len(line) > limits.BARE_BRACKETS and "too-many-brackets" not in reported:
            match = _ADDRESS.search(line)
            if match and len(_BRACKET.findall(line)) > limits.BARE_BRACKETS:
                reported.add("too-many-brackets")
                yield "too-many-brackets", limits.BARE_BRACKETS, offset
        if "[^" in line and "nested-too-deep" not in reported and _nested_notes(line) > limits.NOTE_DEPTH:
            reported.add("nested-too-deep")
            yield "nested-too-deep", limits.NOTE_DEPTH, offset
        offset += len(line) + 1


def _nested_notes(line: str) -> int:
    match = _NOTES.match(line.lstrip())
    return match[0].count("]:") if match else 0
