"""What is remembered of each source file, and how it is kept as plain data."""

import marshal
import os
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from bantin.cache import digest_bytes
from bantin.errors import Problem
from bantin.model import Article, Span
from bantin.rows import Row

# Blocks have between half of this and all of it. A change has one frozen anew, and each is a file to be read.
BLOCK = 128


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


class Block(NamedTuple):
    """The records of some sources as bytes, with their digest."""

    sources: tuple[str, ...]
    digest: bytes
    data: bytes


class Frozen(NamedTuple):
    """Records by source, and the same in blocks."""

    records: dict[str, Record]
    blocks: list[Block]


def divided(sources: Iterable[str]) -> list[list[str]]:
    """Sources in blocks of a hundred or so, in which they are read and kept.

    A source's name tells its block, so that a change touches the blocks of the sources that have changed, and
    no others, unless the number of all sources doubles or halves.
    """
    sources = list(sources)
    count = 1 << (len(sources) // BLOCK).bit_length()
    blocks: list[list[str]] = [[] for _ in range(count)]
    for source in sources:
        blocks[crc32(os.fsencode(source)) % count].append(source)
    return blocks


def freeze_block(records: list[Record]) -> Block:
    data = freeze(records)
    return Block(tuple([record.source for record in records]), digest_bytes(data), data)


def revive_blocks(kept: Iterable[tuple[bytes, bytes]]) -> Frozen:
    """What was frozen, from the digest and the data of each block."""
    records: dict[str, Record] = {}
    blocks = []
    for known, data in kept:
        of_block = {record.source: record for record in revive(data)}
        records |= of_block
        blocks.append(Block(tuple(of_block), known, data))
    return Frozen(records, blocks)


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
