"""Find the box of a page that contains its title and its text, without menus and side columns."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from bantin.importer.around_title import is_in_names
from bantin.importer.html_blocks import blocks_of
from bantin.importer.html_document import Document
from bantin.importer.page import Block
from bantin.text.vietnamese import fold


def blocks_with_title(document: Document, names: Sequence[str]) -> Sequence[Block]:
    """Return the blocks of the smallest box that contains the longest text and the title; () for none.

    names: the page's names.
    """
    box = _box(document, [fold(name) for name in names])
    return blocks_of(box, document.decoded.convert) if box is not None else ()


def _box(document: Document, names: Sequence[str]) -> LexborNode | None:
    body = document.tree.body
    if body is None:
        return None
    titles = [node for node in body.css("*") if _is_title(node, document, names)]
    box = _longest_text(body)
    while box is not None and box.tag != "html":
        inside = {node.mem_id for node in box.css("*")}
        if any(title.mem_id in inside for title in titles):
            return box
        box = box.parent
    return None


def _is_title(node: LexborNode, document: Document, names: Sequence[str]) -> bool:
    text = node.text(strip=True)
    if not 10 < len(text) < 400 or node.tag in ("script", "style", "title", "a"):
        return False
    words = fold(" ".join(document.decoded.convert(node.text(separator=" ")).split()))
    return is_in_names(words, names)


def _longest_text(body: LexborNode) -> LexborNode | None:
    """Return the element with the most text of its own and of paragraphs directly in it."""
    lengths: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for node in body.css("p, div, td, section, article, span, font"):
        is_part = node.tag in ("p", "span", "font")
        own = len(node.text(deep=is_part, strip=True))
        holder = node.parent if is_part else node
        if own > 20 and holder is not None:
            lengths[holder.mem_id] = lengths.get(holder.mem_id, 0) + own
            nodes[holder.mem_id] = holder
    return nodes[max(lengths, key=lambda key: lengths[key])] if lengths else None
