"""The classification of changes since the previous site.

Most edits change the text of an article, not its position or address. Such changes are applied to the
previous site. For all others the site is assembled from all records, which is always correct.
"""

from collections.abc import Collection, Iterator
from enum import IntEnum

from bantin.build.context import Context
from bantin.build.site_index import SiteIndex
from bantin.cache.records import Record, RecordStore
from bantin.cache.tables import path_number, split_paths
from bantin.model import TAXONOMIES, Article, without_line
from bantin.site import StoredArticle, view_counts
from bantin.site.view_counts import ShownCounts
from bantin.system.named_tuple import NamedTuple

MAX_EDITS = 100  # edited files; with more, the site is assembled from all records

# The fields of Article whose changes can be applied: no order, address or list depends on them, which
# tests/unit/test_inputs.py checks. A change of any other field, or of a field of a taxonomy, is
# Level.STRUCTURE. For image and targets see `_level_of`.
APPLIED_FIELDS = {
    *("title", "heading", "summary", "has_own_summary", "credited_source", "updated", "updated_at"),
    *("related_line", "aliases_line", "image", "targets", "used_fast_path", "views"),
    *("opens_with_figure", "gallery_sizes"),
    *("page_digest", "card_digest", "link_digest", "relations_digest"),
}.difference(TAXONOMIES.values())


class Level(IntEnum):
    """The greatest change. Each level includes those before it."""

    NOTHING = 0
    BODIES = 1  # text below the first paragraph, on the article's page and in feeds
    CARDS = 2  # values in lists, such as the summary
    LINKS = 3  # values in links, such as the title
    RELATIONS = 4  # values by which articles are related
    STRUCTURE = 5  # anything else: order, addresses, pictures, settings, layouts


class Edit(NamedTuple):
    """A changed article. position: in Site.articles, or in Site.standalone_pages if is_standalone."""

    level: Level
    position: int
    is_standalone: bool
    before: Article
    after: StoredArticle

    @property
    def has_text(self) -> bool:
        """Whether anything but the number of views has changed."""
        return self.before.page_digest != self.after.article.page_digest

    @property
    def is_of_article_body(self) -> bool:
        """Whether only the body of an article has changed."""
        return self.level is Level.BODIES and not self.is_standalone


class Changes(NamedTuple):
    """All changes since the previous site. edits: () if the level is STRUCTURE."""

    level: Level
    edits: tuple[Edit, ...] = ()

    @property
    def are_bodies(self) -> bool:
        """Whether only bodies have changed."""
        return self.level <= Level.BODIES

    @property
    def have_text(self) -> bool:
        """Whether anything but numbers of views has changed."""
        return self.is_structure or any(edit.has_text for edit in self.edits)

    @property
    def is_structure(self) -> bool:
        """Whether the site must be assembled from all records."""
        return self.level is Level.STRUCTURE


STRUCTURE = Changes(Level.STRUCTURE)


def may_apply(context: Context, changed: Collection[str]) -> bool:
    """Tell whether only these files, few enough, and counted views have changed. output/ is not examined."""
    previous = context.previous
    if previous.state is None or not previous.only_markdown:
        return False
    from bantin.build.picture_store import all_are_final, picture_settings

    signatures = previous.records.signatures
    settings = picture_settings(context.config, preview=context.options.preview)
    return (
        len(changed) <= MAX_EDITS
        and len(signatures) == len(context.snapshot.markdown)
        and all(source in signatures for source in changed)
        and all_are_final(previous.pictures, settings)
    )


def classify(
    context: Context, changed: Collection[str], records: RecordStore, *, has_search: bool
) -> Changes:
    """Compare the records of the changed files with the previous ones. `may_apply` must be true."""
    state = context.previous.state
    assert state
    index = SiteIndex(*state.site_index.value)
    if index.has_search != has_search:
        return STRUCTURE
    counts = _ViewCounts(view_counts.of_plain(state.views.value), context.view_counts.result())
    if counts.are_ranked_anew:
        return STRUCTURE
    edits = []
    warned = {path for path, *_ in state.warnings}
    for source in changed:
        before, after = context.previous.records.record(source), records.record(source)
        is_odd = before.problems or after.problems or before.rules_off != after.rules_off
        if is_odd or context.content_name + source in warned:
            return STRUCTURE
        position, is_standalone = _position(index, before)
        edits.append(_edit(context, counts, (before, after), position, is_standalone=is_standalone))
    edits += _view_edits(context, index, records, counts, changed)
    if any(edit.level is Level.STRUCTURE for edit in edits):
        return STRUCTURE
    edits = [edit for edit in edits if edit.level is not Level.NOTHING]
    return Changes(max((edit.level for edit in edits), default=Level.NOTHING), tuple(edits))


def _position(index: SiteIndex, record: Record) -> tuple[int, bool]:
    """Return the position of an article (-1 if it is not published), and whether it is a standalone page."""
    position = path_number(index.sources, record.source)
    is_standalone = position < 0 and record.source in index.standalone
    return (index.standalone.index(record.source) if is_standalone else position), is_standalone


def _view_edits(
    context: Context, index: SiteIndex, records: RecordStore, counts: "_ViewCounts", changed: Collection[str]
) -> Iterator[Edit]:
    """Yield an edit for each article with new counted views whose file is not among the `changed`."""
    addresses = counts.changed()
    if not addresses:
        return
    sources = split_paths(index.sources)
    for position, address in enumerate(split_paths(index.addresses)):
        if address in addresses and sources[position] not in changed:
            record = records.record(sources[position])
            yield _edit(context, counts, (record, record), position, is_standalone=False)


class _ViewCounts(NamedTuple):
    """The counted views of the previous site, and the present ones."""

    before: ShownCounts
    now: ShownCounts

    def changed(self) -> set[str]:
        """Return the addresses of articles whose numbers differ."""
        both = self.before.keys() | self.now.keys()
        return {address for address in both if self.before.get(address) != self.now.get(address)}

    @property
    def are_ranked_anew(self) -> bool:
        """Whether the ranking of articles may have changed."""
        return {address: count[1:] for address, count in self.before.items() if any(count[1:])} != {
            address: count[1:] for address, count in self.now.items() if any(count[1:])
        }


def _edit(
    context: Context,
    counts: _ViewCounts,
    records: tuple[Record, Record],
    position: int,
    *,
    is_standalone: bool,
) -> Edit:
    """Compare two records of an article, each with the counted views of its time."""
    before, after = records
    old, new, prose = before.article, after.article, after.prose
    assert old and new and prose and before.prose
    old, new = view_counts.counted(old, counts.before), view_counts.counted(new, counts.now)
    level = _level_of(old, new)
    if view_counts.rank(old, counts.before) != view_counts.rank(new, counts.now):
        level = Level.STRUCTURE
    has_text = before.prose.length > 0 and prose.length > 0
    if level is Level.BODIES and not has_text:
        level = Level.CARDS
    is_draft = context.options.drafts and (old.draft or old.published_at > context.options.now)
    if is_draft or position < 0 or (is_standalone and level > Level.BODIES):
        level = Level.STRUCTURE if level is not Level.NOTHING else level
    return Edit(level, position, is_standalone, old, StoredArticle(new, prose))


def _level_of(old: Article, new: Article) -> Level:
    """Return the level of the difference between two versions of an article."""
    leads_elsewhere = [where for *where, _ in new.targets] != [where for *where, _ in old.targets]
    if leads_elsewhere or new._replace(**{name: getattr(old, name) for name in APPLIED_FIELDS}) != old:
        return Level.STRUCTURE
    if (new.image and without_line(new.image)) != (old.image and without_line(old.image)):
        return Level.STRUCTURE
    if new.relations_digest != old.relations_digest:
        return Level.RELATIONS
    if new.link_digest != old.link_digest:
        return Level.LINKS
    if new._replace(page_digest=old.page_digest, targets=old.targets) != old:
        return Level.CARDS
    return Level.BODIES if new.page_digest != old.page_digest else Level.NOTHING
