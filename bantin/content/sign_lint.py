"""Find signs of markup that have no effect, and so are shown: `__`, `~~`, a single backquote, and others."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from bantin.content.body_lines import Body
from bantin.errors import Problem, problem
from bantin.markdown import limits
from bantin.markdown.shown import GAP

# What the page must contain, what to look for in a line, whose group the page must show, and what is written
# instead.
_SIGNS = tuple(
    (needed, re.compile(pattern, re.MULTILINE), better)
    for needed, pattern, better in (
        ("__", r"(?<![\w\\./])(__[^\W_]\w*+)(?!\(|\.py\b)", "**…**"),
        ("~~", r"(?<![~\\])(~~\w+)", "~~…~~"),
        ("##", r"^ {0,3}(#{2,6}[^\W_]\w*)", "## …"),
        # A syllable, as a heading begins with; a hashtag is longer or has no word after it.
        ("<p>#", r"^ {0,3}(#(?![a-zđ])[^\W\d_][^\W\d_A-Z]{1,6})(?= [^\s#]+ [^#\n]*[^\s.!?…#]$)", "# …"),
        ("`", r"(?<![\\`])(`{1,2}[^\W_]\w*|`{1,2}--?\w+)", "`…`"),
        ("```", r"^ {0,3}(`{3,}[^\s`]*)", "``` …"),
        ("==", r"(?<![=\w])(==[^\s=][^=\n]*[^\s=]==)(?!=)", "**…**"),
        ("++", r"(?<![\w+])(\+\+[^\s+][^+\n]*[^\s+]\+\+)(?![\w+])", "**…**"),
        *(
            (box, rf"^ {{0,3}}(?:(?:[-*+]|\d{{1,2}}[.)]) *)?({re.escape(box)})(?![(\[:])", "- [ ] …")
            for box in ("[ ]", "[x]", "[X]", "[]")
        ),
        ("! <a", r"(?<![^\s>(])(! )\[[^\]\n]*\]\(", "![…](…)"),
        (")[", r"(\([^()\s][^()\n]*\)\[(?:https?:|[^\]\s]+\.\w{2,5})[^\]\n]*\])", "[…](…)"),
        ("[", r"(\[[^\]\[()\n]*\([^()\s]+\.(?:md|html?|pdf|docx?|xlsx?|jpe?g|png)\))(?!\])", "[…](…)"),
    )
)
# Two signs and the words between them, where a number follows the second sign directly.
_BEFORE_NUMBER = re.compile(r"<(em|del)>([^<]{1,200})</\1>\d")
# A number struck out after a letter, which Pandoc would show as an index.
_INDEX = re.compile(r"<del>(?<=[A-Za-z]<del>)(\d{1,3})</del>")
_ENDS_A_NUMBER = frozenset("0123456789%")
_TAKEN = {"em": "*", "del": "~"}
_MAX_PLACES = 5  # of one sign
# Entries of a list without the space after their marker: two lines or more, for one may be anything.
_ENTRY = re.compile(r" {0,3}(([-+])[^\W\d_]\w*|(\d{1,2}[.)])[^\W\d_]\w*)")
_LATER_ENTRY = re.compile(r"\n {0,3}(?:[-+]|\d{1,2}[.)])[^\W\d_]")
# A backslash that was meant to break a line, and not one of a path; and the end of a block after one.
_LAST_BACKSLASH = re.compile(r"(?<!\S)[^\s\\]*\\[ \t]*$", re.MULTILINE)
_BACKSLASH_ON_PAGE = re.compile(r"\\</(?:p|li|h\d|d[dt])>")


def problems(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning for the first places of each sign, one a line."""
    for needed, pattern, better in _SIGNS:
        if not body.holds(needed):
            continue
        shown = (
            (line.number, match[1])
            for line, match in islice(body.matches(pattern), limits.SEARCHES)
            if body.shows(line, match[1]) and (match[1] != "! " or f"! {GAP}" in body.shown(line).text)
        )
        first_of_line: dict[int, str] = {}
        for number, sign in islice(shown, _MAX_PLACES):
            first_of_line.setdefault(number, sign)
        for number, sign in first_of_line.items():
            yield problem(path, number, "warn-sign-left", sign=sign if sign != "! " else "! [", better=better)
    yield from _entries(body, path)
    yield from islice(_unintended_emphasis(body, path), _MAX_PLACES)
    if body.holds("\\") and _BACKSLASH_ON_PAGE.search(body.page):
        yield from islice(_last_backslashes(body, path), _MAX_PLACES)


def _unintended_emphasis(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning where two signs were meant as such: `3~5 ngày, 7~9 giờ`, `5*3, 4*2`, `H~2~O`."""
    taken = [
        (_TAKEN[match[1]], match[2])
        for match in _BEFORE_NUMBER.finditer(body.page)
        if body.page[match.start() - 1] in _ENDS_A_NUMBER
    ]
    for sign, words in [*taken, *(("~", match[1]) for match in _INDEX.finditer(body.page))]:
        written = f"{sign}{unescape(words)}{sign}"
        line = next((line for line in body.lines if written in line.written), None)
        if line:
            yield problem(path, line.number, "warn-sign-taken", sign=sign, text=written)


def _entries(body: Body, path: str) -> Iterator[Problem]:
    if not _LATER_ENTRY.search(body.page):
        return
    before = ""
    for line in body.lines:
        match = _ENTRY.match(line.written)
        sign = (match[2] or match[3][-1]) if match else ""
        if match and sign == before and body.starts(line, match[1]):
            written = match[2] or match[3]
            yield problem(path, line.number - 1, "warn-sign-left", sign=f"{written}…", better=f"{written} …")
            return
        before = sign


def _last_backslashes(body: Body, path: str) -> Iterator[Problem]:
    for line, _ in islice(body.matches(_LAST_BACKSLASH), limits.SEARCHES):
        if body.shown(line).text.rstrip(f"{GAP} ").endswith("\\"):
            yield problem(path, line.number, "warn-backslash-last")
