"""A cache carried to another clone or machine: where stat signatures cannot be trusted, digests decide.

CI keeps `.cache/` and `output/` between runs, but a clone has new inodes and times. So a build that is
told to (`Options.carried`) also saves the digests of all Markdown and of all published files. The next one,
which finds no state for its output/, compares them and goes on from what is equal.
"""

import os
from collections.abc import Iterable, Iterator

from bantin.build.scan import Snapshot
from bantin.cache import blobs
from bantin.cache.blobs import digest_bytes
from bantin.cache.records import RecordStore
from bantin.cache.state import Header, State, Store
from bantin.config import Config
from bantin.publish.staging import OutputState, read_whole
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import FolderSnapshot, trusted

NAME = "digests"


class Digests(NamedTuple):
    """inode: of the output/ whose state they belong to. standing: that state's `Header.output`.

    output, markdown: digests by path.
    """

    inode: int
    standing: bytes
    output: dict[str, bytes]
    markdown: dict[str, bytes]


def save_digests(store: Store, config: Config, snapshot: Snapshot, inode: int, left: OutputState) -> None:
    """Save the digests of what has just been published and of what it was made from."""
    header = store.header(inode)
    if header:
        output = dict(_digests(config.output, left.output.files))
        markdown = dict(_digests(config.content, snapshot.markdown))
        blobs.save(store.path_of(NAME), tuple(Digests(inode, header.output, output, markdown)))


def carried_header(store: Store) -> tuple[int, Header] | None:
    """Return the state that came along with its digests: the inode it is stored under, and its header."""
    digests = _load(store)
    header = store.header(digests.inode) if digests else None
    return (digests.inode, header) if digests and header and header.output == digests.standing else None


def adopted(store: Store, config: Config, snapshot: Snapshot, state: State) -> tuple[State, OutputState]:
    """Return the state with the signatures that files have here, as far as their digests are equal."""
    digests = _load(store)
    assert digests
    standing = snapshot.output.standing.files
    output = {name: standing[name] for name in sorted(_equal(config.output, standing, digests.output))}
    files = snapshot.content.files
    same = _equal(config.content, snapshot.markdown, digests.markdown)
    blocks = [
        block._replace(
            rows=tuple(
                trusted(files[source], snapshot.at) if source in same else None for source in block.sources
            )
        )
        for block in state.records.blocks
    ]
    records = RecordStore(blocks, state.records.read)
    return state._replace(records=records), OutputState(FolderSnapshot(output, {}), None)


def _load(store: Store) -> Digests | None:
    saved = blobs.load(store.path_of(NAME))
    return Digests(*saved) if isinstance(saved, tuple) and len(saved) == len(Digests._fields) else None


def _equal(folder: str, names: Iterable[str], expected: dict[str, bytes]) -> set[str]:
    """Return the files whose bytes have the digest that is known of them."""
    return {
        name
        for name, digest in _digests(folder, (n for n in names if n in expected))
        if expected[name] == digest
    }


def _digests(folder: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        yield name, digest_bytes(read_whole(os.path.join(folder, name)))
