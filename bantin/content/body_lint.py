"""What an article's text says otherwise than it was meant: markup that readers would see, lost letters.

Told by a build as warnings. The text is looked at as it was written; the HTML only tells whether there is
anything to look for.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bantin.errors import Problem, problem
from bantin.text import legacy_charsets

PLACEHOLDER = "Viết nội dung ở đây."  # what `new` puts below the front matter
_MOST = 5  # problems of one kind
# Hostile texts have lines of a million brackets; no honest line of a thousand characters takes a millisecond.
_LONGEST = 1_000
_MOST_LINES = 200  # that are looked at closely

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SPAN = re.compile(r"(`+)(?:(?!\1).)+\1")
_CURLY_BYTES = re.compile(rb"\]\([^()\n]{1,500}? \xe2\x80[\x98-\x9f]")
_CURLY_CAPTION = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*?\s[“”„‟‘’]")
_SPACED_LINK = re.compile(
    r"\[[^\]\n]+\] +\((?:[^)\s]+\.[A-Za-z0-9]{2,5}(?:#[^)\s]*)?|https?://[^)\s]+|/[^)\s]*)\)"
)
_BETWEEN_ROWS = frozenset("|:- \t")
_INDENTED = re.compile(r"(?: {4,}|\t)(\S.*)$")
_WORDS_OF_PROSE = re.compile(r"\w+[,]? \w+[,]? \w+[,]? \w+")
_BEYOND_ASCII = re.compile(r"[À-ỹ]")

# Signs of the legacy charsets that Vietnamese in Unicode does not use. In UTF-8: a byte that is rare, and the
# commonest letters of VNI; to look for them all would cost a tenth of reading an article. One byte or one
# character is searched for ten times as fast as two bytes, and most articles hold none of these.
_LEGACY_BYTES = re.compile(rb"\xc2[\xa1-\xa6\xa8\xaa\xac\xad\xaf\xb4-\xb6\xb8-\xba\xbc-\xbf]")
_LEGACY_SIGN = re.compile("[¡-¦¨ª¬\xad¯´-¶¸-º¼-¿Ä-ÇËÎ-ÑÖØÛÜÞßä-çëî-ñöøûüþÿ]")
_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
_LOST_BYTES = re.compile(rb"\xef\xbf\xbd|\xee[\x80-\xbf]|\xef[\x80-\xa3]")
_NAMES = {legacy_charsets.TCVN3: "TCVN3 (ABC)", legacy_charsets.VNI: "VNI"}


def text_problems(data: bytes, text: str, *, path: str) -> list[Problem]:
    """Return warnings of lost letters and legacy charsets anywhere in a file, front matter included.

    data: `text` in UTF-8.
    """
    found: list[Problem] = []
    if (b"\xef" in data or b"\xee" in data) and _LOST_BYTES.search(data):
        found += islice(_lost(text, path), _MOST)
    is_vni = "ï" in text or "ñ" in text or "ä" in text
    if is_vni or (b"\xc2" in data and _LEGACY_BYTES.search(data)):
        found += _legacy(text, path)
    return found


def _lost(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if sign := _LOST.search(line):
            code = "warn-letter-lost" if sign[0] == "\ufffd" else "warn-private-sign"
            yield problem(path, number, code, point=f"{ord(sign[0]):04X}")


def _legacy(text: str, path: str) -> list[Problem]:
    """The first line of Vietnamese in a legacy charset, with what it says."""
    numbered = enumerate(text.split("\n"), 1)
    suspect = ((number, line[:_LONGEST]) for number, line in numbered if _LEGACY_SIGN.search(line))
    lines = list(islice(suspect, _MOST_LINES))
    whole = legacy_charsets.detect("\n".join(line for _, line in lines))
    for number, line in lines:
        guess = legacy_charsets.detect(line)
        charset = guess.charset if guess.is_sure and guess.charset else whole.charset
        if charset and (whole.is_sure or guess.is_sure):
            converted = legacy_charsets.convert(line, charset).strip()
            return [
                problem(path, number, "warn-legacy-charset", charset=_NAMES[charset], text=converted[:120])
            ]
    return []


def body_problems(text: bytes, html: bytes, first_line: int, *, path: str) -> list[Problem]:
    """Return warnings of markup that is shown as it stands.

    text: the body as written, which begins on line `first_line` of the file `path`; html: what it became.
    """
    has_brackets = b"]" in html and (b"](" in html or b"] (" in html)
    has_signs = has_brackets or b"|" in html or (b"*" in html and b"**" in html)
    has_code = b"<pre><code>" in html
    is_curly = b"]" in text and b" \xe2\x80" in text and _CURLY_BYTES.search(text)
    if not (has_signs or has_code or is_curly):
        return []
    page = html.decode()
    shown = _CODE.sub("", page)
    lines = list(_outside_fences(text.decode(), first_line))
    found: list[Problem] = []
    if "](" in shown or "] (" in shown or is_curly:
        found += islice(_links(lines, path), _MOST)
    if "**" in shown:
        found += islice(_bold(lines, path), 1)
    if "|" in shown:
        found += islice(_tables(lines, path), _MOST)
    if has_code:
        found += islice(_indented(lines, page, path), _MOST)
    return found


def _outside_fences(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Number and text of each line that is no code between fences, without code spans."""
    fence = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if found := _FENCE.match(line):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence):
                fence = ""
        elif not fence and len(line) <= _LONGEST:
            yield number, _SPAN.sub("", line) if "`" in line else line


def _links(lines: list[tuple[int, str]], path: str) -> Iterator[Problem]:
    bracketed = ((number, line) for number, line in lines if "](" in line or "] " in line)
    for number, line in islice(bracketed, _MOST_LINES):
        if _CURLY_CAPTION.search(line):
            yield problem(path, number, "warn-curly-caption")
        elif found := _SPACED_LINK.search(line):
            yield problem(path, number, "warn-link-space", text=found[0])
        elif "](" in line and _is_left(line):
            yield problem(path, number, "warn-link-open")


def _is_left(line: str) -> bool:
    """Whether some `](` of the line closes no bracket, or is never closed itself."""
    rest = re.sub(r"\\.", "", line)
    while True:
        shorter = re.sub(r"!?\[[^\[\]]*\]\((?:[^()]|\([^()]*\))*\)", "", rest)
        if shorter == rest:
            return "](" in rest
        rest = shorter


def _bold(lines: list[tuple[int, str]], path: str) -> Iterator[Problem]:
    """The first line with an odd number of `**`, or with a pair that has spaces inside."""
    marked = ((number, re.sub(r"\\.", "", line)) for number, line in lines if "**" in line)
    for number, line in islice(marked, _MOST_LINES):
        if line.count("**") % 2 or re.search(r"\*\*\s[^*]*\*\*|\*\*[^*]*\s\*\*", line):
            yield problem(path, number, "warn-bold-open")


def _tables(lines: list[tuple[int, str]], path: str) -> Iterator[Problem]:
    """Where rows of a table begin that has no line between its head and its rows."""
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        if _is_row(line):
            block.append((number, line))
            continue
        if len(block) > 1 and not any(_BETWEEN_ROWS.issuperset(row) for _, row in block):
            yield problem(path, block[0][0], "warn-table-line")
        block = []


def _is_row(line: str) -> bool:
    text = line.strip()
    return text.count("|") > 1 and (text[0] == text[-1] == "|" or text.count(" | ") > 1)


def _indented(lines: list[tuple[int, str]], html: str, path: str) -> Iterator[Problem]:
    """Where a paragraph of prose begins that became code, for it is indented."""
    blocks = re.findall(r"<pre><code>(.*?)</code></pre>", html, re.DOTALL)
    before = ""
    for number, line in lines:
        found = _INDENTED.match(line)
        if found and not before.strip() and _is_prose(found[1]):
            start = re.split("[&<>\"']", found[1])[0].strip()
            if start and any(start in block for block in blocks):
                yield problem(path, number, "warn-indented")
        before = line


def _is_prose(line: str) -> bool:
    return bool(_WORDS_OF_PROSE.search(line) and _BEYOND_ASCII.search(line))
