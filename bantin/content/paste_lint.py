"""Lists and tables as Word, Excel and PDF paste them: bullets, `a)`, `1/`, tabs and rows of spaces.

Markdown shows them as one paragraph.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import islice, pairwise

from bantin.content.body_lines import Body, Line
from bantin.errors import Problem, problem
from bantin.markdown import limits

_BULLETS = "•●▪■◦○‣∙·✓➢–—"
# Letters of Word's fonts of signs, which are bullets with a tab or several spaces behind them.
_WORD_BULLET = r"[o§Øüvq](?=\t|[ \u00a0]{2})"
# Apart, each begins with a literal, for which Python searches ten times as fast.
_BULLET_ON_PAGE = (
    re.compile(f"<p>(?:[{_BULLETS}]|{_WORD_BULLET})"),
    re.compile(f"\n(?:[{_BULLETS}]|{_WORD_BULLET})"),
)
_BULLET = re.compile(rf" {{0,3}}([{_BULLETS}]|{_WORD_BULLET})[ \t\u00a0]*(\S.*)$")
_DASHES = "–—"
# The points of a document: `a)` above `b)`, `I.` above `II.`, `1/` above `2/`, `1.1.` above `1.2.`
_POINT_ON_PAGE = re.compile(r"\n(?:[bB][.)/]|II[.)/]|2/|\d{1,2}\.2\.?) *\S")
_POINT = re.compile(r"[ \t]*([a-eđA-EĐ]|I{1,3}|IV|V|\d{1,2}(?=/\D)|\d{1,2}\.\d{1,2}(?=[. ]))([.)/]| )\s*\S")
_AFTER = {"a": "b", "b": "c", "c": "d", "d": "đ", "đ": "e"}
_AFTER |= {letter.upper(): following.upper() for letter, following in _AFTER.items()}
_AFTER |= {"I": "II", "II": "III", "III": "IV", "IV": "V"}
_CELL_ENDS = r"\t+| {3,}"
_CELL_END_ON_PAGE = re.compile(r"\t(?<=\S\t)"), re.compile(r"   (?<=\S   )")
# A row, but not an entry of a list as Word pastes it, with a tab behind its sign.
_CELLS = re.compile(rf"(?![{_BULLETS}*+-]\t|{_WORD_BULLET}|\w{{1,4}}[.)]\t)\S.*?(?:{_CELL_ENDS})\S")

_COMMENT = re.compile(rf"(?:^|{_CELL_ENDS})(?://|#)")  # of a programming language


def problems(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning for the first line of each pasted list and each pasted table."""
    if sum(len(pattern.findall(body.page)) for pattern in _CELL_END_ON_PAGE) > 1:
        yield from _tables(body, path)
    if any(pattern.search(body.page) for pattern in _BULLET_ON_PAGE):
        yield from _lists(body, path)
    if _POINT_ON_PAGE.search(body.page):
        yield from _points(body, path)


def _tables(body: Body, path: str) -> Iterator[Problem]:
    last = -1  # the number of the row before
    for line, following in islice(_rows(body), limits.SEARCHES):
        if last != line.number - 1 and all(_is_shown_row(body, row) for row in (line, following)):
            cells = re.split(_CELL_ENDS, line.written.strip())
            rule = "|".join(["---"] * len(cells))
            yield problem(path, line.number, "warn-tab-table", head=" | ".join(cells), rule=rule)
        last = line.number


def _rows(body: Body) -> Iterator[tuple[Line, Line]]:
    """Yield each row and the row below it. Where spaces part the cells, both must have as many."""
    for line, following in pairwise(body.lines):
        if _is_row(line) and _is_row(following):
            counts = {len(re.split(_CELL_ENDS, row.written.strip())) for row in (line, following)}
            if "\t" in line.written or (len(counts) == 1 and not _COMMENT.search(line.written)):
                yield line, following


def _is_row(line: Line) -> bool:
    return ("\t" in line.written or "   " in line.written) and bool(_CELLS.match(line.written))


def _is_shown_row(body: Body, line: Line) -> bool:
    """Tell whether the page shows the blanks between a row's cells."""
    return any(body.shows(line, blanks) for blanks in re.findall(_CELL_ENDS, line.written.strip())[:1])


def _lists(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning where two entries have the same bullet; those with dashes must not be paragraphs apart.

    Dashes also begin the lines of a dialogue.
    """
    first, sign, count = 0, "", 0  # of the present list
    for line in body.lines:
        match = _BULLET.match(line.written)
        if match is None or not body.starts(line, match[1]):
            if line.written.strip() or sign in _DASHES:
                first, sign, count = 0, "", 0
            continue
        if match[1] != sign:
            first, sign, count = line.number, match[1], 0
        count += 1
        if count == 2:
            yield problem(path, first, "warn-list-bullet", sign=sign)


def _points(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning for the first two lines of each run of points that the page shows as one paragraph."""
    last = -1  # the number of the line before
    searched = 0
    for line, following in pairwise(body.lines):
        first, second = _POINT.match(line.written), _POINT.match(following.written)
        if not (first and second) or _next_point(first[1]) != second[1] or first[2] != second[2]:
            continue
        searched += 1
        if searched > limits.SEARCHES:
            return
        shown = "\n" + escape(following.written.strip()[:12].rstrip(), quote=False)
        if shown not in body.page or f"<br>{shown}" in body.page:
            continue
        if last != line.number - 1:
            signs = ((match[1] + match[2]).strip() for match in (first, second))
            yield problem(path, line.number, "warn-points-joined", signs=" ".join(signs))
        last = line.number


def _next_point(mark: str) -> str:
    """Return the mark of the point after another: b for a, II for I, 1.2 for 1.1; "" if there is none."""
    if mark[-1].isdigit():
        before, dot, number = mark.rpartition(".")
        return f"{before}{dot}{int(number) + 1}"
    return _AFTER.get(mark, "")
