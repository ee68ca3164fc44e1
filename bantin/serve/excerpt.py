"""The excerpt of a file around the line of a problem."""

import os
from collections.abc import Iterable

from bantin.errors import printable

_NEIGHBOURS = 2
_MAX_BYTES = 2_000_000


def excerpt_of(folders: Iterable[str], path: str, line: int) -> tuple[tuple[int, str], ...]:
    """Return up to five (number, text) around `line` (counted from 1), safe to print; () if none can be read.

    path: as problems name it, relative to the first of `folders` that has such a file.
    """
    if not line:
        return ()
    for folder in folders:
        try:
            with open(os.path.join(folder, path), "rb") as file:
                data = file.read(_MAX_BYTES)
        except OSError:
            continue
        lines = data.decode(errors="replace").replace("\r\n", "\n").split("\n")
        first = max(line - _NEIGHBOURS, 1)
        chosen = lines[first - 1 : line + _NEIGHBOURS]
        return tuple((first + index, printable(text)) for index, text in enumerate(chosen))
    return ()
