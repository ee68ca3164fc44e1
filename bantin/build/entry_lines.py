"""The lines of problems about an entry of a list in front matter, where articles keep that of the field."""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

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
# What a field begins with in YAML, TOML and JSON; or the end of the front matter.
_FIELD = re.compile(r"\s*\"[^\"]*\"\s*:|[A-Za-z_][\w-]*\s*[:=]|---|\+\+\+")
# An entry: behind a hyphen it is all of its line, else it is between brackets and commas.
_ENTRY = r"""^\s*-\s+["']?/*{0}/*["']?\s*(?:#.*)?$|(?:^(?!\s*-\s)|[\[,])\s*["']?/*{0}/*["']?\s*(?:[\],]|$)"""


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
    """Return the line of an entry of the list whose field is at `line`; that line if it is not found."""
    try:
        with open(path, encoding="utf-8") as file:
            rows = file.read().split("\n")
    except (OSError, ValueError):  # changed since it was read
        return line
    written = "".join(rows[line - 1 : line])  # a file that has changed may be shorter
    field = _FIELD.match(written)
    first = written[field.end() :] if field else ""
    below = takewhile(lambda row: not _FIELD.match(row), rows[line:])
    named = re.compile(_ENTRY.format(re.escape(entry.strip("/"))))
    return next((number for number, row in enumerate((first, *below), line) if named.search(row)), line)
