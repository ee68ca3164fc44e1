"""The build state: what the next build needs of the last one, stored under the inode of its output/."""

import os
from collections.abc import Iterator
from typing import Any

from bantin import __version__
from bantin.cache import blobs, engine
from bantin.cache.blobs import StoredValue, digest
from bantin.cache.manifest import Manifest
from bantin.cache.records import Block, RecordStore
from bantin.cache.tables import FlatTable, flatten_signatures, unflatten_signatures
from bantin.publish.staging import NOTHING, OutputState, PreviousSite
from bantin.publish.swap import remove
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file
from bantin.system.stat_signature import FolderSignature, FolderSnapshot, StatSignatures

# The fields of State that are stored in files of their own.
_VALUES = ("site_index", "related", "subjects", "views")


class State(NamedTuple):
    """Everything a build stores for the next one, as plain data that can be written and verified.

    key: a digest of engine, settings and options; a state with another key is ignored.
    last_change, next_change: see site.Site. slots: slot to digest. files: output path to digest of bytes.
    site_index: see build.site_index. link_digests: the joined digests of all articles, in the site's order.
    relations_key: see site.relations.relations_key. related: for each article, in the site's order, the
    indexes of its related articles. subjects: the joined relations digests, site.relations.subjects, and
    whether titles decide any of the lists. views: see site.view_counts.
    pictures: by source, see PictureRecord.
    pack: the file name of the prose pack into which records point. pack_size: its length in bytes when the
    state was saved; a pack that is shorter now may have been truncated and written again.
    articles, off_fast_path, warnings, unpublished (see build.report): repeated in the report of a build
    that finds nothing changed.
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
    off_fast_path: int
    warnings: tuple[Any, ...]
    unpublished: tuple[int, int, int, int]

    def values(self) -> tuple[StoredValue, ...]:
        """Return the values that are stored in files of their own."""
        return tuple(getattr(self, name) for name in _VALUES)


class Header(NamedTuple):
    """The small part of the state that is read first: enough to detect that nothing has changed.

    version: bantin's. engine: see cache.engine. markdown, views, others: see SourceDigests. output: the
    folder_digest of output/ after the build. files: the number of files in output/. The other fields: see
    State.
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
    off_fast_path: int
    warnings: tuple[Any, ...]
    unpublished: tuple[int, int, int, int]


class SourceDigests(NamedTuple):
    """Digests of the stat signatures of all sources.

    markdown: of all Markdown. views: of the file of view counts. others: of all other sources (files of
    content/, layouts, assets, site.toml).
    """

    markdown: bytes
    views: bytes
    others: bytes


def signatures_digest(signatures: StatSignatures) -> bytes:
    """Return a digest of signatures; random if one is not trusted, so that it never equals another."""
    return os.urandom(16) if None in signatures.values() else digest(list(signatures.items()))


def folder_digest(files: FlatTable, folders: dict[str, FolderSignature]) -> bytes:
    """Return a digest of the signatures of a folder. files: from `flatten_signatures`."""
    return digest((files, list(folders.items())))


class InMemoryState:
    """The last saved state, kept in memory by a process that builds several times (`serve`).

    site: the AssembledSite that belongs to the state, or None.
    """

    def __init__(self) -> None:
        self.site: object = None
        self._header: Header | None = None
        self._saved: tuple[State, OutputState] | None = None

    def keep(self, header: Header, state: State, output_state: OutputState) -> None:
        """Keep the state that was just saved."""
        self._header, self._saved = header, (state, output_state)

    def find(self, header: Header) -> tuple[State, OutputState] | None:
        """Return the state with this header, or None if another process has built since."""
        return self._saved if self._header == header else None


class Store:
    """The states stored for one output folder and one set of options; at most one belongs to output/.

    A state is saved after its site is published, in a folder named by the inode of output/. If it is missing,
    damaged or of another output/, the next build renders everything.
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
        """Load the header of the state of output/; None if there is none or its fields are others."""
        saved = blobs.load(self._path(inode, "header"))
        return Header(*saved) if isinstance(saved, tuple) and len(saved) == len(Header._fields) else None

    def load(self, inode: int, header: Header, key: bytes) -> tuple[State, OutputState] | None:
        """Load the state and the state of output/ after the build; None if it is missing or has another key.

        Records and stored values are read on demand.
        """
        resident = self._resident.find(header)
        if resident and header.key == key:
            return resident
        saved = blobs.load(self._path(inode, "state"))
        if not isinstance(saved, tuple) or len(saved) != len(State._fields) or saved[0] != key:
            return None
        fields = dict(zip(State._fields, saved, strict=True))
        blocks = [
            Block(sources, signatures, digest, None) for sources, signatures, digest in fields["records"]
        ]
        fields["records"] = RecordStore(blocks, self._read_records)
        fields["pages"] = Manifest(flat=fields["pages"])
        for name in _VALUES:
            fields[name] = StoredValue(fields[name], self._read_value)
        saved_output = blobs.load(self._path(inode, "output"))
        return State(**fields), _unpack_output_state(saved_output) if saved_output else NOTHING

    def save_records(self, records: RecordStore) -> None:
        """Write the blocks that are not on disk yet. Raise DamagedCacheError if the bytes of one are lost."""
        os.makedirs(self.folder, exist_ok=True)
        for block in records.blocks:
            self.save_block(block)

    def save_block(self, block: Block) -> Block:
        """Write a block if it is not on disk yet; return it without its bytes."""
        path = self._records(block.digest)
        if not os.path.isfile(path):
            blobs.delete_blocking_folder(path)
            replace_file(path, self._read_records(block.digest) if block.data is None else block.data)
        return block._replace(data=None)

    def save_values(self, state: State) -> None:
        """Write the values that are not on disk yet. Raise DamagedCacheError if the bytes of one are lost."""
        for stored in state.values():
            path = self._value(stored.digest)
            if not os.path.isfile(path):
                blobs.delete_blocking_folder(path)
                replace_file(path, stored.data)

    def create_folder(self, inode: int) -> None:
        """Create an empty folder for the state of a site that is not published yet."""
        remove(self._folder(inode))
        os.makedirs(self._folder(inode))

    def save(self, inode: int, state: State, sources: SourceDigests, output_state: OutputState) -> None:
        """Save the state of a published site: the state, the signatures of output/, and the header last.

        Whenever the process is killed, the header belongs to a complete state, or there is none.
        """
        plain = {
            **state._asdict(),
            "records": [(block.sources, block.signatures, block.digest) for block in state.records.blocks],
            "pages": state.pages.flat(),
            **{name: getattr(state, name).digest for name in _VALUES},
        }
        os.makedirs(self._folder(inode), exist_ok=True)  # an output/ updated in place has no folder yet
        blobs.save(self._path(inode, "state"), tuple(plain.values()))
        previous_site = output_state.previous and tuple(output_state.previous)
        output = flatten_signatures(output_state.output.files), output_state.output.folders
        blobs.save(self._path(inode, "output"), (output, previous_site))
        header = Header(
            version=__version__,
            engine=engine.engine_digest(),
            key=state.key,
            markdown=sources.markdown,
            views=sources.views,
            others=sources.others,
            output=folder_digest(*output),
            files=len(output_state.output.files),
            last_change=state.last_change,
            next_change=state.next_change,
            articles=state.articles,
            off_fast_path=state.off_fast_path,
            warnings=state.warnings,
            unpublished=state.unpublished,
        )
        blobs.save(self._path(inode, "header"), tuple(header))
        self._resident.keep(header, state, output_state)

    def delete_others(self, inode: int, state: State) -> None:
        """Delete everything but the state of this inode and the files it refers to."""
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
        return blobs.read_verified(self._records(digest), digest)

    def _read_value(self, digest: bytes) -> bytes:
        return blobs.read_verified(self._value(digest), digest)

    def _records(self, digest: bytes) -> str:
        return self.path_of(f"records-{digest.hex()}")

    def _value(self, digest: bytes) -> str:
        return self.path_of(f"value-{digest.hex()}")

    def _folder(self, inode: int) -> str:
        return self.path_of(f"site-{inode}")

    def _path(self, inode: int, name: str) -> str:
        return os.path.join(self._folder(inode), name)


def _unpack_output_state(saved: Any) -> OutputState:
    (files, folders), previous_site = saved
    return OutputState(
        FolderSnapshot(unflatten_signatures(files), folders), previous_site and PreviousSite(*previous_site)
    )
