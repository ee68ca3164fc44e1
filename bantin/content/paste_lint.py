"""Lists and tables as Word and Excel paste them: bullets, `a)` and tabs.

Markdown shows them as one paragraph.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import islice, pairwise

from bantin.errors import Problem, problem
from bantin.markdown import limits

_BULLETS = "•●▪■◦○‣∙·✓➢–—"
# Apart, each begins with a literal, for which Python searches ten times as fast.
_BULLET_ON_PAGE = re.compile(f"<p>[{_BULLETS}]"), re.compile(f"\n[{_BULLETS}]")
_BULLET = re.compile(rf" {{0,3}}([{_BULLETS}])[ \t\u00a0]*(\S.*)$")
_DASHES = "–—"
# The points of a document: `a)` above `b)`.
_POINT_ON_PAGE = re.compile(r"\nb[.)] ")
_POINT = re.compile(r" {0,3}([a-eđ])([.)]) +\S")
_AFTER = {"a": "b", "b": "c", "c": "d", "d": "đ", "đ": "e"}
_CELLS = re.compile(r"\S[^\t]*\t+\S")


def problems(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning for the first line of each pasted list and each pasted table.

    lines: number and text of each line of the body, without code. page: its HTML without code.
    """
    if "\t" in page:
        yield from _tables(lines, page, path)
    if any(pattern.search(page) for pattern in _BULLET_ON_PAGE):
        yield from _lists(lines, page, path)
    if _POINT_ON_PAGE.search(page):
        yield from _points(lines, page, path)


def _tables(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    rows = (
        (number, line, following) for (number, line), (_, following) in pairwise(lines) if _CELLS.match(line)
    )
    last = -1  # the number of the row before
    for number, line, following in islice(rows, limits.SEARCHES):
        if not _is_shown_row(line, page):
            continue
        if last != number - 1 and _is_shown_row(following, page):
            cells = [cell.strip() for cell in re.split(r"\t+", line.strip())]
            yield problem(
                path, number, "warn-tab-table", head=" | ".join(cells), rule="|".join(["---"] * len(cells))
            )
        last = number


def _is_shown_row(line: str, page: str) -> bool:
    return bool(_CELLS.match(line)) and escape(line.strip(), quote=False) in page


def _lists(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning where two entries have the same bullet; those with dashes must not be paragraphs apart.

    Dashes also begin the lines of a dialogue.
    """
    first, sign, count = 0, "", 0  # of the present list
    searched = 0
    for number, line in lines:
        match = _BULLET.match(line)
        searched += match is not None
        if searched > limits.SEARCHES:
            return
        if match is None or escape(match[2][:12].rstrip(), quote=False) not in page:
            if line.strip() or sign in _DASHES:
                first, sign, count = 0, "", 0
            continue
        if match[1] != sign:
            first, sign, count = number, match[1], 0
        count += 1
        if count == 2:
            yield problem(path, first, "warn-list-bullet", sign=sign)


def _points(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning for the first two lines of each run of points that the page shows as one paragraph."""
    last = -1  # the number of the line before
    searched = 0
    for (number, line), (_, following) in pairwise(lines):
        first, second = _POINT.match(line), _POINT.match(following)
        if not (first and second) or _AFTER.get(first[1]) != second[1] or first[2] != second[2]:
            continue
        searched += 1
        if searched > limits.SEARCHES:
            return
        shown = "\n" + escape(following.strip()[:12].rstrip(), quote=False)
        if shown not in page or f"<br>{shown}" in page:
            continue
        if last != number - 1:
            signs = (match[1] + match[2] for match in (first, second))
            yield problem(path, number, "warn-points-joined", signs=" ".join(signs))
        last = number
