"""What the fast path takes: only what it provably writes as Python-Markdown would.

Everything here errs towards refusing. The licence is tests/properties/test_prose.py.
"""

import re

from bantin.markdown import limits


class DoubtError(Exception):
    """This text is for the slow path."""


# Bytes of UTF-8 that mean nothing to Markdown or HTML wherever they stand in a line: with them deleted, what
# is left of a text are its signs. Twice as fast as a search for the first sign by a regular expression.
# 0xC2 begins the no-break space; leads other than these begin scripts with digits and spaces of their own.
_PLAIN_ASCII = bytes(b for b in range(32, 127) if b not in b"&<>*_[]{\\|#`~")
_PLAIN = _PLAIN_ASCII + bytes(range(0x80, 0xC0)) + b"\xc3\xc4\xc5\xc6\xe1\xe2"
# Control characters (a tab moves what follows it), code, escapes, attribute lists, code fences.
_NEVER = frozenset(b"{\\`~\x7f") | frozenset(range(32)) - {10}

_LINE_SIGNS = frozenset("-+:=> ")
# How Latin letters begin in UTF-8: by one byte, and by the two of U+1E80 to U+1EFF, such as `Ủ`.
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\xc3\xc4\xc5\xc6")
_MORE_LETTERS = (b"\xe1\xba", b"\xe1\xbb")
ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +(.*)")
INNER_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|- - -|\* \* \*) *")
HEADING = re.compile(r"(#{1,6})(?!#)([^#\n]+)#*(?:\n|\Z)")
# Lines that end a paragraph: headings, quotes, definitions, rules and underlines; and what nests deep.
_MARKERS = r"(?:(?:>|[-*+] |\d+\. ) *){2}"
_BREAKING_LINE = re.compile(rf"\n(?:#| {{8}}| *{_MARKERS}| {{0,3}}(?:>|: |(?:[-_*=] *)+(?:\n|\Z)))")
NESTING_LINE = re.compile(rf"\n(?:    | *{_MARKERS})")


def signs(text: bytes) -> bytes:
    """The bytes of a text that may mean something, and its line ends: as many lines as the text has."""
    return text.translate(None, _PLAIN)


def plain_paragraphs(text: bytes) -> list[bytes]:
    """The paragraphs of a text that is nothing but paragraphs of one line each; [] for any other text, and
    where only `measure` could tell that it is not too long: bytes are counted here, which are never fewer.
    """
    lines = text.split(b"\n")
    paragraphs = lines[::2]
    if any(lines[1::2]) or not all(paragraphs) or text.endswith(b" "):
        return []
    if len(text) > limits.PARAGRAPH_LENGTH and (
        len(paragraphs) > limits.PARAGRAPHS or max(map(len, paragraphs)) > limits.PARAGRAPH_LENGTH
    ):
        return []
    for paragraph in paragraphs:
        if paragraph[0] not in _LETTERS and not paragraph.startswith(_MORE_LETTERS):
            line = paragraph.decode()
            if line[0] in _LINE_SIGNS or line[0].isspace() or ITEM.match(line):
                return []
    return paragraphs


def blocks(text: str, found: bytes) -> list[tuple[str, bool]]:
    """What stands between empty lines, and whether it is one line of plain text; `found` are its signs.

    A line of spaces is an empty line.
    """
    blocks: list[tuple[str, bool]] = []
    open_lines: list[str] = []
    is_plain = True
    for line, line_signs in zip(text.split("\n"), found.split(b"\n"), strict=True):
        if line and (line[0] != " " or line.strip(" ")):
            is_plain = not open_lines and not line_signs and line[0].isalpha()
            open_lines.append(line)
        elif open_lines:
            blocks.append(("\n".join(open_lines), is_plain))
            open_lines = []
    if open_lines:
        blocks.append(("\n".join(open_lines), is_plain))
    return blocks


def forbid_at_sight(text: str, found: bytes) -> None:
    """Raises DoubtError where the text's signs or measures alone tell enough."""
    if (
        not _NEVER.isdisjoint(found)
        or text.rstrip(" ")[-1:] in ("", "\n")
        or text.lstrip(" ")[0] == "\n"
        or not _has_short_paragraphs(text)
        or found.count(b"[") > limits.FOOTNOTES
        or found.count(b"*") + found.count(b"_") > limits.EMPHASIS
    ):
        raise DoubtError


def _has_short_paragraphs(text: str) -> bool:
    if len(text) <= limits.PARAGRAPH_LENGTH:
        return True
    blocks = text.split("\n\n")
    return len(blocks) <= limits.PARAGRAPHS and max(map(len, blocks)) <= limits.PARAGRAPH_LENGTH


def kind(block: str) -> str:
    """ "list" or "quote", of which neighbours belong together, or ""."""
    first = block[0]
    if first.isalpha():
        return ""
    if first == ">":
        return "quote"
    return "list" if ITEM.match(block) and not RULE.fullmatch(block) else ""


def without_quote_signs(blocks: list[str]) -> str:
    """What stands in a quote."""
    inner = []
    for block in blocks:
        lines = block.split("\n")
        if not all(line.startswith(">") for line in lines):
            raise DoubtError
        text = "\n".join(["" if line.strip() == ">" else line[1:].removeprefix(" ") for line in lines])
        if text != text.strip("\n") or not text:
            raise DoubtError
        inner.append(text)
    return "\n\n".join(inner)


def paragraph_text(block: str) -> str:
    """A paragraph's text without what indents it. Raises DoubtError if it would be more than a paragraph."""
    text = block.lstrip()
    if not text or text[0] == ":":
        raise DoubtError
    if "\n" in block or not text[0].isalnum():
        forbid_breaking_lines(f"\n{block}")
    return text


def item_text(text: str) -> str:
    """A list item's text. Raises DoubtError if it would begin a block of its own."""
    if text[:1].isalpha() and "\n" not in text:
        return text
    if not text or text[0] in " \n" or ITEM.match(text) or ("|" in text and "\n" in text):
        raise DoubtError
    return paragraph_text(text)


def forbid_breaking_lines(block: str) -> None:
    """Raises DoubtError if a line after the first would not simply go on."""
    if _BREAKING_LINE.search(block):
        raise DoubtError
