"""`check FILE …`: check single articles quickly, without the rest of the site.

It reports the problems and warnings of the file, missing pictures, files and articles that it names, and the
advice of rules that need one article only.
"""

import os
from collections.abc import Iterator, Sequence

from bantin.check import articles, blocks, markup, pasted, pictures, wording
from bantin.check import links as link_rules
from bantin.check.external import Rule
from bantin.check.subject import ArticlesToCheck, LinkOrPicture, links_and_pictures_of
from bantin.config import Config
from bantin.content.dead_links import as_warning
from bantin.content.read import read_single
from bantin.content.read_settings import ReadSettings
from bantin.errors import Problem, UsageError, problem
from bantin.i18n import gettext
from bantin.images.picture import SUFFIXES
from bantin.model import Article, Image
from bantin.site.link_check import with_scheme
from bantin.site.near_names import NearNames, missing_target
from bantin.urls import LocatedTarget, composed

# The rules that need one article only.
RULES = (
    *articles.RULES,
    *pictures.RULES,
    *link_rules.RULES,
    *wording.RULES,
    *pasted.RULES,
    *markup.RULES,
    *blocks.RULES,
)
_CODES = {"picture": "picture", "file": "file", "source": "link", "chart": "chart", "media": "file"}


class _FilesAlone(ArticlesToCheck):
    """Single articles with their bodies as HTML, without a site."""

    def __init__(self, content: str, shown_as: str, bodies: Sequence[tuple[Article, str]]) -> None:
        super().__init__(content, shown_as)
        self._bodies = bodies

    def articles(self) -> Iterator[Article]:
        yield from (article for article, _ in self._bodies)

    def links_and_pictures(self) -> tuple[LinkOrPicture, ...]:
        return tuple(item for article, html in self._bodies for item in links_and_pictures_of(article, html))

    def texts(self) -> Iterator[tuple[Article, str]]:
        yield from self._bodies


def check_files(
    config: Config, files: Sequence[str], shown_as: str, more: tuple[Rule, ...]
) -> tuple[Problem, ...]:
    """Return the findings of these files, sorted. Raises UsageError for a file that is not an article.

    shown_as: the content folder's name in problems, "content/". more: additional rules.
    """
    reading = ReadSettings.of(config, shown_as, pack="")
    problems: list[Problem] = []
    bodies: list[tuple[Article, str]] = []
    for source in sorted({_source(config, file) for file in files}):
        record, html = read_single(reading, source)
        problems += record.problems
        if record.article:
            missing = _missing_files(config.content, record.article, shown_as + source)
            problems += map(as_warning, missing) if config.dead_links == "warn" else missing
            if html and record.article.kind in ("article", "page"):
                bodies.append((record.article, html))
    subject = _FilesAlone(config.content, shown_as, bodies)
    return tuple(sorted({*problems, *(advice for rule in (*RULES, *more) for advice in rule(subject))}))


def _source(config: Config, file: str) -> str:
    """Return the path in content/ of a file named relative to the working folder, the site or content/."""
    content = os.path.realpath(config.content)
    for base in (os.getcwd(), config.site, config.content):
        path = os.path.realpath(os.path.join(base, file))
        if path.startswith(content + os.sep) and path.endswith(".md") and os.path.isfile(path):
            return os.path.relpath(path, content).replace(os.sep, "/")
    raise UsageError(gettext("{file} is not an article of this site; name .md files in content/", file=file))


def _missing_files(content: str, article: Article, path: str) -> Iterator[Problem]:
    """Yield a problem for each missing file that an article names."""
    image = Image(*article.image) if article.image else None
    named = [(kind, where, line) for kind, where, _, line in article.targets]
    named += [("picture", image.source, image.line)] if image else []
    for kind, where, line in named:
        if kind in _CODES and where and not os.path.exists(os.path.join(content, where)):
            names = _names(content, os.path.dirname(where))
            if where not in names:
                yield _missing_file(kind, where, names, path=path, line=line)


def _missing_file(kind: str, where: str, names: list[str], *, path: str, line: int) -> Problem:
    """Return the problem of a missing file. names: of the files in its folder."""
    if kind != "picture" and (meant := with_scheme(where)):
        return problem(path, line, "link-bare", name=meant.name, guess=meant.url)
    if kind == "picture":
        names = [name for name in names if name.lower().endswith(SUFFIXES)]
    return missing_target(LocatedTarget(kind, where, "", line), _CODES[kind], path, NearNames(names))


def _names(content: str, folder: str) -> list[str]:
    try:
        names = os.listdir(os.path.join(content, folder))
    except OSError:
        return []
    return [composed(f"{folder}/{name}" if folder else name) for name in names]
