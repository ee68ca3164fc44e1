"""What the last build saw and made, named by output/'s inode, and why a page is stale."""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from bantin import cache
from bantin.cache import digest
from bantin.content.records import Record, freeze, revive
from bantin.content.tree import Stat
from bantin.model import Position
from bantin.publish import remove

# One row a file: path to (size, mtime, ctime, inode), or None for a file too young to be trusted.
Rows = dict[str, Stat | None]


class Made(NamedTuple):
    """A published page: the recipe it was rendered by (digests of 16 bytes), and where its slots stand."""

    recipe: bytes
    positions: list[Position]


class State(NamedTuple):
    """Everything a build remembers. A value of plain data, so that it can be written and verified.

    key: of the engine, the settings and the options; another key makes everything stale.
    sources: rows of content, layouts, assets and site.toml. next_change: see catalog.Site.
    pages: output path to Made. slots: slot to digest. files: output path to digest of bytes.
    kin_key, kin: see catalog.kin. pictures: path to what `images.prepare` found, beside its stat.
    pack: the name of the prose pack that records point into.
    articles, slow, warnings: what a build that finds nothing changed says again.
    """

    key: bytes
    sources: Rows
    next_change: int
    records: dict[str, Record]
    pages: dict[str, Made]
    slots: dict[str, bytes]
    files: dict[str, bytes]
    kin_key: bytes
    kin: list[tuple[int, ...]]
    pictures: dict[str, tuple[Any, ...]]
    pack: str
    articles: int
    slow: int
    warnings: tuple[Any, ...]


class Glance(NamedTuple):
    """The little that is read before anything else: enough to tell that nothing has changed."""

    key: bytes
    sources: bytes
    output: bytes
    next_change: int
    articles: int
    slow: int
    warnings: tuple[Any, ...]


def rows_digest(rows: Mapping[str, Stat | None]) -> bytes:
    """Of rows that can all be trusted; of others, a digest that never comes again."""
    if None in rows.values():
        return os.urandom(16)
    return digest(list(rows.items()))


class Store:
    """The states kept for one output folder and one set of options; at most one fits the present output/.

    A state is written before the swap that makes it true, in a folder named by the staged site's inode,
    and the rows of output/ after it. Whatever is missing, damaged or of another output/ is no state.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def new_pack(self) -> str:
        """Where a prose pack may be begun."""
        return self.path_of(f"prose-{os.urandom(6).hex()}.pack")

    def path_of(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _generation(self, inode: int) -> str:
        return os.path.join(self.folder, f"site-{inode}")

    def glance(self, inode: int) -> Glance | None:
        found = cache.load(os.path.join(self._generation(inode), "glance"))
        return Glance(*found) if isinstance(found, tuple) and len(found) == len(Glance._fields) else None

    def load(self, inode: int, key: bytes) -> tuple[State, Rows] | None:
        """The state and the rows of output/ as they were after the swap; None where it does not fit."""
        found = cache.load(os.path.join(self._generation(inode), "state"))
        if not isinstance(found, tuple) or len(found) != len(State._fields) or found[0] != key:
            return None
        state = State(*found)
        records = {record.source: record for record in revive(found[State._fields.index("records")])}
        pages = {path: Made(*made) for path, made in state.pages.items()}
        rows = cache.load(os.path.join(self._generation(inode), "output"))
        return state._replace(records=records, pages=pages), rows if isinstance(rows, dict) else {}

    def save(self, inode: int, state: State) -> None:
        folder = self._generation(inode)
        remove(folder)
        os.makedirs(folder)
        plain = state._replace(
            records=freeze(list(state.records.values())),  # type: ignore[arg-type]
            pages={path: tuple(made) for path, made in state.pages.items()},  # type: ignore[misc]
        )
        cache.save(os.path.join(folder, "state"), tuple(plain))

    def save_output(self, inode: int, state: State, output: Rows) -> Glance:
        """To be called after the swap, when nobody changes output/ any more."""
        folder = self._generation(inode)
        cache.save(os.path.join(folder, "output"), output)
        glance = Glance(
            key=state.key,
            sources=rows_digest(state.sources),
            output=rows_digest(output),
            next_change=state.next_change,
            articles=state.articles,
            slow=state.slow,
            warnings=state.warnings,
        )
        cache.save(os.path.join(folder, "glance"), tuple(glance))
        for name in os.listdir(self.folder):
            if name.startswith("site-") and name != os.path.basename(folder):
                remove(os.path.join(self.folder, name))
            elif name.endswith(".pack") and name != state.pack:
                os.unlink(os.path.join(self.folder, name))
        return glance
