"""The targets that links and pictures may have, and their lines in the file."""

import html
import re
import unicodedata
from collections.abc import Iterator

from bantin.urls import is_local

EMBEDDED = "data:image/"  # how a picture begins that is written into the text, as Google Docs exports it
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MEDIA = re.compile(r"[^?#]+\.(?:mp4|webm|mp3|m4a)(?:[?#].*)?", re.DOTALL | re.IGNORECASE)
_CHART = re.compile(r"[^?#]+\.toml(?:[?#].*)?", re.DOTALL)
_HOST = re.compile(r"//[\w-]+(?:\.[\w-]+)+(?=[/?#:]|$)")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_PLAIN = re.compile(r"[\w/:.?#=%+,;~@!$()'*-]*", re.ASCII)
# What needs no closer look: nothing can be hidden before the host.
_PLAIN_WEB = re.compile(r"https?://\w", re.ASCII)
# `http` and its separators as they are mistyped: `htttps://`, `ttps://`, `https:/`, `https:`, `https ://`.
_MISTYPED_WEB = re.compile(
    r"(?:(?:h\w{0,2}t\w{0,2}|tt)p\w{0,2})\s*(?:[:;]?\s*[/\\]{1,3}|:)\s*(?=[\w-]+\.\w)", re.IGNORECASE
)
_HOST_AND_PORT = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}:\d+(?=[/?#]|$)", re.IGNORECASE)
_DOUBLED_WEB = re.compile(r"https?:/*(?=https?:/+[\w-]+\.\w)", re.IGNORECASE)
_VIDEO = r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|tiktok\.com|fb\.watch|facebook\.com/\S*video)"
_OTHER_LINK = re.compile(r"(?:mailto|tel):.", re.IGNORECASE)
# What may follow an address in Markdown or in a tag; a letter there would mean a longer address.
_AFTER, _END = " \n\t)\"'>}“”‘’", r"(?=[ \n\t)\"'>}“”‘’]|\Z)"
# What may follow a bare address, which ends before it.
_AFTER_BARE = re.compile(r"[.,:;!?*_~)|…]*(?:[\s<|”’\"')]|\Z)")
_TRIES = 8  # before a pattern is compiled, which takes as long as a hundred searches


def normal(tag: str, address: str) -> str:
    r"""Return the corrected address of a link or a picture.

    `//host` becomes https, `https://https://` is there once, `\` becomes `/`.
    """
    if "\\" in address and not _SCHEME.match(address):
        return address.replace("\\", "/")
    if tag == "a" and (doubled := _DOUBLED_WEB.match(address)):
        return address[doubled.end() :]
    return f"https:{address}" if tag == "a" and _HOST.match(address) else address


def is_scheme_alone(address: str, text: str) -> bool:
    """Tell whether an address is just `https://` in the text, which comrak makes a link, too."""
    return address in ("http://", "https://", "ftp://") and f"]({address})" not in text


def is_link(address: str) -> bool:
    """Tell whether an address is relative, `/…`, `#…`, http(s), mailto or tel, as a browser would read it."""
    if _PLAIN_WEB.match(address):
        return True
    seen = _as_browsers_read(address)
    if _SCHEME.match(seen):
        return bool(_WEB.match(seen) or _OTHER_LINK.match(seen))
    return not seen.startswith("//")


def is_picture(address: str) -> bool:
    """Tell whether an address is relative or `/…`: a file of this site."""
    seen = _as_browsers_read(address)
    return not _SCHEME.match(seen) and not seen.startswith(("//", "#", "?"))


def is_on_another_site(address: str) -> bool:
    """Tell whether an address begins with `https://`, `http://` or `//` and a host."""
    return bool(_WEB.match(address) or _HOST.match(address))


def is_chart(address: str) -> bool:
    """Tell whether a picture's address is that of a data file, which is drawn as a chart."""
    return bool(_CHART.fullmatch(address))


def is_media(address: str) -> bool:
    """Tell whether a picture's address is that of a file with sound or video, which is played."""
    return bool(_MEDIA.fullmatch(address))


def fault_of(tag: str, address: str) -> str:
    """Return the code of an address's problem, or ""."""
    if not address:
        return "empty-address"
    if is_local(address):
        return "local-address"
    if tag == "img":
        if re.match(_VIDEO, address, re.IGNORECASE):
            return "video-as-picture"
        if address[: len(EMBEDDED)].lower() == EMBEDDED:
            return "picture-embedded"
        return "" if is_picture(address) else "bad-picture-address"
    if is_link(address):
        return ""
    return "bad-address-near" if mistyped_url(address) else "bad-address"


def mistyped_url(address: str) -> str:
    """Return the URL that is meant by an address without or with a mistyped `https://`; "" for others."""
    if _HOST_AND_PORT.match(address):
        return f"https://{address}"
    match = _MISTYPED_WEB.match(address)
    if match is None or match[0].lower() in ("http://", "https://"):
        return ""
    return "https://" + "".join(address[match.end() :].split())


def _as_browsers_read(address: str) -> str:
    r"""Return the address as browsers read it.

    Without entities, white space and invisible characters, and with `/` in place of `\`.
    """
    if _PLAIN.fullmatch(address):
        return address
    bare = "".join(c for c in html.unescape(address) if not c.isspace() and unicodedata.category(c)[0] != "C")
    return bare.replace("\\", "/")


_NAMED = re.compile(r"\b(?:src|href)\s*=", re.IGNORECASE)


class Lines:
    """Finds the lines of addresses, which must be requested in the order of the text."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._at = 0
        self._line = first_line
        self._first_line = first_line
        self._decoded = ""
        self._absent: set[str] = set()  # what has been looked for in the whole text
        self._lines_of_absent: dict[str, int] = {}

    def of(self, address: str) -> int:
        """Return the line of the next occurrence of `address`; the last returned line if there is none."""
        offset = _find(self._text, f"]({address}", self._at)
        if offset < 0:
            offset = self._search(address)
        if offset < 0:
            return self._line_of_decoded(address)
        if offset < self._at:
            return self._first_line + self._text.count("\n", 0, offset)
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._line

    def _search(self, address: str) -> int:
        """Search for reference definitions, raw HTML and bare addresses: first ahead, then from the top."""
        if not address:
            return max(self._text.find("]()", self._at), self._text.find('=""', self._at))
        for written in _forms(address):
            if written in self._absent:
                continue
            for start in (self._at, 0):
                offset = _find(self._text, written, start)
                if offset >= 0:
                    return offset
            if (offset := self._find_bare(written)) >= 0:
                return offset + 1
            self._absent.add(written)
        return -1

    def _find_bare(self, written: str) -> int:
        """Return the position of an address before punctuation, ahead or else from the top; -1 for none."""
        for start in (self._at, 0):
            offset = start - 1
            for _ in range(_TRIES):
                offset = self._text.find(written, offset + 1)
                if offset < 0:
                    break
                if _AFTER_BARE.match(self._text, offset + len(written)):
                    return offset
        return -1

    def _line_of_decoded(self, address: str) -> int:
        """Return the line of an address that is written with entities or tabs, or otherwise changed."""
        if address not in self._lines_of_absent:
            self._lines_of_absent[address] = self._found_decoded(address)
        return self._lines_of_absent[address]

    def _found_decoded(self, address: str) -> int:
        if not self._decoded:
            lines = (html.unescape(line.expandtabs(4)).replace("\n", " ") for line in self._text.split("\n"))
            self._decoded = "\n".join(lines)
        offset = _find(self._decoded, address.replace("\n", " "), 0)
        if offset >= 0:
            return self._first_line + self._decoded.count("\n", 0, offset)
        named = _NAMED.search(self._text, self._at)  # Markdown may have changed it
        return self._first_line + self._text.count("\n", 0, named.start()) if named else self._line


def _forms(address: str) -> Iterator[str]:
    """Yield what may be written for an address: itself, as most are, with entities, or without a scheme."""
    yield address
    yield html.escape(address)
    yield address.removeprefix("http://").removeprefix("mailto:")


def _find(text: str, wanted: str, start: int) -> int:
    """Return the position of the second character of `wanted` where it is a whole address; -1 for none.

    The next search can start there and finds the next use.
    """
    offset = start - 1
    for _ in range(_TRIES):
        offset = text.find(wanted, offset + 1)
        if offset < 0 or text[offset + len(wanted) : offset + len(wanted) + 1] in _AFTER:
            return offset + 1 if offset >= 0 else -1
    match = re.compile(re.escape(wanted) + _END).search(text, offset + 1)
    return match.start() + 1 if match else -1
