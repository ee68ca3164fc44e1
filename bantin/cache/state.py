"""What the last build saw and made, named by output/'s inode."""

import os
from typing import Any

from bantin.cache import blobs
from bantin.cache.blobs import digest
from bantin.cache.manifest import Pages
from bantin.cache.records import Block, Frozen
from bantin.cache.tables import Flat, flat_rows, rows_of
from bantin.publish.staging import NOTHING, Left, Spare
from bantin.publish.swap import remove
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import FolderRow, Rows, Standing


class State(NamedTuple):
    """Everything a build remembers. A value of plain data, so that it can be written and verified.

    key: of the engine, the settings and the options; another key makes everything stale.
    last_change, next_change: see catalog.Site. slots: slot to digest.
    files: output path to digest of bytes. around: see plan.steady. kin_key, kin: see catalog.kin.
    pictures: path to what `images.prepare` found, beside its row.
    quoted: sources of the articles that stand in feeds, by the section whose feeds these are.
    pack, pack_size: the name of the prose pack that records point into, and how many bytes of it they may
    point into: a pack that has since been lost or cut off holds something else there.
    articles, slow, warnings: what a build that finds nothing changed says again.
    """

    key: bytes
    last_change: int
    next_change: int
    records: Frozen
    pages: Pages
    slots: dict[str, bytes]
    files: dict[str, bytes]
    around: tuple[bytes, ...]
    kin_key: bytes
    kin: list[tuple[int, ...]]
    pictures: dict[str, tuple[Any, ...]]
    quoted: dict[str, list[str]]
    pack: str
    pack_size: int
    articles: int
    slow: int
    warnings: tuple[Any, ...]


class Glance(NamedTuple):
    """The little that is read before anything else: enough to tell that nothing has changed.

    markdown: of the rows of articles. others: of all else in content, and of layouts, assets and site.toml.
    output: of output/ as it was left. files: how many it has.
    """

    key: bytes
    markdown: bytes
    others: bytes
    output: bytes
    files: int
    last_change: int
    next_change: int
    articles: int
    slow: int
    warnings: tuple[Any, ...]


def rows_digest(rows: Rows) -> bytes:
    """Of rows that can all be trusted; of others, a digest that never comes again."""
    return os.urandom(16) if None in rows.values() else digest(list(rows.items()))


def standing_digest(files: Flat, folders: dict[str, FolderRow]) -> bytes:
    """Of a folder as it stands; `files`: from `flat_rows`."""
    return digest((files, list(folders.items())))


class Recall:
    """What a process that lives on has saved last, so that its next build need not read that again.

    kept: a gathered.Kept, or None.
    """

    def __init__(self) -> None:
        self.kept: Any = None
        self._path = ""
        self._saved: tuple[State, Left] | None = None

    def note(self, path: str, state: State, left: Left) -> None:
        self._path, self._saved = path, (state, left)

    def find(self, path: str, key: bytes) -> tuple[State, Left] | None:
        return self._saved if self._saved and self._path == path and self._saved[0].key == key else None


class Store:
    """The states kept for one output folder and one set of options; at most one fits the present output/.

    A state is written before the swap that makes it true, in a folder named by the staged site's inode.
    Whatever is missing, damaged or of another output/ is no state.
    """

    def __init__(self, folder: str, recall: Recall | None = None) -> None:
        self.folder = folder
        self._recall = recall or Recall()

    def new_pack(self) -> str:
        """Where a prose pack may be begun."""
        return self.path_of(f"prose-{os.urandom(6).hex()}.pack")

    def path_of(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def glance(self, inode: int) -> Glance | None:
        found = blobs.load(self._path(inode, "glance"))
        return Glance(*found) if isinstance(found, tuple) and len(found) == len(Glance._fields) else None

    def load(self, inode: int, key: bytes) -> tuple[State, Left] | None:
        """The state, and what stood on disk as it was made true; None where it does not fit.

        Its records are read when they are asked for.
        """
        recalled = self._recall.find(self._folder(inode), key)
        if recalled:
            return recalled
        found = blobs.load(self._path(inode, "state"))
        if not isinstance(found, tuple) or len(found) != len(State._fields) or found[0] != key:
            return None
        fields = dict(zip(State._fields, found, strict=True))
        blocks = [Block(sources, rows, known, None) for sources, rows, known in fields["records"]]
        fields["records"] = Frozen(blocks, self._records)
        fields["pages"] = Pages(flat=fields["pages"])
        left = blobs.load(self._path(inode, "left"))
        return State(**fields), _revived(left) if left else NOTHING

    def save_records(self, frozen: Frozen) -> None:
        """To be called before `save`, and as soon as they are known. What is kept already is not written.

        Raises DamagedCacheError where some are neither kept nor at hand.
        """
        os.makedirs(self.folder, exist_ok=True)
        for block in frozen.blocks:
            path = self._part(block.digest)
            if not os.path.isfile(path):
                blobs.make_room(path)
                blobs.replace(path, frozen.data(block))

    def make_room(self, inode: int) -> None:
        """To be called for a site that is not published yet: nothing is known of it."""
        remove(self._folder(inode))
        os.makedirs(self._folder(inode))

    def save(self, inode: int, state: State) -> None:
        """To be called next; for a site that is published, in place of its last state."""
        plain = {
            **state._asdict(),
            "records": [(block.sources, block.rows, block.digest) for block in state.records.blocks],
            "pages": state.pages.flat(),
        }
        blobs.save(self._path(inode, "state"), tuple(plain.values()))

    def save_left(self, inode: int, state: State, sources: tuple[bytes, bytes], left: Left) -> None:
        """To be called last, when nothing more is written to that site.

        sources: the digests of their rows, as `Glance` has them.
        """
        spare = left.spare and tuple(left.spare)
        output = flat_rows(left.output.files), left.output.folders
        blobs.save(self._path(inode, "left"), (output, spare))
        markdown, others = sources
        glance = Glance(
            key=state.key,
            markdown=markdown,
            others=others,
            output=standing_digest(*output),
            files=len(left.output.files),
            last_change=state.last_change,
            next_change=state.next_change,
            articles=state.articles,
            slow=state.slow,
            warnings=state.warnings,
        )
        blobs.save(self._path(inode, "glance"), tuple(glance))
        self._recall.note(self._folder(inode), state, left)

    def forget_others(self, inode: int, state: State) -> None:
        """To be called after the swap: only this inode's state, and what it names, can come true again."""
        parts = (self._part(block.digest) for block in state.records.blocks)
        needed = {state.pack, f"site-{inode}", *map(os.path.basename, parts)}
        for name in os.listdir(self.folder):
            if name not in needed:
                remove(self.path_of(name))

    def _records(self, known: bytes) -> bytes:
        return blobs.read_kept(self._part(known), known)

    def _part(self, known: bytes) -> str:
        """Where a block of records is kept."""
        return self.path_of(f"records-{known.hex()}")

    def _folder(self, inode: int) -> str:
        return self.path_of(f"site-{inode}")

    def _path(self, inode: int, name: str) -> str:
        return os.path.join(self._folder(inode), name)


def _revived(left: Any) -> Left:
    (files, folders), spare = left
    return Left(Standing(rows_of(files), folders), spare and Spare(*spare))
