"""Tell pages whose inputs cannot have changed, so that a build need not fingerprint them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bantin.cache.blobs import SIZE, digest, digest_bytes
from bantin.pages.context import SiteContext
from bantin.pages.kinds import CONTENT_KINDS
from bantin.system.named_tuple import NamedTuple


class SiteDigests(NamedTuple):
    """Digests of the site as a whole.

    structure: the order and addresses of articles, where links lead, sections, pictures and charts, and what
    all pages have in common, such as settings and layouts. relations: what relates articles, such as their
    tags. links: `Article.link_digest` of each article in their order, joined. cards: `Article.card_digest`
    of all articles.
    """

    structure: bytes
    relations: bytes
    links: bytes
    cards: bytes


class Unchanged(NamedTuple):
    """What shows the same as in the last build, as far as other files decide that.

    kinds: page kinds whose pages all have the fingerprint that they had. affected: the indexes of articles
    that show another one that has changed; None where any may.
    """

    kinds: frozenset[str]
    affected: AbstractSet[int] | None


def site_digests(context: SiteContext, relations_key: bytes, shared: bytes) -> SiteDigests:
    """Take the digests of a site. shared: changes with all layouts and whatever else pages have in common."""
    site, targets = context.site, context.link_targets
    structure = (
        shared,
        "\0".join([article.source for article, _ in site.articles]),
        "\0".join([article.address for article, _ in site.articles]),
        [section.digest for section in site.sections.values()],
        [(article.source, article.address) for article, _ in (*site.pages, *site.indexes.values())],
        [*targets.hidden.items()],
        [(source, picture.digest) for source, picture in targets.pictures.items()],
        [(source, picture.digest) for source, picture in targets.originals.items()],
        [(source, tuple(file)) for source, file in targets.files.items()],
        [*targets.charts.stamps.items()],
    )
    cards = b"".join([article.card_digest for article, _ in site.articles])
    links = b"".join(context.link_digests)
    return SiteDigests(digest(structure), digest_bytes(relations_key), links, digest_bytes(cards))


def unchanged_since(
    last: SiteDigests, last_related: Sequence[tuple[int, ...]], context: SiteContext, now: SiteDigests
) -> Unchanged:
    """Return what is unchanged in `context`, whose digests are `now`. last_related: as `context.related`."""
    if now.structure != last.structure:
        return Unchanged(frozenset(), None)
    same = {name for name in SiteDigests._fields if getattr(now, name) == getattr(last, name)}
    kinds = [
        kind for kind in CONTENT_KINDS if kind.unchanged_with is not None and kind.unchanged_with <= same
    ]
    changed = _changed_links(now.links, last.links)
    return Unchanged(frozenset(kind.name for kind in kinds), _affected(context, changed, last_related))


def _changed_links(now: bytes, last: bytes) -> set[int]:
    """Return the indexes of articles to which links show something else."""
    if now == last:
        return set()
    starts = range(0, len(now), SIZE)
    return {start // SIZE for start in starts if now[start : start + SIZE] != last[start : start + SIZE]}


def _affected(context: SiteContext, changed: set[int], last_related: Sequence[tuple[int, ...]]) -> set[int]:
    """Return the articles that show one of the `changed`, or others than before."""
    site = context.site
    neighbours = zip(context.related, last_related, site.older, site.newer, strict=True)
    return {
        index
        for index, (related, before, older, newer) in enumerate(neighbours)
        if related != before or not changed.isdisjoint((*related, older, newer))
    }
