"""A cache restored in another clone or machine, where digests are compared, since stat signatures differ.

CI keeps `.cache/` and `output/` between runs, but a clone has new inodes and times. So a build with
`Options.portable_cache` also saves the digests of all Markdown and of all published files. The next build,
which finds no state for its output/, compares them and reuses everything that is equal.
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
from bantin.publish.staging import OutputState
from bantin.system.descriptors import read_whole
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import FolderSnapshot, trusted_signature

NAME = "digests"


class Digests(NamedTuple):
    """The digests of published files and of Markdown, by path, that belong to a state.

    inode: of output/, under which the state is stored. output_digest: `Header.output` of the state.
    """

    inode: int
    output_digest: bytes
    output: dict[str, bytes]
    markdown: dict[str, bytes]

    def of_kept(self, names: Container[str]) -> "Digests":
        """Return the digests without those of files in output/ that are not in `names`."""
        return self._replace(output={name: digest for name, digest in self.output.items() if name in names})


NO_DIGESTS = Digests(0, b"", {}, {})


class AdoptedState(NamedTuple):
    """The usable parts of a restored state. digests: of the files that are equal."""

    state: State
    output_state: OutputState
    digests: Digests


class SavedSite(NamedTuple):
    """A site that was published and whose state was saved. output, markdown: paths of its files.

    cached: digests of files that have not changed.
    """

    inode: int
    output: Iterable[str]
    markdown: Iterable[str]
    cached: Digests


def save_digests(store: Store, config: Config, saved: SavedSite, workers: Workers) -> None:
    """Save the digests of the published files and of all Markdown."""
    header = store.header(saved.inode)
    if header:
        output = _digests(config.output, saved.output, saved.cached.output, workers)
        markdown = _digests(config.content, saved.markdown, saved.cached.markdown, workers)
        blobs.save(store.path_of(NAME), tuple(Digests(saved.inode, header.output, output, markdown)))


def restored_header(store: Store) -> tuple[int, Header] | None:
    """Return the inode and the header of a restored state with digests, or None."""
    digests = _load(store)
    header = store.header(digests.inode) if digests else None
    return (digests.inode, header) if digests and header and header.output == digests.output_digest else None


def adopt_state(
    store: Store, config: Config, snapshot: Snapshot, state: State, workers: Workers
) -> AdoptedState:
    """Return the restored state with the present signatures of the files whose digests are equal."""
    digests = _load(store)
    assert digests
    present, files = snapshot.output.present.files, snapshot.content.files
    output = _unchanged_digests(config.output, present, digests.output, workers)
    markdown = _unchanged_digests(config.content, snapshot.markdown, digests.markdown, workers)
    blocks = [
        block._replace(
            signatures=tuple(
                trusted_signature(files[source], snapshot.taken_at) if source in markdown else None
                for source in block.sources
            )
        )
        for block in state.records.blocks
    ]
    signatures = {name: present[name] for name in sorted(output)}
    return AdoptedState(
        state._replace(records=RecordStore(blocks, state.records.read)),
        OutputState(FolderSnapshot(signatures, {}), None),
        digests._replace(output=output, markdown=markdown),
    )


def _load(store: Store) -> Digests | None:
    saved = blobs.load(store.path_of(NAME))
    return Digests(*saved) if isinstance(saved, tuple) and len(saved) == len(Digests._fields) else None


def _unchanged_digests(
    folder: str, names: Iterable[str], expected: Mapping[str, bytes], workers: Workers
) -> dict[str, bytes]:
    """Return the digests of the files that still have the `expected` digest."""
    present = _digests(folder, [name for name in names if name in expected], {}, workers)
    return {name: digest for name, digest in present.items() if expected[name] == digest}


def _digests(
    folder: str, names: Iterable[str], cached: Mapping[str, bytes], workers: Workers
) -> dict[str, bytes]:
    """Return the digests of these files; read only files without a `cached` digest."""
    digests = {name: cached.get(name, b"") for name in names}
    unread = [name for name, digest in digests.items() if not digest]
    digests |= zip(unread, flatten(workers.run(_read_digests, folder, unread)), strict=True)
    return digests


def _read_digests(folder: str, names: list[str]) -> list[bytes]:
    return [digest_bytes(read_whole(os.path.join(folder, name))) for name in names]
