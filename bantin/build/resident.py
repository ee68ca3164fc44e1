"""A site put together, and the same after an edit of what articles say but not of where they stand."""

from collections.abc import Iterator
from typing import Any

from bantin.build.options import Options
from bantin.build.pictures import all_may_stay, studio_of
from bantin.build.previous import Memory, sources_digests
from bantin.build.scan import Seen, shown_as
from bantin.cache.records import Frozen
from bantin.errors import Problem
from bantin.model import Article
from bantin.pages import Page, SiteContext, StaticFile
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import Rows

MOST = 100  # articles; of more, all is put in order anew

# What an edit may change of an article: no list has another order for it, no address is another one, and
# nothing leads elsewhere. Of links and pictures only their lines are compared with care, see `_stands`.
_SAID = (
    *("title", "heading", "summary", "has_lead", "origin", "updated", "updated_when"),
    *("related_line", "aliases_line", "image", "targets", "fast", "opens_with_figure"),
    *("page_digest", "card_digest", "link_digest", "relations_digest"),
)


class Gathered(NamedTuple):
    """A SiteContext, its pages and files, what the state remembers of them, and every problem found."""

    bulletin: SiteContext
    pages: list[Page]
    files: list[StaticFile]
    pictures: dict[str, tuple[Any, ...]]
    kin_key: bytes
    problems: tuple[Problem, ...]


class Kept(NamedTuple):
    """A site put together for a process that lives on: its SiteContext has no related articles.

    key: see State. others: see Memory. rows: of all Markdown as it was read. chosen: see
    catalog.kin; None where nobody asked.
    """

    key: bytes
    others: bytes
    rows: Rows
    gathered: Gathered
    chosen: dict[int, tuple[int, ...]] | None


def keep(
    gathered: Gathered, chosen: dict[int, tuple[int, ...]] | None, frozen: Frozen, seen: Seen, memory: Memory
) -> Kept:
    """To be called for a sound site."""
    others = memory.others or sources_digests(seen, {})[1]
    unrelated = gathered.bulletin._replace(related=[])
    return Kept(memory.key, others, frozen.rows, gathered._replace(bulletin=unrelated), chosen)


def renewed(
    kept: Kept, frozen: Frozen, seen: Seen, memory: Memory, options: Options, *, search: bool
) -> Kept | None:
    """The same site with what has been edited since; None where more than that may have changed."""
    if not _may_be_all(kept, seen, memory, options) or search != (kept.gathered.bulletin.search is not None):
        return None
    rows = frozen.rows
    if rows.keys() != kept.rows.keys():
        return None
    edited = [source for source, row in rows.items() if row is None or row != kept.rows[source]]
    if len(edited) > MOST:
        return None
    told = {one.path for one in kept.gathered.problems}
    bulletin = kept.gathered.bulletin
    articles = [*bulletin.site.articles]
    links = [*bulletin.link_digests]
    places = dict(_places(articles, frozenset(edited)))
    for source in edited:
        place, record = places.get(source, -1), frozen.record(source)
        if place < 0 or record.article is None or record.prose is None or record.problems:
            return None
        if shown_as(bulletin.config) + source in told or not _stands(articles[place].article, record.article):
            return None
        articles[place] = StoredArticle(record.article, record.prose)
        links[place] = record.article.link_digest
    bulletin = bulletin._replace(
        site=bulletin.site._replace(articles=tuple(articles)),
        link_digests=links,
        related=[],
        prose_fresh_from=memory.fresh_from,
        now=options.now,
    )
    return kept._replace(rows=rows, gathered=kept.gathered._replace(bulletin=bulletin))


def _may_be_all(kept: Kept, seen: Seen, memory: Memory, options: Options) -> bool:
    """Whether only Markdown may have changed, and the clock has changed nothing."""
    bulletin = kept.gathered.bulletin
    site, config = bulletin.site, bulletin.config
    return (
        (kept.key, kept.others, bulletin.prose_pack) == (memory.key, memory.others, memory.pack)
        and not seen.faults
        and site.last_change <= options.now
        and not 0 < site.next_change <= options.now
        and all_may_stay(studio_of(config, preview=options.preview), kept.gathered.pictures)
    )


def _places(articles: list[StoredArticle], sources: frozenset[str]) -> Iterator[tuple[str, int]]:
    for place, (article, _) in enumerate(articles):
        if article.source in sources:
            yield article.source, place


def _stands(old: Article, new: Article) -> bool:
    """Whether it stands where it stood, among the same, and leads to the same."""
    return (
        not old.notice
        and new._replace(**{name: getattr(old, name) for name in _SAID}) == old
        and (new.image and new.image[:4]) == (old.image and old.image[:4])
        and [where for *where, _ in new.targets] == [where for *where, _ in old.targets]
    )
