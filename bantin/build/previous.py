"""The previous build: its state and its output/, as far as they can be trusted."""

import os
from collections.abc import Mapping, Set
from typing import Any

from bantin.build.options import Options
from bantin.build.restored_cache import NAME as DIGESTS
from bantin.build.restored_cache import NO_DIGESTS, Digests, adopt_state, restored_header
from bantin.build.scan import Snapshot
from bantin.cache import blobs, engine
from bantin.cache.blobs import Pack, digest
from bantin.cache.records import RecordStore
from bantin.cache.state import Header, State, Store
from bantin.cache.tables import PageEntry
from bantin.config import Config
from bantin.publish import swap
from bantin.publish.staging import NOTHING, OutputState
from bantin.system.named_tuple import NamedTuple


class PreviousBuild(NamedTuple):
    """The previous build. For a cold build there is no state.

    unchanged: the header of the last build if nothing has changed since. only_markdown: whether only Markdown
    and counted views may differ from the sources of the last build.
    state, output_state: the state and the signatures of output/; None and NOTHING if they cannot be trusted.
    pack: the prose pack. fresh_from: see Pack.
    retained: files of earlier releases that stay in output/, with the time since which no page refers to them
    (seconds since 1970); for cold builds, too.
    other_version: the version of bantin whose state was ignored; else "". digests: see build.restored_cache.
    """

    store: Store
    unchanged: Header | None = None
    only_markdown: bool = False
    state: State | None = None
    output_state: OutputState = NOTHING
    pack: str = ""
    fresh_from: int = 0
    retained: Mapping[str, int] = {}
    other_version: str = ""
    digests: Digests = NO_DIGESTS

    @property
    def site_paths(self) -> Set[str]:
        """Return the files of the last site, without retained ones."""
        paths = self.output_state.output.files.keys()
        return paths - self.retained.keys() if self.retained else paths

    @property
    def records(self) -> RecordStore:
        return self.state.records if self.state else RecordStore()

    @property
    def entries(self) -> dict[str, PageEntry]:
        return self.state.pages.entries() if self.state else {}

    @property
    def pictures(self) -> dict[str, tuple[Any, ...]]:
        return self.state.pictures if self.state else {}

    def is_output_unchanged(self, snapshot: Snapshot) -> bool:
        """Tell whether output/ is unchanged since the last build."""
        return bool(self.output_state.output.files) and self.output_state.output == snapshot.output.present

    def unchanged_files(self, snapshot: Snapshot) -> set[str]:
        """Return the files of output/ that are unchanged since the last build."""
        present = snapshot.output.present.files
        return {
            path
            for path, signature in self.output_state.output.files.items()
            if present.get(path) == signature
        }


def load_previous(
    config: Config, snapshot: Snapshot, options: Options, *, whole: bool = False
) -> PreviousBuild:
    """Load the state that belongs to the present output/, if there is one.

    whole: load the state even if its header shows that nothing has changed.
    """
    folder = os.path.join(config.cache, _folder_name(config, options))
    if not os.path.isdir(folder):
        _rename_restored(config, folder)
    store = Store(folder, options.resident)
    retained = blobs.load(_retained(config)) or {}
    previous = PreviousBuild(store, pack=store.new_pack(), retained=retained)
    if options.clean or not os.path.isdir(config.output):
        return previous
    inode = os.stat(config.output).st_ino
    header = store.header(inode)
    restored = None if header else restored_header(store)
    if restored:
        inode, header = restored
    if header is None or header.engine != engine.engine_digest():
        return previous._replace(other_version=header.version if header else "")
    key = state_key(config, options)
    if header.key == key:
        previous = _compare_sources(previous, header, config, snapshot, options.now)
    if previous.unchanged and not whole:
        return previous
    loaded = store.load(inode, header, key)
    if loaded is None:
        return previous._replace(unchanged=None, only_markdown=False)
    state, output_state, digests = *loaded, NO_DIGESTS
    if restored:
        state, output_state, digests = adopt_state(store, config, snapshot, state, options.workers)
    pack = store.path_of(state.pack)
    fresh_from = max(Pack(pack).size(), state.pack_size)
    return previous._replace(
        state=state, output_state=output_state, pack=pack, fresh_from=fresh_from, digests=digests
    )


def _folder_name(config: Config, options: Options) -> str:
    """Return the state's folder name: digests of output's absolute path and of its path in the site."""
    folder = digest((config.output, options.drafts)).hex()[:12]
    within = digest((os.path.relpath(config.output, config.site), options.drafts)).hex()[:8]
    return f"{folder}-{within}"


def _rename_restored(config: Config, folder: str) -> None:
    """Rename the folder of a restored state with digests if the site was at another path."""
    ending = os.path.basename(folder).rpartition("-")[2]
    names = os.listdir(config.cache) if os.path.isdir(config.cache) else []
    leftovers = [name for name in names if name.endswith(f"-{ending}")]
    if len(leftovers) == 1 and os.path.exists(os.path.join(config.cache, leftovers[0], DIGESTS)):
        os.rename(os.path.join(config.cache, leftovers[0]), folder)


def save_retained(config: Config, retained: Mapping[str, int]) -> None:
    """Save the retained files of output/, which all its states share."""
    if retained or os.path.exists(_retained(config)):
        blobs.save(_retained(config), dict(retained))


def _retained(config: Config) -> str:
    return os.path.join(config.cache, f"retained-{digest(config.output).hex()[:12]}")


def _compare_sources(
    previous: PreviousBuild, header: Header, config: Config, snapshot: Snapshot, now: int
) -> PreviousBuild:
    """Compare the header with the sources: set `only_markdown` and `unchanged`."""
    sources = snapshot.source_digests({})
    is_same_time = header.last_change <= now and not 0 < header.next_change <= now
    only_markdown = header.others == sources.others and is_same_time and not snapshot.problems
    unchanged = (
        only_markdown
        and header.markdown == sources.markdown
        and header.views == sources.views
        and header.output == snapshot.output.digest()
        and swap.is_tidy(config.output)
    )
    return previous._replace(only_markdown=only_markdown, unchanged=header if unchanged else None)


def state_key(config: Config, options: Options) -> bytes:
    """Return a digest of the program, the settings and the options: `State.key`."""
    settings = repr(config).replace(config.site, "")  # independent of the site's path
    return digest((engine.engine_digest(), settings, options.drafts))
