"""What is remembered of each source file, and how it is kept as plain data."""

import marshal
from typing import NamedTuple

from bantin.cache import digest_bytes
from bantin.errors import Problem
from bantin.model import Article, Span
from bantin.rows import Row


class Record(NamedTuple):
    """What is remembered of one source.

    row: as found when the file was opened, or None when it was too young to be trusted.
    prose: None when there are problems that stop a build; the article then serves only to find more of them,
    and is None where not even that could be read.
    """

    source: str
    row: Row | None
    article: Article | None
    prose: Span | None
    problems: tuple[Problem, ...]


def freeze(records: list[Record]) -> bytes:
    """Records as bytes of plain data."""
    return marshal.dumps(
        [
            (
                source,
                row,
                article and tuple(article),
                span and tuple(span),
                tuple(map(tuple, problems)),
            )
            for source, row, article, span, problems in records
        ]
    )


class Frozen(NamedTuple):
    """Records by source, and the same as bytes by folder, so that an edit freezes one folder's anew.

    folders: a digest and the bytes.
    """

    records: dict[str, Record]
    folders: dict[str, tuple[bytes, bytes]]


def freeze_by_folder(records: dict[str, Record], last: Frozen) -> Frozen:
    """The bytes of folders whose records are those of `last` are taken from there."""
    folders: dict[str, list[Record]] = {}
    stale = {_folder(source) for source in last.records.keys() - records.keys()}
    for source, record in records.items():
        folder = _folder(source)
        folders.setdefault(folder, []).append(record)
        if last.records.get(source) is not record:
            stale.add(folder)
    frozen = {
        folder: _digested(freeze(found)) if folder in stale else last.folders[folder]
        for folder, found in folders.items()
    }
    return Frozen(records, frozen)


def _digested(data: bytes) -> tuple[bytes, bytes]:
    return digest_bytes(data), data


def revive_by_folder(folders: dict[str, tuple[bytes, bytes]]) -> Frozen:
    return Frozen({one.source: one for _, data in folders.values() for one in revive(data)}, folders)


def _folder(source: str) -> str:
    return source.rpartition("/")[0]


def revive(data: bytes) -> list[Record]:
    """The records again. `data` comes from `freeze`, in this build or from a state whose digest held."""
    new = tuple.__new__  # four times as fast as the classes' own _make, for tuples known to fit
    return [
        new(
            Record,
            (
                source,
                row,
                article and new(Article, article),
                span and new(Span, span),
                problems and tuple(map(Problem._make, problems)),
            ),
        )
        for source, row, article, span, problems in marshal.loads(data)  # noqa: S302 - see above
    ]
