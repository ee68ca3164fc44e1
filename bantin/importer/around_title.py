"""Read the lines around a page's title: date, views and lead, independently of the portal's tags."""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bantin.content.fields import MAX_TITLE
from bantin.importer.dates import find_date
from bantin.importer.page import HEADING, PARAGRAPH, Block
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import fold

_ABOVE, _BELOW = 3, 8  # blocks in which they are looked for
_LONGEST = 160  # characters of a line that contains them
_SHORTEST_TITLE = 10
_LONG_PARAGRAPH = 25  # words
_FEWEST_IN_LEAD = 8
_FEWEST_IN_SENTENCE = 6
_LONGEST_VIEWS_LINE = 40  # characters
_OF_ALL_PAGES = "truy cập"  # in the counter of visits to a whole portal
_SENTENCE_ENDS = (".", "!", "?", "…")

_NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,9})"
_LABEL = r"(?:lượt xem|lượt đọc|lần xem|lần đọc|lượt truy cập|đã xem|view count|views?)"
_AGO = re.compile(r"\d{1,2} (?:phút|giờ|ngày|tuần|tháng|năm) trước", re.I)
_VIEWS = re.compile(rf"\b{_LABEL}\s*[:(]?\s*{_NUMBER}|(?<![\d/.:-]){_NUMBER}\s*{_LABEL}\b", re.I)
_LINK = re.compile(r"\[[^\[\]]*\]\([^)]*\)")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar)\)?$", re.I)
_NOTICE = 6  # blocks below the date of a notice
_FEWEST_IN_NOTICE, _FEWEST_IN_TITLE = 10, 5  # words


class NearbyValues(NamedTuple):
    """The values of the lines around a title, each "" if there is none.

    date: as in front matter. views: as printed. lead: the paragraph above the text.
    """

    date: str
    views: str
    lead: str


def title_position(blocks: Sequence[Block], names: Sequence[str]) -> int:
    """Return the index of the title's block; -1 if there is none.

    names: the names of the page, the most reliable first. If several blocks contain its words, such as the
    end of a breadcrumb, it is the last one above the text.
    """
    folded = [fold(name) for name in names]
    position = -1
    for index, block in enumerate(blocks):
        if position >= 0 and len(block.text.split()) >= _LONG_PARAGRAPH:
            break
        words = fold(block.text)
        if len(words) > _SHORTEST_TITLE and is_in_names(words, folded):
            position = index
    return position


def is_in_names(words: str, names: Sequence[str]) -> bool:
    """Tell whether a name of the page consists of these words, perhaps beside the site's name."""
    return any(name.startswith(words) or name.endswith(words) for name in names)


def title_above_date(blocks: Sequence[Block]) -> int:
    """Return the index of the line directly above a date and a text, which is a title; -1 for none."""
    for index, block in enumerate(blocks[1:], 1):
        above, below = blocks[index - 1], blocks[index + 1 : index + 1 + _ABOVE]
        has_text = any(len(other.text.split()) >= _LONG_PARAGRAPH // 2 for other in below)
        is_line = above.kind in (PARAGRAPH, HEADING) and _SHORTEST_TITLE < len(above.text) <= MAX_TITLE
        is_title = is_line and len(above.text.split()) > 3 and not above.is_link
        if has_text and is_title and is_dateline(block.text) and not is_dateline(above.text):
            return index - 1
    return -1


def values_near_title(
    blocks: Sequence[Block], title_index: int, zone: tzinfo, first: str = ""
) -> NearbyValues:
    """Return the values of the lines below the title, or else of those directly above it.

    first: the first line of the text. title_index: -1 for a page without a title; then the lines directly
    above the text are read.
    """
    if title_index < 0:
        text_index = next((index for index, block in enumerate(blocks) if first and block.text == first), 0)
        if not text_index:
            return NearbyValues("", "", "")
        title_index = max(text_index - _BELOW, 1) - 1
    below = [*_above_text(blocks[title_index + 1 : title_index + 1 + _BELOW], first)]
    above = [block.text for block in blocks[max(title_index - _ABOVE, 0) : title_index]]
    lines = [line for line in (*below, *reversed(above)) if len(line) <= _LONGEST]
    date = next(filter(None, (find_date(line, (), zone) for line in lines)), "")
    views = next(filter(None, map(views_in, lines)), "")
    is_between = any(block.text == first for block in blocks[title_index + 1 : title_index + 2 + _BELOW])
    leads = [line for line in below if line.endswith(_SENTENCE_ENDS) and len(line.split()) >= _FEWEST_IN_LEAD]
    return NearbyValues(date, views, leads[-1] if leads and is_between and first else "")


def _above_text(blocks: Sequence[Block], first: str) -> Iterator[str]:
    for block in blocks:
        if block.text == first if first else len(block.text.split()) >= _LONG_PARAGRAPH:
            return
        if block.kind in (PARAGRAPH, HEADING):
            yield block.text


def views_in(line: str) -> str:
    """Return the number of views in a line; "" if there is none."""
    match = _VIEWS.search(line)
    return (match[1] or match[2]) if match else ""


def views_of_line(block: Block) -> str:
    """Return the number of views that a line of its own prints; "" for other blocks."""
    return views_in(block.text) if len(block.text) <= _LONGEST_VIEWS_LINE else ""


def views_below(blocks: Sequence[Block], last: str) -> str:
    """Return the number of views in a line below the text, whose last line is `last`; "" for none."""
    end = max((index for index, block in enumerate(blocks) if block.text == last), default=len(blocks))
    below = (block for block in blocks[end + 1 : end + 1 + _BELOW] if _OF_ALL_PAGES not in block.text.lower())
    return next(filter(None, map(views_of_line, below)), "")


def is_dateline(line: str) -> bool:
    """Tell whether a line consists of a date or a number of views and little else."""
    if line.endswith(_SENTENCE_ENDS) and len(line.split()) >= _FEWEST_IN_SENTENCE:
        return False
    has_value = find_date(line) or views_in(line) or _AGO.fullmatch(line)
    return len(line) <= _LONGEST // 2 and bool(has_value)


def without_links(block: Block) -> str:
    """Return the text of a block without its links."""
    return _LINK.sub("", block.markdown).strip(" #*-")


def is_linked_title(block: Block) -> bool:
    """Tell whether a block is a link alone, as long as the title of an article."""
    is_link = block.is_link or (block.kind == PARAGRAPH and not without_links(block))
    return is_link and len(block.text.split()) >= _FEWEST_IN_TITLE


def is_notice(blocks: Sequence[Block], names: Sequence[str]) -> bool:
    """Tell whether a title with a date right below it is followed by a short text, not by linked titles.

    names: of the page.
    """
    position = title_position(blocks, names)
    dateline, *below = blocks[position + 1 : position + 2 + _NOTICE] or (None,)
    if position < 0 or dateline is None or not is_dateline(dateline.text):
        return False
    if any(is_linked_title(block) and not _DOCUMENT.search(block.markdown) for block in below):
        return False
    return sum(len(without_links(block).split()) for block in below) >= _FEWEST_IN_NOTICE
