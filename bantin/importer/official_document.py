"""The head and the signature of an administrative document in Word, as Decree 30/2020/NĐ-CP prescribes them.

The head names the issuing body, the country and its motto, number, place and date, then the kind of document
and its subject. Mostly it is a table without lines.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import groupby

from bantin.importer.dates import find_date
from bantin.importer.page import LIST, PARAGRAPH, TABLE, Block
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import fold

_COUNTRY, _MOTTO = "cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc"
_FAR = 12  # blocks in which the head ends
_NUMBER = re.compile(r"Số\s*:?\s*(\d+)\s*(/[\w.-]+(?:/[\w.-]+)*)")
_PLACE_AND_DATE = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)
_ABOUT = re.compile(r"V/v:?\s+(.+?)(?=\s+(?:CỘNG|Cộng|Độc lập|\S+, ngày)|$)")
_KINDS = frozenset(
    (
        "quyet dinh,nghi quyet,chi thi,thong bao,ke hoach,bao cao,huong dan,to trinh,chuong trinh,quy che,"
        "quy dinh,de an,phuong an,cong dien,giay moi,thu moi,thong cao,ket luan,bien ban,danh muc"
    ).split(",")
)


class OfficialDocument(NamedTuple):
    """title, number ("Kế hoạch số 15/KH-UBND") and date of a document, and its text without the head.

    number, date: "" if the document has none.
    """

    title: str
    number: str
    date: str
    blocks: tuple[Block, ...]


def read(blocks: Sequence[Block], zone: tzinfo) -> OfficialDocument | None:
    """Return the document; None if the blocks do not begin with the head of one, or have no title."""
    folded = [_words(block.text) for block in blocks[:_FAR]]
    if not any(_COUNTRY in words for words in folded):
        return None
    last = max(
        index
        for index, words in enumerate(folded)
        if _COUNTRY in words or _MOTTO in words or _is_line_of_head(blocks[index])
    )
    head = " ".join(block.text for block in blocks[: last + 1])
    kind, subject, rest = _kind_and_subject(blocks[last + 1 :])
    about = _ABOUT.search(" ".join(head.split()))
    title = f"{kind} {_continued(subject)}".strip() if kind else about[1] if about else ""
    number = _NUMBER.search(head)
    if not title and number:
        title = f"Công văn số {number[1]}{number[2]}"
    if not title:
        return None
    return OfficialDocument(
        title[:1].upper() + title[1:],
        f"{kind or 'Công văn'} số {number[1]}{number[2]}" if number else "",
        find_date(head, (), zone),
        tuple(piece for block in rest for piece in _without_frame(block)),
    )


def _is_line_of_head(block: Block) -> bool:
    is_short = len(block.text) < 120 or block.kind == TABLE
    return is_short and bool(_NUMBER.match(block.text) or _PLACE_AND_DATE.search(block.text))


def _kind_and_subject(blocks: Sequence[Block]) -> tuple[str, str, Sequence[Block]]:
    """Return the kind of document, its subject, and the blocks below; ("", "", blocks) for a letter."""
    if not blocks or _words(blocks[0].text) not in _KINDS:
        return "", "", blocks
    kind = blocks[0].text.strip().capitalize()
    if len(blocks) > 1 and blocks[1].kind == PARAGRAPH and len(blocks[1].text) < 300:
        return kind, blocks[1].text, blocks[2:]
    return kind, "", blocks[1:]


def _continued(subject: str) -> str:
    """Return a subject as it continues the kind of document: without the capital of a word."""
    is_word = len(subject) > 1 and subject[1].islower()
    return subject[:1].lower() + subject[1:] if is_word else subject


def _without_frame(block: Block) -> tuple[Block, ...]:
    """Return the cells of the table of receivers and signature as paragraphs; other blocks unchanged."""
    if block.kind != TABLE or not _words(block.text).startswith("noi nhan"):
        return (block,)
    cells = block.markdown.split("\n")[0].strip("| ").split(" | ")
    return tuple(piece for cell in cells for piece in _pieces_of_cell(cell.split("<br>")))


def _pieces_of_cell(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the lines of a cell: those with a dash as a list, those around them as paragraphs."""
    for is_entry, group in groupby(lines, key=lambda line: line.startswith("\\- ")):
        texts = [line.removeprefix("\\") for line in group]
        yield Block(
            LIST if is_entry else PARAGRAPH, "\n".join(texts), ("\n" if is_entry else "\\\n").join(texts)
        )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
