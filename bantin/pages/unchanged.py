"""Pages that a build need not look at, for they show nothing but what stands as it did."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bantin.cache.blobs import SIZE, digest, digest_bytes
from bantin.pages.context import SiteContext
from bantin.system.named_tuple import NamedTuple

# All their parts are told by `SiteDigests.frame`, `kin` and `links`.
_LINKING = frozenset({"tag", "month", "year", "tags", "archive", "not-found"})
# By these and by `SiteDigests.cards`.
_SHOWING = frozenset({"section"})


class SiteDigests(NamedTuple):
    """What stands round pages.

    frame: of the order of all articles, where links lead, the sections, and all pictures and charts.
    kin: of what relates them, such as their tags. links: for each article, in their order, what links to it
    show. cards: of what lists show of each besides.
    """

    frame: bytes
    kin: bytes
    links: bytes
    cards: bytes


class Unchanged(NamedTuple):
    """The kinds of pages whose parts are as they were. Of articles this is known one by one: `touched` has
    the places of those that show another one that has changed, and None where all may. Their own files are
    not looked at here.
    """

    kinds: frozenset[str]
    touched: AbstractSet[int] | None


def site_digests(context: SiteContext, kin_key: bytes, shared: bytes) -> SiteDigests:
    """`shared`: changes with all layouts and whatever else pages have in common."""
    site, places = context.site, context.link_targets
    frame = (
        shared,
        "\0".join([one.source for one, _ in site.articles]),
        "\0".join([one.address for one, _ in site.articles]),
        [section.digest for section in site.sections.values()],
        [(one.source, one.address) for one, _ in (*site.pages, *site.indexes.values())],
        [*places.hidden.items()],
        [(source, one.digest) for source, one in places.pictures.items()],
        [(source, one.digest) for source, one in places.originals.items()],
        [(source, tuple(one)) for source, one in places.files.items()],
        [*places.charts.stamps.items()],
    )
    cards = b"".join([stored.article.card_digest for stored in site.articles])
    links = b"".join(context.link_digests)
    return SiteDigests(digest(frame), digest_bytes(kin_key), links, digest_bytes(cards))


def unchanged_since(
    last: SiteDigests, last_related: Sequence[tuple[int, ...]], context: SiteContext, now: SiteDigests
) -> Unchanged:
    """What of the context, round which is `now`, is as it was; `last_related` as `context.related`."""
    if now.frame != last.frame:
        return Unchanged(frozenset(), None)
    touched = _touched(context, _changed(now.links, last.links), last_related)
    if (now.kin, now.links) != (last.kin, last.links):
        return Unchanged(frozenset(), touched)
    return Unchanged(_LINKING | _SHOWING if now.cards == last.cards else _LINKING, touched)


def _changed(links: bytes, last: bytes) -> set[int]:
    """The places of articles to which links show something else."""
    if links == last:
        return set()
    return {
        start // SIZE
        for start in range(0, len(links), SIZE)
        if links[start : start + SIZE] != last[start : start + SIZE]
    }


def _touched(context: SiteContext, changed: set[int], last_related: Sequence[tuple[int, ...]]) -> set[int]:
    """The articles that show one of the `changed`, or others than before."""
    site = context.site
    each = zip(context.related, last_related, site.older, site.newer, strict=True)
    return {
        place
        for place, (related, before, older, newer) in enumerate(each)
        if related != before or not changed.isdisjoint((*related, older, newer))
    }
