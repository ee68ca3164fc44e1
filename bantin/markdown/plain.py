"""Plain paragraphs, which hold no sign of Markdown or HTML. Nothing parses them.

comrak and nh3 give such a paragraph back as `<p>…</p>`, wherever it is between empty lines. So each of
its lines is replaced by MARK before the text is parsed, and put back when the HTML is clean: a third of the
time for an article with a list and a table among ten paragraphs, and an article of nothing else is not
parsed at all. In doubt a paragraph is parsed. tests/properties/test_prose.py compares both.
"""

import re
from itertools import chain, compress

from bantin.markdown import limits, shapes
from bantin.model import Prose
from bantin.system.named_tuple import NamedTuple

# A code point that is not a character, so that no text contains it (see text.unsafe_characters).
MARK = "\ufdd2"
_MARK = MARK.encode()

# Bytes of UTF-8 that mean nothing to Markdown or HTML anywhere in a line: when they are deleted, nothing is
# left of a plain text. This is twice as fast as a regular expression for the first other byte. 0xC2 belongs
# to the no-break space; leads other than these begin scripts with digits and spaces of their own.
_PLAIN_ASCII = bytes(b for b in range(32, 127) if b not in b"&<>*_[]{\\|#`~@")
_PLAIN = b"\n" + _PLAIN_ASCII + bytes(range(0x80, 0xC0)) + b"\xc3\xc4\xc5\xc6\xe1\xe2"
# What may mean more than text at a line's beginning (a sign, a space of any kind, a number) or at its end (a
# space), and a second empty line.
_SPECIAL_LINE = re.compile(
    rb"\n(?:[-+:=> ]|(?<= \n)|\n\n|[0-9]+[.)][ \n]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f)"
)
# With these bytes deleted, a twentieth of a text is left; see `Parts.signs`.
_SIGNS = b"!#%&*/:<[]^`{|~"
_NO_SIGNS = bytes(byte for byte in range(256) if byte not in _SIGNS)
# With these bytes deleted, the rest of a text is short, and has both its signs and what is not plain: a long
# text is gone through once.
_PLAIN_WITHOUT_SIGNS = _PLAIN.translate(None, _SIGNS)
# Bytes as numbers: `in` searches bytes for a number six times as fast as for a text of one byte.
_AMPERSAND, _LESS, _CAPITAL_W, _SMALL_W = b"&<Ww"
NOTHING = Prose(b"", (), "", used_fast_path=True)
_TABLE_OR_HEADING = re.compile(rb"<[th]", re.IGNORECASE)
# All references but those to ASCII, the rest of Latin-1 and punctuation (U+2010 to U+2027).
_ODD_REFERENCE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|nbsp|[lr][sd]quo|[nm]dash|hellip|#(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]"
    rb"|1[6-9]\d|2[0-4]\d|25[0-5]|82(?:0[89]|[12]\d|3[01])));)(?:#|\w+;)"
)
_IN_ATTRIBUTE = re.compile(f'="[^"]*{MARK}')


class Parts(NamedTuple):
    """A text in two parts.

    to_parse: the text with MARK in place of each line of its plain paragraphs, so that every other line keeps
    its number; "" if it has only plain paragraphs. paragraphs: these, in order, in UTF-8. signs: what is left
    of the text without all but the characters of which signs of Markdown, HTML and templates consist; what is
    not in it is not in the text, which takes longer to search. has_odd_reference: whether an entity may write
    MARK, a forbidden character or a mark that joins the letter before it.
    """

    to_parse: str
    paragraphs: list[bytes]
    signs: bytes
    has_odd_reference: bool = False


def take_out(text: bytes) -> Parts:
    """Divide a text, which is in UTF-8 and NFC, into what to parse and its plain paragraphs."""
    left = text.translate(None, _PLAIN_WITHOUT_SIGNS)
    signs = left.translate(None, _NO_SIGNS)
    has_odd_reference = _AMPERSAND in signs and bool(_ODD_REFERENCE.search(text))
    if has_odd_reference or len(text) > limits.PLAIN_LENGTH or _needs_all(text, signs):
        return Parts(text.decode(), [], signs, has_odd_reference)
    body = text.strip(b"\n")
    if not body:
        return Parts("", [], signs)
    blocks = body.split(b"\n\n")
    has_addresses = _may_hold_address(body, signs)
    if not (has_addresses or left.translate(None, _PLAIN) or _has_special_line(body)):
        return Parts("", blocks, signs)
    verdicts = [
        _is_plain(block) and not (has_addresses and _may_hold_address(block, signs)) for block in blocks
    ]
    paragraphs = [*compress(blocks, verdicts)]
    if not paragraphs:
        return Parts(text.decode(), [], signs)
    marked = (_marks(block) if verdict else block for block, verdict in zip(blocks, verdicts, strict=True))
    start = len(text) - len(text.lstrip(b"\n"))
    whole = text[:start] + b"\n\n".join(marked) + text[start + len(body) :]
    return Parts(whole.decode(), paragraphs, signs)


def can_be_put_back(html: str, paragraphs: list[bytes]) -> bool:
    """Tell whether clean HTML has MARK for each line of the paragraphs, all of them in text.

    HTML of the author may hide a paragraph, or hold one in an attribute, which a `"` in it would end.
    """
    lines = b"\n".join(paragraphs).count(b"\n") + 1
    return html.count(MARK) == lines and not _IN_ATTRIBUTE.search(html)


def put_back(text: str, paragraphs: list[bytes]) -> str:
    """Return the text or HTML with the lines of the plain paragraphs in place of MARK, one for each."""
    if not paragraphs:
        return text
    lines = b"\n".join(paragraphs).decode().split("\n")
    first, *others = text.split(MARK)
    return first + "".join(chain.from_iterable(zip(lines, others, strict=True)))


def prose(paragraphs: list[bytes]) -> Prose:
    """Return the Prose of a text of plain paragraphs, which has no problems."""
    if not paragraphs:
        return NOTHING
    first = shapes.folded(paragraphs[0].decode())
    return Prose(b"<p>%b</p>" % b"</p>\n<p>".join(paragraphs), (), first, used_fast_path=True)


def _needs_all(text: bytes, signs: bytes) -> bool:
    """Tell whether a text has to be parsed as a whole.

    A browser moves text out of tables, a heading gives its text to its id, and abbreviations are looked for
    in all text.
    """
    return (_LESS in signs and bool(_TABLE_OR_HEADING.search(text))) or (b"*[" in signs and b"*[" in text)


def _marks(block: bytes) -> bytes:
    return b"\n".join([_MARK] * (block.count(b"\n") + 1))


def _is_plain(text: bytes) -> bool:
    """Tell whether a text without bare addresses, or the part between two of its empty lines, is plain."""
    return not (text.translate(None, _PLAIN) or _has_special_line(text))


def _has_special_line(text: bytes) -> bool:
    return bool(_SPECIAL_LINE.search(b"\n\n%b\n" % text))


def _may_hold_address(text: bytes, signs: bytes) -> bool:
    """Tell whether the text may contain a bare address, which becomes a link: `https://…` or `www.…`.

    signs: of the text, or of one that contains it. Vietnamese has no w, so a search for one byte mostly
    decides.
    """
    return (b"://" in signs and b"://" in text) or (
        (_SMALL_W in text or _CAPITAL_W in text) and b"www." in text.lower()
    )
