"""How much of everything a text may hold, counted before Python-Markdown reads it.

Each limit stands against one way in which Python-Markdown 3.11 takes time or stack that grows with the
square of the text; an honest article stays far below all of them. Counting is the same on every machine.
"""

import re
from collections.abc import Iterator

from bantin.errors import Problem, problem

LENGTH = 500_000
PARAGRAPHS = 10_000
PARAGRAPH_LENGTH = 20_000
LINES = 5_000  # in one block: a list or table of more is no article
DEPTH = 20
BRACKETS = 200  # `[` in one paragraph; fewer in a very long one, see BRACKET_WORK
BRACKET_WORK = 2_000_000  # `[` times the length of its paragraph: each may be searched to the end
LINKS = 2_000
ALL_BRACKETS = 3_000
EMPHASIS = 500  # runs of `*` or `_` in one paragraph
BACKTICKS = 200  # in one paragraph
ALL_BACKTICKS = 2_000
CELLS = 50_000  # of tables: lines times columns
SIGN_LINES = 500  # headings, rules, definitions in one block: each splits the block again
FENCES = 100
FOOTNOTES = 500
ABBREVIATIONS = 200
TAGS = 5_000
UNCLOSED_TAGS = 50
COMMENTS = 100
TAG_DEPTH = 50  # see clean.py

_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_MARKER = re.compile(r" {0,3}(?:[-*+]|\d+\.) ")
_SEPARATOR = re.compile(r"[ |:>-]*\|[ |:>-]*")
_DEPTH = re.compile(r"((?: *(?:>|[-*+] |\d+\. ))+)")
_ONE_DEPTH = re.compile(r">|[-*+] |\d+\. ")
_EMPHASIS = re.compile(r"\*+|_+")
_SIGN_LINE = re.compile(r"^ {0,3}(?:#|: |\[[^\]\n]*\]:|[-=*_ ]+$)", re.MULTILINE)
_FENCE = re.compile(r"^ *(?:~~~|```)", re.MULTILINE)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_UNCLOSED = re.compile(r"<[a-zA-Z/!?][^<>]*(?=<|\Z)")
_ABBREVIATION = re.compile(r"^\*\[", re.MULTILINE)


def check(text: str, path: str, first_line: int) -> list[Problem]:
    """What is over a limit, each limit named once."""
    if len(text) > LENGTH:
        return [problem(path, 0, "text-too-long", count=len(text), limit=LENGTH)]
    problems = [problem(path, first_line, code, limit=limit) for code, limit in _over_in_all(text)]
    if problems:
        return problems
    seen: set[str] = set()
    cells = 0
    for line, block in blocks(text):
        pipes = max(row.count("|") for row in block.split("\n")) if "|" in block else 0
        cells += pipes * (block.count("\n") + 1)
        found = list(_over_in_block(block))
        if cells > CELLS:
            found.append(("too-many-cells", CELLS))
        for code, limit in found:
            if code not in seen:
                seen.add(code)
                problems.append(problem(path, first_line + line, code, limit=limit))
    return problems


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between empty lines, each with the number of lines before it."""
    line = 0
    for block in _BLANK.split(text):
        yield line + (len(block) - len(block.lstrip("\n"))), block
        line += block.count("\n") + 1


def _over_in_all(text: str) -> Iterator[tuple[str, int]]:
    counts = (
        ("too-many-paragraphs", len(_BLANK.findall(text)), PARAGRAPHS),
        ("too-many-links", text.count("]("), LINKS),
        ("too-many-links", text.count("["), ALL_BRACKETS),
        ("too-many-backticks", text.count("`"), ALL_BACKTICKS),
        ("too-many-fences", len(_FENCE.findall(text)), FENCES),
        ("too-many-footnotes", text.count("[^"), FOOTNOTES),
        ("too-many-abbreviations", len(_ABBREVIATION.findall(text)), ABBREVIATIONS),
        ("too-many-tags", len(_TAG.findall(text)), TAGS),
        ("tags-not-closed", len(_UNCLOSED.findall(text)), UNCLOSED_TAGS),
        ("too-many-comments", text.count("<!--"), COMMENTS),
    )
    for code, count, limit in counts:
        if count > limit:
            yield code, limit


def _over_in_block(block: str) -> Iterator[tuple[str, int]]:
    if block.count("\n") >= LINES:
        yield "block-too-long", LINES
    if len(_SIGN_LINE.findall(block)) > SIGN_LINES:
        yield "too-many-sign-lines", SIGN_LINES
    if _depth(block) > DEPTH:
        yield "nested-too-deep", DEPTH
    for unit in _paragraphs(block):
        length = len(unit)
        if length > PARAGRAPH_LENGTH:
            yield "paragraph-too-long", PARAGRAPH_LENGTH
        if unit.count("[") > min(BRACKETS, BRACKET_WORK // (length or 1)):
            yield "too-many-brackets", BRACKETS
        if unit.count("*") + unit.count("_") > EMPHASIS and len(_EMPHASIS.findall(unit)) > EMPHASIS:
            yield "too-many-emphasis", EMPHASIS
        if unit.count("`") > BACKTICKS:
            yield "too-many-backticks", BACKTICKS


def _depth(block: str) -> int:
    """How deep quotes and lists are nested: signs before the text of a line, four spaces count as one."""
    deepest = 0
    for line in block.split("\n"):
        line = line.expandtabs(4)
        if found := _DEPTH.match(line):
            indent = (len(line) - len(line.lstrip(" "))) // 4
            deepest = max(deepest, indent + len(_ONE_DEPTH.findall(found[1])))
    return deepest


def _paragraphs(block: str) -> Iterator[str]:
    """A block as Python-Markdown's inline parser sees it: items and table rows are texts of their own."""
    lines = block.strip("\n").split("\n")
    if len(lines) > 1 and _SEPARATOR.fullmatch(lines[1]):
        yield from lines
        return
    if not _MARKER.match(lines[0]):
        yield block
        return
    item: list[str] = []
    for line in lines:
        if _MARKER.match(line.lstrip()):
            yield "\n".join(item)
            item = []
        item.append(line)
    yield "\n".join(item)
