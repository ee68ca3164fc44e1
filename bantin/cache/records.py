"""The record of each source file, and the store of all records as plain data in blocks."""

import marshal
import os
from collections.abc import Callable, Iterable
from functools import cached_property
from zlib import crc32

from bantin.cache.blobs import DamagedCacheError, digest_bytes
from bantin.errors import Problem
from bantin.model import Article, PackSpan
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature, StatSignatures

# Records in a block, from half of this. A change has one block written anew; each block is a file.
BLOCK = 128

# Up to so many blocks, blocks are small: the processes that read them should end together.
_FEW_BLOCKS, _SMALL_BLOCK = 16, 32


class Record(NamedTuple):
    """One source file as it was read.

    row: its stat signature when it was opened, or None when it was too young to be trusted.
    prose: None when it has problems that stop a build. The article then is invalid: used only to find further
    problems; None where not even that could be read.
    """

    source: str
    row: StatSignature | None
    article: Article | None
    prose: PackSpan | None
    problems: tuple[Problem, ...]


def _pack(records: list[Record]) -> bytes:
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
    """The records of some sources as bytes, with their digest; data: None where the bytes are in a file.

    rows: of each of `sources`, its record's row.
    """

    sources: tuple[str, ...]
    rows: tuple[StatSignature | None, ...]
    digest: bytes
    data: bytes | None


def pack_block(records: list[Record]) -> Block:
    """Put records into a block of plain data."""
    data = _pack(records)
    sources, rows = [record.source for record in records], [record.row for record in records]
    return Block(tuple(sources), tuple(rows), digest_bytes(data), data)


def _no_file(_digest: bytes) -> bytes:
    raise DamagedCacheError


class RecordStore:
    """The records of all Markdown in blocks. A block is unpacked when one of its records is asked for.

    read: returns the bytes of a block by its digest, for blocks without data. What asks for records or data
    raises DamagedCacheError where these are lost.
    """

    def __init__(
        self,
        blocks: Iterable[Block] = (),
        read: Callable[[bytes], bytes] = _no_file,
        unpacked: Iterable[Record] = (),
    ) -> None:
        self.blocks = [*blocks]
        self.read = read
        self._unpacked = {record.source: record for record in unpacked}

    @cached_property
    def rows(self) -> StatSignatures:
        """The row of every source when it was opened."""
        return {
            source: row
            for block in self.blocks
            for source, row in zip(block.sources, block.rows, strict=True)
        }

    def data(self, block: Block) -> bytes:
        """Return the bytes of a block."""
        return self.read(block.digest) if block.data is None else block.data

    def record(self, source: str) -> Record:
        """Return the record of a source. Raises KeyError where there is none."""
        if source not in self._unpacked and self.blocks:
            self._unpack(self.blocks[_block_number(source, len(self.blocks))])
        return self._unpacked[source]

    def records(self, sources: Iterable[str]) -> dict[str, Record]:
        """Return the records of these sources, in their order."""
        self.unpack_all()
        return {source: self._unpacked[source] for source in sources}

    def unpack_all(self) -> None:
        """Unpack every block."""
        for block in self.blocks:
            if not self._unpacked.keys() >= set(block.sources):
                self._unpack(block)

    def unpacked(self) -> Iterable[Record]:
        """Return the records of the blocks that are unpacked."""
        return self._unpacked.values()

    def _unpack(self, block: Block) -> None:
        for record in unpack(self.data(block)):
            self._unpacked.setdefault(record.source, record)


def divided(sources: Iterable[str]) -> list[list[str]]:
    """Divide sources into the blocks in which they are read and kept.

    A source's name decides its block, so that a change touches the blocks of the changed sources alone,
    unless the number of all sources doubles or halves.
    """
    sources = list(sources)
    count = max(_doubled(len(sources) // BLOCK), min(_FEW_BLOCKS, _doubled(len(sources) // _SMALL_BLOCK)))
    blocks: list[list[str]] = [[] for _ in range(count)]
    for source in sources:
        blocks[_block_number(source, count)].append(source)
    return blocks


def _doubled(number: int) -> int:
    """Return the next power of two above a number."""
    return 1 << number.bit_length()


def _block_number(source: str, count: int) -> int:
    return crc32(os.fsencode(source)) % count


def unpack(data: bytes) -> list[Record]:
    """Return the records of a block's bytes, which come from this build or from a file under their digest."""
    new = tuple.__new__  # four times as fast as the classes' own _make, for tuples known to fit
    return [
        new(
            Record,
            (
                source,
                row,
                article and new(Article, article),
                span and new(PackSpan, span),
                problems and tuple(map(Problem._make, problems)),
            ),
        )
        for source, row, article, span, problems in marshal.loads(data)  # noqa: S302 - see above
    ]
