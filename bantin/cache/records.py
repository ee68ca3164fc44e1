"""The record of each source file, and the record store, which keeps records as plain data in blocks."""

import marshal
import os
from collections.abc import Callable, Iterable
from functools import cached_property
from zlib import crc32

from bantin.cache.blobs import DamagedCacheError, PackSpan, digest_bytes
from bantin.errors import Problem
from bantin.model import Article
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature, StatSignatures

# The most records in a block; the fewest are half of this. An edit rewrites one block; each block is a file.
BLOCK = 128

# While there are at most _FEW_BLOCKS blocks, they hold at most _SMALL_BLOCK records each, so that the
# processes that read them end at the same time.
_FEW_BLOCKS, _SMALL_BLOCK = 16, 32


class Record(NamedTuple):
    """The result of reading one source file.

    source: path relative to content/. signature: when the file was opened; None if too young to be trusted.
    article: None if it could not be parsed at all. prose: the position of the body in the prose pack; None if
    there are problems that stop a build. The article is invalid then, and used only to find further problems.
    rules_off: the rules of `check` that the file switches off for itself.
    """

    source: str
    signature: StatSignature | None
    article: Article | None
    prose: PackSpan | None
    problems: tuple[Problem, ...]
    rules_off: tuple[str, ...] = ()


def _pack(records: list[Record]) -> bytes:
    return marshal.dumps(
        [
            (
                source,
                signature,
                article and tuple(article),
                span and tuple(span),
                tuple(map(tuple, problems)),
                rules_off,
            )
            for source, signature, article, span, problems, rules_off in records
        ]
    )


class Block(NamedTuple):
    """The records of some sources, packed.

    signatures: parallel to `sources`. digest: of the packed bytes. data: those bytes, None if they are in a
    file of the cache.
    """

    sources: tuple[str, ...]
    signatures: tuple[StatSignature | None, ...]
    digest: bytes
    data: bytes | None


def pack_block(records: list[Record]) -> Block:
    """Pack records into a block of plain data."""
    data = _pack(records)
    sources, signatures = [record.source for record in records], [record.signature for record in records]
    return Block(tuple(sources), tuple(signatures), digest_bytes(data), data)


def _read_nothing(_digest: bytes) -> bytes:
    raise DamagedCacheError


class RecordStore:
    """The records of all Markdown files, in blocks that are unpacked on demand.

    read: returns the bytes of a block without data, given its digest. Methods that need lost bytes raise
    DamagedCacheError. unpacked: records that need no unpacking.
    """

    def __init__(
        self,
        blocks: Iterable[Block] = (),
        read: Callable[[bytes], bytes] = _read_nothing,
        unpacked: Iterable[Record] = (),
    ) -> None:
        self.blocks = [*blocks]
        self.read = read
        self._unpacked = {record.source: record for record in unpacked}

    @cached_property
    def signatures(self) -> StatSignatures:
        """The stat signature of every source when it was opened."""
        return {
            source: signature
            for block in self.blocks
            for source, signature in zip(block.sources, block.signatures, strict=True)
        }

    def data(self, block: Block) -> bytes:
        """Return the bytes of a block."""
        return self.read(block.digest) if block.data is None else block.data

    def record(self, source: str) -> Record:
        """Return the record of a source. Raise KeyError if there is none."""
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
        """Return the records that are unpacked already."""
        return self._unpacked.values()

    def _unpack(self, block: Block) -> None:
        for record in unpack(self.data(block)):
            self._unpacked.setdefault(record.source, record)


def divide_into_blocks(sources: Iterable[str]) -> list[list[str]]:
    """Divide sources into the blocks in which they are read and stored.

    The block follows from a hash of the source's path, so that an edit changes only the blocks of the edited
    sources, unless the number of sources doubles or halves.
    """
    sources = list(sources)
    count = max(
        _next_power_of_two(len(sources) // BLOCK),
        min(_FEW_BLOCKS, _next_power_of_two(len(sources) // _SMALL_BLOCK)),
    )
    blocks: list[list[str]] = [[] for _ in range(count)]
    for source in sources:
        blocks[_block_number(source, count)].append(source)
    return blocks


def _next_power_of_two(number: int) -> int:
    """Return the smallest power of two greater than `number`."""
    return 1 << number.bit_length()


def _block_number(source: str, count: int) -> int:
    return crc32(os.fsencode(source)) % count


def unpack(data: bytes) -> list[Record]:
    """Return the records of a block. Its bytes must come from this build or have been verified."""
    new = tuple.__new__  # four times as fast as _make, which also checks the number of fields
    return [
        new(
            Record,
            (
                source,
                signature,
                article and new(Article, article),
                span and new(PackSpan, span),
                problems and tuple(map(Problem._make, problems)),
                rules_off,
            ),
        )
        for source, signature, article, span, problems, rules_off in marshal.loads(data)  # noqa: S302 - see above
    ]
