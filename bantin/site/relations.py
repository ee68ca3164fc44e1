"""Related articles of a whole site: the editors' lists resolved, then likeness of content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.schema.values import nearest
from bantin.site.order import Site, StoredArticle
from bantin.site.related import Subject, related

# To look for the nearest of 10,000 names takes 50 ms.
MOST_GUESSES = 10


def relations_key(articles: Sequence[StoredArticle], hidden: Mapping[str, Article]) -> bytes:
    """Equal only if the subjects and what relates them are the same: a body edit does not touch it."""
    published = b"".join([stored.article.relations_digest for stored in articles])
    return published + b"|" + b"".join(hidden[source].relations_digest for source in sorted(hidden))


def chosen_by_editors(
    site: Site, broken: Iterable[str], unsound: Iterable[Article], *, shown_as: str
) -> tuple[dict[int, tuple[int, ...]], list[Problem]]:
    """The articles that an article names, all by their places; and a problem for each name that is none.

    A name of an article that is not published now is silently left out until it is due; so is one of
    `broken`, the sources whose own problems are told elsewhere. `unsound` articles with other mistakes have
    their names checked, and no relations.
    """
    names = _Names([stored.article for stored in site.articles])
    unpublished = {
        *_Names(list(site.hidden.values())),
        *(name for path in broken for name in _names_of(path)),
    }
    problems: list[Problem] = []

    def chosen(article: Article) -> tuple[int, ...]:
        places = []
        for written in article.related:
            name = _folded(written)
            found = names.places(name)
            if len(found) == 1:
                places.append(found[0])
            elif found:
                first, second = (site.articles[place].article.source for place in found[:2])
                path = shown_as + article.source
                args = {"name": written, "first": first, "second": second}
                problems.append(problem(path, article.related_line, "related-unclear", **args))
            elif name not in unpublished:
                known = {*names} if len(problems) < MOST_GUESSES else ()
                problems.append(_missing(article, written, known, shown_as))
        return tuple(places)

    places = {place: chosen(one) for place, (one, _) in enumerate(site.articles) if one.related}
    for article in unsound:
        chosen(article)
    return places, problems


def subjects(
    articles: Sequence[StoredArticle], chosen: Mapping[int, tuple[int, ...]]
) -> list[tuple[Any, ...]]:
    """What articles are related by, as plain data: Subjects, with those that editors have chosen.

    The articles are in the order that decides between equals, so that their places stand for their dates.
    """
    return [
        ("", one.title, one.tags, one.section, -place, chosen.get(place, ()))
        for place, (one, _) in enumerate(articles)
    ]


def relate(subjects: Sequence[tuple[Any, ...]], count: int) -> list[tuple[int, ...]]:
    """For each of these the places of at most `count` others, those that editors have chosen first."""
    return related([*map(Subject._make, subjects)], count)


class _Names:
    """What an editor may call an article: its slug, its file's path or its address, without the ending."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        slugs = [article.slug for article in articles]
        self._slugs = dict(zip(slugs, range(len(slugs)), strict=True))  # of twins the last one
        self._twins = _twins(slugs) if len(self._slugs) < len(slugs) else {}
        # Articles in no folder have paths that look like slugs.
        self._has_top = not all(article.section for article in articles)

    @cached_property
    def _sources(self) -> dict[str, int]:
        return {article.source: place for place, article in enumerate(self._articles)}

    @cached_property
    def _addresses(self) -> dict[str, int]:
        return {article.address: place for place, article in enumerate(self._articles)}

    def places(self, name: str) -> list[int]:
        """The articles that may be meant, by their places."""
        found = self._twins.get(name, [])
        if not found and name in self._slugs:
            found = [self._slugs[name]]
        if "/" in name or self._has_top:
            for place in (self._sources.get(f"{name}.md"), self._addresses.get(f"{name}.html")):
                if place is not None and place not in found:
                    found = sorted([*found, place])
        return found

    def __iter__(self) -> Iterator[str]:
        return chain(self._slugs, map(_folded, self._sources), map(_folded, self._addresses))


def _twins(names: Sequence[str]) -> dict[str, list[int]]:
    """The places of each name that stands there more than once."""
    places: dict[str, list[int]] = {name: [] for name, count in Counter(names).items() if count > 1}
    for place, name in enumerate(names):
        if name in places:
            places[name].append(place)
    return places


def _names_of(source: str) -> tuple[str, str]:
    path = _folded(source)
    return path, path.rpartition("/")[2]


def _folded(written: str) -> str:
    return written.strip("/ ").removesuffix(".md").removesuffix(".html")


def _missing(article: Article, written: str, names: Iterable[str], shown_as: str) -> Problem:
    guess = nearest(_folded(written), names)
    code = "related-missing-near" if guess else "related-missing"
    return problem(shown_as + article.source, article.related_line, code, name=written, guess=guess)
