"""A page that no profile fits: the text below its title, up to what portals print below texts.

What it calls itself tells the title, the lines round that tell the date and the views; the box that holds
title and text tells where menus and side columns end. unknown_portal.toml has the rules for lines.
"""

import os
from collections.abc import Sequence
from datetime import tzinfo
from functools import cache

from selectolax.lexbor import LexborNode

from bantin.importer import around_title, profiles
from bantin.importer.article import finished, number
from bantin.importer.html_blocks import blocks_of
from bantin.importer.html_document import Document, printed_date
from bantin.importer.page import HEADING, LIST, PARAGRAPH, Block, NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.text.vietnamese import fold

_RULES = os.path.join(os.path.dirname(__file__), "unknown_portal.toml")
_LONG_PARAGRAPH = 20  # words
_FEWEST_WORDS = 40


def read(document: Document, zone: tzinfo) -> Page | None:
    """Return the article; None where the page does not show what it calls itself, or no date.

    Raises NotAnArticleError.
    """
    body = document.tree.body
    box = _box(body, document) if body is not None else None
    if box is None:
        return None
    blocks = blocks_of(box, document.decoded.convert)
    title_at = around_title.title_position(blocks, document.names)
    if title_at < 0:
        return None
    printed = around_title.printed(blocks, title_at, zone)
    date = printed_date(document, printed.date, zone)
    text = _text(blocks[title_at + 1 :])
    if not date or not text:
        return None
    lead = text[0].text if text[0].kind == HEADING and _is_sentence(text[0].text) else ""
    page = Page(
        title=blocks[title_at].text, date=date, views=number(printed.views), lead=lead, blocks=tuple(text)
    )
    page = finished(page, _rules(), zone)
    if sum(len(block.text.split()) for block in page.blocks if _is_long(block)) < _FEWEST_WORDS // 2:
        raise NotAnArticleError("import-list-page")
    return page._replace(address=document.address, blocks=_without_lists_of_links(page.blocks))


@cache
def _rules() -> Profile:
    return profiles.read(_RULES)._replace(name="")


def _text(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the lines above the text that tell its date."""
    first = next((at for at, block in enumerate(blocks) if _is_long(block)), len(blocks))
    return [*(block for block in blocks[:first] if not around_title.is_dateline(block.text)), *blocks[first:]]


def _without_lists_of_links(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without lists of links at their end, such as a portal's newest articles."""
    last = len(blocks)
    while last and blocks[last - 1].kind == LIST and "](" in blocks[last - 1].markdown:
        last -= 1
    return tuple(blocks[:last])


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _LONG_PARAGRAPH // 2 and text.endswith((".", "!", "…"))


def _is_long(block: Block) -> bool:
    return block.kind == PARAGRAPH and len(block.text.split()) >= _LONG_PARAGRAPH


def _box(body: LexborNode, document: Document) -> LexborNode | None:
    """The smallest box that holds the longest text and, above it, the page's title."""
    titles = [node for node in body.css("*") if _is_title(node, document)]
    box = _longest_text(body)
    while box is not None and box.tag != "html":
        inside = {node.mem_id for node in box.css("*")}
        if any(title.mem_id in inside for title in titles):
            return box
        box = box.parent
    return None


def _is_title(node: LexborNode, document: Document) -> bool:
    text = node.text(strip=True)
    if not 10 < len(text) < 400 or node.tag in ("script", "style", "title", "a"):
        return False
    words = fold(" ".join(document.decoded.convert(node.text(separator=" ")).split()))
    return any(name == words or name.startswith(words) for name in map(fold, document.names))


def _longest_text(body: LexborNode) -> LexborNode | None:
    """The element with the most text of its own and of paragraphs directly in it."""
    lengths: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for node in body.css("p, div, td, section, article, span"):
        own = len(node.text(deep=node.tag in ("p", "span"), strip=True))
        holder = node.parent if node.tag in ("p", "span") else node
        if own > 20 and holder is not None:
            lengths[holder.mem_id] = lengths.get(holder.mem_id, 0) + own
            nodes[holder.mem_id] = holder
    return nodes[max(lengths, key=lambda key: lengths[key])] if lengths else None
