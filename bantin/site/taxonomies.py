"""Articles by tag, by year and by month, and those read most."""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from bantin.site.order import StoredArticle
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug, sort_key


class Term(NamedTuple):
    """What articles have in common. places: newest first."""

    slug: str
    name: str
    places: list[int]


def by_tag(articles: Sequence[StoredArticle]) -> dict[str, Term]:
    """Terms by slug, in the alphabet's order. Tags that fold to one slug are one, named as the newest is."""
    written: defaultdict[str, list[int]] = defaultdict(list)
    for place, (article, _) in enumerate(articles):
        for tag in article.tags:
            written[tag].append(place)
    found: dict[str, Term] = {}
    for tag, places in written.items():
        name = slug(tag)
        if name in found:
            tag, places = found[name].name, sorted({*found[name].places, *places})
        found[name] = Term(name, tag, places)
    return {term.slug: term for term in sorted(found.values(), key=lambda term: sort_key(term.name))}


def by_month(articles: Sequence[StoredArticle]) -> dict[str, list[int]]:
    """LinkTargets by "2023" and by "2023-04", newest first."""
    months = [stored.article.date[:7] for stored in articles]
    found: dict[str, list[int]] = {}
    for month, group in groupby(range(len(months)), key=months.__getitem__):
        places = list(group)
        found.setdefault(month[:4], []).extend(places)
        found.setdefault(month, []).extend(places)
    return found


def most_read(articles: Sequence[StoredArticle], count: int) -> list[int]:
    """At most `count` articles that were read at all, the most read first, of equals the newest."""
    read = [
        (-stored.article.views, place) for place, stored in enumerate(articles) if stored.article.views > 0
    ]
    return [place for _, place in heapq.nsmallest(count, read)]
