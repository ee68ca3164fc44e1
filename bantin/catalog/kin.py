"""Related articles of a whole site: the editors' lists resolved, then likeness of content."""

from collections.abc import Iterable, Mapping, Sequence

from bantin.catalog.related import Index, Subject, look_ups
from bantin.catalog.site import Shelf
from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.schema import nearest
from bantin.workers import Workers, flatten

# To look for the nearest of 10,000 names takes 50 ms.
MOST_GUESSES = 10


def kin_key(articles: Sequence[Shelf], hidden: Mapping[str, Article]) -> bytes:
    """Equal whenever `find_kin` would answer the same: a body edit does not touch it."""
    published = b"".join([shelf.article.kin for shelf in articles])
    return published + b"|" + b"".join(hidden[source].kin for source in sorted(hidden))


def find_kin(
    articles: Sequence[Shelf],
    hidden: Mapping[str, Article],
    broken: Iterable[str],
    unsound: Iterable[Article],
    *,
    count: int,
    shown_as: str,
    workers: Workers,
) -> tuple[list[tuple[int, ...]], list[Problem]]:
    """For each article the places of its related ones; and a problem for each name that is no article.

    A name of an article that is not published now is silently left out until it is due; so is one of
    `broken`, the sources whose own problems are told elsewhere. With problems, nothing is related.
    `unsound` articles with other mistakes have their names checked, and no relations.
    """
    names = _names([shelf.article for shelf in articles])
    unpublished = {*_names(list(hidden.values())), *(name for path in broken for name in _names_of(path))}
    problems: list[Problem] = []

    def chosen(article: Article) -> tuple[int, ...]:
        places = []
        for written in article.related:
            name = _folded(written)
            found = names.get(name, ())
            if len(found) == 1:
                places.append(found[0])
            elif found:
                first, second = (articles[place].article.source for place in found[:2])
                path = shown_as + article.source
                args = {"name": written, "first": first, "second": second}
                problems.append(problem(path, article.related_line, "related-unclear", **args))
            elif name not in unpublished:
                known = names if len(problems) < MOST_GUESSES else ()
                problems.append(_missing(article, written, known, shown_as))
        return tuple(places)

    subjects = [
        Subject(one.address, one.title, one.tags, one.section, one.when, chosen(one)) for one, _ in articles
    ]
    for article in unsound:
        chosen(article)
    if problems:
        return [()] * len(articles), problems
    index = Index(subjects, count)
    everybody = range(len(subjects))
    return list(flatten(workers.run(look_ups, index, everybody))), problems


def _names(articles: Sequence[Article]) -> dict[str, list[int]]:
    """What an editor may call an article: its slug, its file's path or its address, without the ending."""
    names: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        for name in {article.slug, _folded(article.source), _folded(article.address)}:
            names.setdefault(name, []).append(place)
    return names


def _names_of(source: str) -> tuple[str, str]:
    path = _folded(source)
    return path, path.rpartition("/")[2]


def _folded(written: str) -> str:
    return written.strip("/ ").removesuffix(".md").removesuffix(".html")


def _missing(article: Article, written: str, names: Iterable[str], shown_as: str) -> Problem:
    guess = nearest(_folded(written), names)
    code = "related-missing-near" if guess else "related-missing"
    return problem(shown_as + article.source, article.related_line, code, name=written, guess=guess)
