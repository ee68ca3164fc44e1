"""The assets of a site: joined CSS, scripts and icons under fingerprinted names, and files for the root.

They are collected before pages are rendered, since pages refer to them.
"""

import os
import re
import struct
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from bantin.cache.blobs import digest_bytes
from bantin.config import Identity
from bantin.config.colours import colour_scheme
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import open_regular
from bantin.urls import ASSETS


class Asset(NamedTuple):
    """A file to publish: its address, its bytes and, if it is published unchanged, its path in assets/."""

    address: str
    data: bytes
    source: str = ""


class Icon(NamedTuple):
    """A published PNG picture. width, height: in pixels. purpose: "any" or "maskable" (web app manifest)."""

    address: str
    width: int
    height: int
    purpose: str = "any"


class Assets(NamedTuple):
    """The assets of a site. The first nine fields are addresses; favicon and touch_icon may be "".

    css: the style sheet of all pages but those with charts, which load `charted` instead. lists: a second
    sheet, for pages with lists. script: of all pages. reading: the script that reads aloud. figures: the
    script that enlarges pictures and plays videos of other hosts. icons: for the web app manifest. share: for
    links to pages without a picture. files: all files to publish. search: the script of the page of search
    results, published with the index. faulty: names in assets/ of icons that are not PNG. emblem, hem: the
    files that site.toml names, or None. unclosed: names in assets/ of CSS with an open bracket or comment.
    """

    css: str
    lists: str
    charted: str
    script: str
    reading: str
    figures: str
    icon: str
    favicon: str
    touch_icon: str
    icons: tuple[Icon, ...]
    share: Icon | None
    files: tuple[Asset, ...]
    search: Asset
    faulty: tuple[str, ...]
    emblem: Asset | None = None
    hem: Asset | None = None
    unclosed: tuple[str, ...] = ()


NO_IDENTITY = Identity()

FAVICON = "favicon.ico"
TOUCH_ICON = "icons/apple-touch-icon.png"
SHARE = "icons/share.png"
ICONS = {"icons/icon-192.png": "any", "icons/icon-512.png": "any", "icons/icon-maskable.png": "maskable"}


# The files and parts (assets/css/parts) of lists.css; all others are in bantin.css. Articles with a chart
# (one in ten) load charted.css, which has both: a second file would cost them 300 bytes of headers.
_LIST_PARTS = frozenset(
    "css/lists branches card chart facts feed_list lead_card months pager results search_form".split()
)
_CHART_PARTS = frozenset(["chart"])


def collect_assets(folders: Mapping[str, Iterable[str]], identity: Identity = NO_IDENTITY) -> Assets:
    """Return the assets of a site. folders: file names by folder; of equal names the first counts.

    The emblem of `identity` replaces the SVG icon.
    """
    paths: dict[str, str] = {}
    for folder, names in folders.items():
        for name in names:
            paths.setdefault(name, os.path.join(folder, name))
    identity_css = _identity_css(identity)
    sheets = {name: _minify_css(_read(paths[name])) for name in _css_order(paths)}
    parts = {_part_name(name): sheet for name, sheet in sheets.items()}
    others = parts.keys() - _LIST_PARTS
    css = _style_sheet("bantin.css", parts, others, identity_css)
    charted = _style_sheet("charted.css", parts, others | _CHART_PARTS, identity_css)
    lists = _style_sheet("lists.css", parts, _LIST_PARTS)
    script = _fingerprinted("bantin.js", _minified_script("js/bantin.js", paths))
    reading = _fingerprinted("reading.js", _minified_script("js/reading.js", paths))
    figures = _fingerprinted("figures.js", _minified_script("js/figures.js", paths))
    emblem, hem = (_configured_file(name, paths) for name in (identity.emblem, identity.hem))
    icon = emblem if emblem and emblem.data else _motif(paths)
    search = _fingerprinted("search.js", _minified_script("js/search.js", paths))
    root = [
        Asset(name[5:], _read(path), name) for name, path in sorted(paths.items()) if name.startswith("root/")
    ]
    pngs = {
        name: _fingerprinted(os.path.basename(name), _read(paths[name]))
        for name in (TOUCH_ICON, *ICONS, SHARE)
        if name in paths
    }
    icons = _icons(pngs)
    return Assets(
        css=css.address,
        lists=lists.address,
        charted=charted.address,
        script=script.address,
        reading=reading.address,
        figures=figures.address,
        icon=icon.address,
        favicon=FAVICON if f"root/{FAVICON}" in paths else "",
        touch_icon=icons[TOUCH_ICON].address if TOUCH_ICON in icons else "",
        icons=tuple(icons[name] for name in ICONS if name in icons),
        share=icons.get(SHARE),
        files=(css, charted, lists, script, reading, figures, icon, *root, *pngs.values()),
        search=search,
        faulty=tuple(name for name in pngs if name not in icons),
        unclosed=tuple(name for name, sheet in sheets.items() if not _is_closed(sheet)),
        emblem=emblem,
        hem=hem,
    )


def _motif(paths: Mapping[str, str]) -> Asset:
    """Return the icon of sites without an emblem."""
    name = "icons/motif.svg"
    return _fingerprinted("icon.svg", _read(paths[name]) if name in paths else b"")


def _configured_file(name: str, paths: Mapping[str, str]) -> Asset | None:
    """Return the file that site.toml names, without bytes if it is missing; None if `name` is ""."""
    if not name:
        return None
    data = _read(paths[name]) if name in paths else b""
    return _fingerprinted(os.path.basename(name), data)._replace(source=name)


# Only sites with an emblem load these rules. Its light edge shows one that is dark and transparent.
_EMBLEM = (
    b"@layer parts{.brand__emblem{flex:none;height:2.75rem;max-width:6rem;"
    b"filter:drop-shadow(0 0 1px #fff) drop-shadow(0 0 1px #fff)}"
    b"@container (min-width:48rem){.brand__emblem{height:4rem}}}"
)


def _identity_css(identity: Identity) -> bytes:
    """Return the rules of an emblem and the colours that follow from the site's accent, as CSS."""
    emblem = _EMBLEM if identity.emblem else b""
    if not identity.accent:
        return emblem
    colours = colour_scheme(identity.accent, identity.dark_accent)
    light = (
        f"--indigo:{colours.link};--cloth:{colours.cloth};"
        f"--cloth-muted:{colours.quiet};--cloth-line:{colours.line}"
    )
    dark = f"--indigo:{colours.dark_link};--cloth:{colours.dark_cloth};--cloth-line:{colours.dark_line}"
    tokens = (
        f"@layer tokens{{:root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}}}"
    )
    return emblem + tokens.encode()


def _icons(pngs: Mapping[str, Asset]) -> dict[str, Icon]:
    """Return the icons by name, without files that are not PNG."""
    icons = {name: _icon(png, ICONS.get(name, "any")) for name, png in pngs.items()}
    return {name: icon for name, icon in icons.items() if icon}


def _icon(png: Asset, purpose: str) -> Icon | None:
    """Return the icon with its size, or None if the file is not PNG."""
    if png.data[:8] != b"\x89PNG\r\n\x1a\n" or png.data[12:16] != b"IHDR" or len(png.data) < 24:
        return None
    width, height = struct.unpack(">II", png.data[16:24])
    return Icon(png.address, width, height, purpose)


def _style_sheet(sheet: str, parts: Mapping[str, bytes], chosen: AbstractSet[str], end: bytes = b"") -> Asset:
    """Return a published style sheet, joined from the chosen parts in the order of `parts`.

    end: rules to append.
    """
    return _fingerprinted(sheet, b"".join([css for name, css in parts.items() if name in chosen]) + end)


def _part_name(name: str) -> str:
    return name.removeprefix("css/parts/").removesuffix(".css")


def _css_order(names: Iterable[str]) -> list[str]:
    """Return the CSS files in order: tokens, base, parts by name, modes (dark, print, reduced motion)."""
    rank = {"css/tokens.css": 0, "css/base.css": 1, "css/modes.css": 9}
    return sorted(
        (name for name in names if name.endswith(".css")), key=lambda name: (rank.get(name, 5), name)
    )


_CSS_STRING_OR_COMMENT = re.compile(rb""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/""", re.DOTALL)
_STRING = b"\0"  # replaces a string; a NUL in a style sheet means U+FFFD (css-syntax-3, 3.3)


def _minify_css(css: bytes) -> bytes:
    """Return CSS without comments and unnecessary white space: 14 % less after Brotli."""
    strings: list[bytes] = []

    def put_aside(match: re.Match[bytes]) -> bytes:
        if match[0].startswith(b"/*"):
            return b" "
        strings.append(match[0])
        return _STRING

    bare = _CSS_STRING_OR_COMMENT.sub(put_aside, css.replace(_STRING, "\ufffd".encode()))
    bare = b" ".join(bare.split())
    bare = _without_space(bare, b"{};>").replace(b";}", b"}")
    return _put_back(bare.replace(b": ", b":").replace(b", ", b","), strings)


def _without_space(text: bytes, marks: bytes) -> bytes:
    """Return the text without a space before or after these characters."""
    for mark in marks:
        character = bytes((mark,))
        if character in text:
            text = text.replace(b" " + character, character).replace(character + b" ", character)
    return text


def _put_back(text: bytes, strings: Iterable[bytes]) -> bytes:
    """Return the text with the strings in the places of their marks."""
    first, *rest = text.split(_STRING)
    return b"".join([first, *(part for pair in zip(strings, rest, strict=True) for part in pair)])


def _is_closed(sheet: bytes) -> bool:
    """Tell whether all brackets and comments of minified CSS are closed; else it would hide what follows."""
    if sheet.count(b"{") != sheet.count(b"}") or b"/*" in sheet:
        sheet = _CSS_STRING_OR_COMMENT.sub(b"", sheet)
    return sheet.count(b"{") == sheet.count(b"}") and b"/*" not in sheet


# A slash may begin a regular expression or a comment; a string may be inside a string between backticks.
_KEPT_IN_SCRIPT = re.compile(
    rb"""(^.*/.*$|^.*`.*`.*`.*$|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`)""", re.MULTILINE
)


def _minified_script(name: str, paths: Mapping[str, str]) -> bytes:
    """Return a script without indentation, comment lines and most space, "" if it is missing.

    After Brotli it is a fifth to a quarter smaller than its source. A script with strings of several lines is
    returned unchanged.
    """
    if name not in paths:
        return b""
    script = _read(paths[name])
    lines = script.splitlines()
    if _STRING in script or any(line.count(b"`") % 2 or line.endswith(b"\\") for line in lines):
        return script
    bare = (line.strip() for line in lines)
    kept = b"\n".join(line for line in bare if line and not line.startswith(b"//"))
    pieces = _KEPT_IN_SCRIPT.split(kept)  # what is kept is at odd places
    return _put_back(_without_space(_STRING.join(pieces[::2]), b"=>?:,{}"), pieces[1::2])


def _fingerprinted(name: str, data: bytes) -> Asset:
    stem, suffix = os.path.splitext(name)
    return Asset(f"{ASSETS}{stem}.{digest_bytes(data).hex()[:10]}{suffix}", data)


def _read(path: str) -> bytes:
    with open_regular(path) as file:
        return file.read()
