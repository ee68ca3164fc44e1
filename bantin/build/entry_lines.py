"""The lines of problems about an entry of a list in front matter, where articles keep that of the field."""

import os
from collections.abc import Iterable, Iterator

from bantin.errors import Problem

# The fields of these problems, and which of their values is the entry.
_ENTRY_BY_CODE = {
    "related-missing": "name",
    "related-missing-near": "name",
    "related-unclear": "name",
    "bad-alias": "value",
    "alias-taken": "address",
    "redirect-twice": "old",
    "redirect-loop": "old",
}
_MOST = 100  # problems whose files are read


def at_entries(problems: Iterable[Problem], content: str, shown_as: str) -> Iterator[Problem]:
    """Yield the problems, those about an entry of a list at the line of the entry."""
    read = 0
    for reported in problems:
        entry = dict(reported.args).get(_ENTRY_BY_CODE.get(reported.code, ""), "")
        if entry and reported.line and reported.path.endswith(".md") and read < _MOST:
            read += 1
            path = os.path.join(content, reported.path.removeprefix(shown_as))
            reported = reported._replace(line=_line_of(path, reported.line, entry))
        yield reported


def _line_of(path: str, line: int, entry: str) -> int:
    """Return the line of an entry below the line of its field, which is returned if it is not found there."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
    except (OSError, ValueError):  # changed since it was read
        return line
    for number, written in enumerate(lines[line:], line + 1):
        if written[:1].isalpha() or written.startswith("---"):
            break
        if written.strip(" -\"'\r").strip("/") == entry.strip("/"):
            return number
    return line
