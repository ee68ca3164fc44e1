"""Rows and cells of HTML tables; tables and lists as Markdown."""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from bantin.importer.page import HEADING, LIST, TABLE, Block

Cell = tuple[LexborNode, int, int]  # with its columns and rows


def rows_of(table: LexborNode) -> Iterator[list[Cell]]:
    for row in table.css("tr"):
        if _nearest_table(row) != table.mem_id:
            continue
        cells = []
        for child in row.iter():
            if child.tag in ("td", "th"):
                cells.append((child, _span(child, "colspan"), _span(child, "rowspan")))
        if cells:
            yield cells


def _nearest_table(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or ""
    return min(int(written), 50) if written.isdigit() and int(written) else 1


def is_layout(cells: list[list[list[Block]]]) -> bool:
    columns = max((len(row) for row in cells), default=0)
    return (
        columns <= 1
        or (len(cells) == 1 and sum(len(cell) for row in cells for cell in row) > 2 * columns)
        or any(block.kind in (TABLE, HEADING) for row in cells for cell in row for block in cell)
        or any(_is_text(cell) for row in cells for cell in row)
    )


def _is_text(cell: list[Block]) -> bool:
    """Tell whether a cell contains running text and not data."""
    length = sum(len(block.text) for block in cell)
    return length > 1_500 or (length > 300 and len(cell) > 3)


def grid_of(rows: list[list[Cell]], cells: list[list[list[Block]]]) -> list[list[str]]:
    """Return the cells' Markdown as a rectangle; a cell that spans several has its text in the first one."""
    grid: list[list[str]] = []
    waiting: dict[int, int] = {}  # column to rows that a cell from above still takes
    for row, contents in zip(rows, cells, strict=True):
        line: list[str] = []
        for (_, columns, height), blocks in zip(row, contents, strict=True):
            while waiting.get(len(line), 0):
                waiting[len(line)] -= 1
                line.append("")
            text = "<br>".join(
                block.markdown.replace("  \n", "<br>").replace("\n", "<br>" if block.kind == LIST else " ")
                for block in blocks
                if block.markdown
            )
            for offset in range(columns):
                if height > 1:
                    waiting[len(line)] = height - 1
                line.append(text if not offset else "")
        while waiting.get(len(line), 0):
            waiting[len(line)] -= 1
            line.append("")
        grid.append(line)
    width = max(map(len, grid))
    return [line + [""] * (width - len(line)) for line in grid]


def table_markdown(grid: list[list[str]]) -> str:
    """Return a pipe table; the first row is its head."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") or " " for cell in line) + " |" for line in grid]
    lines.insert(1, "|" + " --- |" * len(grid[0]))
    return "\n".join(lines)


def list_markdown(items: Sequence[Sequence[Block]], *, first: int | None) -> tuple[str, str]:
    """Return a list's text, one item a line, and its Markdown, with items indented by four spaces.

    first: the number of the first item, None for a list without numbers.
    """
    lines: list[str] = []
    texts: list[str] = []
    for item in items:
        blocks = [block for block in item if block.markdown]
        if not blocks:
            continue
        mark = "- " if first is None else f"{first + len(lines)}.".ljust(3) + " "
        inner = blocks[0].markdown
        for block in blocks[1:]:
            inner += ("\n" if block.kind == LIST else "\n\n") + block.markdown
        lines.append(mark + "\n".join(f"    {line}" if line else "" for line in inner.split("\n")).lstrip())
        texts.append(" ".join(block.text for block in blocks))
    return "\n".join(texts), "\n".join(lines)
