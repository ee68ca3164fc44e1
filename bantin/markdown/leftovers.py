"""Find leftovers of other site generators, and references without their definition."""

import re
from collections.abc import Iterator
from html import escape
from itertools import islice

from bantin.errors import Problem, problem
from bantin.markdown import limits
from bantin.markdown.tag_names import KNOWN
from bantin.system.named_tuple import NamedTuple

_MOST = 20  # warnings of one kind about one text
_START = 12  # characters of a sign that are looked for in the page
# Patterns are compiled when a text has what is looked for first: few have.
_COMPONENT = r"<[A-Z]\w+(?:\.\w+)*(?:\s[^<>]*)?/>|<[A-Z]\w+\s[^<>]*=\{[^<>]*>?"
# Signs of templates: what is looked for first in `plain.Parts.signs`, then in the text, the whole sign, and
# whose it is.
_TEMPLATES = (
    (b"{{", "{{", r"\{\{[<%][^{}]{0,2000}?[>%]\}\}", "Hugo"),
    (b"{%", "{%", r"\{%(?<!\{\{%)-?\s*\w[^{}]{0,2000}?%\}", "Jekyll"),
    (b"{{", "{{", r"\{\{-?\s*[\w.\"'$](?:[^{}]|\{[^{}]{0,200}\}){0,2000}?\}\}", "Liquid"),
    (b"{{", "{{", r"\{\{\{?[#/>^]\s*\w[^{}]{0,2000}?\}\}", "Handlebars"),
    (b"{#", "{#", r"(?s)\{#[-\s].{0,300}?#\}", "Jinja"),
    (b"<%", "<%", r"(?s)<%[-=#\s].{0,300}?%>", "ERB"),
    (b"{/*", "{/*", r"(?s)\{/\*.{0,300}?\*/\}", "MDX"),
    (b":::", ":::", r"(?m)^[ >]{0,3}(?:[-*+] +)?:::+[ \t]*\{[^\n]*", "Pandoc"),
    (b":::", ":::", r"(?m)^[ >]{0,3}(?:[-*+] +)?:::+[ \t]*\w[^\n]*", "Docusaurus"),
    (b"[[", "[[", r"(?i)!?\[\[(?!_?toc_?\]\])[^\[\]\n]{1,200}\]\](?![(\[])", "Obsidian"),
    (b"/", "/>", _COMPONENT, "MDX"),
    (b"{", "={", _COMPONENT, "MDX"),
)
# What all of these contain in `plain.Parts.signs`.
_MAY_BE_TEMPLATE = re.compile(rb"[{<]|:::|\[\[")
# Fences, for patterns with MULTILINE and DOTALL.
FENCED = (
    r"^(?P<indent> {0,3}|[^\n]*?[-*+>.)] +)(?P<fence>`{3,}(?=[^`\n]*\n)|~{3,})[^\n]*\n"
    r".*?(?:^[ >]*(?P=fence)[`~]*[ \t]*$|\Z)"
)
# Code of all kinds, for patterns with MULTILINE and DOTALL.
CODE = rf"{FENCED}|(?P<ticks>`+)(?!`)(?:[^`\n]|\n(?!\n)|(?!(?P=ticks)(?!`))`+)*?(?P=ticks)(?!`)"
# Lines without a sign of code, and what is none on other lines: so most of a text is read in one step.
_LINES, _REST = r"(?P<lines>(?:[^`~\n]*\n)++)", r"(?P<rest>[^`~\n]++|.)"
CODE_ELEMENT = re.compile(r"<(pre|code)>.*?</\1>", re.DOTALL)
_REFERENCE = r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]"
_DEFINITION = r"(?m)^[ \t>]*\[([^\[\]\n]+)\]:[ \t]*\n?[ \t]*\S"
# A line that is only a definition, and all words in brackets that may refer to one. `[//]: # (…)` is a
# comment.
_LONE_DEFINITION = (
    r"(?m)^ {0,3}\[(?!//\])([^\[\]\n^][^\[\]\n]*)\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
# A line that was meant for a definition, judging by its address. It is none with a space in the address, with
# words after it, or directly below a paragraph.
_MEANT_DEFINITION = r"(?m)^[ \t>]*\[([^\[\]\n^][^\[\]\n]*)\]:[ \t]*<?(?:https?://|www\.|\.{0,2}/)"
# A path on a drive or on another machine, but not as the address of a link, nor in a formula.
_WINDOWS_PATH = r"(?<![\w\\(<])(?:[A-Za-z]:\\|\\\\[\w.-]+\\)[^\s<>\"`{}$]*+(?![{}$])"
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_LABEL = r"\[([^\[\]]+)\](?!:)"
_NUMBERS = re.compile(r"\d+(?:,\d+)+")
# What ends a table without an empty line: a list, a heading, a quote, a fence.
_NO_ROW = re.compile(r" {0,3}(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})(?=\s)|>|```|~~~)")
_DELIMITER = re.compile(r"^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


class _Searched(NamedTuple):
    """A text in which leftovers are looked for.

    prose: the text with spaces in place of its code. page: the HTML of the text. shown: that without code.
    """

    prose: str
    page: str
    shown: str
    path: str
    first_line: int

    def problem_at(self, offset: int, code: str, **args: object) -> Problem:
        return problem(self.path, self.first_line + self.prose.count("\n", 0, offset), code, **args)

    def is_code_alone(self, sign: str) -> bool:
        """Tell whether the page shows a sign as code alone, as what is indented."""
        start = escape(sign[:_START], quote=False)
        return start not in self.shown and start in self.page


def find(text: str, signs: bytes, page: str, path: str, first_line: int) -> Iterator[Problem]:
    """Yield a warning for each kind of leftover, at its first place. Code is skipped.

    signs: see `plain.Parts`. page: the HTML of the text.
    """
    templates = _templates(text, signs) if _MAY_BE_TEMPLATE.search(signs) else []
    has_references, has_notes, has_definitions = (
        sign in signs and sign.decode() in text for sign in (b"][", b"[^", b"]:")
    )
    needs_page = templates or has_references or has_notes or has_definitions
    if not (needs_page or "\\" in text or b"|" in signs):
        return
    has_code = "`" in text or "~~~" in text
    prose = _blanked(CODE, text) if has_code else text
    shown = CODE_ELEMENT.sub("", page) if needs_page and "<code>" in page else page
    searched = _Searched(prose, page, shown, path, first_line)
    yield from _template_signs(searched, templates)
    if has_notes:
        yield from _wrong_notes(searched)
    if "\\" in prose and (lost := next(_lost_backslashes(prose), None)):
        yield searched.problem_at(lost.start(), "warn-backslash-taken", text=_short(lost[0]))
    if has_references and "][" in shown:
        for offset, name in islice(_missing_definitions(prose), _MOST):
            yield searched.problem_at(offset, "warn-reference-missing", name=name)
    if has_definitions:
        yield from _wrong_definitions(searched)
    if "|" in prose and "-" in prose:
        rows = _rows_with_extra_cells(_blanked(FENCED, text) if has_code else text)
        yield from (problem(path, first_line + row, code) for row, code in islice(rows, _MOST))


def _template_signs(searched: _Searched, templates: list[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a warning about the first sign of each template language that readers see or miss."""
    for form, name in templates:
        for match in islice(re.finditer(form, searched.prose), limits.SEARCHES):
            if not searched.is_code_alone(match[0]) and (code := _code_of(match[0], searched.page)):
                yield searched.problem_at(match.start(), code, sign=_short(match[0]), name=name)
                break


def _wrong_notes(searched: _Searched) -> Iterator[Problem]:
    """Yield warnings about footnotes without a text, without a reference, or written twice."""
    from bantin.markdown import notes

    prose = searched.prose
    missing, unused = notes.unmatched(prose)
    for label in missing[:_MOST]:
        if not searched.is_code_alone(f"[^{label}]"):
            yield searched.problem_at(prose.find(f"[^{label}]"), "warn-note-missing", name=label)
    for label in unused[:_MOST]:
        yield searched.problem_at(prose.find(f"[^{label}]:"), "warn-note-unused", name=label)
    for offset, label in islice(notes.repeated(prose), _MOST):
        yield searched.problem_at(offset, "warn-note-twice", name=label)


def _wrong_definitions(searched: _Searched) -> Iterator[Problem]:
    """Yield warnings about definitions of links that nothing uses, or that the page shows as text."""
    unused = _unused_definitions(searched.prose)
    for offset, name in islice((entry for entry in unused if f"[{entry[1]}]:" not in searched.page), _MOST):
        yield searched.problem_at(offset, "warn-definition-unused", name=name)
    for offset, name in islice(_failed_definitions(searched.prose, searched.shown), _MOST):
        yield searched.problem_at(offset, "warn-definition-shown", name=name)


def _code_of(sign: str, page: str) -> str:
    """Return the code of the warning about a sign, "" for a tag of HTML such as `<BR />`."""
    if sign[0] != "<" or escape(sign[:_START], quote=False) in page:
        return "warn-template-left"
    is_html = re.split(r"[^a-z0-9]", sign[1:].lower(), maxsplit=1)[0] in KNOWN
    return "" if is_html else "warn-template-removed"


def _lost_backslashes(prose: str) -> Iterator[re.Match[str]]:
    """Yield each path of Windows that is shown without a backslash, since a punctuation mark follows it."""
    if ":\\" not in prose and "\\\\" not in prose:
        return iter(())  # the pattern begins with no literal, and few backslashes are of paths
    return (path for path in re.finditer(_WINDOWS_PATH, prose) if re.search(_ESCAPE, path[0]))


def _missing_definitions(prose: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the name of each `[words][name]` or `[name][]` without a `[name]: …`."""
    defined = set(map(_folded, re.findall(_DEFINITION, prose)))
    for match in re.finditer(_REFERENCE, prose):
        name = match[2] or match[1]
        # A shortcode, `[1][2]`, or numbers in the name of a substance: `[4,3-a][1,4]`.
        is_text = (
            name[0] in "^/" or "=" in name or (match[1] + match[2]).isdigit() or _NUMBERS.fullmatch(name)
        )
        if not is_text and _folded(name) not in defined:
            yield match.start(), name


def _unused_definitions(prose: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the name of each unused `[name]: address`. Inside a paragraph it is text."""
    used = set(map(_folded, re.findall(_LABEL, prose)))
    for match in re.finditer(_LONE_DEFINITION, prose):
        start = match.start()
        before = prose[prose.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)].strip()
        if before[:1] in ("", "#", "[") and _folded(match[1]) not in used:
            used.add(_folded(match[1]))  # reported once
            yield start, match[1]


def _failed_definitions(prose: str, shown: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the name of each `[name]: address` that the page shows, if links use the name.

    shown: the HTML of the page without code.
    """
    used: set[str] = set()
    for match in islice(re.finditer(_MEANT_DEFINITION, prose), limits.SEARCHES):
        if f"[{escape(match[1], quote=False)}]:" in shown:
            used = used or {_folded(name) for name in re.findall(_LABEL, prose)}
            if _folded(match[1]) in used:
                yield match.start(1), match[1]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _templates(text: str, signs: bytes) -> list[tuple[str, str]]:
    """Return the whole signs that the text may hold, and whose they are."""
    found = [(form, name) for bare, start, form, name in _TEMPLATES if bare in signs and start in text]
    return [*dict.fromkeys(found)]


def without_code(text: str) -> str:
    """Return the text with spaces in place of its code, on the same lines."""
    return _blanked(CODE, text) if "`" in text or "~~~" in text else text


def _blanked(code: str, text: str) -> str:
    """Return the text with spaces in place of this code, on the same lines. code: CODE or FENCED."""
    return re.sub(f"(?ms){_LINES}|{code}|{_REST}", _spaces, text)


def _spaces(match: re.Match[str]) -> str:
    if match.lastgroup in ("lines", "rest"):
        return match[0]
    return "\n".join([" " * len(line) for line in match[0].split("\n")])


def _short(sign: str) -> str:
    sign = " ".join(sign.split())
    return sign if len(sign) <= 60 else f"{sign[:59]}…"


def _rows_with_extra_cells(prose: str) -> Iterator[tuple[int, str]]:
    """Yield the lines, counted from 0, of rows with more cells than their table has columns, and a code.

    A second table without an empty line above it is a part of the first: then only where that begins.
    """
    lines = prose.split("\n")
    row = 1
    while row < len(lines):
        if is_delimiter_of(lines[row], lines[row - 1]):
            end = _end_of_table(lines, row + 1)
            below = range(row + 1, end)
            if second := next((at for at in below[1:] if is_delimiter_of(lines[at], lines[at - 1])), 0):
                words = (at for at in below if "|" not in lines[at])
                yield min(next(words, second), second - 1), "warn-tables-joined"
            else:
                width = cells(lines[row])
                yield from ((at, "warn-cells-dropped") for at in below if cells(lines[at]) > width)
            row = end
        row += 1


def _end_of_table(lines: list[str], row: int) -> int:
    while row < len(lines) and lines[row].strip() and not _NO_ROW.match(lines[row]):
        row += 1
    return row


def is_delimiter_of(line: str, head: str) -> bool:
    """Tell whether a line is the delimiter row of a table whose head is the line before it."""
    return is_delimiter(line) and cells(head) == cells(line)


def is_delimiter(line: str) -> bool:
    """Tell whether a line can be the delimiter row of a table."""
    return "|" in line and bool(_DELIMITER.fullmatch(line))


def cells(line: str) -> int:
    """Return the number of cells in a row of a table."""
    line = line.strip()
    edges = line.startswith("|") + (line.endswith("|") and not line.endswith("\\|") and len(line) > 1)
    return line.count("|") - line.count("\\|") + 1 - edges
