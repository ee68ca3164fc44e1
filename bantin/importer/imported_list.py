"""The list of imported pages, content/data/imported.csv, so that nothing is imported twice.

A row for each saved page: source, digest (of the saved bytes), path (of the article in content/), written
(digest of the written article; empty if the article existed before), address (on the old portal).
"""

import csv
import io
import os
from collections.abc import Iterable
from hashlib import sha256

from bantin.system.named_tuple import NamedTuple

FILE = "data/imported.csv"
_HEAD = ("source", "digest", "path", "written", "address")


class ImportedRow(NamedTuple):
    """A row of imported.csv."""

    source: str
    digest: str
    path: str
    written: str
    address: str


class ImportedListError(Exception):
    """imported.csv cannot be read. The argument is the line."""


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def read(content: str) -> list[ImportedRow]:
    """Return the rows; [] if nothing has been imported. Raises ImportedListError."""
    return [ImportedRow(*row) for row in read_table(os.path.join(content, FILE), _HEAD)]


def text_of(rows: Iterable[ImportedRow]) -> str:
    return table_text(_HEAD, rows)


def read_table(path: str, head: tuple[str, ...]) -> list[list[str]]:
    """Return the rows below `head` of a CSV file in UTF-8. Raises ImportedListError."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except FileNotFoundError:
        return []
    except (UnicodeDecodeError, csv.Error) as fault:
        raise ImportedListError(1) from fault
    if not rows:
        return []
    if tuple(rows[0]) != head:
        raise ImportedListError(1)
    for number, row in enumerate(rows[1:], 2):
        if row and len(row) != len(head):
            raise ImportedListError(number)
    return [row for row in rows[1:] if row]


def table_text(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
