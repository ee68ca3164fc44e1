"""Posts of WordPress: paragraphs, shortcodes, reused blocks, notes and the featured picture.

An export has pictures and reused blocks as items of their own, which posts name by number.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from urllib.parse import unquote, urlsplit

from bantin.importer.export_items import Item, first, is_article, is_draft, is_standalone
from bantin.importer.export_reader import BrokenExportError, ExportReader
from bantin.importer.media import full_size
from bantin.importer.old_urls import complete, host_of
from bantin.importer.page import FIGURE, Block, Picture
from bantin.site.links import ATTACHMENT_TYPES
from bantin.system.named_tuple import NamedTuple


class Library(NamedTuple):
    """What posts name by its number. pictures: of attachments. blocks: HTML of reused blocks.

    addresses: of posts, pages and files. root: the path of the blog, such as "/" or "/tin/".
    """

    pictures: Mapping[str, Picture]
    blocks: Mapping[str, str]
    addresses: Mapping[str, str]
    root: str


NO_LIBRARY = Library({}, {}, {}, "/")
_BLOG = re.compile(rb"<wp:base_blog_url>\s*([^<\s]+)")


def library_of(data: bytes) -> Library:
    """Return what the posts of an export name by its number; it may come after them."""
    pictures: dict[str, Picture] = {}
    blocks: dict[str, str] = {}
    addresses: dict[str, str] = {}
    blog = _BLOG.search(data)
    root = urlsplit(complete("", blog[1].decode(errors="replace"))).path if blog else ""
    with suppress(BrokenExportError):
        for item in ExportReader().items(data if b"<wp:post_id>" in data else b""):
            number = first(item, "wp:post_id")
            if first(item, "wp:post_type") == "wp_block":
                blocks[number] = first(item, "content:encoded")
            elif address := first(item, "wp:attachment_url"):
                caption = " ".join(first(item, "excerpt:encoded").split())
                addresses[number] = address
                pictures[number] = Picture(address, first(item, "meta:_wp_attachment_image_alt"), caption, "")
            elif is_article(item):
                addresses[number] = first(item, "link")
    return Library(pictures, blocks, addresses, f"{root.rstrip('/')}/")


_BY_NUMBER = re.compile(
    r"""(?<=href=["'])([^"'#?]*)\?(?:p|page_id|attachment_id)=(\d+)(?:&[^"'#]*)?(?=["'#])"""
)


def with_addresses(html: str, item: Item, library: Library) -> str:
    """Return a text whose links by number, such as `/?p=12`, have the address of what they lead to."""
    host = host_of(first(item, "link"))

    def address(match: re.Match[str]) -> str:
        is_own = host_of(match[1]) in ("", host)
        return escape(library.addresses[match[2]]) if is_own and match[2] in library.addresses else match[0]

    return _BY_NUMBER.sub(address, html)


def short_addresses(item: Item, library: Library) -> tuple[str, ...]:
    """Return the addresses by number at which WordPress also shows a published post or page."""
    number = first(item, "wp:post_id")
    if not number or is_draft(item):
        return ()
    names = ("p", "page_id") if is_standalone(item) else ("p",)
    return tuple(f"{library.root}?{name}={number}" for name in names)


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


# Notes written into the text, by the shortcodes of plugins.
_NOTE = re.compile(
    r"\s*\[(mfn|modern_footnote|efn_note|footnote|fn|ref)(?:\s[^\[\]]*)?\](.+?)\[/\1\]", re.S | re.I
)


def with_notes(html: str, item: Item) -> str:
    """Return a text with its notes below it: those of shortcodes, and those kept beside it."""
    texts: list[tuple[str, str]] = []

    def mark(match: re.Match[str]) -> str:
        texts.append((f"bantin-note-{len(texts)}", match[2]))
        return f'<sup><a href="#{texts[-1][0]}">{len(texts)}</a></sup>'

    html = _NOTE.sub(mark, html)
    with suppress(ValueError, KeyError, TypeError):
        notes = json.loads(first(item, "meta:footnotes"))
        texts += [(str(note["id"]), str(note["content"])) for note in notes]
    items = (f'<li id="{escape(name)}">{text}</li>' for name, text in texts)
    return f"{html}<ol>{''.join(items)}</ol>" if texts else html
