"""Posts of WordPress: paragraphs, shortcodes, reused blocks, notes and the featured picture.

An export has pictures and reused blocks as items of their own, which posts name by number.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from bantin.importer.export_items import Item, first
from bantin.importer.export_reader import BrokenExportError, ExportReader
from bantin.importer.html_blocks import blocks_of
from bantin.importer.media import full_size
from bantin.importer.page import FIGURE, PARAGRAPH, Block, Picture
from bantin.site.links import ATTACHMENT_TYPES
from bantin.system.named_tuple import NamedTuple


class Library(NamedTuple):
    """What posts name by its number. pictures: of attachments. blocks: HTML of reused blocks."""

    pictures: Mapping[str, Picture]
    blocks: Mapping[str, str]


NO_LIBRARY = Library({}, {})


def library_of(data: bytes) -> Library:
    """Return the pictures and reused blocks of an export; they may come after the posts that name them."""
    pictures: dict[str, Picture] = {}
    blocks: dict[str, str] = {}
    with suppress(BrokenExportError):
        for item in ExportReader().items(data if b"<wp:post_id>" in data else b""):
            number = first(item, "wp:post_id")
            if first(item, "wp:post_type") == "wp_block":
                blocks[number] = first(item, "content:encoded")
            elif address := first(item, "wp:attachment_url"):
                caption = " ".join(first(item, "excerpt:encoded").split())
                pictures[number] = Picture(address, first(item, "meta:_wp_attachment_image_alt"), caption, "")
    return Library(pictures, blocks)


_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|t[hrdb]\w*|blockquote|fig\w+|pre|dl|d[td]|section|article|hr|style|script)\b",
    re.I,
)
_EMPTY_LINE = re.compile(r"\n\s*\n")
_REUSED = re.compile(r'<!--\s*wp:block\s*\{[^}]*"ref":\s*(\d+)[^}]*\}\s*/?-->')


def with_paragraphs(text: str, library: Library = NO_LIBRARY) -> str:
    """Return WordPress's text with its reused blocks, and with paragraphs.

    Outside of tags, empty lines separate paragraphs.
    """
    text = _REUSED.sub(lambda match: library.blocks.get(match[1], ""), text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S).replace("\r\n", "\n")
    if re.search(r"<pre\b", text, re.I) and re.search(r"<p\b", text, re.I):
        return text
    parts = [part.strip() for part in _EMPTY_LINE.split(text) if part.strip()]
    return "\n".join(
        part if _BLOCK_TAG.match(part) else "<p>" + part.replace("\n", "<br>") + "</p>" for part in parts
    )


_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.S)
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.S)
_GALLERY = re.compile(r"""\[gallery\b[^\]]*?\bids=["']?([\d, ]+)["']?[^\]]*\]""")
_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]{2,})(?:\s[^\[\]]*)?/?\]")
# A shortcode that shows a single file: `[video mp4="…"]`, `[audio src="…"]`, `[pdf-embedder url="…"]`.
_FILE = re.compile(
    rf"""\[([a-z][\w-]+)\b[^\[\]]*?["'=\s]((?:https?:/)?/[^\s"'\[\]]+\.(?:{"|".join(ATTACHMENT_TYPES)}))["'\s\]]"""
    r"[^\[\]]*\]?(?:\s*\[/\1\])?",
    re.I,
)
# The boxes of Divi, WPBakery, Avada and Flatsome, whose text stays; WordPress's button beside a file's link.
_LAYOUT = re.compile(
    r"\[/?(?:(?:et_pb|vc|fusion|ux)_\w+|(?:section|row|col)(?:_inner)*|gap)(?=[\s\]])[^\[\]]*\]"
)
_BUTTON = re.compile(r"<a\b[^<>]*wp-block-file__button[^<>]*>.*?</a>", re.S)
_IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.I)


def without_shortcodes(html: str, library: Library = NO_LIBRARY) -> tuple[str, list[str]]:
    """Return the text with captions, galleries and files as HTML, and the names of remaining shortcodes."""

    def figure(match: re.Match[str]) -> str:
        image = _IMAGE.search(match[1])
        words = match[1].replace(image[0], "") if image else match[1]
        return f"<figure>{image[0] if image else ''}<figcaption>{words}</figcaption></figure>"

    def gallery(match: re.Match[str]) -> str:
        pictures = [library.pictures.get(number.strip()) for number in match[1].split(",")]
        return "".join(map(_figure, filter(None, pictures))) if all(pictures) else match[0]

    def link(match: re.Match[str]) -> str:
        return f'<a href="{escape(match[1])}">{escape(match[1])}</a>'

    def link_to_file(match: re.Match[str]) -> str:
        return f'<p><a href="{escape(match[2])}">{escape(unquote(match[2]).rpartition("/")[2])}</a></p>'

    html = _BUTTON.sub("", _LAYOUT.sub("", _CAPTION.sub(figure, html)))
    html = _FILE.sub(link_to_file, _EMBED.sub(link, _GALLERY.sub(gallery, html)))
    return html, _SHORTCODE.findall(html)


def _figure(picture: Picture) -> str:
    image = f'<img src="{escape(picture.source)}" alt="{escape(picture.alt)}">'
    return f"<figure>{image}<figcaption>{escape(picture.caption)}</figcaption></figure>"


def with_featured(blocks: list[Block], item: Item, library: Library) -> list[Block]:
    """Return the blocks with a post's featured picture above them, unless the text shows it."""
    picture = library.pictures.get(first(item, "meta:_thumbnail_id"))
    shown = {full_size(block.picture.source) for block in blocks if block.picture}
    if picture is None or full_size(picture.source) in shown:
        return blocks
    return [Block(FIGURE, picture.caption, "", picture), *blocks]


_MARK = re.compile(r"\[<sup>(\d+)</sup>\]\(#([\w-]+)\)")


def with_notes(blocks: tuple[Block, ...], item: Item) -> tuple[Block, ...]:
    """Return the blocks with the notes that WordPress keeps beside the text."""
    try:
        notes = {str(note["id"]): str(note["content"]) for note in json.loads(first(item, "meta:footnotes"))}
    except (ValueError, KeyError, TypeError):
        return blocks
    numbers: dict[str, str] = {}

    def mark(match: re.Match[str]) -> str:
        if match[2] not in notes:
            return match[0]
        return f"[^{numbers.setdefault(match[2], match[1])}]"

    marked = [block._replace(markdown=_MARK.sub(mark, block.markdown)) for block in blocks]
    texts = ((number, _line(notes[name])) for name, number in numbers.items())
    return (*marked, *(Block(PARAGRAPH, text, f"[^{number}]: {text}") for number, text in texts))


def _line(html: str) -> str:
    """Return a note as Markdown on one line."""
    body = LexborHTMLParser(html).body
    return " ".join(block.markdown for block in blocks_of(body)) if body is not None else ""
