"""Invisible characters that no text of a site may contain.

They are the control characters except tab and line end (XML forbids most, terminals obey some), the line and
paragraph separators, the bidirectional controls (U+202A to U+202E, U+2066 to U+2069; UTR #36, "Bidirectional
Text Spoofing"), U+FEFF inside a text, annotation characters, tags and noncharacters.
"""

import re
from collections.abc import Iterator

# It is compiled only when it is needed: that takes 0.4 ms.
_UNSEEN = (
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)

# Harmless ones, which come with text pasted from a web page, an editor or a PDF.
PASTED = "\x0b\x0c\x1c\x1d\x1e\x1f\u2028\u2029\u202a\u202c\ufeff"

# The same in UTF-8, by their first byte. Patterns that begin with a literal are searched for ten times as
# fast as `_UNSEEN`, and most texts hold none of these first bytes but 0xE2, that of the quotation marks.
_BY_FIRST_BYTE = {
    0xC2: re.compile(rb"\xc2[\x80-\x9f]"),
    0xE2: re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])"),
    0xEF: re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbb\xbf|\xbf[\xb9-\xbb\xbe\xbf])"),
    0xF0: re.compile(rb"\xf0[\x9f\xaf\xbf]\xbf[\xbe\xbf]"),
    0xF1: re.compile(rb"\xf1[\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]"),
    0xF2: re.compile(rb"\xf2[\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]"),
    0xF3: re.compile(rb"\xf3(?:\xa0[\x80\x81]|[\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf])"),
    0xF4: re.compile(rb"\xf4\x8f\xbf[\xbe\xbf]"),
}
_CONTROLS = frozenset(code for code in range(32) if code not in b"\t\n\r") | {0x7F}
_PLAIN = bytes(code for code in range(256) if code not in _CONTROLS and code not in _BY_FIRST_BYTE)


def find(text: str) -> str:
    """Return the first unsafe character of `text`, or "". A carriage return counts."""
    if text.isprintable():
        return ""
    match = re.search(_UNSEEN, text)
    return match[0] if match else ""


def may_contain(data: bytes) -> bool:
    """Tell whether UTF-8 `data` contains an unsafe character other than CR. Takes 5 µs for 10 KB."""
    rest = data.translate(None, _PLAIN)
    if not rest:
        return False
    firsts = set(rest)
    if not _CONTROLS.isdisjoint(firsts):
        return True
    return any(_BY_FIRST_BYTE[first].search(data) for first in firsts)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, character) for each line that contains an unsafe character."""
    for number, line in enumerate(text.split("\n"), 1):
        if character := find(line):
            yield number, character


def remove(text: str) -> str:
    return re.sub(_UNSEEN, "", text)


def as_windows_has_them(text: str) -> str:
    """Return a text with the characters that Windows-1252 has in place of control characters: ’ for U+0092.

    Browsers read `&#146;` so, too.
    """
    return re.sub(
        "[\x80-\x9f]", lambda control: control[0].encode("latin-1").decode("cp1252", "ignore"), text
    )


def code_point(character: str) -> str:
    """Return the code point in hexadecimal: "202E"."""
    return f"{ord(character):04X}"
