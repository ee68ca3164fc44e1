"""How the files of a site are to be served: one table, from which every host's own file is written. Pure."""

import re

from bantin.system.named_tuple import NamedTuple
from bantin.urls import FINGERPRINTED, FINGERPRINTED_FOLDER, MEDIA_TYPES

TYPES = MEDIA_TYPES
OTHER = "application/octet-stream"

# Whole names whose ending says too little.
BY_NAME = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "speculation-rules.json": "application/speculationrules+json",
}

# What shrinks; the rest is compressed already.
COMPRESSED = ("html", "css", "js", "json", "xml", "txt", "webmanifest", "svg", "csv", "vtt", "ico")

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"  # is asked for each time, and answered with 304 where nothing has changed
_FOREVER = re.compile(f"{FINGERPRINTED}|{FINGERPRINTED_FOLDER}")


class Header(NamedTuple):
    """A header of every answer. encrypted: only where the site's address is https.

    with_form: its value where the site has the form editor; "" for the same.
    """

    name: str
    value: str
    encrypted: bool = False
    with_form: str = ""


HEADERS = (
    # For every file what a page's own policy says, as far as a PDF or a drawing opened by itself can bear it;
    # and frame-ancestors, which works as a header only.
    Header(
        "Content-Security-Policy",
        "script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        with_form="script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'",
    ),
    Header("X-Content-Type-Options", "nosniff"),
    Header("Referrer-Policy", "strict-origin-when-cross-origin"),
    Header("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    # The window in which editors sign in answers the one that has opened it.
    Header("Cross-Origin-Opener-Policy", "same-origin", with_form="same-origin-allow-popups"),
    Header("Strict-Transport-Security", "max-age=31536000", encrypted=True),
)
SPECULATION_RULES = "speculation-rules.json"


def headers(origin: str, base: str, *, has_form: bool = False) -> list[tuple[str, str]]:
    """Return the headers of every answer of a site at `origin` under the path `base`."""
    sent = [
        (header.name, (has_form and header.with_form) or header.value)
        for header in HEADERS
        if not header.encrypted or origin.startswith("https:")
    ]
    return [*sent, ("Speculation-Rules", f'"{base}{SPECULATION_RULES}"')]


def content_type(name: str) -> str:
    """Return the type that the file of this path in the site is to be served with."""
    file = name.rpartition("/")[2]
    return BY_NAME.get(file) or TYPES.get(file.rpartition(".")[2].lower(), OTHER)


def is_immutable(name: str) -> bool:
    """Whether the file's bytes can never change under this name."""
    return _FOREVER.search(name) is not None


def cache_control(name: str) -> str:
    return IMMUTABLE if is_immutable(name) else REVALIDATE


def shrinks(name: str) -> bool:
    return name.rpartition(".")[2].lower() in COMPRESSED
