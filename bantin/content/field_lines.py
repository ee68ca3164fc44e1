"""The line of one entry of a field in front matter; readers of front matter keep that of the field alone."""

import re
from itertools import takewhile

_FIELD = re.compile(r"[A-Za-z_]")


def part_line(head: str, line: int, part: int | str) -> int:
    """Return the line of an entry of a list, by its index, or of a part of a table, by its name.

    head: the file from its first line. line: of the field, counted from 1; it is returned if the parts are
    not written one a line below it.
    """
    rows = head.split("\n")
    below = takewhile(lambda row: not _FIELD.match(row), rows[line:])
    opens = "".join(rows[line - 1 : line]).rstrip().endswith("[")
    entry = r"\s*[^\s\],#]" if opens else r" *-\s+\S"
    start = entry if isinstance(part, int) else rf"\s+{re.escape(part)}\s*:"
    lines = [number for number, row in enumerate(below, line + 1) if re.match(start, row)]
    index = part if isinstance(part, int) else 0
    return lines[index] if index < len(lines) else line
