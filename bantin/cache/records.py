"""What is remembered of each source file, and how it is kept as plain data."""

import marshal
import os
from collections.abc import Callable, Iterable
from functools import cached_property
from zlib import crc32

from bantin.cache.blobs import DamagedCacheError, digest_bytes
from bantin.errors import Problem
from bantin.model import Article, Span
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import Row, Rows

# Blocks have between half of this and all of it. A change has one frozen anew, and each is a file to be read.
BLOCK = 128

# Up to so many blocks are rather smaller than few: processes that read them should end together.
_FEW_BLOCKS, _SMALL_BLOCK = 16, 32


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
    """The records of some sources as bytes, with their digest; None for bytes that are kept elsewhere.

    rows: beside `sources`, that of each record.
    """

    sources: tuple[str, ...]
    rows: tuple[Row | None, ...]
    digest: bytes
    data: bytes | None


def freeze_block(records: list[Record]) -> Block:
    data = freeze(records)
    sources, rows = [record.source for record in records], [record.row for record in records]
    return Block(tuple(sources), tuple(rows), digest_bytes(data), data)


def _nowhere(_known: bytes) -> bytes:
    raise DamagedCacheError


class Frozen:
    """The records of all Markdown in blocks. A block's records are revived when one of them is asked for, for
    an edit needs few.

    read: gives the bytes of a block by their digest, where it has none. Asking for records and for data
    raises DamagedCacheError where these are lost.
    """

    def __init__(
        self,
        blocks: Iterable[Block] = (),
        read: Callable[[bytes], bytes] = _nowhere,
        revived: Iterable[Record] = (),
    ) -> None:
        self.blocks = [*blocks]
        self.read = read
        self._revived = {record.source: record for record in revived}

    @cached_property
    def rows(self) -> Rows:
        """Of every source, as it was found when it was opened."""
        return {
            source: row
            for block in self.blocks
            for source, row in zip(block.sources, block.rows, strict=True)
        }

    def data(self, block: Block) -> bytes:
        return self.read(block.digest) if block.data is None else block.data

    def record(self, source: str) -> Record:
        """Raises KeyError for a source of which there is none."""
        if source not in self._revived and self.blocks:
            self._revive(self.blocks[_place(source, len(self.blocks))])
        return self._revived[source]

    def records(self, sources: Iterable[str]) -> dict[str, Record]:
        """Those of these sources, in their order."""
        self.revive()
        return {source: self._revived[source] for source in sources}

    def revive(self) -> None:
        """Have all records at hand."""
        for block in self.blocks:
            if not self._revived.keys() >= set(block.sources):
                self._revive(block)

    def revived(self) -> Iterable[Record]:
        """Those that have been asked for."""
        return self._revived.values()

    def _revive(self, block: Block) -> None:
        for record in revive(self.data(block)):
            self._revived.setdefault(record.source, record)


def divided(sources: Iterable[str]) -> list[list[str]]:
    """Sources in blocks of a hundred or so, of fewer where they are few, in which they are read and kept.

    A source's name tells its block, so that a change touches the blocks of the sources that have changed, and
    no others, unless the number of all sources doubles or halves.
    """
    sources = list(sources)
    count = max(_doubled(len(sources) // BLOCK), min(_FEW_BLOCKS, _doubled(len(sources) // _SMALL_BLOCK)))
    blocks: list[list[str]] = [[] for _ in range(count)]
    for source in sources:
        blocks[_place(source, count)].append(source)
    return blocks


def _doubled(number: int) -> int:
    """The next power of two above a number."""
    return 1 << number.bit_length()


def _place(source: str, count: int) -> int:
    """The place of a source's block among so many."""
    return crc32(os.fsencode(source)) % count


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
