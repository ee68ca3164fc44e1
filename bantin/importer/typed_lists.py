"""Recognize lists that authors have typed as lines: beginning with dashes, or with 1., 2., 3."""

import re

from bantin.importer.page import LIST, PARAGRAPH, Block

_BULLET = re.compile(r"([-–+•*●▪])\s+(?=\S)|([-•])(?=[^\W\d])")
_NUMBER = re.compile(r"(\d{1,3})[.]\s+(?=\S)")
_ESCAPED_MARK = re.compile(r"^(?:\\?[-–+•*●▪]\s*|\d{1,3}\\?\.\s+)")


def with_lists(blocks: list[Block]) -> list[Block]:
    """Return the blocks with such lines joined to lists."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        count = _list_length(blocks, at)
        if not count:
            out.append(blocks[at])
            at += 1
            continue
        lines = _items(blocks[at : at + count])
        text = "\n".join(block.text for block in blocks[at : at + count])
        out.append(Block(LIST, text, "\n".join(lines)))
        at += count
    return out


def _list_length(blocks: list[Block], at: int) -> int:
    """Return how many blocks from `at` on form a list; a numbered one has at least two, counted from 1."""
    marks: list[str] = []
    for block in blocks[at:]:
        mark = _mark(block)
        if not mark or (marks and mark.isdigit() != marks[0].isdigit()):
            break
        if mark.isdigit() and int(mark) != len(marks) + 1:
            break
        marks.append(mark)
    return len(marks) if marks and (len(marks) > 1 or not marks[0].isdigit()) else 0


def _mark(block: Block) -> str:
    if block.kind != PARAGRAPH or "\n" in block.markdown:
        return ""
    if _BULLET.match(block.text):
        return "-" if _ESCAPED_MARK.match(block.markdown) else ""
    match = _NUMBER.match(block.text)
    return match[1] if match and _ESCAPED_MARK.match(block.markdown) else ""


def _items(blocks: list[Block]) -> list[str]:
    """Return the items of a list. Lines with a plus below lines with a dash are items of these."""
    lines = []
    has_dash = False
    for number, block in enumerate(blocks, 1):
        is_plus = block.text.startswith("+")
        has_dash = has_dash or not is_plus
        mark = f"{number}. " if _NUMBER.match(block.text) else "    - " if is_plus and has_dash else "- "
        lines.append(mark + _ESCAPED_MARK.sub("", block.markdown))
    return lines
