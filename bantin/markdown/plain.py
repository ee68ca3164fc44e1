"""The shortcut for texts of nothing but paragraphs: what comrak, nh3 and `finish` would make of them.

Everything here errs towards refusing. Its licence is tests/properties/test_prose.py.
"""

import re

from bantin.markdown import limits, shapes
from bantin.model import Prose

# Bytes of UTF-8 that mean nothing to Markdown or HTML wherever they stand in a line: with them deleted, what
# is left of a text are its signs. Twice as fast as a search for the first sign by a regular expression.
# 0xC2 begins the no-break space; leads other than these begin scripts with digits and spaces of their own.
_PLAIN_ASCII = bytes(b for b in range(32, 127) if b not in b"&<>*_[]{\\|#`~@")
_PLAIN = _PLAIN_ASCII + bytes(range(0x80, 0xC0)) + b"\xc3\xc4\xc5\xc6\xe1\xe2"
_LINE_SIGNS = frozenset("-+:=> ")
# How Latin letters begin in UTF-8: by one byte, and by the two of U+1E80 to U+1EFF, such as `Ủ`.
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\xc3\xc4\xc5\xc6")
_MORE_LETTERS = (b"\xe1\xba", b"\xe1\xbb")
_NUMBER = re.compile(r"\d+[.)](?:\s|$)")


def write(text: bytes) -> Prose | None:
    """Prose, or None for any other text. What is taken has no problems, and is not even decoded."""
    text = text.strip(b"\n")
    if len(text) > limits.PLAIN_LENGTH or text.translate(None, _PLAIN).strip(b"\n"):
        return None
    lines = text.split(b"\n")
    paragraphs = lines[::2]
    if any(lines[1::2]) or not all(map(_is_plain, paragraphs)):
        return None
    if b"://" in text or _may_hold_host(text):
        return None
    lead = shapes.folded(paragraphs[0].decode())
    return Prose(b"<p>%b</p>" % b"</p>\n<p>".join(paragraphs), (), lead, used_fast_path=True)


def _may_hold_host(text: bytes) -> bool:
    """Whether `www.` may stand in a text. Vietnamese has no w: one byte is soon looked for."""
    return (b"w" in text or b"W" in text) and b"www." in text.lower()


def _is_plain(paragraph: bytes) -> bool:
    """Whether a line is a paragraph, by how it begins and ends."""
    if not paragraph or paragraph.endswith(b" "):
        return False
    if paragraph[0] in _LETTERS or paragraph.startswith(_MORE_LETTERS):
        return True
    line = paragraph.decode()
    return not (line[0] in _LINE_SIGNS or line[0].isspace() or _NUMBER.match(line))
