"""Convert HTML, well-formed or not, to blocks of Markdown. Knows no portal.

A library was tried first (html-to-markdown 3.21): it does not escape `5*3` and `<b>` in text, makes no
figures of pictures with captions, and joins a quote to the line before it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bantin.importer.embedded import EMBEDDING, link_to_embedded
from bantin.importer.footnotes import is_note, mark_footnotes, mark_of, note_of
from bantin.importer.html_left_out import DROPPED, is_back_link, is_hidden, is_small_form
from bantin.importer.html_style import Style
from bantin.importer.html_tables import grid_of, is_layout, list_markdown, rows_of, table_markdown
from bantin.importer.inline import FOOTNOTE, Run, escaped_start, folded, markdown, plain
from bantin.importer.page import CODE, FIGURE, HEADING, LIST, PARAGRAPH, QUOTE, RULE, TABLE, Block, Picture

_MOST_IN_CAPTION, _LONGEST_CAPTION = 2, 500  # paragraphs, characters of a table with a picture
_MAX_DEPTH = 120  # of tags in each other; what is deeper comes as plain text

_BLOCKS = frozenset(
    "address article body center dd details div dl dt fieldset footer form header hgroup html legend main p "
    "section summary tbody td tfoot th thead tr figcaption li caption".split()
)
_NO_PICTURE = re.compile(r"^(?:data:image/gif|about:|javascript:|$)")
_SPACER = re.compile(r"(?:spacer|blank|pixel|transparent|icon|logo|loading)[\w-]*\.(?:gif|png|svg)$", re.I)
_BACKTICKS = re.compile(r"`+")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-zoom-src")

Convert = Callable[[str], str]


def blocks_of(
    node: LexborNode, convert: Convert = lambda text: text, skip: Collection[int] = ()
) -> list[Block]:
    """Return the blocks of everything in `node`, without nodes whose `mem_id` is in `skip`.

    convert: converts text of a legacy charset to Unicode.
    """
    walk = _Walk(convert, skip)
    walk.children(node, Style(), 0)
    walk.flush()
    return walk.blocks


def blocks_of_html(html: str, convert: Convert = lambda text: text) -> list[Block]:
    """Return the blocks of an article's HTML, with its footnotes."""
    body = LexborHTMLParser(html).body
    if body is None:
        return []
    mark_footnotes(body)
    return blocks_of(body, convert)


def text_of(node: LexborNode, convert: Convert = lambda text: text) -> str:
    """Return the text in `node` on one line, without scripts, styles and the like."""
    return " ".join(" ".join(block.text for block in blocks_of(node, convert)).split())


class _Walk:
    """One walk through a tree; `runs` is the open paragraph."""

    def __init__(self, convert: Convert, skip: Collection[int]) -> None:
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._is_set_apart = False
        self._convert = convert
        self._skip = skip

    def children(self, node: LexborNode, style: Style, depth: int) -> None:
        child = node.child
        while child is not None:
            self._node(child, style, depth + 1)
            child = child.next

    def _node(self, node: LexborNode, style: Style, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text(node, style)
        elif node.is_comment_node or is_hidden(attributes := node.attributes) or node.mem_id in self._skip:
            return
        elif number := mark_of(attributes):
            self._runs.append(Run(number, tag=FOOTNOTE))
        elif is_note(attributes):
            self._note(node, depth)
        elif tag in EMBEDDING:
            self._block(PARAGRAPH, *link_to_embedded(node))
        elif tag in DROPPED or is_back_link(node) or is_small_form(node):
            return
        elif depth > _MAX_DEPTH:
            self._runs.append(Run(self._convert(node.text(separator=" "))))
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "hr":
            self.flush()
            self.blocks.append(Block(RULE, "", "---"))
        elif tag == "img":
            self._image(node)
        elif not self._structure(node, tag, depth):
            self._element(node, tag, style, depth)

    def _text(self, node: LexborNode, style: Style) -> None:
        written = node.text(deep=False).replace("\n", " ")
        if not written.isspace():
            written = self._convert(written)
        if style.capitals:
            written = written.upper()
        if written:
            self._is_set_apart = self._is_set_apart or (style.set_apart and not written.isspace())
            self._runs.append(Run(written, style.bold, style.italic, style.href, style.tag))

    def _element(self, node: LexborNode, tag: str, style: Style, depth: int) -> None:
        inner = style.inside(node, tag)
        if tag in _BLOCKS:
            self.flush()
            self.children(node, inner, depth)
            self.flush()
        else:
            self.children(node, inner, depth)

    def _structure(self, node: LexborNode, tag: str, depth: int) -> bool:
        """Handle lists, tables, quotes, headings, figures and code; return whether it was one."""
        if tag in ("ul", "ol"):
            self._list(node, tag, depth)
        elif tag == "table":
            self._table(node, depth)
        elif tag == "blockquote":
            inner = self.blocks_within(node, depth)
            quoted = "\n".join(f"> {line}".rstrip() for line in join_blocks(inner).split("\n"))
            self._block(QUOTE, " ".join(block.text for block in inner), quoted)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading(node, int(tag[1]), depth)
        elif tag == "figure":
            self._figure(node, depth)
        elif tag == "pre":
            code = self._convert(node.text()).strip("\n")
            fence = "`" * max(3, max(map(len, _BACKTICKS.findall(code)), default=0) + 1)
            self._block(CODE, code, f"{fence}\n{code}\n{fence}")
        else:
            return False
        return True

    def _list(self, node: LexborNode, tag: str, depth: int) -> None:
        """Add a list; pictures in its items follow it."""
        items: list[list[Block]] = []
        child = node.child
        while child is not None:
            if child.tag in ("ul", "ol"):  # a list directly in a list belongs to the item before it
                walk = _Walk(self._convert, self._skip)
                walk._list(child, child.tag, depth + 1)
                if items:
                    items[-1] += walk.blocks
                else:
                    items.append(walk.blocks)
            elif is_note(child.attributes):
                self._note(child, depth + 1)
            elif child.tag in ("li", "p", "div"):
                items.append(self.blocks_within(child, depth + 1))
            child = child.next
        start = node.attributes.get("start") or "1"
        first = (int(start) if start.isdigit() and len(start) <= 6 else 1) if tag == "ol" else None
        text, written = list_markdown(items, first=first)
        self._block(LIST, text, written)
        self.blocks += [block for item in items for block in item if block.kind == FIGURE]

    def blocks_within(self, node: LexborNode, depth: int) -> list[Block]:
        """Return the blocks of `node` alone."""
        walk = _Walk(self._convert, self._skip)
        walk.children(node, Style(), depth)
        walk.flush()
        return walk.blocks

    def _note(self, node: LexborNode, depth: int) -> None:
        self.flush()
        self.blocks.append(note_of(node, self.blocks_within(node, depth)))

    def _block(self, kind: str, text: str, written: str) -> None:
        self.flush()
        if text.strip() and written.strip():
            self.blocks.append(Block(kind, text, written))

    def _heading(self, node: LexborNode, level: int, depth: int) -> None:
        inner = self.blocks_within(node, depth)
        self.flush()
        text = " ".join(block.text for block in inner if block.kind != FIGURE)
        if text:
            written = f"{'#' * max(level, 2)} {_plain_markdown(text)}"
            is_link = all(block.markdown.startswith("[") for block in inner if block.text)
            self.blocks.append(Block(HEADING, text, written, is_link=is_link))
        self.blocks += [block for block in inner if block.kind == FIGURE]

    def _image(self, node: LexborNode) -> None:
        """Add a picture between paragraphs, even if it is inside one."""
        source = picture_source(node)
        if not source:
            return
        set_apart = self._is_set_apart
        self.flush()
        alt = " ".join(self._convert(node.attributes.get("alt") or "").split())
        self.blocks.append(Block(FIGURE, "", "", Picture(source, alt, "", "")))
        self._is_set_apart = set_apart

    def _figure(self, node: LexborNode, depth: int) -> None:
        """Add a figure; its caption belongs to its last picture, unless that has one, as in galleries."""
        self.flush()
        inner = self.blocks_within(node, depth)
        figures = [block for block in inner if block.kind == FIGURE]
        words = " ".join(block.text for block in inner if block.kind != FIGURE and block.text)
        if not figures or figures[-1].text or any(block.kind in (TABLE, LIST) for block in inner):
            self.blocks += inner
            return
        self.blocks += [*figures[:-1], with_caption(figures[-1], words)]

    def _table(self, node: LexborNode, depth: int) -> None:
        """Add a table of data; a table used for layout, or for a picture with its caption, is dissolved."""
        self.flush()
        rows = list(rows_of(node))
        cells = [[self.blocks_within(cell, depth) for cell, _, _ in row] for row in rows]
        everything = [block for row in cells for cell in row for block in cell]
        figures = [block for block in everything if block.kind == FIGURE]
        texts = [block for block in everything if block.kind != FIGURE and block.text]
        words = " ".join(block.text for block in texts)
        is_caption = len(texts) <= _MOST_IN_CAPTION and len(words) <= _LONGEST_CAPTION
        is_caption = is_caption and not any(block.kind == TABLE for block in texts)
        if len(figures) == 1 and is_caption and not figures[0].text:
            self.blocks.append(with_caption(figures[0], words))
        elif figures or is_layout(cells):
            self.blocks += everything
        elif words:
            grid = grid_of(rows, cells)
            caption = next((child for child in node.iter() if child.tag == "caption"), None)
            if caption is not None:
                self.blocks += self.blocks_within(caption, depth)
            self.blocks.append(Block(TABLE, words, table_markdown(grid)))

    def flush(self) -> None:
        """End the open paragraph. Two line breaks in a row end one, too."""
        if not self._runs:
            return
        runs, set_apart = self._runs, self._is_set_apart
        self._runs, self._is_set_apart = [], False
        if not any(run.text.strip() for run in runs):
            return
        for part in _paragraphs(runs):
            text = plain(part)
            if not text:
                continue
            italic = all(run.italic for run in part if run.text.strip())
            self.blocks.append(
                Block(PARAGRAPH, text.replace("\n", " "), markdown(part), emphasized=set_apart or italic)
            )


def with_caption(figure: Block, words: str) -> Block:
    assert figure.picture
    caption = " ".join(words.split())
    return figure._replace(text=caption, picture=figure.picture._replace(caption=caption))


def join_blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join(block.markdown for block in blocks if block.markdown)


def picture_source(node: LexborNode) -> str:
    """Return the address of a picture; "" for pictures that only fill space."""
    attributes = node.attributes
    sources = [(attributes.get(name) or "").strip() for name in (*_LAZY, "src")]
    source = next((value for value in sources if value and not _NO_PICTURE.match(value)), "")
    if not source or _SPACER.search(source.partition("?")[0]):
        return ""
    small = [attributes.get(name) or "" for name in ("width", "height")]
    return "" if any(value.isdigit() and int(value) <= 2 for value in small) else source


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each paragraph. Two line breaks with only spaces between them end a paragraph."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
        elif not run.text.replace("\xa0", " ").strip():
            part.append(run)
            continue
        else:
            breaks = 0
        if breaks == 2:
            yield part
            part = []
        else:
            part.append(run)
    yield part


def _plain_markdown(text: str) -> str:
    return escaped_start(markdown([Run(folded(text))]))
