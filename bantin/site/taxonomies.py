"""Articles by taxonomy term, by year and month, and the most read. Articles are given by their indexes."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from bantin.model import TAXONOMIES
from bantin.site.order import StoredArticle
from bantin.site.view_counts import ShownCounts, rank
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import sort_key, term_slug


class Term(NamedTuple):
    """A term of a taxonomy, such as a tag. indexes: of its articles, newest first."""

    slug: str
    name: str
    indexes: list[int]


class RankedArticle(NamedTuple):
    """An article, by its index, with the views by which it is ranked."""

    article_index: int
    views: int


class Taxonomies(NamedTuple):
    """The lists of articles besides sections.

    terms: for each taxonomy of `model.TAXONOMIES` its terms by slug, in Vietnamese alphabetical order.
    months: indexes by "2023" and by "2023-04", newest first. most_read: indexes, the most read first.
    recently_read: with the views of thirty days, the most of these first.
    """

    terms: dict[str, dict[str, Term]]
    months: dict[str, list[int]]
    most_read: list[int]
    recently_read: list[RankedArticle]


def collect_taxonomies(
    articles: Sequence[StoredArticle], *, most_read: int, counts: ShownCounts | None = None
) -> Taxonomies:
    """Return the taxonomies of a site. most_read: the maximum length of the lists by views."""
    return Taxonomies(
        {taxonomy: _by_term(articles, field) for taxonomy, field in TAXONOMIES.items()},
        _by_month(articles),
        _most_read(articles, most_read, counts or {}),
        _recently_read(articles, most_read, counts or {}),
    )


def _by_term(articles: Sequence[StoredArticle], field: str) -> dict[str, Term]:
    """Return terms by slug, in Vietnamese alphabetical order; leave out names without letters or digits."""
    written: defaultdict[str, list[int]] = defaultdict(list)
    for index, (article, _) in enumerate(articles):
        names = getattr(article, field)
        for name in (names,) if isinstance(names, str) else names:
            written[name].append(index)
    terms = _terms(written)
    terms.pop("", None)
    return terms


def _terms(written: Mapping[str, list[int]]) -> dict[str, Term]:
    """Return terms by slug. Names with one slug are one term, named as in its newest article."""
    terms: dict[str, Term] = {}
    for name, indexes in written.items():
        key = term_slug(name)
        if key in terms:
            name, indexes = terms[key].name, sorted({*terms[key].indexes, *indexes})
        terms[key] = Term(key, name, indexes)
    return {term.slug: term for term in sorted(terms.values(), key=lambda term: sort_key(term.name))}


def _by_month(articles: Sequence[StoredArticle]) -> dict[str, list[int]]:
    """Return indexes by "2023" and by "2023-04", newest first."""
    months = [article.date[:7] for article, _ in articles]
    listed: dict[str, list[int]] = {}
    for month, group in groupby(range(len(months)), key=months.__getitem__):
        indexes = list(group)
        listed.setdefault(month[:4], []).extend(indexes)
        listed.setdefault(month, []).extend(indexes)
    return listed


def _most_read(articles: Sequence[StoredArticle], count: int, counts: ShownCounts) -> list[int]:
    """Return at most `count` articles with views, the most read first, of equals the newest."""
    ranks = [
        (-rank(article, counts), index)
        for index, (article, _) in enumerate(articles)
        if counts or article.views > 0
    ]
    return [index for _, index in heapq.nsmallest(count, [ranked for ranked in ranks if ranked[0] < 0])]


def _recently_read(articles: Sequence[StoredArticle], count: int, counts: ShownCounts) -> list[RankedArticle]:
    """Return at most `count` articles with views in the last thirty days, and these numbers."""
    if not counts:
        return []
    recent = [
        (-counts[article.address].recent, index)
        for index, (article, _) in enumerate(articles)
        if article.address in counts and counts[article.address].recent
    ]
    return [RankedArticle(index, -views) for views, index in heapq.nsmallest(count, recent)]
