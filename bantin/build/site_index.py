"""The site index: the order of a site, stored on disk, so that a quick build can apply changes to it.

It contains the results of assembling a site, but no articles: records are unpacked on demand.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bantin.cache.tables import join_paths
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # an edit of bodies alone does without them
    from bantin.pages import Page, SiteContext, StaticFile
    from bantin.site.taxonomies import Taxonomies, Term


class TargetIndex(NamedTuple):
    """`LinkTargets` without published articles.

    sources: (source, address) of standalone pages and section files. unpublished: the same for unpublished
    articles. unpublished_addresses: theirs, and those of empty lists. shown, linked: the sources of pictures.
    files: (source, Attachment). charts: (request, digest).
    """

    sources: tuple[tuple[str, str], ...]
    unpublished: tuple[tuple[str, str], ...]
    unpublished_addresses: tuple[str, ...]
    shown: tuple[str, ...]
    linked: tuple[str, ...]
    files: tuple[tuple[str, tuple[Any, ...]], ...]
    charts: tuple[tuple[tuple[str, str], bytes], ...]


class TaxonomyIndex(NamedTuple):
    """`Taxonomies` as plain data. terms: (taxonomy, its (slug, name, indexes)). months: (month, indexes)."""

    terms: tuple[tuple[str, tuple[tuple[str, str, bytes], ...]], ...]
    months: tuple[tuple[str, bytes], ...]
    most_read: tuple[int, ...]
    recently_read: tuple[tuple[int, int], ...]


class PageIndex(NamedTuple):
    """All pages in columns. addresses: joined. forms: the different (layout, kind, slots).

    form_numbers: for each page the index of its form. articles: for each page its article_index.
    others: (page number, key, listing, ranges) of pages that have any of these.
    """

    addresses: str
    forms: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    form_numbers: bytes
    articles: bytes
    others: tuple[tuple[int, str, tuple[Any, ...], tuple[tuple[int, int], ...]], ...]


class SiteIndex(NamedTuple):
    """A site's order in columns of plain data; see `Site` and `SiteContext` for their meaning.

    sources, addresses: of all articles in order, joined. standalone: sources of standalone pages.
    indexes: (section, source). members: (section, indexes). taxonomies, targets, pages: a TaxonomyIndex, a
    TargetIndex and a PageIndex. files: (path, digest) of all files but the search index.
    """

    sources: str
    addresses: str
    standalone: tuple[str, ...]
    indexes: tuple[tuple[str, str], ...]
    sections: tuple[tuple[Any, ...], ...]
    members: tuple[tuple[str, bytes], ...]
    older: bytes
    newer: bytes
    lead: int
    taxonomies: tuple[Any, ...]
    targets: tuple[Any, ...]
    pages: tuple[Any, ...]
    files: tuple[tuple[str, bytes], ...]
    has_search: bool

    def first_members(self, section: str, count: int) -> list[int]:
        """Return the indexes of the newest articles of a section, "" for the whole site."""
        packed = dict(self.members)[section]
        return unpack(packed[: count * array("i").itemsize])


def index_of(site_context: "SiteContext", pages: "list[Page]", files: "list[StaticFile]") -> SiteIndex:
    """Return the index of a site that has just been assembled."""
    site = site_context.site
    return SiteIndex(
        sources=join_paths([article.source for article, _ in site.articles]),
        addresses=join_paths([article.address for article, _ in site.articles]),
        standalone=tuple(stored.article.source for stored in site.standalone_pages),
        indexes=tuple((path, stored.article.source) for path, stored in site.indexes.items()),
        sections=tuple(map(tuple, site.sections.values())),
        members=tuple((path, _pack(indexes)) for path, indexes in site.members.items()),
        older=_pack(site.older),
        newer=_pack(site.newer),
        lead=site.lead,
        taxonomies=tuple(_taxonomy_index(site_context.taxonomies)),
        targets=tuple(_target_index(site_context)),
        pages=tuple(_page_index(pages)),
        files=tuple((file.path, file.digest) for file in files),
        has_search=site_context.has_search,
    )


def _taxonomy_index(taxonomies: "Taxonomies") -> TaxonomyIndex:
    return TaxonomyIndex(
        terms=tuple((taxonomy, _terms(terms)) for taxonomy, terms in taxonomies.terms.items()),
        months=tuple((month, _pack(indexes)) for month, indexes in taxonomies.months.items()),
        most_read=tuple(taxonomies.most_read),
        recently_read=tuple((article, views) for article, views in taxonomies.recently_read),
    )


def _terms(terms: "Mapping[str, Term]") -> tuple[tuple[str, str, bytes], ...]:
    return tuple((term.slug, term.name, _pack(term.indexes)) for term in terms.values())


def _target_index(site_context: "SiteContext") -> TargetIndex:
    targets, site = site_context.link_targets, site_context.site
    articles = {article.source for article, _ in site.articles}
    return TargetIndex(
        sources=tuple(pair for pair in targets.sources.items() if pair[0] not in articles),
        unpublished=tuple((source, article.address) for source, article in site.unpublished.items()),
        unpublished_addresses=tuple(sorted(targets.unpublished_addresses)),
        shown=tuple(targets.pictures),
        linked=tuple(targets.linked_pictures),
        files=tuple((source, (*file,)) for source, file in targets.files.items()),
        charts=tuple(targets.charts.digests.items()),
    )


def _page_index(pages: "list[Page]") -> PageIndex:
    numbers: dict[tuple[str, str, int], int] = {}
    forms: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    of_pages, articles, others = array("I"), array("i"), []
    for number, (_, layout, kind, slots, key, index, listing, ranges) in enumerate(pages):
        form = (layout, kind, id(slots))
        if form not in numbers:
            numbers[form] = len(forms)
            forms.append((layout, kind, tuple(slots.items())))
        of_pages.append(numbers[form])
        articles.append(index)
        if key or ranges or listing.address:
            others.append((number, key, tuple(listing), tuple((range.start, range.stop) for range in ranges)))
    addresses = join_paths([page.address for page in pages])
    return PageIndex(addresses, tuple(forms), of_pages.tobytes(), articles.tobytes(), tuple(others))


def _pack(indexes: Iterable[int]) -> bytes:
    return array("i", indexes).tobytes()


def unpack(packed: bytes) -> list[int]:
    """Return packed indexes as a list."""
    return array("i", packed).tolist()
