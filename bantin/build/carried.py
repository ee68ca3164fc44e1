"""A cache carried to another clone or machine: where stat signatures cannot be trusted, digests decide.

CI keeps `.cache/` and `output/` between runs, but a clone has new inodes and times. So a build that is
told to (`Options.carried`) also saves the digests of all Markdown and of all published files. The next one,
which finds no state for its output/, compares them and goes on from what is equal.
"""

import os
from collections.abc import Container, Iterable, Mapping

from bantin.build.scan import Snapshot
from bantin.cache import blobs
from bantin.cache.blobs import digest_bytes
from bantin.cache.records import RecordStore
from bantin.cache.state import Header, State, Store
from bantin.config import Config
from bantin.parallel import Workers, flatten
from bantin.publish.staging import OutputState, read_whole
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import FolderSnapshot, trusted_signature

NAME = "digests"


class Digests(NamedTuple):
    """inode: of the output/ whose state they belong to. standing: that state's `Header.output`.

    output, markdown: digests by path.
    """

    inode: int
    standing: bytes
    output: dict[str, bytes]
    markdown: dict[str, bytes]

    def of_kept(self, names: Container[str]) -> "Digests":
        """Return these without those of files in output/ that are written anew."""
        return self._replace(output={name: known for name, known in self.output.items() if name in names})


NO_DIGESTS = Digests(0, b"", {}, {})


class Adopted(NamedTuple):
    """What is equal of a state that came along. digests: of the files that are."""

    state: State
    left: OutputState
    digests: Digests


class Saved(NamedTuple):
    """A site that was published and whose state was saved. known: digests of files that stand as they did."""

    inode: int
    output: Iterable[str]
    markdown: Iterable[str]
    known: Digests


def save_digests(store: Store, config: Config, saved: Saved, workers: Workers) -> None:
    """Save the digests of what was published and of what it was made from."""
    header = store.header(saved.inode)
    if header:
        output = _digests(config.output, saved.output, saved.known.output, workers)
        markdown = _digests(config.content, saved.markdown, saved.known.markdown, workers)
        blobs.save(store.path_of(NAME), tuple(Digests(saved.inode, header.output, output, markdown)))


def carried_header(store: Store) -> tuple[int, Header] | None:
    """Return the state that came along with its digests: the inode it is stored under, and its header."""
    digests = _load(store)
    header = store.header(digests.inode) if digests else None
    return (digests.inode, header) if digests and header and header.output == digests.standing else None


def adopted(store: Store, config: Config, snapshot: Snapshot, state: State, workers: Workers) -> Adopted:
    """Return the state with the signatures that files have here, as far as their digests are equal."""
    digests = _load(store)
    assert digests
    standing, files = snapshot.output.standing.files, snapshot.content.files
    output = _equal(config.output, standing, digests.output, workers)
    markdown = _equal(config.content, snapshot.markdown, digests.markdown, workers)
    blocks = [
        block._replace(
            signatures=tuple(
                trusted_signature(files[source], snapshot.at) if source in markdown else None
                for source in block.sources
            )
        )
        for block in state.records.blocks
    ]
    rows = {name: standing[name] for name in sorted(output)}
    return Adopted(
        state._replace(records=RecordStore(blocks, state.records.read)),
        OutputState(FolderSnapshot(rows, {}), None),
        digests._replace(output=output, markdown=markdown),
    )


def _load(store: Store) -> Digests | None:
    found = blobs.load(store.path_of(NAME))
    return Digests(*found) if isinstance(found, tuple) and len(found) == len(Digests._fields) else None


def _equal(
    folder: str, names: Iterable[str], known: Mapping[str, bytes], workers: Workers
) -> dict[str, bytes]:
    """Return the digests of the files whose bytes have the digest that is known of them."""
    present = _digests(folder, [name for name in names if name in known], {}, workers)
    return {name: digest for name, digest in present.items() if known[name] == digest}


def _digests(
    folder: str, names: Iterable[str], known: Mapping[str, bytes], workers: Workers
) -> dict[str, bytes]:
    """Return the digests of these files; those that are known need not be read."""
    digests = {name: known.get(name, b"") for name in names}
    unread = [name for name, digest in digests.items() if not digest]
    digests |= zip(unread, flatten(workers.run(_read_digests, folder, unread)), strict=True)
    return digests


def _read_digests(folder: str, names: list[str]) -> list[bytes]:
    return [digest_bytes(read_whole(os.path.join(folder, name))) for name in names]
