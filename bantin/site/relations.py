"""Related articles of a whole site: the editors' lists resolved, and the subjects to relate."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.schema.values import MAX_GUESSES, nearest
from bantin.site.order import Site, StoredArticle
from bantin.site.related import Index, RelatedSubject, look_ups
from bantin.text.vietnamese import slug
from bantin.urls import composed


def relations_key(articles: Sequence[StoredArticle], unpublished: Mapping[str, Article]) -> bytes:
    """Return the joined relations digests of all articles: unchanged by an edit of a body."""
    published = b"".join([stored.article.relations_digest for stored in articles])
    return published + b"|" + b"".join(unpublished[source].relations_digest for source in sorted(unpublished))


def chosen_by_editors(
    site: Site, broken: Iterable[str], invalid: Iterable[Article], *, shown_as: str
) -> tuple[dict[int, tuple[int, ...]], list[Problem]]:
    """Return for each article the indexes that its `related` names, and a problem for each unknown name.

    The mapping is by the article's own index. A name of an unpublished article is left out silently; so is a
    name of one of `broken`, the sources with problems of their own. invalid: articles with other problems;
    their names are only checked.
    """
    names = _ArticleNames([stored.article for stored in site.articles])
    unpublished = {
        *_ArticleNames(list(site.unpublished.values())),
        *(name for path in broken for name in _names_of_source(path)),
    }
    problems: list[Problem] = []

    def chosen(article: Article) -> tuple[int, ...]:
        indexes = []
        for written in article.related:
            name = _folded(written)
            matches = names.indexes(name) or names.indexes(slug(name))
            if len(matches) == 1:
                indexes.append(matches[0])
            elif matches:
                first, second = (site.articles[index].article.source for index in matches[:2])
                path = shown_as + article.source
                args = {"name": written, "first": first, "second": second}
                problems.append(problem(path, article.related_line, "related-unclear", **args))
            elif name not in unpublished and slug(name) not in unpublished:
                guess = names.meant(written, compares=len(problems) < MAX_GUESSES)
                problems.append(_missing_article(article, written, guess, shown_as))
        return tuple(indexes)

    indexes = {index: chosen(article) for index, (article, _) in enumerate(site.articles) if article.related}
    for article in invalid:
        chosen(article)
    return indexes, problems


def subjects(
    articles: Sequence[StoredArticle], chosen: Mapping[int, tuple[int, ...]]
) -> list[tuple[object, ...]]:
    """Return a RelatedSubject for each article, as a plain tuple. chosen: see `chosen_by_editors`.

    The articles are newest first, so that the negative index can replace `recency`.
    """
    return [
        ("", article.title, article.tags, article.section, -index, chosen.get(index, ()))
        for index, (article, _) in enumerate(articles)
    ]


def relate(
    subjects: Sequence[tuple[object, ...]], count: int, newest: int = 0
) -> tuple[list[tuple[int, ...]], bool]:
    """Return for each subject the indexes of at most `count` others, the editors' choice first.

    newest: see `related`. With them, whether titles decided anything: with enough tags they do not.
    """
    index = Index([*map(RelatedSubject._make, subjects)], count, newest)
    return look_ups(index, range(len(subjects))), index.has_words


class _ArticleNames:
    """The names by which `related` may refer to an article.

    They are its slug, the path of its file, or its address, without the extension.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        slugs = [article.slug for article in articles]
        self._slugs = dict(zip(slugs, range(len(slugs)), strict=True))  # of duplicates the last
        self._twins = _duplicates(slugs) if len(self._slugs) < len(slugs) else {}
        # Articles of the root section have paths that look like slugs.
        self._has_top = not all(article.section for article in articles)

    @cached_property
    def _sources(self) -> dict[str, int]:
        return {composed(article.source): index for index, article in enumerate(self._articles)}

    @cached_property
    def _addresses(self) -> dict[str, int]:
        return {article.address: index for index, article in enumerate(self._articles)}

    def indexes(self, name: str) -> list[int]:
        """Return the indexes of the articles with this name, ascending."""
        matches = self._twins.get(name, [])
        if not matches and name in self._slugs:
            matches = [self._slugs[name]]
        if "/" in name or self._has_top:
            for index in (self._sources.get(f"{name}.md"), self._addresses.get(f"{name}.html")):
                if index is not None and index not in matches:
                    matches = sorted([*matches, index])
        return matches

    @cached_property
    def _titled(self) -> dict[str, str]:
        """The name of each article by its title, "" where several have it."""
        names: dict[str, str] = {}
        for article in self._articles:
            title = article.title.casefold()
            names[title] = "" if title in names else _folded(article.source)
        return names

    def meant(self, written: str, *, compares: bool) -> str:
        """Return the name that `written` means, which may be a title or a URL, or "".

        compares: whether to look for the most similar name if it is none of these, which takes long.
        """
        if titled := self._titled.get(written.casefold(), ""):
            return titled
        name = _folded(written.partition("://")[2].partition("/")[2] or written)
        if len(self.indexes(name)) == 1:
            return name
        return nearest(name, {*self}) if compares else ""

    def __iter__(self) -> Iterator[str]:
        return chain(self._slugs, map(_folded, self._sources), map(_folded, self._addresses))


def _duplicates(names: Sequence[str]) -> dict[str, list[int]]:
    """Return the indexes of each item that occurs more than once."""
    indexes: dict[str, list[int]] = {name: [] for name, count in Counter(names).items() if count > 1}
    for index, name in enumerate(names):
        if name in indexes:
            indexes[name].append(index)
    return indexes


def _names_of_source(source: str) -> tuple[str, str]:
    path = _folded(composed(source))
    return path, path.rpartition("/")[2]


def _folded(written: str) -> str:
    return written.strip("/ ").removesuffix(".md").removesuffix(".html")


def _missing_article(article: Article, written: str, guess: str, shown_as: str) -> Problem:
    code = "related-missing-near" if guess else "related-missing"
    return problem(shown_as + article.source, article.related_line, code, name=written, guess=guess)
