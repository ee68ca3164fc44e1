"""The read phase: changed Markdown files to records, in several processes."""

import os
from collections.abc import Callable, Collection, Sequence

from bantin.build.context import Context
from bantin.build.scan import Snapshot
from bantin.cache.blobs import delete_blocking_folder
from bantin.cache.records import Block, Record, RecordStore, divide_into_blocks, pack_block, unpack
from bantin.parallel import preload


def changed_since(snapshot: Snapshot, records: RecordStore) -> list[str]:
    """Return the Markdown to read: new files, and files whose signature has changed since the last read."""
    files, signatures = snapshot.content.files, records.signatures
    return [path for path in snapshot.markdown if signatures.get(path) != files[path]]


def read(
    context: Context, changed: Collection[str], meanwhile: Callable[[], object], *, publishes: bool
) -> RecordStore:
    """Read the changed files; keep the records of all others. Bodies are appended to the prose pack.

    meanwhile: called while other processes read. publishes: records are stored as soon as they are read.
    """
    from bantin.content.read import read_many  # with the readers of YAML, dates and prose
    from bantin.content.read_settings import ReadSettings

    if context.is_cold:  # else each of the processes would load it for itself, which takes 8 ms
        preload("bantin.markdown.full")
    config, snapshot, before = context.config, context.snapshot, context.previous.records
    pack = context.previous.pack
    os.makedirs(os.path.dirname(pack), exist_ok=True)
    delete_blocking_folder(pack)
    blocks = _blocks(snapshot.markdown, before)
    wanted = set(changed)
    parts = [[path for path in block if path in wanted] for block in blocks]
    reading = ReadSettings.of(config, context.content_name, pack)
    fresh: dict[str, Record] = {}
    read_now: list[Block | None] = []
    with context.workers.start_chunks(read_many, reading, [*filter(None, parts)]) as results:
        meanwhile()
        for sources, part in zip(blocks, parts, strict=True):
            block = next(results) if part else None
            if block:
                fresh |= {record.source: record for record in unpack(before.data(block))}
                if publishes and len(part) == len(sources):  # else it is packed again, with other records
                    block = context.previous.store.save_block(block)
            read_now.append(block)
    lasts = [*before.blocks] if len(before.blocks) == len(blocks) else [None] * len(blocks)
    merged = [
        _merged(block, new or last, fresh, before)
        for block, new, last in zip(blocks, read_now, lasts, strict=True)
    ]
    present = snapshot.content.files
    kept = [
        unpacked
        for unpacked in before.unpacked()
        if unpacked.source in present and unpacked.source not in fresh
    ]
    return RecordStore(merged, before.read, [*kept, *fresh.values()])


def _blocks(markdown: list[str], records: RecordStore) -> list[Sequence[str]]:
    """Divide all Markdown into blocks: the previous ones, if no file was added or removed."""
    if records.signatures.keys() == set(markdown):
        return [block.sources for block in records.blocks]
    return [*divide_into_blocks(markdown)]


def _merged(
    sources: Sequence[str], block: Block | None, fresh: dict[str, Record], before: RecordStore
) -> Block:
    """Return the block if it is complete (all of it was read, or none has changed); else pack it again."""
    if block is not None and len(block.sources) == len(sources):
        return block
    return pack_block([fresh.get(path) or before.record(path) for path in sources])
