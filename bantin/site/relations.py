"""Related articles of a whole site: the editors' lists resolved, then likeness of content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.schema.values import nearest
from bantin.site.order import Site, StoredArticle
from bantin.site.related import RelatedSubject, related

# To look for the nearest of 10,000 names takes 50 ms.
MOST_GUESSES = 10


def relations_key(articles: Sequence[StoredArticle], hidden: Mapping[str, Article]) -> bytes:
    """Return bytes that change with all that relates articles, and not with an edited body."""
    published = b"".join([stored.article.relations_digest for stored in articles])
    return published + b"|" + b"".join(hidden[source].relations_digest for source in sorted(hidden))


def chosen_by_editors(
    site: Site, broken: Iterable[str], unsound: Iterable[Article], *, shown_as: str
) -> tuple[dict[int, tuple[int, ...]], list[Problem]]:
    """Return the articles that editors name, by index, and a problem for each name without an article.

    The name of an article that is not published now is left out silently until it is due; so is one of
    `broken`, the sources whose own problems are reported elsewhere. unsound: articles with other mistakes;
    their names are checked.
    """
    names = _Names([stored.article for stored in site.articles])
    unpublished = {
        *_Names(list(site.hidden.values())),
        *(name for path in broken for name in _names_of(path)),
    }
    problems: list[Problem] = []

    def chosen(article: Article) -> tuple[int, ...]:
        indexes = []
        for written in article.related:
            name = _folded(written)
            matches = names.indexes(name)
            if len(matches) == 1:
                indexes.append(matches[0])
            elif matches:
                first, second = (site.articles[index].article.source for index in matches[:2])
                path = shown_as + article.source
                args = {"name": written, "first": first, "second": second}
                problems.append(problem(path, article.related_line, "related-unclear", **args))
            elif name not in unpublished:
                candidates = {*names} if len(problems) < MOST_GUESSES else ()
                problems.append(_missing(article, written, candidates, shown_as))
        return tuple(indexes)

    indexes = {index: chosen(article) for index, (article, _) in enumerate(site.articles) if article.related}
    for article in unsound:
        chosen(article)
    return indexes, problems


def subjects(
    articles: Sequence[StoredArticle], chosen: Mapping[int, tuple[int, ...]]
) -> list[tuple[object, ...]]:
    """Return what articles are related by, as plain data: Subjects, with those that editors have chosen.

    The articles are in the order that decides between equals, so their indexes stand for their dates.
    """
    return [
        ("", article.title, article.tags, article.section, -index, chosen.get(index, ()))
        for index, (article, _) in enumerate(articles)
    ]


def relate(subjects: Sequence[tuple[object, ...]], count: int) -> list[tuple[int, ...]]:
    """Return for each the indexes of at most `count` others, those that editors have chosen first."""
    return related([*map(RelatedSubject._make, subjects)], count)


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
        return {article.source: index for index, article in enumerate(self._articles)}

    @cached_property
    def _addresses(self) -> dict[str, int]:
        return {article.address: index for index, article in enumerate(self._articles)}

    def indexes(self, name: str) -> list[int]:
        """Return the indexes of the articles that may be meant."""
        matches = self._twins.get(name, [])
        if not matches and name in self._slugs:
            matches = [self._slugs[name]]
        if "/" in name or self._has_top:
            for index in (self._sources.get(f"{name}.md"), self._addresses.get(f"{name}.html")):
                if index is not None and index not in matches:
                    matches = sorted([*matches, index])
        return matches

    def __iter__(self) -> Iterator[str]:
        return chain(self._slugs, map(_folded, self._sources), map(_folded, self._addresses))


def _twins(names: Sequence[str]) -> dict[str, list[int]]:
    """Return the indexes of each name that occurs more than once."""
    indexes: dict[str, list[int]] = {name: [] for name, count in Counter(names).items() if count > 1}
    for index, name in enumerate(names):
        if name in indexes:
            indexes[name].append(index)
    return indexes


def _names_of(source: str) -> tuple[str, str]:
    path = _folded(source)
    return path, path.rpartition("/")[2]


def _folded(written: str) -> str:
    return written.strip("/ ").removesuffix(".md").removesuffix(".html")


def _missing(article: Article, written: str, names: Iterable[str], shown_as: str) -> Problem:
    guess = nearest(_folded(written), names)
    code = "related-missing-near" if guess else "related-missing"
    return problem(shown_as + article.source, article.related_line, code, name=written, guess=guess)
