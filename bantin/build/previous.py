"""What the last build left for this one: its state, if that still tells the truth."""

import os
from functools import cache

from bantin.build import scan
from bantin.build.scan import Seen
from bantin.cache.blobs import Pack, digest, digest_bytes
from bantin.cache.manifest import Made
from bantin.cache.records import Frozen
from bantin.cache.state import Glance, Recall, State, Store, rows_digest
from bantin.config import Config
from bantin.publish import swap
from bantin.publish.staging import NOTHING, Left
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import Rows


class Memory(NamedTuple):
    """unchanged: set when nothing is to be done.

    only_markdown: whether of all that a site is made from only Markdown may have changed. state, left: None
    and nothing when nothing can be trusted. pack: the prose pack to read and append; what will stand there
    from `fresh_from` on is this build's own. others: of all sources but Markdown, see Glance; b"" where
    nobody has looked.
    """

    config: Config
    drafts: bool
    store: Store
    unchanged: Glance | None
    only_markdown: bool
    state: State | None
    left: Left
    pack: str
    fresh_from: int = 0
    others: bytes = b""

    @property
    def engine(self) -> bytes:
        """A digest of the program itself. Where nothing is remembered, nobody need have taken it yet."""
        return engine_digest()

    @property
    def key(self) -> bytes:
        """See State."""
        return digest((self.engine, repr(self.config), self.drafts))

    @property
    def frozen(self) -> Frozen:
        return self.state.records if self.state else Frozen()

    @property
    def made(self) -> dict[str, Made]:
        return self.state.pages.all() if self.state else {}


def remember(
    config: Config,
    seen: Seen,
    *,
    now: int,
    drafts: bool,
    clean: bool,
    glancing: bool = True,
    recall: Recall | None = None,
) -> Memory:
    """Open the state that belongs to the present output/, or an empty one.

    With `glancing`, no more of it is read than shows that nothing has changed, if so.
    """
    store = Store(os.path.join(config.cache, digest((config.output, drafts)).hex()[:12]), recall)
    memory = Memory(config, drafts, store, None, False, None, NOTHING, store.new_pack())
    if clean or not os.path.isdir(config.output):
        return memory
    key = memory.key
    inode = os.stat(config.output).st_ino
    glance = store.glance(inode) if glancing else None
    markdown, others = sources_digests(seen, {}) if glance else (b"", b"")
    memory = memory._replace(others=others)
    if glance and glance.others == others and _is_like(glance, key, seen, now):
        memory = memory._replace(only_markdown=True)
        if glance.markdown == markdown and _is_as_left(glance, config, seen):
            return memory._replace(unchanged=glance)
    found = store.load(inode, key)
    if found is None:
        return memory
    state, left = found
    pack = store.path_of(state.pack)
    return memory._replace(
        state=state, left=left, pack=pack, fresh_from=max(Pack(pack).size(), state.pack_size)
    )


def _is_like(glance: Glance, key: bytes, seen: Seen, now: int) -> bool:
    """Whether the same sources would make the same site."""
    is_later = glance.last_change <= now and not 0 < glance.next_change <= now
    return glance.key == key and not seen.faults and is_later


def _is_as_left(glance: Glance, config: Config, seen: Seen) -> bool:
    return glance.output == seen.output_digest() and swap.is_tidy(config.output)


def sources_digests(seen: Seen, read: Rows) -> tuple[bytes, bytes]:
    """Of the rows of all Markdown, and of all else that a site is made from, with the names of content's
    folders, for an empty one may be a mistake; `read`: see sources.rows.
    """
    markdown, others = scan.rows(seen, read)
    return rows_digest(markdown), rows_digest(others) + digest(seen.content.folders)


def intact(memory: Memory, seen: Seen) -> set[str]:
    """The files of output/ that stand just as the last build left them."""
    present = seen.output().files
    return {path for path, row in memory.left.output.files.items() if present.get(path) == row}


@cache
def engine_digest() -> bytes:
    """Of the program: its own files, Python's version and the names (with versions) of what is installed.

    Taken once a process: what was loaded counts, not what has been edited since.
    """
    import sys

    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sources_: list[bytes] = [sys.version.encode()]
    for folder, folders, names in os.walk(own):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), "rb", buffering=0) as file:
                    sources_.append(name.encode() + b"\0" + file.read())
    for folder in sys.path:
        if folder.endswith("site-packages") and os.path.isdir(folder):
            installed = [name for name in os.listdir(folder) if name.endswith(".dist-info")]
            sources_.append(" ".join(sorted(installed)).encode())
    return digest_bytes(b"\0".join(sources_))
