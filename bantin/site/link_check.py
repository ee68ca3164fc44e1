"""Check where links and pictures lead: problems, with the nearest name as a way out."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping

from bantin.errors import Problem, problem
from bantin.images import SUFFIXES
from bantin.model import Article, Image
from bantin.schema.values import nearest
from bantin.site.links import (
    DATA,
    FILES,
    MOST_GUESSES,
    SERIES,
    LinkTargets,
    absolute_address_of,
    address_of,
    ending,
)
from bantin.system.named_tuple import NamedTuple
from bantin.urls import Located


class UnpublishedArticles(NamedTuple):
    """Why articles are not published at `now`. readable: writes seconds since 1970 as a day."""

    articles: Mapping[str, Article]
    now: int
    readable: Callable[[int], str]

    def problem(self, path: str, line: int, name: str, article: Article | None) -> Problem:
        """Return a warning where only time hides the article that is named; what time does stops no build."""
        if article and article.expires and article.expires <= self.now:
            return problem(path, line, "warn-link-expired", name=name, day=self.readable(article.expires))
        if article and not article.draft and article.when > self.now:
            return problem(path, line, "warn-link-not-due", name=name, day=self.readable(article.when))
        return problem(path, line, "link-hidden", name=name)

    def at(self, address: str) -> Article | None:
        return next((article for article in self.articles.values() if article.address == address), None)

    def scheduled(self) -> list[Article]:
        """The articles whose day is still to come."""
        return [
            article
            for article in self.articles.values()
            if article.when > self.now and not article.draft and not 0 < article.expires <= self.now
        ]


def check_scheduled(hidden: UnpublishedArticles, targets: LinkTargets, *, shown_as: str) -> list[Problem]:
    """Return the problems that scheduled articles would have on their day, as far as can be told today."""
    drafts = {article.source for article in hidden.articles.values() if article.draft}
    due = {source: address for source, address in targets.hidden.items() if source not in drafts}
    later = targets._replace(
        sources={**targets.sources, **due},
        addresses=targets.addresses | frozenset(due.values()),
        hidden={source: targets.hidden[source] for source in drafts},
    )
    pictures = frozenset(name for name in targets.present if name.lower().endswith(SUFFIXES))
    names = {
        "source": later.sources,
        "picture": pictures,
        "file": pictures | frozenset(name for name in targets.present if ending(name) in FILES),
        "chart": frozenset(name for name in targets.present if name.endswith(SERIES)),
    }
    return _check(hidden.scheduled(), later, hidden, names, shown_as)


def check(
    articles: Iterable[Article], link_targets: LinkTargets, hidden: UnpublishedArticles, *, shown_as: str
) -> list[Problem]:
    """Return a problem for each target that means nothing; for the first ones with what they could mean."""
    files = {*link_targets.files, *link_targets.originals}
    names = {"source": link_targets.sources, "picture": link_targets.pictures, "file": files}
    return _check(articles, link_targets, hidden, names, shown_as)


def _check(
    articles: Iterable[Article],
    link_targets: LinkTargets,
    hidden: UnpublishedArticles,
    names: Mapping[str, Container[str]],
    shown_as: str,
) -> list[Problem]:
    """known: for each kind of target, what is there."""
    problems: list[Problem] = []
    for article in articles:
        path = shown_as + article.source
        image = Image(*article.image) if article.image else None
        pictures = (("picture", image.source, "", image.line),) if image else ()
        for kind, where, tail, line in (*article.targets, *pictures):
            if kind == "away" or where in names.get(kind, ()):
                continue
            if kind == "chart":
                problems += chart_problems(where, tail, link_targets, path, line)
            else:
                target, guesses = Located(kind, where, tail, line), len(problems) < MOST_GUESSES
                problems += _hidden_problem(target, link_targets, path, hidden) or _problem_of(
                    target, link_targets, path, guesses=guesses
                )
    return list(dict.fromkeys(problems))  # a line may lead to one page twice


def chart_problems(where: str, tail: str, targets: LinkTargets, path: str, line: int) -> list[Problem]:
    """Return a problem if there is no such chart: no data file, or none of which it could be drawn."""
    charts = targets.charts
    if (where, tail) in charts.stamps or where in charts.broken:
        return []
    if (where, tail) in charts.faults:
        code, args = charts.faults[where, tail]
        return [problem(path, line, code, **{**args, "name": where})]
    data_files = [name for name in targets.present if name.startswith(DATA) and name.endswith(SERIES)]
    guess = _nearest_by_stem(where, data_files)
    return [problem(path, line, "chart-missing-near" if guess else "chart-missing", name=where, guess=guess)]


def _nearest_by_stem(where: str, data_files: Iterable[str]) -> str:
    """Compare names without folder and ending, which are common to all and would make all of them alike."""
    stems = {name.rpartition("/")[2].removesuffix(SERIES): name for name in data_files}
    return stems.get(nearest(where.rpartition("/")[2].removesuffix(SERIES), stems, cutoff=0.5), "")


def _hidden_problem(
    target: Located, targets: LinkTargets, path: str, hidden: UnpublishedArticles
) -> list[Problem]:
    """Return the problem of a link to what is not published now; none for any other target."""
    where = target.where
    if target.kind == "source" and where in targets.hidden:
        return [hidden.problem(path, target.line, where, hidden.articles.get(where))]
    if target.kind == "address" and address_of(where, targets) in targets.hidden_addresses:
        return [hidden.problem(path, target.line, where, hidden.at(address_of(where, targets)))]
    return []


def _problem_of(target: Located, targets: LinkTargets, path: str, *, guesses: bool) -> list[Problem]:
    """Return what is wrong with a target of the file `path` that is none of what is there.

    guesses: whether to name what it could mean.
    """
    where = target.where
    if where in targets.broken:
        return []
    if target.kind == "picture":
        return _picture_problem(target, targets, path, guesses=guesses)
    if target.kind == "file":
        return [_file_problem(target, targets, path, guesses=guesses)]
    is_address = target.kind == "address"
    if is_address and not targets.knows_addresses:
        return []
    pages: Mapping[str, str] | frozenset[str] = targets.addresses if is_address else targets.sources
    if where in pages or (is_address and address_of(where, targets) in pages):
        return []
    if is_address and (whole := absolute_address_of(where, targets)):
        return [problem(path, target.line, "link-missing-near", name=where, guess=f"/{whole}")]
    return [_missing(target, "link", path, pages if guesses else ())]


def _file_problem(target: Located, targets: LinkTargets, path: str, *, guesses: bool) -> Problem:
    where, line = target.where, target.line
    if where in targets.present:
        return problem(path, line, "file-kind", name=where, known=tuple(map(str.upper, FILES)))
    if _is_decomposed(where, targets):
        return problem(path, line, "name-decomposed", name=where)
    name = where.rpartition("/")[2]
    if meant := _meant(name):
        return problem(path, line, "link-bare", name=name, guess=meant)
    files = [name for name in targets.present if ending(name) in FILES] if guesses else []
    return _missing(target, "file", path, files)


_BARE_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_BARE_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _meant(written: str) -> str:
    """Return what was meant by a host or a mail address without its scheme, or ""."""
    if _BARE_HOST.match(written):
        return f"https://{written}"
    return f"mailto:{written}" if _BARE_MAIL.fullmatch(written) else ""


def _is_decomposed(where: str, targets: LinkTargets) -> bool:
    """Whether a file of this name is there that is written in another Unicode form, as macOS does."""
    if where.isascii():
        return False
    return any(unicodedata.normalize("NFC", name) == where for name in targets.present)


def _picture_problem(target: Located, targets: LinkTargets, path: str, *, guesses: bool) -> list[Problem]:
    where = target.where
    if _is_decomposed(where, targets):
        return [problem(path, target.line, "name-decomposed", name=where)]
    is_there = where in targets.present or where in targets.sources or where in targets.hidden
    if is_there and not where.lower().endswith(SUFFIXES):
        return [problem(path, target.line, "picture-kind", name=where, known=SUFFIXES)]
    pictures = [name for name in targets.present if name.lower().endswith(SUFFIXES)] if guesses else []
    return [_missing(target, "picture", path, pictures)]


def _missing(target: Located, code: str, path: str, names: Iterable[str]) -> Problem:
    """Return the problem that a target is not there, with the nearest of `names`. code: of the message."""
    names = [*names]
    if by_case := next((name for name in names if name.casefold() == target.where.casefold()), ""):
        return problem(path, target.line, "name-case", name=target.where, guess=by_case)
    guess = nearest(target.where, names, cutoff=0.7)
    code = f"{code}-missing-near" if guess else f"{code}-missing"
    return problem(path, target.line, code, name=target.where or "/", guess=guess)
