"""content/data/imported.csv: what was imported from where, so that nothing is lost and nothing comes twice.

A row a saved page: source, digest (of the saved bytes), path (of the article in content/), written (digest of
what was written there; empty where the article was there before), address (on the old portal).
"""

import csv
import io
import os
from collections.abc import Iterable
from hashlib import sha256

from bantin.system.named_tuple import NamedTuple

FILE = "data/imported.csv"
NOTES = "data/imported-related.csv"
_HEAD = ("source", "digest", "path", "written", "address")


class ImportedRow(NamedTuple):
    source: str
    digest: str
    path: str
    written: str
    address: str


class ImportedListError(Exception):
    """imported.csv is not what this program writes; the argument is the line."""


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def read(content: str) -> list[ImportedRow]:
    """The rows, [] where nothing was imported yet. Raises LedgerError."""
    return [ImportedRow(*row) for row in read_table(os.path.join(content, FILE), _HEAD)]


def text_of(rows: Iterable[ImportedRow]) -> str:
    return table(_HEAD, rows)


def read_table(path: str, head: tuple[str, ...]) -> list[list[str]]:
    """The rows below `head` of a CSV file in UTF-8. Raises LedgerError."""
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


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


_NOTES_HEAD = ("path", "title", "day")


def read_notes(content: str) -> list[tuple[str, str, str]]:
    """The rows of imported-related.csv. Raises LedgerError."""
    return [(path, title, day) for path, title, day in read_table(os.path.join(content, NOTES), _NOTES_HEAD)]


def text_of_notes(notes: Iterable[tuple[str, str, str]]) -> str:
    """imported-related.csv: titles that an old page listed as related and that are no article here yet."""
    return table(_NOTES_HEAD, sorted(set(notes)))
