"""What builds and inspecting commands share: read changed files, classify changes, assemble the site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bantin import search
from bantin.build.changes import STRUCTURE, Changes, Level, classify, may_apply
from bantin.build.context import Context, open_context
from bantin.build.options import Options
from bantin.build.read import changed_since, read
from bantin.cache.blobs import DamagedCacheError
from bantin.cache.records import RecordStore
from bantin.config import Config
from bantin.parallel import preload
from bantin.publish.swap import remove
from bantin.search import IndexProvider
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # with all that plans pages
    from bantin.build.assembled import AssembledSite

T = TypeVar("T")


class Sources(NamedTuple):
    """All records, and the changes since the previous site. index_provider: None without search."""

    records: RecordStore
    changes: Changes
    index_provider: IndexProvider | None


def read_sources(context: Context, *, publishes: bool) -> Sources:
    """Read changed files, and classify the changes. publishes: whether a build follows, see `read`."""
    context.enter("read")
    changed = changed_since(context.snapshot, context.previous.records)
    is_small = may_apply(context, changed)
    meanwhile = (lambda: None) if is_small else (lambda: _preload(context, STRUCTURE))
    records = read(context, changed, meanwhile, publishes=publishes)
    options = context.options
    index_provider = search.index_provider(
        context.config,
        options.search,
        drafts=options.drafts,
        engine=context.engine_digest,
        clean=options.clean,
    )
    if not is_small:
        return Sources(records, STRUCTURE, index_provider)
    changes = classify(context, changed, records, has_search=index_provider is not None)
    if changes.level > Level.BODIES:
        _preload(context, changes)  # while the helper process may still scan output/
    if not context.previous.is_output_unchanged(context.snapshot):
        changes = STRUCTURE
    return Sources(records, changes, index_provider)


def _preload(context: Context, changes: Changes) -> None:
    """Import the modules of later steps, while other processes read."""
    preload(
        "bantin.build.assemble" if changes.is_structure else "bantin.build.apply",
        "bantin.build.publishing",
        "bantin.build.render",
    )
    if context.is_cold:
        from bantin.build.picture_store import picture_settings, preload_encoders

        preload_encoders(context.snapshot.content.files, picture_settings(context.config))
        context.renderer.result()


def assemble_or_apply(context: Context, sources: Sources) -> "AssembledSite":
    """Return the previous site with the changes applied, or assemble the site from all records."""
    records, changes, index_provider = sources
    if changes.level < Level.STRUCTURE:
        from bantin.build.apply import apply

        return apply(context, changes, records)
    from bantin.build.assemble import assemble

    return assemble(context, records, has_search=index_provider is not None)


class PreparedSite(NamedTuple):
    """A site as a build would publish it. index_provider: None without search."""

    context: Context
    site: "AssembledSite"
    index_provider: IndexProvider | None

    def with_search(self) -> "AssembledSite":
        """Return the site with its search index."""
        if self.index_provider is None:
            return self.site
        return self.site.with_search(*self.index_provider(self.site.site_context, self.context.workers))


def inspect_site(config: Config, options: Options, look: Callable[[PreparedSite], T]) -> T:
    """Scan, read and assemble like a build; return the result of `look`, and publish nothing.

    Raises UsageError as a build would. If the cache is damaged, do all this again without it.
    """
    try:
        with options.workers.with_helper() as workers:
            context = open_context(config, options._replace(workers=workers), whole=True)
            try:
                sources = read_sources(context, publishes=False)
                site = assemble_or_apply(context, sources)
                return look(PreparedSite(context, site, sources.index_provider))
            finally:
                if context.is_cold:  # no state will refer to the bodies just read
                    remove(context.previous.pack)
    except DamagedCacheError:
        if options.clean:
            raise
        return inspect_site(config, options._replace(clean=True), look)
