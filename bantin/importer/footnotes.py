"""Find the footnotes of HTML: numbers in the text that lead to notes below it, whatever program wrote them.

Word, WordPress and its plugins, MediaWiki and writers of Markdown differ in everything but this: a number is
a link to the name of its note, and mostly the note links back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from bantin.importer.page import CODE, HEADING, NOTE, PARAGRAPH, RULE, Block
from bantin.system.named_tuple import NamedTuple

_MARK, _NOTE, _SIGN = "data-bantin-mark", "data-bantin-note", "data-bantin-sign"
_SIGNS = re.compile(r"[\[(]?\s*(\d{1,3}|\*{1,3})\s*[\])]?")
_IN_TEXT = re.compile(r"(?<!\\)\[\^(\d+)\]")
_BOXES = frozenset(("li", "p", "div", "td", "dd"))
_NO_PLACE = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"))
_LONGEST = 3_000  # characters of a note


class _Pair(NamedTuple):
    """A link in the text, the box of its note, and the sign that readers see."""

    link: LexborNode
    note: LexborNode
    sign: str


def mark_footnotes(body: LexborNode) -> None:
    """Mark numbers and the notes below them by attributes; remove the links from notes to the text."""
    pairs = [*_pairs(body)]
    back = {name for pair in pairs for name in _names_of(pair.link)}
    numbers: dict[int, str] = {}
    for link, note, sign in pairs:
        number = numbers.setdefault(note.mem_id, str(len(numbers) + 1))
        _outermost(link).attrs[_MARK] = number
        note.attrs[_NOTE], note.attrs[_SIGN] = number, sign
    for _, note, _ in pairs:
        for link in note.css("a[href*='#']"):
            if _fragment(link) in back:
                link.decompose()


def mark_of(attributes: Mapping[str, str | None]) -> str:
    """Return the number of the note to which an element with these attributes leads; "" for any other."""
    return attributes.get(_MARK) or ""


def is_note(attributes: Mapping[str, str | None]) -> bool:
    return _NOTE in attributes


def note_of(node: LexborNode, blocks: list[Block]) -> Block:
    """Return the note of a marked node. blocks: what is in the node."""
    sign = re.escape(node.attributes.get(_SIGN) or "").replace(r"\*", r"\\?\*")
    text, *more = [block.markdown for block in blocks if block.markdown] or [""]
    text = re.sub(rf"^(?:<sup>)?\\?[\[(]?{sign}\\?[\]).:]?(?:</sup>)?[\s.:]+", "", text)
    text = "\n\n    ".join([text, *(part.replace("\n", "\n    ") for part in more)])
    return Block(NOTE, " ".join(block.text for block in blocks), f"[^{node.attributes[_NOTE]}]: {text}")


def split_notes(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return an article's blocks without its notes, and its notes."""
    text = [block for block in blocks if block.kind != NOTE]
    return text, [block for block in blocks if block.kind == NOTE]


def with_notes(blocks: list[Block], notes: list[Block]) -> list[Block]:
    """Return an article's blocks with its notes at the end.

    A heading or line that was above the notes alone is left out. A note whose number is in no block, such as
    one of the lead, is an ordinary paragraph; a number whose note is outside of the article stays a number.
    """
    while notes and blocks and blocks[-1].kind in (HEADING, RULE):
        blocks = blocks[:-1]
    labels = {note.markdown.partition(":")[0] for note in notes}
    marks: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        marks.add(match[0])
        return match[0] if match[0] in labels else f"<sup>{match[1]}</sup>"

    text = [
        block if block.kind == CODE else block._replace(markdown=_IN_TEXT.sub(mark, block.markdown))
        for block in blocks
    ]
    shown = (note if note.markdown.partition(":")[0] in marks else _paragraph(note) for note in notes)
    return [*text, *shown]


def _paragraph(note: Block) -> Block:
    return Block(PARAGRAPH, note.text, note.markdown.partition(": ")[2].replace("\n    ", "\n"))


def _pairs(body: LexborNode) -> Iterator[_Pair]:
    links = [
        (link, match[1]) for link in body.css("a[href*='#']") if (match := _SIGNS.fullmatch(_text(link)))
    ]
    if not links:
        return
    position = {node.mem_id: index for index, node in enumerate(body.traverse())}
    named: dict[str, LexborNode] = {}
    for node in body.css("[id], a[name]"):
        for name in (node.attributes.get("id"), node.attributes.get("name")):
            named.setdefault(name or "", node)
    for link, sign in links:
        note = _box(named.get(_fragment(link)))
        if note is None or position[note.mem_id] <= position[link.mem_id] or not _may_stand(link):
            continue
        if _looks_like_mark(link, note) and 0 < len(_text(note)) <= _LONGEST:
            yield _Pair(link, note, sign)


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _fragment(link: LexborNode) -> str:
    return (link.attributes.get("href") or "").partition("#")[2]


def _box(node: LexborNode | None) -> LexborNode | None:
    """Return the paragraph, item or box that a name is in or of; None in a heading or the page itself."""
    while node is not None and node.tag not in _BOXES:
        node = None if node.tag in _NO_PLACE or node.tag == "body" else node.parent
    return node


def _may_stand(link: LexborNode) -> bool:
    """Tell whether the text round a link may have footnotes: headings and captions may not."""
    node: LexborNode | None = link
    while node is not None and node.tag not in _NO_PLACE:
        node = node.parent
    return node is None


def _looks_like_mark(link: LexborNode, note: LexborNode) -> bool:
    """Tell a mark from a link to a numbered part of the page."""
    is_raised = _outermost(link).tag == "sup" or link.css_first("sup") is not None
    back = {_fragment(other) for other in note.css("a[href*='#']")}
    return is_raised or "[" in link.text() or not back.isdisjoint(_names_of(link))


def _outermost(link: LexborNode) -> LexborNode:
    """Return the link, or the elements round it that show the same sign."""
    node = link
    while (parent := node.parent) is not None and parent.tag not in _BOXES:
        if not _SIGNS.fullmatch(_text(parent)):
            break
        node = parent
    return node


def _names_of(link: LexborNode) -> set[str]:
    """Return the names by which a note may lead back to a mark: of the link and what is round and in it."""
    nodes = [link, _outermost(link), *link.css("[id], [name]")]
    if link.parent is not None:
        nodes.append(link.parent)
    attributes: list[Mapping[str, str | None]] = [node.attributes for node in nodes]
    return {value for each in attributes for name in ("id", "name") if (value := each.get(name))}
