"""Decode saved pages: by the declared charset, by what can be decoded, and by what reads as Vietnamese.

Invisible characters are kept here: in TCVN3 the letter ư is the soft hyphen.
"""

import codecs
import html
import re
import unicodedata
from collections.abc import Callable

from bantin.importer.page import NotAnArticleError
from bantin.system.named_tuple import NamedTuple
from bantin.text import legacy_charsets, misread, unsafe_characters
from bantin.text.lost_letters import lost_letters
from bantin.text.syllables import marked_words, share_of_syllables

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)""", re.I
)
_HEAD = 4096
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.S | re.I)
# A text is UTF-8 despite invalid bytes if it has more Vietnamese letters than this, and so many for each
# invalid one: portals that shorten summaries by bytes cut letters.
_MIN_LETTERS = 20
_MIN_LETTERS_PER_INVALID = 20
# The shares of syllables among words with diacritics in correctly decoded UTF-8 and in one-byte charsets.
_MIN_SHARE_OF_UTF8 = 0.9
_MIN_SHARE_OF_ONE_BYTE = 0.7
_SAMPLE_LENGTH = 3_000  # characters in which the share is measured first
_MAX_LOST_WORDS = 4  # words with question marks in place of letters


class DecodedPage(NamedTuple):
    """A page's text. legacy: "tcvn3" or "vni" if its letters must still be converted, piece by piece."""

    text: str
    charset: str
    legacy: str = ""

    @property
    def convert(self) -> Callable[[str], str]:
        """The function that converts a piece of the text to Unicode in NFC, without invisible characters."""
        if self.legacy:
            return lambda text: _clean(legacy_charsets.convert_lines(text, self.legacy))
        return _clean


# Entities that portals have encoded twice, so that pages show them.
_ENTITY = re.compile(
    r"&(?:nbsp|amp|quot|apos|[lg]t|[lr][ds]quo|[nm]dash|hellip|bull|"
    r"[a-z](?:acute|grave|circ|tilde)|#\d{2,5}|#x[\da-f]{2,5});",
    re.I,
)


def _clean(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if text.isascii() and text.isprintable():
        return text
    return unsafe_characters.remove(unicodedata.normalize("NFC", text))


def decode(data: bytes, charset: str = "", *, is_html: bool = False) -> DecodedPage:
    """Decode a page. charset: the one named by the archive's headers, or "".

    Raises NotAnArticleError if no charset gives certainly Vietnamese text.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _recognized(data[len(mark) :].decode(name, "replace"), name, is_html=is_html)
    if name := _utf16_without_mark(data):
        return _recognized(data.decode(name, "replace"), name, is_html=is_html)
    try:
        return _recognized(data.decode(), "utf-8", is_html=is_html)
    except UnicodeDecodeError as fault:
        is_cut = fault.start >= len(data) - 3
    if is_cut:  # the save ends within a letter
        return _recognized(data.decode("utf-8", "ignore"), "utf-8", is_html=is_html)
    declared = charset or _declared(data)
    vietnamese = data.count(b"\xc3") + data.count(b"\xe1\xba") + data.count(b"\xe1\xbb")
    text = data.decode("utf-8", "replace")
    is_mostly_utf8 = vietnamese > _MIN_LETTERS_PER_INVALID * text.count("\N{REPLACEMENT CHARACTER}")
    if vietnamese > _MIN_LETTERS and (declared in ("utf8", "utf-8") or is_mostly_utf8):
        return _recognized(text, "utf-8", is_html=is_html)
    return _decode_one_byte(data, declared, is_html=is_html)


def _utf16_without_mark(data: bytes) -> str:
    """Detect UTF-16 without a byte order mark by the NULs in its ASCII letters."""
    head = data[:_HEAD]
    if b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "ignore").lower() if match else ""


def _recognized(text: str, charset: str, *, is_html: bool) -> DecodedPage:
    """Return the decoded text, with a legacy charset if it is mojibake of TCVN3 or VNI."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Tags contain the `?` of addresses, so words decide; most texts have no `?` and are not searched for
    # words.
    if _has_lost_letters(text) and _has_lost_letters(_words(text, is_html=is_html)):
        raise NotAnArticleError("import-letters-lost")
    if text.isascii():
        return DecodedPage(text, charset)
    words = _words(text, is_html=is_html)
    if _is_vietnamese(words[:_SAMPLE_LENGTH]):
        words = words[_SAMPLE_LENGTH:]  # a menu in Unicode may precede a body of mojibake
        if not words or _is_vietnamese(words):
            return DecodedPage(text, charset)
    if (restored := misread.restored(text)) and _is_vietnamese(_words(restored, is_html=is_html)):
        return DecodedPage(restored, charset)
    guess = legacy_charsets.detect(_words(text, is_html=is_html))
    if guess.charset and not guess.is_sure:
        guess = _surest_part(text, is_html=is_html) or guess
        if not guess.is_sure:
            raise NotAnArticleError("import-charset", guess=guess.charset)
    return DecodedPage(text, charset, guess.charset)


def _is_vietnamese(words: str) -> bool:
    return share_of_syllables(marked_words(words)) > _MIN_SHARE_OF_UTF8


def _has_lost_letters(text: str) -> bool:
    return lost_letters(text).total() > _MAX_LOST_WORDS


def _surest_part(text: str, *, is_html: bool) -> legacy_charsets.Guess | None:
    """Return the charset of the long lines, None if they differ: a menu in Unicode may precede mojibake."""
    lines = [line for line in _words(text, is_html=is_html).split("\n") if len(line) > 80]
    guesses = [legacy_charsets.detect(line) for line in lines]
    sure = [guess for guess in guesses if guess.charset and guess.is_sure]
    if not sure or any(guess.charset != sure[0].charset for guess in sure):
        return None
    return sure[0]


def _words(text: str, *, is_html: bool) -> str:
    if not is_html:
        return text[:200_000]
    return html.unescape(_TAG.sub("\n", text[:400_000]))


def _decode_one_byte(data: bytes, declared: str, *, is_html: bool) -> DecodedPage:
    """Decode as Windows-1258, TCVN3 or VNI, whichever reads best, or else as declared."""
    latin = data.decode("latin-1")
    scores = [(_score(latin, name, is_html=is_html), name) for name in ("tcvn3", "vni")]
    vietnamese = data.decode("cp1258", "replace")
    scores.append((_score(vietnamese, "", is_html=is_html), "cp1258"))
    if declared and declared not in (
        "utf-8",
        "utf8",
        "windows-1258",
        "iso-8859-1",
        "windows-1252",
        "us-ascii",
    ):
        try:
            text = data.decode(declared, "replace")
        except LookupError:
            text = ""
        scores.append((_score(text, "", is_html=is_html), declared))
    best, name = max(scores)
    if best < _MIN_SHARE_OF_ONE_BYTE:
        guess = name if best > 0.4 else declared
        raise NotAnArticleError("import-charset" if guess else "import-charset-unknown", guess=guess)
    if name in ("tcvn3", "vni"):
        return DecodedPage(latin.replace("\r\n", "\n"), name, name)
    text = vietnamese if name == "cp1258" else data.decode(name, "replace")
    return DecodedPage(unicodedata.normalize("NFC", text).replace("\r\n", "\n"), name)


def _score(text: str, legacy: str, *, is_html: bool) -> float:
    words = _words(text, is_html=is_html)
    if legacy:
        words = legacy_charsets.convert(words, legacy)
    return share_of_syllables(marked_words(words))
