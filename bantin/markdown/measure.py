"""Counts what is in a text against the limits."""

import re
from collections.abc import Iterator

from bantin.errors import Problem, problem
from bantin.markdown import limits
from bantin.markdown.tags import too_deep

_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_MARKER = re.compile(r" {0,3}(?:[-*+]|\d+\.) ")
_DEPTH = re.compile(r"((?: *(?:>|[-*+] |\d+\. ))+)")
_ONE_DEPTH = re.compile(r">|[-*+] |\d+\. ")
_EMPHASIS = re.compile(r"\*+|_+")
_SIGN_LINE = re.compile(r"^ {0,3}(?:#|: |\[[^\]\n]*\]:|[-=*_ ]+$)", re.MULTILINE)
_FENCE = re.compile(r"^ *(?:~~~|```)", re.MULTILINE)
_LONG_FENCE = re.compile(rf"^ *(?:~~~|```)[^\n]{{{limits.FENCE_LENGTH}}}", re.MULTILINE)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_UNCLOSED = re.compile(r"<[a-zA-Z/!?][^<>]*(?=<|\Z)")
_ABBREVIATION, _DEFINED = re.compile(r"^\*\[", re.MULTILINE), re.compile(r"\] ?:")


def check(text: str, path: str, first_line: int) -> list[Problem]:
    """What is over a limit, each limit named once."""
    if len(text) > limits.LENGTH:
        return [problem(path, 0, "text-too-long", count=len(text), limit=limits.LENGTH)]
    problems = [
        problem(path, first_line + text.count("\n", 0, max(place, 0)), code, limit=limit)
        for code, limit, place in _over_in_all(text)
    ]
    if problems:
        return problems
    if (place := too_deep(text)) >= 0:
        line = first_line + text.count("\n", 0, place)
        problems.append(problem(path, line, "tags-too-deep", limit=limits.TAG_DEPTH))
    seen: set[str] = set()
    cells = 0
    for line, block in blocks(text):
        line += len(block) - len(block.lstrip("\n"))
        pipes = max(row.count("|") for row in block.split("\n")) if "|" in block else 0
        cells += pipes * (block.count("\n") + 1)
        found = list(_over_in_block(block))
        if cells > limits.CELLS:
            found.append(("too-many-cells", limits.CELLS))
        for code, limit in found:
            if code not in seen:
                seen.add(code)
                problems.append(problem(path, first_line + line, code, limit=limit))
    return problems


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between empty lines, each with the number of lines before it."""
    line = start = 0
    for gap in _EMPTY_LINES.finditer(text):
        block = text[start : gap.start()]
        yield line, block
        line += block.count("\n") + gap[0].count("\n")
        start = gap.end()
    yield line, text[start:]


def _over_in_all(text: str) -> Iterator[tuple[str, int, int]]:
    """Each limit that the whole text is over, and where the first of what is counted stands."""
    abbreviations = min(len(_ABBREVIATION.findall(text)), len(_DEFINED.findall(text)))
    counts: tuple[tuple[str, str | re.Pattern[str], int], ...] = (
        ("too-many-lines", "\n", limits.ALL_LINES),
        ("too-many-paragraphs", _EMPTY_LINES, limits.PARAGRAPHS),
        ("too-many-links", "](", limits.LINKS),
        ("too-many-links", "[", limits.ALL_BRACKETS),
        ("too-many-backticks", "`", limits.ALL_BACKTICKS),
        ("too-many-fences", _FENCE, limits.FENCES),
        ("too-many-footnotes", "[^", limits.FOOTNOTES),
        ("too-many-tags", _TAG, limits.TAGS),
        ("tags-not-closed", _UNCLOSED, limits.UNCLOSED_TAGS),
        ("too-many-comments", "<!--", limits.COMMENTS),
    )
    for code, sign, limit in counts:
        if isinstance(sign, str):
            count, place = text.count(sign), text.find(sign)
        else:
            found = [one.start() for one in sign.finditer(text)]
            count, place = len(found), next(iter(found), 0)
        if count > limit:
            yield code, limit, place
    if abbreviations > limits.ABBREVIATIONS:
        yield "too-many-abbreviations", limits.ABBREVIATIONS, text.find("*[")


def _over_in_block(block: str) -> Iterator[tuple[str, int]]:
    if _LONG_FENCE.search(block):
        yield "fence-too-long", limits.FENCE_LENGTH
    if block.count("\n") >= limits.LINES:
        yield "block-too-long", limits.LINES
    if len(_SIGN_LINE.findall(block)) > limits.SIGN_LINES:
        yield "too-many-sign-lines", limits.SIGN_LINES
    if _depth(block) > limits.DEPTH:
        yield "nested-too-deep", limits.DEPTH
    for unit in _paragraphs(block):
        length = len(unit)
        if length > limits.PARAGRAPH_LENGTH:
            yield "paragraph-too-long", limits.PARAGRAPH_LENGTH
        if unit.count("[") > min(limits.BRACKETS, limits.BRACKET_WORK // (length or 1)):
            yield "too-many-brackets", limits.BRACKETS
        if (
            unit.count("*") + unit.count("_") > limits.EMPHASIS
            and len(_EMPHASIS.findall(unit)) > limits.EMPHASIS
        ):
            yield "too-many-emphasis", limits.EMPHASIS
        if unit.count("`") > limits.BACKTICKS:
            yield "too-many-backticks", limits.BACKTICKS


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
    if len(lines) > 1 and "|" in lines[1] and not lines[1].strip(" |:>-"):
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
