"""A parsed HTML page: its address, its names, and whether it is an article at all."""

import re
from datetime import tzinfo

from selectolax.lexbor import LexborHTMLParser

from bantin.importer.charsets import DecodedPage
from bantin.importer.dates import find_date
from bantin.importer.footnotes import mark_footnotes
from bantin.importer.html_blocks import blocks_of
from bantin.importer.old_urls import complete
from bantin.importer.page import Block, NotAnArticleError
from bantin.importer.style_sheet import apply_style_sheet
from bantin.system.named_tuple import NamedTuple

_ERROR = re.compile(
    r"\b(?:404|403|500|502|503)\b|not found|không tìm thấy|khong tim thay|access denied|lỗi máy chủ|"
    r"trang không tồn tại|server error|error occurred|đã xảy ra lỗi|không tồn tại",
    re.I,
)
_LOGIN = re.compile(r"\b(?:đăng nhập|login|sign in|log in)\b", re.I)
_FEWEST_WORDS, _MOST_FRAMES = 40, 3
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')  # in JSON-LD
# As browsers and HTTrack note it.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_MIRRORED_FROM = re.compile(r"<!--\s*Mirrored from (\S+) by HTTrack", re.I)


class Document(NamedTuple):
    """A parsed page.

    address: on the old portal, or "". names: og:title, <title>, h1. blocks: of the page with its menus.
    """

    tree: LexborHTMLParser
    decoded: DecodedPage
    address: str
    names: tuple[str, ...]
    generator: str
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        return self.names[0] if self.names else "?"


def parse(decoded: DecodedPage, address: str = "") -> Document:
    """Parse a page. address: as in the archive's headers; otherwise the page's own is used."""
    tree = LexborHTMLParser(decoded.text)
    if tree.body is not None:
        apply_style_sheet(tree)
        mark_footnotes(tree.body)
    convert = decoded.convert
    names = [
        *_attributes(
            tree, "meta[property='og:title'], meta[name='og:title'], meta[name='twitter:title']", "content"
        ),
        *(node.text() for node in tree.css("title")[:1]),
        *(node.text() for node in tree.css("h1")[:3]),
    ]
    return Document(
        tree,
        decoded,
        _address(tree, decoded.text, address),
        tuple(" ".join(convert(name).split()) for name in names if name.strip()),
        " ".join(_attributes(tree, "meta[name='generator' i]", "content")),
        tuple(blocks_of(tree.body, convert)) if tree.body is not None else (),
    )


def _attributes(tree: LexborHTMLParser, css: str, name: str) -> list[str]:
    return [value for node in tree.css(css) if (value := node.attributes.get(name))]


def _address(tree: LexborHTMLParser, text: str, envelope: str) -> str:
    saved, mirrored = _SAVED_FROM.search(text[:4000]), _MIRRORED_FROM.search(text[:4000])
    noted = saved[1] if saved else f"http://{mirrored[1]}" if mirrored else ""
    base = envelope or noted or _address_by_joomla(tree)
    named = [
        *_attributes(tree, "link[rel='canonical' i]", "href"),
        *_attributes(tree, "meta[property='og:url']", "content"),
    ]
    for address in named:
        full = complete(base, address.strip())
        path = full.partition("://")[2].partition("/")[2]
        if full.startswith(("http://", "https://")) and path:  # a front page's is no article's
            return full
    return base if base.startswith(("http://", "https://")) else ""


def _address_by_joomla(tree: LexborHTMLParser) -> str:
    """Return the address in the <base> of Joomla's pages, which is their own; "" for other pages."""
    if tree.css_first("meta[name='generator' i][content^='Joomla' i]") is None:
        return ""
    address = next(iter(_attributes(tree, "base[href]", "href")), "")
    return "" if address.endswith(("/", "/index.php")) else address


def printed_date(document: Document, day: str, zone: tzinfo) -> str:
    """Return the day with the time that the page declares for it; else `day`, which may have one."""
    css = (
        "meta[property='article:published_time'], meta[itemprop='datePublished'], meta[name='pubdate'], "
        "meta[name='dc.date.issued' i], time[datetime]"
    )
    declared = [
        node.attributes.get("content") or node.attributes.get("datetime") or ""
        for node in document.tree.css(css)
    ]
    for node in document.tree.css("script[type='application/ld+json']"):
        declared += _PUBLISHED.findall(node.text())[:1]
    for written in declared:
        date = find_date(written, (), zone)
        if date and "T" not in day and (not day or date[:10] == day):
            return date
    return day


def refusal_of(document: Document) -> NotAnArticleError | None:
    """Return the error for a login page, an error page or a page of frames; None for others."""
    names = " ".join(document.names)
    if document.tree.css_first("input[type='password']") is not None or _LOGIN.search(names):
        return NotAnArticleError("import-login-page")
    if _ERROR.search(names):
        return NotAnArticleError("import-error-page")
    if frames := _frames(document):
        return NotAnArticleError("import-frames", names=tuple(frames[:_MOST_FRAMES]))
    return None


def _frames(document: Document) -> list[str]:
    """Return the addresses of the pages that a page without text of its own shows in frames."""
    if sum(len(block.text.split()) for block in document.blocks) >= _FEWEST_WORDS:
        return []
    return _attributes(document.tree, "frame, iframe", "src")
