"""Pages that a build need not look at: of kinds that show nothing but what stands as it did."""

from typing import NamedTuple

from bantin.cache import digest, digest_bytes
from bantin.plan.bulletin import Bulletin

# All their parts are told by `Around.links`, but what an article's own file says.
_LINKING = frozenset({"article", "tag", "month", "year", "tags", "archive", "not-found"})
# By it and by `Around.cards`.
_SHOWING = frozenset({"section"})


class Around(NamedTuple):
    """links: of each article what links to it show and what relates it, where links lead, the sections, and
    all pictures and charts. cards: of what lists show of each article besides.
    """

    links: bytes
    cards: bytes


def around(bulletin: Bulletin, kin_key: bytes, shared: bytes) -> Around:
    """What stands round pages. `shared`: changes with all layouts and whatever else pages have in common."""
    site, places = bulletin.site, bulletin.places
    links = (
        shared,
        kin_key,  # with the source and the address of each article
        bulletin.link_digests,  # and with these, and the sections, all order
        [section.digest for section in site.sections.values()],
        [(one.source, one.address) for one, _ in (*site.pages, *site.indexes.values())],
        [*places.hidden.items()],
        [(source, one.digest) for source, one in places.pictures.items()],
        [(source, one.digest) for source, one in places.originals.items()],
        [(source, tuple(one)) for source, one in places.files.items()],
        [*places.gallery.stamps.items()],
    )
    cards = b"".join([shelf.article.card for shelf in site.articles])
    return Around(digest(links), digest_bytes(cards))


def steady_kinds(now: Around, last: Around) -> frozenset[str]:
    """The kinds of pages whose parts are as they were; of an article, but for its own."""
    if now.links != last.links:
        return frozenset()
    return _LINKING | _SHOWING if now.cards == last.cards else _LINKING
