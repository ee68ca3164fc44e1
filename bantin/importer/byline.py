"""Recognize an author's name below a text."""

import re

from bantin.importer.page import PARAGRAPH, Block
from bantin.text.vietnamese import fold

_LONGEST = 6  # words
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")


def split_byline(blocks: list[Block], author: str) -> tuple[list[Block], str]:
    """Return the blocks without a name in the last line, and the author: the given one, else this name."""
    last = next((index for index in range(len(blocks) - 1, -1, -1) if not blocks[index].picture), 0)
    if last == 0:
        return blocks, author
    block = blocks[last]
    is_apart = block.kind == PARAGRAPH and (block.emphasized or is_bold(block))
    if not is_apart or not _is_name(block.text) or fold(author) not in ("", fold(block.text)):
        return blocks, author
    return [*blocks[:last], *blocks[last + 1 :]], author or block.text


def _is_name(text: str) -> bool:
    """Tell whether a line is a name, such as `Thu Hoài - Sở Nội vụ` or `TTXVN`."""
    words = text.split()
    if len(words) > _LONGEST or text.endswith(SENTENCE_ENDS) or ":" in text or any(map(str.isdigit, text)):
        return False
    return words[0][0].isupper() and (text.isupper() or sum(word[0].isupper() for word in words) > 1)


def is_bold(block: Block) -> bool:
    """Tell whether all of a paragraph is bold, like leads in portals without a field for them."""
    return bool(re.fullmatch(r"\*\*(?:[^*]|\\\*)+\*\*|\*\*\*(?:[^*]|\\\*)+\*\*\*", block.markdown))
