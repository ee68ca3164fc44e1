"""The build state: what the last build read and made, stored under the inode of its output/."""

import os
from collections.abc import Iterator
from typing import Any

from bantin import __version__
from bantin.cache import blobs, engine
from bantin.cache.blobs import StoredValue, digest
from bantin.cache.manifest import Manifest
from bantin.cache.records import Block, RecordStore
from bantin.cache.tables import Flat, flat_rows, rows_of
from bantin.publish.staging import NOTHING, OutputState, PreviousSite
from bantin.publish.swap import remove
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import FolderSignature, FolderSnapshot, StatSignatures

# The fields of State that are stored in files of their own.
_VALUES = ("site_index", "related", "subjects", "views")


class State(NamedTuple):
    """All that a build keeps for the next one, as plain data that can be written and verified.

    key: a digest of engine, settings and options; with another key nothing of the state holds.
    last_change, next_change: see site.Site. slots: slot to digest. files: output path to digest of bytes.
    site_index: the site index, see build.site_index. link_digests: of all articles in order, joined.
    relations_key: a digest of all that decides which articles are related. related: for each article, in
    order, those that are related to it. subjects: what articles are related by, beside the digests that
    `relations_key` is taken of; see site.relations. views: the counted views, see site.view_counts.
    pictures: path to what `images.prepare` returned, with its row.
    pack, pack_size: the name of the prose pack that records point into, and how many bytes of it they may
    point into: where the pack has been cut off since, something else may stand there.
    articles, slow, warnings, unpublished: what a build that finds nothing changed reports again.
    """

    key: bytes
    last_change: int
    next_change: int
    records: RecordStore
    pages: Manifest
    slots: dict[str, bytes]
    files: dict[str, bytes]
    site_index: StoredValue
    link_digests: bytes
    relations_key: bytes
    related: StoredValue
    subjects: StoredValue
    views: StoredValue
    pictures: dict[str, tuple[Any, ...]]
    pack: str
    pack_size: int
    articles: int
    slow: int
    warnings: tuple[Any, ...]
    unpublished: tuple[int, int, int, int]

    def values(self) -> tuple[StoredValue, ...]:
        """Return what is stored in files of its own."""
        return tuple(getattr(self, name) for name in _VALUES)


class Header(NamedTuple):
    """The small part of the state that is read first: enough to tell that nothing has changed.

    version: bantin's. markdown: a digest of the rows of articles. views: of the row of counted views.
    others: of all else in content, of layouts, assets and site.toml. output: of output/ as the build left it.
    files: how many it has.
    """

    version: str
    engine: bytes
    key: bytes
    markdown: bytes
    views: bytes
    others: bytes
    output: bytes
    files: int
    last_change: int
    next_change: int
    articles: int
    slow: int
    warnings: tuple[Any, ...]
    unpublished: tuple[int, int, int, int]


class SourceDigests(NamedTuple):
    """Digests of the rows of all Markdown, of counted views, and of all else that a site is made from."""

    markdown: bytes
    views: bytes
    others: bytes


def rows_digest(rows: StatSignatures) -> bytes:
    """Return a digest of rows; where one is not trusted, a digest that is never equal to another."""
    return os.urandom(16) if None in rows.values() else digest(list(rows.items()))


def standing_digest(files: Flat, folders: dict[str, FolderSignature]) -> bytes:
    """Return a digest of a folder as it stands; `files` comes from `flat_rows`."""
    return digest((files, list(folders.items())))


class InMemoryState:
    """What a process that builds several times keeps in memory, so that its next build need not read it.

    site: the AssembledSite that belongs to the state, or None.
    """

    def __init__(self) -> None:
        self.site: object = None
        self._header: Header | None = None
        self._saved: tuple[State, OutputState] | None = None

    def note(self, header: Header, state: State, left: OutputState) -> None:
        """Keep what was just saved."""
        self._header, self._saved = header, (state, left)

    def find(self, header: Header) -> tuple[State, OutputState] | None:
        """Return what was saved under this header, or None where another process has built since."""
        return self._saved if self._header == header else None


class Store:
    """The states stored for one output folder and one set of options; at most one belongs to output/.

    A state is saved once its site is published, in a folder named by the inode of output/. What is missing,
    damaged or of another output/ counts as no state, and the next build makes everything.
    """

    def __init__(self, folder: str, resident: InMemoryState | None = None) -> None:
        self.folder = folder
        self._resident = resident or InMemoryState()

    def new_pack(self) -> str:
        """Return the path of a prose pack that does not exist yet."""
        return self.path_of(f"prose-{os.urandom(6).hex()}.pack")

    def path_of(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def header(self, inode: int) -> Header | None:
        """Read the header of the state of output/; None where there is none of this engine's shape."""
        saved = blobs.load(self._path(inode, "header"))
        return Header(*saved) if isinstance(saved, tuple) and len(saved) == len(Header._fields) else None

    def load(self, inode: int, header: Header, key: bytes) -> tuple[State, OutputState] | None:
        """Read the state, and what the build left on disk; None where it has another key.

        Records and stored values are read when they are asked for.
        """
        resident = self._resident.find(header)
        if resident and header.key == key:
            return resident
        saved = blobs.load(self._path(inode, "state"))
        if not isinstance(saved, tuple) or len(saved) != len(State._fields) or saved[0] != key:
            return None
        fields = dict(zip(State._fields, saved, strict=True))
        blocks = [Block(sources, rows, digest, None) for sources, rows, digest in fields["records"]]
        fields["records"] = RecordStore(blocks, self._read_records)
        fields["pages"] = Manifest(flat=fields["pages"])
        for name in _VALUES:
            fields[name] = StoredValue(fields[name], self._read_value)
        left = blobs.load(self._path(inode, "left"))
        return State(**fields), _unpacked(left) if left else NOTHING

    def save_records(self, records: RecordStore) -> None:
        """Write the blocks that are not on disk yet. Raises DamagedCacheError where one is lost."""
        os.makedirs(self.folder, exist_ok=True)
        for block in records.blocks:
            path = self._records(block.digest)
            if not os.path.isfile(path):
                blobs.delete_blocking_folder(path)
                blobs.replace(path, records.data(block))

    def save_values(self, state: State) -> None:
        """Write the values that are not on disk yet. Raises DamagedCacheError where one is lost."""
        for stored in state.values():
            path = self._value(stored.digest)
            if not os.path.isfile(path):
                blobs.delete_blocking_folder(path)
                blobs.replace(path, stored.data)

    def make_room(self, inode: int) -> None:
        """Make an empty folder for the state of a site that is not published yet."""
        remove(self._folder(inode))
        os.makedirs(self._folder(inode))

    def save(self, inode: int, state: State, sources: SourceDigests, left: OutputState) -> None:
        """Save the state of a site that is published: the state, what is on disk, and last the header.

        Whatever moment the process is killed at, the header tells of a whole state, or of none.
        """
        plain = {
            **state._asdict(),
            "records": [(block.sources, block.rows, block.digest) for block in state.records.blocks],
            "pages": state.pages.flat(),
            **{name: getattr(state, name).digest for name in _VALUES},
        }
        os.makedirs(self._folder(inode), exist_ok=True)  # of an output/ that is updated in place
        blobs.save(self._path(inode, "state"), tuple(plain.values()))
        spare = left.spare and tuple(left.spare)
        output = flat_rows(left.output.files), left.output.folders
        blobs.save(self._path(inode, "left"), (output, spare))
        header = Header(
            version=__version__,
            engine=engine.engine_digest(),
            key=state.key,
            markdown=sources.markdown,
            views=sources.views,
            others=sources.others,
            output=standing_digest(*output),
            files=len(left.output.files),
            last_change=state.last_change,
            next_change=state.next_change,
            articles=state.articles,
            slow=state.slow,
            warnings=state.warnings,
            unpublished=state.unpublished,
        )
        blobs.save(self._path(inode, "header"), tuple(header))
        self._resident.note(header, state, left)

    def forget_others(self, inode: int, state: State) -> None:
        """Delete all but the state of this inode and what it refers to: no other can belong to output/."""
        needed = {"digests", state.pack, f"site-{inode}", *map(os.path.basename, self._files_of(state))}
        for name in os.listdir(self.folder):
            if name not in needed:
                remove(self.path_of(name))

    def _files_of(self, state: State) -> Iterator[str]:
        for block in state.records.blocks:
            yield self._records(block.digest)
        for stored in state.values():
            yield self._value(stored.digest)

    def _read_records(self, digest: bytes) -> bytes:
        return blobs.read_kept(self._records(digest), digest)

    def _read_value(self, digest: bytes) -> bytes:
        return blobs.read_kept(self._value(digest), digest)

    def _records(self, digest: bytes) -> str:
        return self.path_of(f"records-{digest.hex()}")

    def _value(self, digest: bytes) -> str:
        return self.path_of(f"value-{digest.hex()}")

    def _folder(self, inode: int) -> str:
        return self.path_of(f"site-{inode}")

    def _path(self, inode: int, name: str) -> str:
        return os.path.join(self._folder(inode), name)


def _unpacked(left: Any) -> OutputState:
    (files, folders), spare = left
    return OutputState(FolderSnapshot(rows_of(files), folders), spare and PreviousSite(*spare))
