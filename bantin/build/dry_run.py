"""A build up to the point where it would write, for commands that only look."""

from bantin import search
from bantin.build import scan
from bantin.build.assemble import gather
from bantin.build.options import Options
from bantin.build.previous import Memory, remember
from bantin.build.resident import Gathered
from bantin.build.scan import Seen
from bantin.cache.blobs import DamagedCacheError
from bantin.config import Config
from bantin.search import Finder
from bantin.system.named_tuple import NamedTuple


class Rehearsal(NamedTuple):
    """What a build would go by, its problems included. find: what would make the search index, if any."""

    seen: Seen
    memory: Memory
    gathered: Gathered
    find: Finder | None


def rehearse(config: Config, options: Options) -> Rehearsal:
    """Read everything and put the site together, but publish nothing. Raises UsageError as a build would."""
    with options.workers.beside() as workers:
        options = options._replace(workers=workers)
        try:
            return _rehearse(config, options)
        except DamagedCacheError:
            return _rehearse(config, options._replace(clean=True))


def _rehearse(config: Config, options: Options) -> Rehearsal:
    with scan.look(config, options.workers) as seen:
        memory = remember(
            config, seen, now=options.now, drafts=options.drafts, clean=options.clean, glancing=False
        )
    known = memory.frozen
    changed = scan.changed(seen, known)
    frozen = scan.read(config, seen, known, changed, memory.pack, options.workers)
    find = search.finder(
        config, options.search, drafts=options.drafts, engine=memory.engine, clean=options.clean
    )
    with gather(config, seen, frozen, memory, options, search=find is not None) as gathered:
        pass  # nothing to do while articles are related
    return Rehearsal(seen, memory, gathered, find)
