"""What a page shows of each line of a text, for warnings that name the line on which a sign is shown.

comrak writes into its HTML from which lines a block or a tag was made. Blocks of HTML have no lines there,
but come out as they are written.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from bantin.markdown import commonmark, dialect, lone_tags, raw_html, template_links
from bantin.markdown.tag_names import REMOVED_WITH_CONTENT
from bantin.system.named_tuple import NamedTuple

GAP = "\ufdd0"  # replaces a tag or code; no text contains it, see `text.unsafe_characters`
_MADE_FROM = " data-sourcepos="
_LINES = re.compile(r' data-sourcepos="(\d+):\d+-(\d+):\d+"')
_BLOCK = re.compile(r"[ \t]*<(?:p|h[1-6]|li|t[dhr]|dt|dd|pre|blockquote|[uod]l|table|hr|section)(?=[ >/])")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|t[dhr]|dt|dd|pre|blockquote|[uod]l|table|section)>$")
_PARAGRAPH_END = re.compile(r"</(?:p|h[1-6])>$")
# What is not shown as text: comments, code, characters after `\`, Kramdown's attributes, names of alerts,
# and elements that are removed with their content.
_ALERT = r"<blockquote [^<>]*>\n<p [^<>]*>\[!(?:note|tip|important|warning|caution)\](?=\n|<)"
_UNSEEN = re.compile(
    r"<!\[CDATA\[(?P<data>.*?)\]\]>|<!--.*?(?:-->|\Z)|<(?P<code>pre|code)[ >].*?</(?P=code)>"
    r"|<span data-escaped-char[^<>]*>[^<]*</span>"
    rf"|\{{:[^{{}}\n]*\}}|\{{[#.][\w:. #=\"-]*\}}(?=</h[1-6]>)|{_ALERT}"
    rf"|<(?P<tag>{'|'.join(sorted(REMOVED_WITH_CONTENT))})(?=[\s/>])(?:[^<>]*/>|.*?(?:</(?P=tag)\s*>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_CAPTION = re.compile(r'<img [^<>]*? title="([^"]*)"[^<>]*>')
_TAG, _TAG_ON_A_LINE = re.compile(r"</?[a-zA-Z][^<>]*>"), re.compile(r"</?[a-zA-Z][^<>\n]*>")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t]))*")


class ShownLine(NamedTuple):
    """What a page shows of a line.

    text: with GAP in place of each tag and of code. is_html: whether the line is in a block of HTML, where
    Markdown is not read.
    """

    text: str
    is_html: bool


class _Piece(NamedTuple):
    """A line of the HTML, which shows something of the lines `first` to `last` of the text; 0 if unknown."""

    first: int
    last: int
    text: str
    html: str


def by_line(text: str) -> list[ShownLine]:
    """Return what a page shows of each line of a text. `measure` must allow the text."""
    lines = text.split("\n")
    prepared = dialect.prepared(template_links.as_addresses(text))
    unsafe = commonmark.read_with_lines(prepared)
    origins = _origins(prepared.split("\n"), lines)
    shown = [""] * len(lines)
    html: dict[str, str] = {}
    for piece in _pieces(unsafe.split("\n"), _seen(unsafe, text).split("\n")):
        words = unescape(piece.text) if "&" in piece.text else piece.text
        if not piece.first:
            html.setdefault(piece.html.strip(), words)
        for number in dict.fromkeys(origins[piece.first - 1 : piece.last] if piece.first else ()):
            shown[number] += f"{GAP}{words}"
    if not html:
        return [ShownLine(words, False) for words in shown]
    return [
        ShownLine(words, False) if words else ShownLine(_of_html(line, html), True)
        for words, line in zip(shown, lines, strict=True)
    ]


def _seen(unsafe: str, text: str) -> str:
    """Return the HTML of a text with GAP in place of all that is not shown as text, on the same lines."""
    has_raw_html = "<" in text and not raw_html.is_plain(text)
    seen = _UNSEEN.sub(_unless_data, lone_tags.as_words(unsafe, text) if has_raw_html else unsafe)
    if ' title="' in seen:
        seen = _CAPTION.sub(_caption, seen)
    if has_raw_html:
        corrected = raw_html.corrected(seen, text)
        seen = corrected if corrected.count("\n") == seen.count("\n") else seen
    return _TAG.sub(_gap, _TAG_ON_A_LINE.sub(GAP, seen))


def _of_html(line: str, html: dict[str, str]) -> str:
    return html.get(line.strip()) or html.get(_CONTAINERS.sub("", line, count=1).strip()) or ""


def _pieces(unsafe: list[str], seen: list[str]) -> Iterator[_Piece]:
    """Yield the lines of the HTML. seen: the same lines with what a page shows of them."""
    line = block_end = 0
    is_in_block = False
    for html, text in zip(unsafe, seen, strict=True):
        spans = _spans(html) if _MADE_FROM in html else []
        if spans and _BLOCK.match(html):
            (line, block_end), *spans = spans
            is_in_block = True
        elif is_in_block:
            line = spans[0][0] if spans else line + 1
        if not is_in_block:
            yield _Piece(0, 0, text, html)
            continue
        is_in_block = not (html.endswith(">") and _BLOCK_END.search(html))
        ends = [last for _, last in spans]
        if not is_in_block and _PARAGRAPH_END.search(html):
            ends.append(block_end)
        yield _Piece(line, max(ends, default=line), text, html)


def _spans(html: str) -> list[tuple[int, int]]:
    """Return the first and the last line of what each tag was made from."""
    return [(int(first), int(last)) for first, last in _LINES.findall(html)]


def _origins(prepared: list[str], lines: list[str]) -> list[int]:
    """Return the index in `lines` of each prepared line: after `markdown="1"` an empty line is added."""
    if len(prepared) == len(lines):
        return list(range(len(lines)))
    origins, at = [], 0
    for line in prepared:
        is_added = not line and at < len(lines) and bool(lines[at])
        origins.append(max(at - 1, 0) if is_added else min(at, len(lines) - 1))
        at += not is_added
    return origins


def _unless_data(match: re.Match[str]) -> str:
    """Return GAP in place of what is not shown; character data are shown whole."""
    return _gap(match) if match["data"] is None else escape(match["data"], quote=False)


def _gap(match: re.Match[str]) -> str:
    return GAP + "\n" * match[0].count("\n")


def _caption(match: re.Match[str]) -> str:
    return f"{GAP}{match[1]}" + "\n" * (match[0].count("\n") - match[1].count("\n"))
