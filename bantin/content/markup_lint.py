"""Markup that readers would see as characters: the lines where it is, and the mistakes."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice, pairwise

from bantin.content import paste_lint, sign_lint, template_lint
from bantin.errors import Problem, problem
from bantin.markdown.leftovers import is_delimiter_of

_MAX_PROBLEMS = 5  # problems of one kind
# Limits, since hostile texts have lines of a million brackets. A line of a thousand characters takes under 1
# ms; longer ones are looked at in pieces.
_MAX_LINE_LENGTH = 1_000
_PIECE = re.compile(rf".{{1,{_MAX_LINE_LENGTH}}}(?:\s|$)|.{{{_MAX_LINE_LENGTH}}}")
_MAX_LINES = 200  # number of lines that are examined
_LONGEST_SIGN = 60  # characters of a sign that a warning repeats

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
# `](` with the word or `[` before it and the beginning of the address; of a URL the page makes a link.
_AROUND_ADDRESS = re.compile(
    r"(?:\[|[^\s\[\]()*_`]{0,12})\]\((?:(?!https?:|www\.)(?:<|[^\s()<>\[\]\"'`*_~\\]{1,12}))?"
)
_CURLY_CAPTION = re.compile(r"!?\[[^\]\n]*\]\((?:<[^>\n]*>|[^()\s]+)\s+[“”„‟‘’]")
# An address of a file between round brackets, behind which a caption may stand.
_FILE_ADDRESS = re.compile(
    r"\]\((?!<|mailto:|tel:)((?:(?!\]\()[^<>{}\"\n])+?\.[A-Za-z0-9]{2,5})(?:\s+\"[^\"\n]*\")?\)"
)
_SPACED_URL = re.compile(r"\]\((https?[^()\n]*?(?:\s:|:\s|/\s)[^()\n]*)\)", re.IGNORECASE)
_PHONE = re.compile(r"\]\((\+?\d[\d .-]{7,16}\d)\)")
_CAPTION_UNQUOTED = re.compile(r"\]\(([^()\s<>]+\.[A-Za-z0-9]{2,5}) +([^\W\d_][^()<>\"'“”‘’]*)\)")
_SPACED_LINK = re.compile(
    r"\[[^\]\n]+\] +\((?:[^)\s]+\.[A-Za-z0-9]{2,5}(?:#[^)\s]*)?|https?://[^)\s]+|/[^)\s]*)\)"
)
# `**` with up to twelve characters around it that mark nothing, and what may come before a line's text.
_STARS = re.compile(r"[^*\[\]()_<>`]{0,12}\*\*(?:\*\*)?[^*\[\]()_<>`]{0,12}")
_LINE_SIGNS = re.compile(r"^[\s>]*(?:[-+*]\s+|\d+[.)]\s+|#+\s+)?|\s+$")
# Whole Markdown that a page shows all the same: in a block of HTML, or in a caption.
_WHOLE = re.compile(
    r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|(?<![\w*\\])\*[^\s*)](?:[^*\n]*[^\s*\\])?\*(?![\w*])"
    r"|\[[^\[\]\n]+\]\([^()\s]+\)|^ {0,3}#{1,6} [^\n]*[^\s#]"
)
_INDENTED = re.compile(r"(?:> ?)*(?: {4,}|\t)(\S.*)$")
_WORDS_OF_PROSE = re.compile(r"\w+,? \w+")
_BEYOND_ASCII = re.compile(r"[À-ỹ]")


def problems(
    text: bytes, html: bytes, first_line: int, *, has_curly_caption: bool, path: str
) -> list[Problem]:
    """Return warnings of visible markup. For the arguments see `body_lint.body_problems`."""
    page = html.decode()
    has_code = "<pre><code>" in page
    shown = _CODE.sub("", page)
    lines = _lines_outside_code(text.decode(), first_line)
    warnings: list[Problem] = []
    if "](" in shown or "] (" in shown or has_curly_caption:
        warnings += islice(_links(lines, shown, path), _MAX_PROBLEMS)
    if "**" in shown:
        warnings += islice(_bold(lines, shown, path), _MAX_PROBLEMS)
    if "*" in shown or "](" in shown or "# " in shown:
        warnings += islice(_unread(lines, shown, path), _MAX_PROBLEMS)
    if "|" in shown:
        warnings += islice(_tables(lines, path), _MAX_PROBLEMS)
    warnings += sign_lint.problems(lines, shown, path)
    warnings += islice(paste_lint.problems(lines, shown, path), _MAX_PROBLEMS)
    warnings += template_lint.problems(lines, shown, path)
    if has_code:
        warnings += islice(_indented(lines, page, path), _MAX_PROBLEMS)
        warnings += template_lint.diagrams(text.decode(), first_line, path)
    return [*dict.fromkeys(warnings)]  # a long line is read in pieces: one warning for all


def _lines_outside_code(text: str, first_line: int) -> list[tuple[int, str]]:
    """Return number and text of each line outside code fences, with code spans removed."""
    lines: Iterable[tuple[int, str]] = enumerate(text.split("\n"), first_line)
    if "```" in text or "~~~" in text:
        lines = _lines_outside_fences(lines)
    return [
        (number, _SPAN.sub("", piece) if "`" in piece else piece)
        for number, line in lines
        for piece in ((line,) if len(line) <= _MAX_LINE_LENGTH else _PIECE.findall(line))
    ]


def _lines_outside_fences(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in lines:
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence:
            yield number, line


def _links(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    bracketed = ((number, line) for number, line in lines if "](" in line or "] " in line)
    for number, line in islice(bracketed, _MAX_LINES):
        if _CURLY_CAPTION.search(line):
            yield problem(path, number, "warn-curly-caption")
        elif match := _SPACED_LINK.search(line):
            yield problem(path, number, "warn-link-space", text=match[0])
        elif "](" in line and _is_seen(line, page) and (fault := _address_problem(line, path, number)):
            yield fault
        elif "](" in line and _is_seen(line, page) and not _unread_sign(line, page):
            yield problem(path, number, "warn-link-open")


def _address_problem(line: str, path: str, number: int) -> Problem | None:
    """Return the problem of the first address with spaces in it, which makes no link; None without one."""
    if match := _SPACED_URL.search(line):
        guess = "https://" + re.sub(r"\s", "", match[1]).partition("/")[2].lstrip("/")
        return problem(path, number, "warn-link-blank-near", address=match[1], guess=guess)
    if (match := _PHONE.search(line)) and re.search(r"\s", match[1]):
        guess = "tel:" + re.sub(r"[\s.-]", "", match[1])
        return problem(path, number, "warn-link-blank-near", address=match[1], guess=guess)
    if address := next((name for name in _FILE_ADDRESS.findall(line) if re.search(r"\s", name)), ""):
        return problem(path, number, "warn-link-blank", address=address)
    if match := _CAPTION_UNQUOTED.search(line):
        return problem(path, number, "warn-caption-unquoted", address=match[1], words=match[2].strip())
    return None


def _is_seen(line: str, page: str) -> bool:
    """Tell whether the page shows a `](` of the line, with what stands around it."""
    for match in _AROUND_ADDRESS.finditer(line):
        sign = escape(match[0], quote=False)
        is_url = line.startswith(("http:", "https:", "www."), match.end())
        starts = ("<a ", "http", "www.") if is_url else ("",)
        if any(sign + start in page for start in starts):
            return True
    return False


def _bold(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning for each line whose `**` the page shows, or for the first that looks as if it does.

    It has an odd number of `**`, or a pair with spaces inside.
    """
    text = _TAG.sub("", page)
    marked = [(number, re.sub(r"\\.", "", line)) for number, line in lines if "**" in line][:_MAX_LINES]
    seen = [number for number, line in marked if _shows_stars(line, text) and not _unread_sign(line, page)]
    suspects = (
        number
        for number, line in marked
        if line.count("**") % 2 or re.search(r"\*\*\s[^*]*\*\*|\*\*[^*]*\s\*\*", line)
    )
    for number in seen or islice(suspects, 1):
        yield problem(path, number, "warn-bold-open")


def _shows_stars(line: str, text: str) -> bool:
    """Tell whether a text shows some `**` of the line, with what stands around it."""
    signs = _STARS.findall(_LINE_SIGNS.sub("", line))
    return any(escape(sign, quote=False) in text for sign in signs if sign != "**")


def _unread(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning for each line whose Markdown is whole and shown as it stands."""
    marked = ((number, line) for number, line in lines if "*" in line or "](" in line or "# " in line)
    for number, line in islice(marked, _MAX_LINES):
        if sign := _unread_sign(line, page):
            short = sign if len(sign) <= _LONGEST_SIGN else f"{sign[: _LONGEST_SIGN - 1]}…"
            yield problem(path, number, "warn-markdown-unread", sign=short.replace("`", ""))


def _unread_sign(line: str, page: str) -> str:
    """Return the Markdown of a line that is whole and shown as it stands; "" if there is none."""
    match = _WHOLE.search(line)
    return match[0].strip() if match and escape(match[0].strip(), quote=False) in page else ""


def _tables(lines: list[tuple[int, str]], path: str) -> Iterator[Problem]:
    """Yield a warning at the first row of each table without a line below its head.

    Rows with empty lines between them were meant as one table.
    """
    block: list[tuple[int, str]] = []
    was_told = False
    for number, line in [*lines, (0, "")]:
        if " | " in line or line.strip()[:1] == "|":
            block.append((number, line))
            continue
        if _is_broken_table([row for _, row in block]) and not was_told:
            was_told = True
            yield problem(path, block[0][0], "warn-table-line")
        block = []
        was_told = was_told and not line.strip()


def _is_broken_table(rows: list[str]) -> bool:
    """Tell whether lines with `|` look like a table, but no delimiter row makes a table of them."""
    if not rows or any(is_delimiter_of(line, head) for head, line in pairwise(rows)):
        return False
    most = max(row.count("|") for row in rows)
    if len(rows) == 1:
        row = rows[0].strip()
        return most > 2 and row[0] == row[-1] == "|"
    return most > 1 or len(rows) > 2


def _indented(lines: list[tuple[int, str]], html: str, path: str) -> Iterator[Problem]:
    """Yield a warning at each paragraph of prose that became code because it is indented."""
    blocks = re.findall(r"<pre><code>(.*?)</code></pre>", html, re.DOTALL)
    before = ""
    for number, line in lines:
        match = _INDENTED.match(line)
        if match and not before.strip("> \t") and _is_prose(match[1]):
            start = re.split("[&<>\"']", match[1])[0].strip()
            if start and any(start in block for block in blocks):
                yield problem(path, number, "warn-indented")
        before = line


def _is_prose(line: str) -> bool:
    return bool(_WORDS_OF_PROSE.search(line) and _BEYOND_ASCII.search(line))
