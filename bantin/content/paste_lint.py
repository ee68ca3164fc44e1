"""Lists and tables as Word, Excel and PDF paste them: bullets, `a)`, `1/`, tabs and rows of spaces.

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
# The points of a document: `a)` above `b)`, `I.` above `II.`, `1/` above `2/`, `1.1.` above `1.2.`
_POINT_ON_PAGE = re.compile(r"\n(?:[bB][.)/]|II[.)/]|2/|\d{1,2}\.2\.?) ?\S")
_POINT = re.compile(r" {0,3}([a-eđA-EĐ]|I{1,3}|IV|V|\d{1,2}(?=/\D)|\d{1,2}\.\d{1,2}(?=[. ]))([.)/]| )\s*\S")
_AFTER = {"a": "b", "b": "c", "c": "d", "d": "đ", "đ": "e"}
_AFTER |= {letter.upper(): following.upper() for letter, following in _AFTER.items()}
_AFTER |= {"I": "II", "II": "III", "III": "IV", "IV": "V"}
_CELL_ENDS = r"\t+| {3,}"
_CELLS = re.compile(rf"\S.*?(?:{_CELL_ENDS})\S")


def problems(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning for the first line of each pasted list and each pasted table.

    lines: number and text of each line of the body, without code. page: its HTML without code.
    """
    if "\t" in page or "   " in page:
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
        cells = re.split(_CELL_ENDS, line.strip())
        is_table = "\t" in line or len(cells) == len(re.split(_CELL_ENDS, following.strip()))
        if last != number - 1 and is_table and _is_shown_row(following, page):
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
        if not (first and second) or _next_point(first[1]) != second[1] or first[2] != second[2]:
            continue
        searched += 1
        if searched > limits.SEARCHES:
            return
        shown = "\n" + escape(following.strip()[:12].rstrip(), quote=False)
        if shown not in page or f"<br>{shown}" in page:
            continue
        if last != number - 1:
            signs = ((match[1] + match[2]).strip() for match in (first, second))
            yield problem(path, number, "warn-points-joined", signs=" ".join(signs))
        last = number


def _next_point(mark: str) -> str:
    """Return the mark of the point after another: b for a, II for I, 1.2 for 1.1; "" if there is none."""
    if mark[-1].isdigit():
        before, dot, number = mark.rpartition(".")
        return f"{before}{dot}{int(number) + 1}"
    return _AFTER.get(mark, "")
