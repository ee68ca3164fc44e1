"""Lists of the fast path, flat or nested once, read as Python-Markdown reads them."""

from itertools import groupby

from bantin.markdown import gate, shapes
from bantin.markdown.gate import DoubtError
from bantin.markdown.spans import Inline

_INDENT = "    "


class _Item:
    __slots__ = ("inner", "is_loose", "nested")

    def __init__(self, inner: str, *, is_loose: bool) -> None:
        self.inner = inner
        self.is_loose = is_loose  # its text is a paragraph of its own
        self.nested = ""

    def html(self) -> str:
        if self.is_loose:
            return f"<li>\n{shapes.paragraph(self.inner)}\n</li>"
        return f"<li>{self.inner}{self.nested}</li>"


def write(blocks: list[str], inline: Inline) -> str:
    """Neighbouring blocks of items: one list, or several where bullets and numbers take turns."""
    if len(blocks) == 1:
        return _list(blocks, inline)
    return "\n".join([_list(list(alike), inline) for _, alike in groupby(blocks, _is_numbered)])


def _is_numbered(block: str) -> bool:
    return block.lstrip(" ")[0].isdecimal()


def _list(blocks: list[str], inline: Inline) -> str:
    """One list. An empty line between two items makes paragraphs of both, and of them only."""
    tag, opened = _tag(blocks[0].lstrip(" "))
    items: list[_Item] = []
    for number, block in enumerate(blocks):
        gate.forbid_breaking_lines(block)
        if "|" in block and "\n" in block:
            raise DoubtError
        if items:
            items[-1].is_loose = True
        for place, part in enumerate(_parts(block)):
            if not part.startswith(_INDENT):
                is_loose = number > 0 and place == 0
                items.append(_Item(inline(gate.item_text(part)), is_loose=is_loose))
            elif len(blocks) > 1:
                raise DoubtError
            else:
                items[-1].nested = _nested(part, inline)
    return f"{opened}\n" + "\n".join([item.html() for item in items]) + f"\n</{tag}>"


def _tag(text: str) -> tuple[str, str]:
    """The list's tag, and how it is opened: with the first number, if that is not 1."""
    if not text[0].isdecimal():
        return "ul", "<ul>"
    number = text.partition(".")[0]
    if not number.isascii():
        raise DoubtError
    return "ol", "<ol>" if number == "1" else f'<ol start="{number}">'


def _parts(block: str) -> list[str]:
    """Each item's lines; items of a nested list stay together, indented."""
    parts: list[str] = []
    for line in block.split("\n"):
        if found := gate.ITEM.match(line):
            parts.append(found[1])
        elif gate.INNER_ITEM.match(line) and not parts[-1].startswith(_INDENT):
            parts.append(line)
        else:
            parts[-1] += f"\n{line}"
    return parts


def _nested(part: str, inline: Inline) -> str:
    lines = [line.removeprefix(_INDENT) for line in part.split("\n")]
    return _list(["\n".join(lines)], inline) + "\n"
