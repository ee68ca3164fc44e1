"""Markup that readers would see as characters: the lines where it is, and the mistakes."""

import re
from collections.abc import Iterator
from itertools import groupby, islice, pairwise

from bantin.content import paste_lint, sign_lint, template_lint
from bantin.content.body_lines import Body, Line
from bantin.errors import Problem, problem
from bantin.markdown.dialect import FENCE, QUOTE_SIGNS
from bantin.markdown.leftovers import cells, is_delimiter, is_delimiter_of
from bantin.markdown.shown import GAP

_MAX_PROBLEMS = 5  # problems of one kind
_MAX_LINES = 200  # number of lines that are examined
_MOST_COLUMNS = 40  # of a table, whose line a warning writes
_LONGEST_SIGN = 60  # characters of a sign that a warning repeats

_CURLY_CAPTION = re.compile(r"!?\[[^\]\n]*\]\((?:<[^>\n]*>|[^()\s]+)\s+[“”„‟‘’]")
# An address of a file between round brackets, after which a caption may follow.
_FILE_ADDRESS = re.compile(
    r"\]\((?!<|mailto:|tel:)((?:(?!\]\()[^<>{}\"\n])+?\.[A-Za-z0-9]{2,5})(?:\s+\"[^\"\n]*\")?\)"
)
_SPACED_URL = re.compile(
    r"\]\((https?[^()\"\n]*?(?:\s:|:\s|/\s)[^()\"\n]*?)(?:\s+\"[^\"\n]*\")?\s*\)", re.IGNORECASE
)
_PHONE = re.compile(r"\]\((\+?\d[\d .-]{7,16}\d)\)")
_SPACED_MAIL_OR_PHONE = re.compile(
    r"\]\(((mailto|tel):\s*([^()<>\"\s?]+(?: [^()<>\"\s?]+)*)(\?[^()<>\"\n]*)?)\)", re.IGNORECASE
)
_CAPTION_UNQUOTED = re.compile(r"\]\(([^()\s<>]+\.[A-Za-z0-9]{2,5}) +([^\W\d_][^()<>\"'“”‘’]*)\)")
# A caption in quotation marks with others inside, or with one alone; it ends before the next address.
_INSIDE = r"(?:(?!\]\()[^\n])*?"
_CAPTION_QUOTES = re.compile(
    rf"\]\(([^()\s<>]+)\s+(?:\"({_INSIDE}\"{_INSIDE})\"\s*\)|[\"']([^\"'\n]*?)\s*\))"
)
# The end of a link in which nothing is wrong.
_SOUND_END = re.compile(r"\]\([^()\s<>]+(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_SPACED_LINK = re.compile(
    r"\[[^\]\n]+\] +\((?:[^)\s]+\.[A-Za-z][A-Za-z0-9]{1,4}(?:#[^)\s]*)?|https?://[^)\s]+|/[^)\s]*)\)"
)
# Whole Markdown that a page shows all the same: in a block of HTML, or in a caption.
_WHOLE = re.compile(
    r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|(?<![\w*\\])\*[^\s*)](?:[^*\n]*[^\s*\\])?\*(?![\w*])"
    r"|\[[^\[\]\n]+\]\([^()\s]+\)|^ {0,3}#{1,6} [^\n]*[^\s#]"
)
_ITALIC = re.compile(r"\*[^\s*][^*\n]*\*")
# The sign of bold type, but no row of stars, such as `*****`, and no mark of a note, such as `(**)`.
_BOLD = re.compile(r"(?<!\*)(?!(?<=\()\*+\))\*{2,4}(?!\*)")
# An entry of a list, and one below another line of a page, which is none there.
_ENTRY = re.compile(r"(?:[ \t]|<[^<>]*>)*+([-*+]|\d{1,2}[.)])[ \t]+\S")
_SHOWN_ENTRY = re.compile(r"\n[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+\S")
_LINE_BREAKS = ("<br>", "<br/>", "<br />")
_SHOWN_CODE = re.compile(r"(`+)[^`]+\1")
_CAPTION = re.compile(r"!\[[^\]\n]*\]\([^\"\n]*\"")
# A row of a table; neither an entry of a list nor a line of Liquid, whose filters follow `|`.
_ROW = re.compile(r"(?![ \t]*(?:[-*+]|\d+[.)])[ \t]|.*\{[{%])(?:[ \t>]*\||.* \| )")
_INDENTED = re.compile(r"(?:> ?)*(?: {4,}|\t)(\S.*)$")
_WORDS_OF_PROSE = re.compile(r"\w+,? \w+")
# What only code has: a call, an assignment, the end of a statement.
_STATEMENT = re.compile(r"\w\(|\w [-+*/]?= ?\w|(?:\);|\{)$")
_BEYOND_ASCII = re.compile(r"[À-ỹ]")


def problems(text: bytes, html: bytes, first_line: int, *, path: str) -> list[Problem]:
    """Return warnings of visible markup. For the arguments see `body_lint.body_problems`."""
    body = Body(text.decode(), html.decode(), first_line)
    page = body.page
    warnings: list[Problem] = []
    if body.holds("](") or body.holds("] ("):
        warnings += islice(_links(body, path), _MAX_PROBLEMS)
    if body.holds("**"):
        warnings += islice(_bold(body, path), _MAX_PROBLEMS)
    if marks := _marks_on_page(body):
        warnings += islice(_unread(body, marks, path), _MAX_PROBLEMS)
    if _SHOWN_ENTRY.search(page):
        warnings += islice(_lists_in_html(body, path), _MAX_PROBLEMS)
    if body.holds("|"):
        warnings += islice(_tables(body, path), _MAX_PROBLEMS)
    warnings += sign_lint.problems(body, path)
    warnings += islice(paste_lint.problems(body, path), _MAX_PROBLEMS)
    warnings += template_lint.problems(body, path)
    if "<pre><code>" in body.html:
        warnings += islice(_indented(body, path), _MAX_PROBLEMS)
        warnings += _open_fence(body, path)
        warnings += template_lint.diagrams(body.text, first_line, path)
    return [*dict.fromkeys(warnings)]  # a long line is read in pieces: one warning for all


def _links(body: Body, path: str) -> Iterator[Problem]:
    bracketed = (line for line in body.lines if "](" in line.written or "] " in line.written)
    for line in islice(bracketed, _MAX_LINES):
        if _CURLY_CAPTION.search(line.written):
            yield problem(path, line.number, "warn-curly-caption")
        elif (match := _SPACED_LINK.search(line.written)) and body.shows(line, "] ("):
            yield problem(path, line.number, "warn-link-space", text=match[0])
        elif "](" not in line.written or not body.shows(line, "]("):
            continue
        elif faults := [*_address_problems(line, path)]:
            yield from faults
        elif not _unread_sign(body, line):
            yield problem(path, line.number, "warn-link-open")


def _address_problems(line: Line, path: str) -> Iterator[Problem]:
    """Yield the problem of each address on a line that makes no link since it, or its caption, is wrong."""
    written = _SOUND_END.sub(GAP, line.written)
    at = written.find("](")
    while at >= 0:
        if fault := _address_problem(written, at):
            code, args = fault
            yield problem(path, line.number, code, **args)
        at = written.find("](", at + 1)


def _address_problem(written: str, at: int) -> tuple[str, dict[str, str]] | None:
    """Return the code and the values of the problem of the address at `](`; None without one."""
    if match := _SPACED_URL.match(written, at):
        guess = "https://" + re.sub(r"\s", "", match[1]).partition("/")[2].lstrip("/")
        return "warn-link-blank-near", {"address": match[1], "guess": guess}
    if (match := _PHONE.match(written, at)) and " " in match[1]:
        return "warn-link-blank-near", {"address": match[1], "guess": "tel:" + re.sub(r"[ .-]", "", match[1])}
    if (match := _SPACED_MAIL_OR_PHONE.match(written, at)) and " " in match[1]:
        name = re.sub(r"[ .-]" if match[2].lower() == "tel" else " ", "", match[3])
        guess = f"{match[2].lower()}:{name}{(match[4] or '').rstrip().replace(' ', '%20')}"
        return "warn-link-blank-near", {"address": match[1], "guess": guess}
    if (match := _FILE_ADDRESS.match(written, at)) and re.search(r"\s", match[1]):
        return "warn-link-blank", {"address": match[1]}
    if match := _CAPTION_UNQUOTED.match(written, at):
        return "warn-caption-unquoted", {"address": match[1], "words": match[2].strip()}
    if match := _CAPTION_QUOTES.match(written, at):
        words = re.sub(r'"([^"]*)"', r"“\1”", match[2] or match[3]).replace('"', "”")
        return "warn-caption-quotes", {"address": match[1], "words": words}
    return None


def _bold(body: Body, path: str) -> Iterator[Problem]:
    starred = (line for line in body.lines if "**" in line.written and _BOLD.search(line.written))
    marked = (line for line in starred if body.shows(line, "**"))
    for line in islice(marked, _MAX_LINES):
        if not _unread_sign(body, line):
            yield problem(path, line.number, "warn-bold-open")


def _marks_on_page(body: Body) -> list[str]:
    """Return what complete Markdown that the page shows may have on its line."""
    marks = [mark for mark in ("](", "# ") if body.holds(mark)]
    if body.holds("*") and _ITALIC.search(body.page):
        marks.append("*")
    return [*marks, GAP] if body.holds("`") else marks


def _unread(body: Body, marks: list[str], path: str) -> Iterator[Problem]:
    """Yield a warning for each line whose Markdown is complete but shown as text."""
    marked = (line for line in body.lines if any(map(line.written.__contains__, marks)))
    for line in islice(marked, _MAX_LINES):
        if sign := _unread_sign(body, line):
            yield _unread_problem(path, line, sign)


def _lists_in_html(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning at the first entry of each list in a block of HTML, which shows it as one line."""
    was_in_list = False
    for line, following in pairwise(body.lines):
        first, second = _ENTRY.match(line.written), _ENTRY.match(following.written)
        is_in_list = bool(first and second and first[1][-1] == second[1][-1])
        if first and is_in_list and not was_in_list and not line.written.rstrip().endswith(_LINE_BREAKS):
            is_shown = body.starts(line, first[1]) and body.shows(following, first[1][-1])
            if is_shown and body.shown(line).is_html:
                yield _unread_problem(path, line, line.written.strip())
        was_in_list = is_in_list


def _unread_problem(path: str, line: Line, sign: str) -> Problem:
    short = sign if len(sign) <= _LONGEST_SIGN else f"{sign[: _LONGEST_SIGN - 1]}…"
    return problem(path, line.number, "warn-markdown-unread", sign=short.replace("`", ""))


def _unread_sign(body: Body, line: Line) -> str:
    """Return the Markdown of a line that is complete but shown as text; "" if there is none.

    Markdown is read everywhere but in blocks of HTML and in captions.
    """
    if GAP in line.written and body.shows(line, "`") and body.shown(line).is_html:
        code = _SHOWN_CODE.search(body.shown(line).text)
        return (body.with_code(line, GAP) if GAP in code[0] else code[0]) if code else ""
    signs = (match[0].strip() for match in _WHOLE.finditer(line.written))
    sign = next((sign for sign in signs if body.shows(line, sign)), "")
    return sign if sign and (body.shown(line).is_html or _CAPTION.search(line.written)) else ""


def _tables(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning at the first row of each table without a head or a line below it.

    Rows with empty lines between them were meant as one table.
    """
    block: list[Line] = []
    was_reported = False
    for line in [*body.lines, Line(0, "")]:
        if _ROW.match(line.written):
            block.append(line)
            continue
        if _is_broken_table([row.written for row in block]) and not was_reported:
            was_reported = all(_is_shown_row(body, row) for row in block)
            if was_reported:
                yield _table_problem(block, path)
        block = []
        was_reported = was_reported and not line.written.strip()


def _table_problem(block: list[Line], path: str) -> Problem:
    """Return the problem of rows that make no table."""
    head, delimiter = block[0], block[1] if len(block) > 1 else Line(0, "")
    if is_delimiter(head.written):
        return problem(path, head.number, "warn-table-head")
    if is_delimiter(delimiter.written):
        guess = f"|{'---|' * min(cells(head.written), _MOST_COLUMNS)}"
        return problem(path, delimiter.number, "warn-table-columns", guess=guess)
    return problem(path, head.number, "warn-table-line")


def _is_shown_row(body: Body, line: Line) -> bool:
    """Tell whether the page shows the `|` of a row; in a table of GitHub it shows only those after `\\`."""
    return body.starts(line, "|") if line.written.lstrip("> \t")[:1] == "|" else body.shows(line, " | ")


def _is_broken_table(rows: list[str]) -> bool:
    """Tell whether lines with `|` look like a table, but no delimiter row makes a table of them."""
    if not rows or any(is_delimiter_of(line, head) for head, line in pairwise(rows)):
        return False
    most = max(row.count("|") for row in rows)
    if len(rows) == 1:
        row = rows[0].strip()
        return most > 2 and row[0] == row[-1] == "|"
    return most > 1 or len(rows) > 2


def _indented(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning at each paragraph of prose that became code because it is indented."""
    blocks = re.findall(r"<pre><code>(.*?)</code></pre>", body.html, re.DOTALL)
    for is_blank, group in groupby(_outside_fences(body.lines), lambda line: not line.written.strip("> \t")):
        paragraph = [*group]
        match = None if is_blank else _INDENTED.match(paragraph[0].written)
        is_text = match and (_is_prose(match[1]) or _is_list(paragraph))
        if not (match and is_text) or any(_STATEMENT.search(line.written) for line in paragraph):
            continue
        start = re.split("[&<>\"']", match[1])[0].strip()
        if start and any(start in block for block in blocks):
            yield problem(path, paragraph[0].number, "warn-indented")


def _outside_fences(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines that are not in a fence; the fence itself counts as an empty line."""
    fence = ""
    for line in lines:
        written = line.written
        if match := FENCE.match(QUOTE_SIGNS.sub("", written, count=1) if written[:1] == ">" else written):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
            yield line._replace(written="")
        elif not fence:
            yield line


def _open_fence(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning at a fence that no line closes, outside lists and quotes."""
    opening, fence = 0, ""
    for number, line in enumerate(body.text.split("\n"), body.first_line):
        match = FENCE.match(line)
        if match and not fence:
            opening, fence = number, match[1]
        elif match and match[1].startswith(fence) and line.strip() == match[1]:
            fence = ""
    if fence and body.html.rstrip().endswith("</code></pre>"):
        yield problem(path, opening, "warn-fence-open", sign=fence[:3])


def _is_list(lines: list[Line]) -> bool:
    """Tell whether all lines are entries of a list in Vietnamese."""
    entries = [re.match(r"[> \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+\S", line.written) for line in lines]
    return len(lines) > 1 and all(entries) and any(_BEYOND_ASCII.search(line.written) for line in lines)


def _is_prose(line: str) -> bool:
    return bool(_WORDS_OF_PROSE.search(line) and _BEYOND_ASCII.search(line))
