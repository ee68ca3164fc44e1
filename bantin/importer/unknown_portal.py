"""Read a page that no profile fits: the text below its title, up to what portals print below texts.

The page's names give the title, the lines around it the date and the views; the box that contains title and
text excludes menus and side columns. unknown_portal.toml has the rules for lines.
"""

import os
import re
from collections.abc import Sequence
from datetime import tzinfo
from functools import cache
from itertools import takewhile

from bantin.importer import around_title, profiles, text_box
from bantin.importer.article import complete_page, number, split_at_end
from bantin.importer.attachments import with_attachments
from bantin.importer.html_document import Document, printed_date
from bantin.importer.page import HEADING, LIST, PARAGRAPH, Block, NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.site.links import ATTACHMENT_TYPES, file_extension

_RULES = os.path.join(os.path.dirname(__file__), "unknown_portal.toml")
_LINK = re.compile(r"\]\(([^)\s]*)\)")
_LONG_PARAGRAPH = 20  # words
_FEWEST_WORDS = 40


def read(document: Document, zone: tzinfo) -> Page | None:
    """Return the article; None if the page does not show its own title, or no date.

    Raises NotAnArticleError.
    """
    names = document.names
    if around_title.title_position(document.blocks, names) < 0:
        title_index = around_title.title_above_date(document.blocks)
        names = (document.blocks[title_index].text,) if title_index >= 0 else ()
    blocks = text_box.blocks_with_title(document, names) if names else ()
    title_index = around_title.title_position(blocks, names)
    if title_index < 0:
        return None
    nearby = around_title.values_near_title(blocks, title_index, zone)
    page = _page(blocks[title_index:], printed_date(document, nearby.date, zone), nearby.views, zone)
    if page is None:
        return None
    return page._replace(address=document.address, blocks=with_attachments(page.blocks, document))


def read_text(blocks: Sequence[Block], zone: tzinfo) -> Page | None:
    """Return the article of a page saved as text; None if no line above a date is its title.

    Raises NotAnArticleError, also if there are several such lines.
    """
    title_index = around_title.title_above_date(blocks)
    if title_index < 0:
        return None
    body, _ = split_at_end(blocks[title_index:], _rules())
    if around_title.title_above_date(body[2:]) >= 0:
        raise NotAnArticleError("import-list-page")
    nearby = around_title.values_near_title(blocks, title_index, zone)
    return _page(blocks[title_index:], nearby.date, nearby.views, zone)


def _page(blocks: Sequence[Block], date: str, views: str, zone: tzinfo) -> Page | None:
    """Return the article whose title is the first block; None without a date or a text.

    views: as printed near the title, or "".
    """
    title = blocks[0].text
    text = _text(blocks[1:])
    ending = [*takewhile(_tells_publication, reversed(text))]
    text = text[: len(text) - len(ending)]
    below = (around_title.views_in(block.text) for block in ending)
    views = views or next(filter(None, (*below, *map(around_title.views_of_line, reversed(text)))), "")
    text = [block for block in text if not around_title.views_of_line(block)]
    if not date or not text:
        return None
    lead = text[0].text if text[0].kind == HEADING and _is_sentence(text[0].text) else ""
    page = Page(title=title, date=date, views=number(views), lead=lead, blocks=tuple(text))
    page = complete_page(page, _rules(), zone)
    words = sum(len(block.text.split()) for block in page.blocks if _is_long(block))
    if words < _FEWEST_WORDS // 2 and not around_title.is_notice(blocks, (title,)):
        raise NotAnArticleError("import-list-page")
    return page._replace(blocks=_without_lists_of_links(page.blocks))


@cache
def _rules() -> Profile:
    return profiles.read(_RULES)._replace(name="")


def _text(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the lines above the text that contain its date."""
    first = next((index for index, block in enumerate(blocks) if _is_long(block)), len(blocks))
    return [*(block for block in blocks[:first] if not around_title.is_dateline(block.text)), *blocks[first:]]


def _tells_publication(block: Block) -> bool:
    """Tell whether a line below the text says when it was published; a letter ends with place and date."""
    is_ours = "đăng" in block.text.lower() or bool(around_title.views_in(block.text))
    return is_ours and around_title.is_dateline(block.text)


def _without_lists_of_links(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without lists of links at their end, such as a portal's newest articles."""
    last = len(blocks)
    while last and blocks[last - 1].kind == LIST and _links_to_pages(blocks[last - 1].markdown):
        last -= 1
    return tuple(blocks[:last])


def _links_to_pages(markdown: str) -> bool:
    """Tell whether a list has links, and not to attachments alone."""
    targets = [address.partition("?")[0] for address in _LINK.findall(markdown)]
    return any(file_extension(target) not in ATTACHMENT_TYPES for target in targets)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _LONG_PARAGRAPH // 2 and text.endswith((".", "!", "…"))


def _is_long(block: Block) -> bool:
    return block.kind == PARAGRAPH and len(block.text.split()) >= _LONG_PARAGRAPH
