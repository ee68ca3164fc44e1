"""Lists and tables as Word, Excel and PDF paste them: bullets, `a)`, `Điều 1.`, emoji, tabs, rows of spaces.

Markdown shows them as one paragraph.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import islice, pairwise

from bantin.content.body_lines import Body, Line
from bantin.errors import Problem, problem
from bantin.markdown import limits

# Dashes and arrows also begin paragraphs: lines of a dialogue, and what follows from the text above.
_DASHES = "–—−‐‑‒―→⇒»"
_BULLETS = f"•●▪▫■□◦○◆◇‣►▸▶∙·⁃✓➢{_DASHES}"
# Letters of Word's symbol fonts, which are bullets if a tab or several spaces follow them.
_WORD_BULLET = r"[o§Øüvq](?=\t|[ \u00a0]{2})"
# Apart, each begins with a literal, for which Python searches ten times as fast.
_BULLET_ON_PAGE = (
    re.compile(f"<p>(?:[{_BULLETS}]|{_WORD_BULLET})"),
    re.compile(f"\n(?:[{_BULLETS}]|{_WORD_BULLET})"),
)
_BULLET = re.compile(rf" {{0,3}}(?![−–]\d)([{_BULLETS}]|{_WORD_BULLET})[ \t\u00a0]*(\S.*)$")
_ENTRY = re.compile(r"[ \t]*[-*+][ \t]+\S")
# The points of a document: `a)` above `b)`, `I.` above `II.`, `1/` above `2/`, `1.1.` above `1.2.`, `Điều 1.`
# above `Điều 2.`, and lines that all begin with an emoji.
_EMOJI = rf"(?![{_BULLETS}])[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]|\d\ufe0f?\u20e3"
_POINT_ON_PAGE = re.compile(
    r"\n(?:<strong>)?(?:\(?(?:[bB]|ii|II)[.)/]|\(2\)|2(?:/| ?[-–:] )|\d{1,2}\.2[. ]"
    rf"|[^\W\d_]{{2,12}}(?: |&nbsp;)\d{{1,4}}[.:)]|{_EMOJI})"
)
# The beginning of a line with a point, its number, and the character after that.
_POINT = re.compile(
    rf"""[ \t>]*(?:\*\*)?
    (
        (?:
            (
                (?:[a-zđA-ZĐ]|[ivx]{{2,4}}|[IVX]{{1,4}})(?=[.)/])
                | \((?:[a-zđ]|[ivx]{{2,4}}|\d{{1,2}})(?=\))
                | \d{{1,2}}(?=/\D|\ ?[-–:]\ )
                | \d{{1,2}}\.\d{{1,2}}(?=[.\ ])
                | [^\W\d_]{{2,12}}\ \d{{1,4}}(?=[.:)])
            )
            (\ ?[-–:]|[.)/\ ])(?=\s*\S)
            | {_EMOJI}
        )
        [^*_`\[<&\\\n]{{0,12}}
    )""",
    re.VERBOSE,
)
_LETTERS, _NUMERALS = "abcdđeghiklmnopqrstuvxy", "i ii iii iv v vi vii viii ix x"
_AFTER = dict(
    pair
    for series in (_LETTERS, _LETTERS.upper(), _NUMERALS.split(), _NUMERALS.upper().split())
    for pair in pairwise(series)
)
_CELL_ENDS = r"\t+| {3,}"
_CELL_END_ON_PAGE = re.compile(r"\t(?<=\S\t)"), re.compile(r"   (?<=\S   )")
# A row, but not an entry of a list as Word pastes it, with a tab or spaces after its bullet.
_CELLS = re.compile(
    rf"(?!(?:<[^<>]*>)*(?:\||(?:[{_BULLETS}\ue000-\uf8ff*+-]|\w{{1,4}}[.)])(?:{_CELL_ENDS})|{_WORD_BULLET}))"
    rf"\S.*?(?:{_CELL_ENDS})[^\s.…;:_]"  # not the dots of a form
)

_CONTAINERS = re.compile(r"^(?:[ \t]*(?:>|[-*+] ))+")
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
            cells = re.split(_CELL_ENDS, _CONTAINERS.sub("", line.written).strip())
            rule = "|".join(["---"] * len(cells))
            head = body.with_code(line, " | ".join(cells))
            yield problem(path, line.number, "warn-tab-table", head=head, rule=rule)
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
    """Yield a warning where two entries have the same bullet, or one is below an entry of Markdown.

    Those with dashes or arrows must not be paragraphs apart.
    """
    first, sign, count = 0, "", 0  # of the present list
    before = written = ""
    for line in body.lines:
        before, written = written, line.written
        match = _BULLET.match(written)
        if match is None or not body.starts(line, match[1]):
            if written.strip() or sign in _DASHES:
                first, sign, count = 0, "", 0
            continue
        if match[1] != sign:
            first, sign, count = line.number, match[1], int(bool(_ENTRY.match(before)))
        count += 1
        if count == 2:
            yield problem(path, first, "warn-list-bullet", sign=sign)


def _points(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning for the first points of each block of lines that the page shows in one paragraph."""
    expected: dict[str, tuple[int, str]] = {}  # by what would follow: the line of a point, and its mark
    was_reported = False
    for line in body.lines:
        if not line.written.strip(" \t>"):
            expected, was_reported = {}, False
        if was_reported or not (match := _POINT.match(line.written)):
            continue
        written, point, sign = match.groups("")
        mark = f"{point}{sign}".rstrip() or written.split(maxsplit=1)[0]
        if (before := expected.get(f"{point}{sign}")) and _is_joined(body, written.rstrip()):
            was_reported = True
            line_before, mark_before = before
            yield problem(path, line_before, "warn-points-joined", signs=f"{mark_before} {mark}")
        expected.setdefault(f"{_next_point(point)}{sign}", (line.number, mark))


def _is_joined(body: Body, written: str) -> bool:
    """Tell whether a later line of a paragraph begins with a text on the page, and not below `<br>`."""
    escaped = re.escape(escape(written, quote=False)).replace("\\ ", "(?: |&nbsp;)")
    return bool(re.search(rf"\n(?<!<br>\n)(?:<strong>)?{escaped}", body.page))


def _next_point(point: str) -> str:
    """Return the point after another: b for a, II for I, 1.2 for 1.1, Điều 2 for Điều 1; "" for none."""
    if number := re.search(r"\d+$", point):
        return f"{point[: number.start()]}{int(number[0]) + 1}"
    letter = point.removeprefix("(")
    return point.removesuffix(letter) + _AFTER.get(letter, "")
