"""Addresses, URLs and output paths of a site. Pure functions.

An address is relative to the site's root and has no leading slash: "" (home), "tin-tuc/" (a section),
"tin-tuc/hop-bao.html" (an article). A URL is the site's base path and an address: "/cchc/tin-tuc/".
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug

PICTURES = "anh/"
ASSETS = "assets/"
SEARCH_INDEX = "tim-kiem/"
FIGURES = "so-lieu/"

# Media types by file name extension. What carries text names its charset: hosts guess, and guess wrong.
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
    "wasm": "application/wasm",  # of the form editor
}


def media_type(address: str) -> str:
    """Return the media type of a file, without its charset."""
    return MEDIA_TYPES.get(address.rpartition(".")[2], "application/octet-stream").partition(";")[0]


# Ten hexadecimal digits of a fingerprint in the file's name, or in its folder's (parts of the search index).
FINGERPRINTED = r"\.[0-9a-f]{10}\.[a-z0-9]+$"
FINGERPRINTED_FOLDER = rf"^{SEARCH_INDEX}[^/]+-[0-9a-f]{{10}}/"
_FINGERPRINTED = re.compile(f"(?:{ASSETS}|{PICTURES}).*{FINGERPRINTED}|{FINGERPRINTED_FOLDER}")


def is_fingerprinted(path: str) -> bool:
    """Tell whether the name of a file in output/ contains a fingerprint, so that its bytes never change."""
    return path.startswith((ASSETS, PICTURES, SEARCH_INDEX)) and _FINGERPRINTED.match(path) is not None


def folder_address(folder: str) -> str:
    """Return the address of a folder of content/; "" for content/ itself."""
    return "".join(f"{slug(part) or part}/" for part in folder.split("/") if part)


def composed(path: str) -> str:
    """Return a path in NFC, the form in which links name it; on disks of macOS names may be decomposed."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def article_address(folder: str, name: str) -> str:
    return f"{folder_address(folder)}{name}.html"


def figures_address(source: str) -> str:
    """Return the address of the CSV of a data file ("data/lai-chau.toml")."""
    return f"{FIGURES}{slug(source.removeprefix('data/').removesuffix('.toml')) or 'so-lieu'}.csv"


def file_name(address: str) -> str:
    """Return the path in output/ of the file that a host serves for this address."""
    return address + "index.html" if not address or address.endswith("/") else address


def quote(text: str, safe: str = "/") -> str:
    """Percent-encode a text, except letters, digits, `_.-~` and the characters in `safe`."""
    from urllib.parse import quote  # takes 2 ms, which an edit of a text without links saves

    return quote(text, safe)


def unquote(text: str) -> str:
    """Decode the percent codes of a text."""
    if "%" not in text:
        return text
    from urllib.parse import unquote  # as in `quote`

    return unquote(text)


_PLAIN = re.compile(r"[a-z0-9/._-]*")


def url(base: str, address: str) -> str:
    """Return the URL path of an address. Most addresses consist of slugs and need no quoting."""
    return base + (address if _PLAIN.fullmatch(address) else quote(address, "/-._~"))


@cache
def _quoted() -> dict[int, str]:
    return {code: quote(chr(code), "") for code in range(128)}


def query_text(text: str) -> str:
    """Return a text for a query. Only ASCII is percent-encoded: browsers do the rest (WHATWG URL, 4.3).

    Vietnamese in percent codes is four times as long.
    """
    return text.translate(_quoted())


def collision_key(address: str) -> str:
    """Return a key that is equal for addresses that some file system or host cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", file_name(address)).casefold())


class ListPage(NamedTuple):
    """One page of a paginated list: its entries [start:stop], newest first.

    number: counted from the oldest page, from 1. last: the number of the first page, which is the newest.
    """

    address: str
    number: int
    start: int
    stop: int
    last: int


def list_pages(address: str, length: int, size: int) -> list[ListPage]:
    """Return the pages of a list, the newest first.

    Older pages hold exactly `size` entries and are numbered from the oldest (`trang-1.html`), so that a new
    article does not shift them all; the first page holds the rest, up to 2 * size - 1 entries.
    """
    last = last_number(length, size)
    first = length - (last - 1) * size
    pages = [ListPage(address, last, 0, first, last)]
    for number in range(last - 1, 0, -1):
        start = first + (last - 1 - number) * size
        pages.append(ListPage(list_address(address, number, last), number, start, start + size, last))
    return pages


def last_number(length: int, size: int) -> int:
    """Return the number of pages of a list, which is also the number of its first page."""
    return max(length // size, 1)


def list_address(address: str, number: int, last: int) -> str:
    """Return the address of one of a list's pages."""
    return address if number == last else f"{address}trang-{number}.html"


def page_numbers(current: int, last: int) -> Iterator[int]:
    """Yield the page numbers that pagination shows around `current`, from `last` to 1; 0 means a gap."""
    shown = sorted({last, 1, *range(max(1, current - 1), min(last, current + 1) + 1)}, reverse=True)
    before = shown[0] + 1
    for number in shown:
        if number < before - 1:
            yield 0
        yield number
        before = number


class LocatedTarget(NamedTuple):
    """What a link or picture in Markdown refers to, judged by its URL alone.

    kind: "source" (a Markdown file in content/), "file" (any other file there), "address" (a page of this
    site), "away" (another site, a mail address, an id on the same page) or "outside" (out of content/).
    where: a path in content/ (in NFC), an address, or for "away" and "outside" the whole URL.
    tail: query and fragment, "?…#…". line: counted from 1.
    """

    kind: str
    where: str
    tail: str
    line: int


class OutsideContentError(ValueError):
    """A relative path leads out of content/."""


_LOCAL = re.compile(r"(?:file:|[a-z]:(?:[\\/]|%5c)|(?:\\|%5c){1,2}[\w-]+(?:\\|%5c))", re.IGNORECASE)


def is_local(written: str) -> bool:
    """Return whether an address leads to a file of one's own machine or office: "C:\\…", "file:…"."""
    return bool(_LOCAL.match(written))


def without_index(address: str) -> str:
    """Return the address of a list for that of its file, "tin/" for "tin/index.html"; else the address."""
    folder, slash, name = address.rpartition("/")
    return f"{folder}{slash}" if name == "index.html" else address


_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|#|$")


def locate(source: str, written: str, line: int = 0) -> LocatedTarget:
    """Return the target of the URL `written` in the Markdown file `source`. Raise OutsideContentError."""
    if _EXTERNAL.match(written):
        return LocatedTarget("away", written, "", line)
    path = written.partition("#")[0].partition("?")[0]
    tail = written[len(path) :]
    path = unicodedata.normalize("NFC", unquote(path))
    if not path:
        return LocatedTarget("away", written, "", line)
    last = path.rpartition("/")[2]
    if "." not in last or last.endswith((".html", ".xml")) or last in (".", ".."):
        joined = _joined(folder_address(source.rpartition("/")[0]), path)
        if last in ("", ".", "..", "index.html"):
            joined = without_index(joined) if last == "index.html" else f"{joined}/" if joined else ""
        return LocatedTarget("address", joined, tail, line)
    kind = "source" if last.endswith(".md") else "file"
    return LocatedTarget(kind, composed(_joined(source.rpartition("/")[0], path)), tail, line)


def _joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join("/" + folder, path))
    climbs = posixpath.normpath(posixpath.join(folder, path)) if not path.startswith("/") else ""
    if climbs == ".." or climbs.startswith("../") or "\\" in path:
        raise OutsideContentError(path)
    return joined.lstrip("/")


_SCHEME_AND_HOST = re.compile(r"(https?://)([^/?#:\s]+)", re.IGNORECASE)


def with_ascii_host(url: str) -> str:
    """Return an absolute URL with its host in lower case, and an internationalized name in Punycode (UTS 46).

    Return `url` unchanged if it has no host, or one that is not a valid name.
    """
    match = _SCHEME_AND_HOST.match(url)
    if not match:
        return url
    scheme, host = match[1].lower(), match[2].lower()
    if not host.isascii():
        import idna  # takes 8 ms; few sites have such a name

        try:
            host = idna.encode(host, uts46=True).decode()
        except idna.IDNAError:
            return url
    return f"{scheme}{host}{url[match.end() :]}"
