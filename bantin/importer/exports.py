"""Read XML exports: WordPress's WXR, Blogger's backups, RSS and Atom, one item at a time, to limit memory.

A document type is refused, because it could declare entities that fill the memory or read other files.
"""

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from email.utils import parsedate_to_datetime
from html import escape
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from bantin.errors import Problem, problem
from bantin.importer.article import complete_page, number
from bantin.importer.dates import find_date
from bantin.importer.export_items import (
    Item,
    category_name,
    first,
    has_only_summary,
    is_article,
    is_draft,
    is_standalone,
    unknown_type,
)
from bantin.importer.html_blocks import blocks_of
from bantin.importer.page import NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import Saved

RULES = Profile(
    "export",
    "XML",
    text={
        "caption": ("{caption} Ảnh: {credit}", "{caption} (Ảnh: {credit})", "Ảnh: {caption}"),
        "author": ("Tác giả: {author}", "Tin, ảnh: {author}", "Bài, ảnh: {author}"),
        "source": ("Nguồn: {source}", "(Theo {source})"),
    },
)
_AUTHOR = ("wp:author_login", "wp:author_display_name")
_ITEMS = frozenset(("item", "entry"))
_VIEWS = frozenset(("post_views_count", "views", "_post_views", "post_view_count", "entry_views", "hits"))
_PUBLISHED = ("wp:post_date", "published", "pubDate", "dc:date", "updated")
_PIECE = 65_536


class _DoctypeError(Exception):
    """The export declares a document type."""


class _Reader:
    """Collects the texts of one item; `done` gets the item when it ends.

    Names are kept as written: "content:encoded", "wp:post_type". Of WXR's metadata only key and value are
    kept, of a category its domain, of Atom's links their address.
    """

    def __init__(self, done: Callable[[Item], None]) -> None:
        self._add_item = done
        self._item: Item | None = None
        self._names: list[str] = []
        self._text: list[str] = []
        self._key = ""
        self._login = ""
        self.authors: dict[str, str] = {}  # of WordPress: login to the name that readers see

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ITEMS:
            self._item = {}
        elif self._item is not None:
            if name == "category":
                name = category_name(attributes)
                if "term" in attributes:
                    self._add(name, attributes.get("label") or attributes["term"])
            elif (
                name == "link"
                and attributes.get("href")
                and attributes.get("rel", "alternate") == "alternate"
            ):
                self._add("link", attributes["href"])
            self._names.append(name)
            self._text = []
        elif name in _AUTHOR:
            self._names, self._text = [name], []

    def text(self, data: str) -> None:
        if self._names:
            self._text.append(data)

    def end(self, name: str) -> None:
        if self._item is None:
            self._end_of_author("".join(self._text).strip())
        elif name in _ITEMS:
            item, self._item, self._names = self._item, None, []
            self._add_item(item)
        elif self._names:
            written = "".join(self._text).strip()
            own = self._names.pop()
            self._text = []
            if own == "wp:meta_key":
                self._key = written
            elif own == "wp:meta_value":
                self._add(f"meta:{self._key}", written)
            elif written:
                self._add(own, written)

    def _end_of_author(self, written: str) -> None:
        if self._names == [_AUTHOR[0]]:
            self._login = written
        elif self._names:
            self.authors[self._login] = written
        self._names = []

    def _add(self, name: str, text: str) -> None:
        if self._item is not None:
            self._item.setdefault(name, []).append(text)


def read(saved: Saved, zone: tzinfo) -> Iterator[ExtractedArticle | Problem]:
    """Yield every post and page of an export; a Problem for each that cannot become an article."""
    items: list[Item] = []
    reader = _Reader(items.append)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    data = _well_formed(saved.data)
    fault: Problem | None = None
    summaries = 0
    others: Counter[str] = Counter()
    for index in range(0, len(data), _PIECE):
        try:
            parser.Parse(data[index : index + _PIECE], index + _PIECE >= len(data))
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            fault = problem(saved.source, error.lineno, "import-export", reason=reason)
        except _DoctypeError:
            fault = problem(saved.source, 0, "import-export", reason="it declares a document type")
        for item in items:
            if is_article(item):
                summaries += has_only_summary(item)
                yield _article(saved, item, zone, reader.authors)
            elif kind := unknown_type(item):
                others[kind] += 1
        items.clear()
        if fault:
            yield fault
            break
    for kind, count in sorted(others.items()):
        yield problem(saved.source, 0, "warn-import-type", kind=kind, count=count)
    if summaries:
        yield problem(saved.source, 0, "warn-import-summaries", count=summaries)


# What XML does not allow, and WordPress exports all the same: characters pasted from Word, `&` in titles.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_AMPERSAND = re.compile(rb"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)", re.S)


def _well_formed(data: bytes) -> bytes:
    """Return an export without control characters, and with every `&` outside of CDATA escaped."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    data = data.translate(None, _CONTROLS)
    return _AMPERSAND.sub(lambda match: match[0] if len(match[0]) > 1 else b"&amp;", data)


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


def _article(
    saved: Saved, item: Item, zone: tzinfo, authors: Mapping[str, str]
) -> ExtractedArticle | Problem:
    name = first(item, "wp:post_id", "guid", "id", "link") or first(item, "title")
    source = f"{saved.source}#{name}"
    try:
        page, notes = _page(item, zone, source)
        if item.get("wp:post_type") and not page.is_standalone:
            page = page._replace(author=page.author or _name_of(first(item, "dc:creator"), authors))
    except NotAnArticleError as fault:
        code = "import-item-date" if fault.code == "import-no-date" else fault.code
        return problem(source, 0, code, **fault.values)
    return ExtractedArticle(source, page, notes)


def _page(item: Item, zone: tzinfo, source: str) -> tuple[Page, tuple[Problem, ...]]:
    written = first(item, "content:encoded", "content", "description", "summary")
    html, shortcodes = without_shortcodes(with_paragraphs(written))
    tree = LexborHTMLParser(html)
    excerpt = first(item, "excerpt:encoded") or (first(item, "summary") if item.get("content") else "")
    lead = " ".join(LexborHTMLParser(excerpt).text().split()) if excerpt else ""
    categories = item.get("category:category", [])
    page = Page(
        title=" ".join(LexborHTMLParser(first(item, "title")).text().split()),
        date=_date(item, _PUBLISHED, zone),
        updated=_modified(item, zone),
        views=next((number(item[f"meta:{key}"][0]) for key in _VIEWS if item.get(f"meta:{key}")), -1),
        breadcrumb=tuple(categories[:1]),
        lead=lead,
        blocks=tuple(blocks_of(tree.body)) if tree.body is not None else (),
        author=first(item, "dc:creator", "name", "author") if not item.get("wp:post_type") else "",
        address=first(item, "link", "blogger:filename"),
        tags=tuple(dict.fromkeys(item.get("category:post_tag", [])))[:30],
        draft=is_draft(item),
        is_standalone=is_standalone(item),
    )
    if page.is_standalone:
        page = page._replace(date="", author="", views=-1)
    elif not page.date:
        raise NotAnArticleError("import-no-date")
    names = dict.fromkeys(shortcodes)
    notes = [problem(source, 0, "warn-import-shortcode", count=len(shortcodes), name=name) for name in names]
    return complete_page(page, RULES, zone), tuple(notes[:1])


def _name_of(login: str, authors: Mapping[str, str]) -> str:
    """Return the name of an author; "" if only a login was given."""
    name = authors.get(login, "")
    return "" if name.lower() in (login.lower(), "admin", "administrator") or "@" in name else name


def _modified(item: Item, zone: tzinfo) -> str:
    """Return the update of an article if it was on a later day: every corrected comma is recorded."""
    names = ("wp:post_modified", "updated") if item.get("published") else ("wp:post_modified",)
    updated, date = _date(item, names, zone), _date(item, _PUBLISHED, zone)
    return updated if updated[:10] > date[:10] else ""


def _date(item: Item, names: tuple[str, ...], zone: tzinfo) -> str:
    for name in names:
        written = first(item, name)
        if not written:
            continue
        if date := find_date(written, (), zone):
            return date
        try:
            return f"{parsedate_to_datetime(written).astimezone(zone):%Y-%m-%dT%H:%M}"
        except (ValueError, TypeError):
            continue
    return ""


_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|t[hrdb]\w*|blockquote|fig\w+|pre|dl|d[td]|section|article|hr|style|script)\b",
    re.I,
)
_EMPTY_LINE = re.compile(r"\n\s*\n")


def with_paragraphs(text: str) -> str:
    """Return WordPress's text with paragraphs: outside of tags, empty lines separate them."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S).replace("\r\n", "\n")
    if re.search(r"<pre\b", text, re.I) and re.search(r"<p\b", text, re.I):
        return text
    parts = [part.strip() for part in _EMPTY_LINE.split(text) if part.strip()]
    return "\n".join(
        part if _BLOCK_TAG.match(part) else "<p>" + part.replace("\n", "<br>") + "</p>" for part in parts
    )


_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.S)
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.S)
_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]{2,})(?:\s[^\[\]]*)?/?\]")
# The boxes of Divi, WPBakery, Avada and Flatsome, whose text stays; WordPress's button beside a file's link.
_LAYOUT = re.compile(
    r"\[/?(?:(?:et_pb|vc|fusion|ux)_\w+|(?:section|row|col)(?:_inner)*|gap)(?=[\s\]])[^\[\]]*\]"
)
_BUTTON = re.compile(r"<a\b[^<>]*wp-block-file__button[^<>]*>.*?</a>", re.S)
_IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.I)


def without_shortcodes(html: str) -> tuple[str, list[str]]:
    """Return the text with captions as figures, and the names of remaining shortcodes."""

    def figure(match: re.Match[str]) -> str:
        image = _IMAGE.search(match[1])
        words = match[1].replace(image[0], "") if image else match[1]
        return f"<figure>{image[0] if image else ''}<figcaption>{words}</figcaption></figure>"

    html = _BUTTON.sub("", _LAYOUT.sub("", _CAPTION.sub(figure, html)))
    html = _EMBED.sub(lambda match: f'<a href="{escape(match[1])}">{escape(match[1])}</a>', html)
    return html, _SHORTCODE.findall(html)
