"""Read the items of an XML export, one at a time, to limit memory.

A document type is refused, because it could declare entities that fill the memory or read other files.
"""

import codecs
import re
from collections.abc import Iterator
from html import escape
from xml.parsers import expat

from bantin.importer.export_items import Item, category_name
from bantin.importer.old_urls import complete

_AUTHOR = ("wp:author_login", "wp:author_display_name")
_ITEMS = frozenset(("item", "entry"))
_PIECE = 65_536


class BrokenExportError(Exception):
    """An export cannot be read any further. line: counted from 1; 0 for the whole file."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class ExportReader:
    """Reads the items of an export.

    Names are kept as written: "content:encoded", "wp:post_type". Of WXR's metadata only key and value are
    kept, of a category its domain, of links and enclosures their address. XHTML in Atom becomes HTML.
    """

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._item: Item | None = None
        self._names: list[str] = []
        self._text: list[str] = []
        self._depth = 0  # of XHTML in the open element
        self._base = ""  # the address to which Atom's links are relative
        self._key = ""
        self._login = ""
        self.authors: dict[str, str] = {}  # of WordPress: login to the name that readers see

    def items(self, data: bytes) -> Iterator[Item]:
        """Yield every item. Raises BrokenExportError after those that could be read."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        data = _well_formed(data)
        for index in range(0, len(data), _PIECE):
            fault: BrokenExportError | None = None
            try:
                parser.Parse(data[index : index + _PIECE], index + _PIECE >= len(data))
            except expat.ExpatError as error:
                fault = BrokenExportError(error.lineno, expat.ErrorString(error.code))
            except BrokenExportError as error:
                fault = error
            yield from self._items
            self._items.clear()
            if fault:
                raise fault

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth:
            self._depth += 1
            self._text.append(_tag(name, attributes))
        elif name in _ITEMS:
            self._item = {}
        elif name == "feed":
            self._base = attributes.get("xml:base", "")
        elif self._item is not None:
            name = self._of_attributes(name, attributes)
            self._names.append(name)
            self._text = []
            self._depth = int(attributes.get("type") == "xhtml")
        elif name in _AUTHOR:
            self._names, self._text = [name], []

    def _of_attributes(self, name: str, attributes: dict[str, str]) -> str:
        """Keep what an element says in its attributes; return the name under which its text is kept."""
        address = complete(self._base, attributes.get("href") or attributes.get("url", ""))
        if name == "category":
            name = category_name(attributes)
            if "term" in attributes:
                self._add(name, attributes.get("label") or attributes["term"])
        elif name in ("link", "enclosure", "media:content") and address:
            relation = attributes.get("rel", "alternate")
            if name != "link" or relation == "enclosure":
                self._add("enclosure", address)
            elif relation == "alternate":
                self._add("link", address)
        return name

    def _add_text(self, data: str) -> None:
        if self._names:
            self._text.append(escape(data, quote=False) if self._depth else data)

    def _end(self, name: str) -> None:
        if self._depth > 1:
            self._depth -= 1
            self._text.append(f"</{name.rpartition(':')[2]}>")
            return
        self._depth = 0
        if self._item is None:
            self._end_of_author("".join(self._text).strip())
        elif name in _ITEMS:
            self._items.append(self._item)
            self._item, self._names = None, []
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


def _tag(name: str, attributes: dict[str, str]) -> str:
    """Return an element of XHTML as HTML, without its prefix."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name.rpartition(':')[2]}{written}>"


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
    raise BrokenExportError(0, "it declares a document type")
