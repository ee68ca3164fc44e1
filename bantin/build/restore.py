"""Restoring the site of the last build from its site index."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from bantin.assets import collect_assets
from bantin.build.assembled import AssembledSite, LazySequence, Relations
from bantin.build.context import Context
from bantin.build.report import UnpublishedCounts
from bantin.build.restored_targets import restore_targets
from bantin.build.site_index import PageIndex, SiteIndex, TargetIndex, TaxonomyIndex, unpack
from bantin.cache.blobs import SIZE
from bantin.cache.records import RecordStore
from bantin.cache.state import State
from bantin.cache.tables import split_paths
from bantin.errors import Problem
from bantin.pages import Page, SiteContext, StaticFile, listed_pages
from bantin.pages.page_kind import SitemapRange
from bantin.site import Section, Site, StoredArticle, view_counts
from bantin.site.links import LinkTargets
from bantin.site.order import with_notice
from bantin.site.taxonomies import RankedArticle, Taxonomies, Term
from bantin.site.unpublished_links import without_unpublished
from bantin.urls import ListPage, file_name

T = TypeVar("T")

ReadArticle = Callable[[str], StoredArticle]


class StoredArticles(Sequence[StoredArticle]):
    """Articles that are loaded on demand. sources: of all, in order. loaded: those in memory, by index."""

    def __init__(
        self,
        sources: Sequence[str],
        read: ReadArticle,
        loaded: Mapping[int, StoredArticle] | None = None,
    ) -> None:
        self._sources = sources
        self._read = read
        self._loaded: dict[int, StoredArticle] = {**(loaded or {})}

    @classmethod
    def of(cls, articles: Sequence[StoredArticle], read: ReadArticle) -> "StoredArticles":
        """Return a sequence of articles that are in memory already."""
        if isinstance(articles, StoredArticles):
            return articles
        return cls([stored.article.source for stored in articles], read, dict(enumerate(articles)))

    def with_changed(self, changed: Mapping[int, StoredArticle], read: ReadArticle) -> "StoredArticles":
        """Return the sequence with the articles at some indexes replaced."""
        return StoredArticles(self._sources, read, {**self._loaded, **changed})

    @overload
    def __getitem__(self, index: int) -> StoredArticle: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[StoredArticle]: ...
    def __getitem__(self, index: int | slice) -> StoredArticle | Sequence[StoredArticle]:
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        if index not in self._loaded:
            if not 0 <= index < len(self._sources):
                raise IndexError(index)
            self._loaded[index] = self._read(self._sources[index])
        return self._loaded[index]

    def __len__(self) -> int:
        return len(self._sources)


def article_reader(context: Context, records: RecordStore) -> ReadArticle:
    """Return a function that loads a valid article by its source; with --drafts it adds notices."""
    now, drafts = context.options.now, context.options.drafts
    counts = context.view_counts.result()

    def read(source: str) -> StoredArticle:
        record = records.record(source)
        assert record.article and record.prose
        stored = StoredArticle(view_counts.counted(record.article, counts), record.prose)
        return with_notice(stored, now) if drafts else stored

    return read


class LazyMapping(Mapping[str, T]):
    """A mapping whose values are loaded on demand. keys: key to the argument of `find`."""

    def __init__(self, keys: Mapping[str, str], find: Callable[[str], T]) -> None:
        self._keys = keys
        self._find = find

    def __getitem__(self, key: str) -> T:
        return self._find(self._keys[key])

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)


def restore(context: Context, state: State) -> AssembledSite:
    """Return the site of the last build. Its StaticFiles have no data, since they are in output/."""
    index = SiteIndex(*state.site_index.value)
    pages = _restore_pages(PageIndex(*index.pages))
    files = [StaticFile(path, digest, None, "") for path, digest in index.files]
    paths = [file_name(page.address) for page in pages]
    addresses = frozenset([page.address for page in pages] + [file.path for file in files])
    targets = restore_targets(context)._replace(addresses=addresses, knows_addresses=True)
    site_context = _restore_context(context, index, targets)
    listed = LazySequence(lambda: listed_pages(site_context, pages))
    return AssembledSite(
        site_context._replace(listed=listed),
        pages,
        paths,
        files,
        pictures=state.pictures,
        relations=Relations(state.relations_key, state.related, state.subjects),
        site_index=state.site_index,
        off_fast_path=state.off_fast_path,
        problems=tuple(map(Problem._make, state.warnings)),
        unpublished=UnpublishedCounts(*state.unpublished),
    )


def _restore_pages(index: PageIndex) -> list[Page]:
    forms = [(layout, kind, dict(slots)) for layout, kind, slots in index.forms]
    new, listing = tuple.__new__, Page("", "", "").listing  # as in records.unpack
    pages = []
    numbers, articles = array("I", index.form_numbers), array("i", index.articles)
    for address, number, article in zip(split_paths(index.addresses), numbers, articles, strict=True):
        layout, kind, slots = forms[number]
        pages.append(new(Page, (address, layout, kind, slots, "", article, listing, ())))
    for number, key, page_listing, ranges in index.others:
        entries = tuple(map(SitemapRange._make, ranges))
        pages[number] = pages[number]._replace(key=key, listing=ListPage(*page_listing), ranges=entries)
    return pages


def _restore_context(context: Context, index: SiteIndex, targets: LinkTargets) -> SiteContext:
    state = context.previous.state
    assert state
    related = state.related
    links = state.link_digests
    return SiteContext(
        without_unpublished(context.config, targets.unpublished_addresses),
        _restore_site(context, state, index),
        related=LazySequence(lambda: related.value),
        taxonomies=_taxonomies(TaxonomyIndex(*index.taxonomies)),
        link_targets=targets,
        assets=collect_assets(
            context.snapshot.names_by_folder(context.config.assets), context.config.identity
        ),
        prose_pack=context.previous.pack,
        prose_fresh_from=context.previous.fresh_from,
        now=context.options.now,
        link_digests=[links[start : start + SIZE] for start in range(0, len(links), SIZE)],
        search_parts=() if index.has_search else None,
    )


def _taxonomies(index: TaxonomyIndex) -> Taxonomies:
    return Taxonomies(
        {taxonomy: _terms(terms) for taxonomy, terms in index.terms},
        {month: unpack(indexes) for month, indexes in index.months},
        [*index.most_read],
        [*map(RankedArticle._make, index.recently_read)],
    )


def _terms(terms: Iterable[tuple[str, str, bytes]]) -> dict[str, Term]:
    return {slug: Term(slug, name, unpack(indexes)) for slug, name, indexes in terms}


def _restore_site(context: Context, state: State, index: SiteIndex) -> Site:
    read = article_reader(context, state.records)
    sections = [Section(*section) for section in index.sections]
    unpublished_sources = {source: source for source, _ in TargetIndex(*index.targets).unpublished}
    return Site(
        articles=StoredArticles(split_paths(index.sources), read),
        standalone_pages=StoredArticles(index.standalone, read),
        indexes=LazyMapping(dict(index.indexes), read),
        sections={section.path: section for section in sections},
        members={path: unpack(indexes) for path, indexes in index.members},
        older=unpack(index.older),
        newer=unpack(index.newer),
        lead=index.lead,
        unpublished=LazyMapping(unpublished_sources, lambda source: read(source).article),
        next_change=state.next_change,
        last_change=state.last_change,
    )
