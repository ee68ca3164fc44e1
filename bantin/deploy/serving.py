"""How the files of a site are served: one table, from which the configuration of every server is written."""

import re

from bantin.system.named_tuple import NamedTuple
from bantin.urls import FINGERPRINTED, FINGERPRINTED_FOLDER, MEDIA_TYPES

OTHER = "application/octet-stream"

# Types by whole file name, where the extension is not enough.
TYPES_BY_NAME = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "speculation-rules.json": "application/speculationrules+json",
}

# Types worth compressing; others are compressed already.
COMPRESSED = ("html", "css", "js", "json", "xml", "txt", "webmanifest", "svg", "csv", "vtt", "ico")

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"  # requested each time, and answered with 304 if unchanged
_FOREVER = re.compile(f"{FINGERPRINTED}|{FINGERPRINTED_FOLDER}")


class Header(NamedTuple):
    """A header of every response. encrypted: only if the site's URL is https.

    with_form: its value for a site with the form editor; "" for the same value.
    """

    name: str
    value: str
    encrypted: bool = False
    with_form: str = ""


HEADERS = (
    # The policy of pages for every file, as far as it suits a PDF or a drawing; and frame-ancestors, which
    # works only as a header.
    Header(
        "Content-Security-Policy",
        "script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        with_form="script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'",
    ),
    Header("X-Content-Type-Options", "nosniff"),
    Header("Referrer-Policy", "strict-origin-when-cross-origin"),
    Header("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    # The sign-in window must be able to answer the window that opened it.
    Header("Cross-Origin-Opener-Policy", "same-origin", with_form="same-origin-allow-popups"),
    Header("Strict-Transport-Security", "max-age=31536000", encrypted=True),
)
SPECULATION_RULES = "speculation-rules.json"


def headers(origin: str, base: str, *, has_form: bool = False) -> list[tuple[str, str]]:
    """Return the headers of every response of a site at `origin` below the path `base`."""
    sent = [
        (header.name, (has_form and header.with_form) or header.value)
        for header in HEADERS
        if not header.encrypted or origin.startswith("https:")
    ]
    return [*sent, ("Speculation-Rules", f'"{base}{SPECULATION_RULES}"')]


def content_type(name: str) -> str:
    """Return the content type of the file at this path in the site."""
    file = name.rpartition("/")[2]
    return TYPES_BY_NAME.get(file) or MEDIA_TYPES.get(file.rpartition(".")[2].lower(), OTHER)


def is_immutable(name: str) -> bool:
    """Tell whether the bytes of a file with this name never change."""
    return _FOREVER.search(name) is not None


def cache_control(name: str) -> str:
    return IMMUTABLE if is_immutable(name) else REVALIDATE


def shrinks(name: str) -> bool:
    return name.rpartition(".")[2].lower() in COMPRESSED
