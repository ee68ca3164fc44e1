"""Pipe tables of the fast path."""

from bantin.markdown import gate, shapes
from bantin.markdown.gate import DoubtError
from bantin.markdown.spans import Inline
from bantin.system.named_tuple import NamedTuple

_SEPARATOR = frozenset("|:- ")


class Table(NamedTuple):
    """What a block's lines hold: cells of the head, an alignment for each column, cells of each row."""

    head: list[str]
    align: list[str]
    rows: list[list[str]]


def read(block: str) -> Table | None:
    """The table that a block is; None for other text with pipes. Knows no code and no escaped pipes.

    Raises DoubtError for rows that look like nested lists.
    """
    lines = [line.strip(" ") for line in block.split("\n")]
    first = lines[0]
    if len(lines) == 1 or "|" not in first:
        return None
    has_border = first.startswith("|") or first.endswith("|")
    head = _cells(first, has_border)
    if len(head) == 1 and not (has_border and all(_has_edge(line) for line in lines[1:])):
        return None
    separator = _cells(lines[1], has_border)
    if len(separator) != len(head) or not _SEPARATOR.issuperset(lines[1]):
        return None
    if gate.NESTING_LINE.search(f"\n{block}"):
        raise DoubtError
    return Table(
        head, [_alignment(c.strip(" ")) for c in separator], [_cells(r, has_border) for r in lines[2:]]
    )


def work(block: str) -> int:
    """What a block counts against the limit of table cells."""
    lines = block.split("\n")
    return len(lines) * max([line.count("|") for line in lines])


def _has_edge(line: str) -> bool:
    return line.startswith("|") or line.endswith("|")


def _cells(line: str, has_border: bool) -> list[str]:
    if has_border:
        line = line.removeprefix("|").removesuffix("|")
    return line.split("|")


def _alignment(cell: str) -> str:
    if cell.startswith(":"):
        return "center" if cell.endswith(":") else ""
    return "right" if cell.endswith(":") else ""


def write(table: Table, inline: Inline) -> str:
    align = [shapes.ALIGNED.get(name, "") for name in table.align]
    head = _row("th", [' scope="col"' + name for name in align])
    row = _row("td", align)
    rows = [row % _texts(cells, len(align), inline) for cells in table.rows]
    # Without a row Python-Markdown makes an empty one, and leaves its cells unaligned.
    body = "\n".join(rows or [_row("td", [""] * len(align)) % (("",) * len(align))])
    head %= _texts(table.head, len(align), inline)
    body = shapes.mark_cells(body)
    return f"{shapes.TABLE_OPEN}\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n{shapes.TABLE_CLOSE}"


def _row(tag: str, attributes: list[str]) -> str:
    """A row with %s in its cells."""
    return "<tr>\n" + "".join([f"<{tag}{one}>%s</{tag}>\n" for one in attributes]) + "</tr>"


def _texts(cells: list[str], width: int, inline: Inline) -> tuple[str, ...]:
    """As many cells as the table has columns: missing ones are empty, more are dropped."""
    if len(cells) != width:
        cells = (cells + [""] * width)[:width]
    return tuple([inline(cell.strip(" ")) for cell in cells])
