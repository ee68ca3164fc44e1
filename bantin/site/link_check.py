"""Check the targets of links and pictures. A problem suggests the nearest name."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from urllib.parse import unquote

from bantin.content.tree import DATA_FOLDER
from bantin.errors import Problem, problem
from bantin.images.picture import SUFFIXES
from bantin.model import Article, Image
from bantin.schema.values import nearest
from bantin.site.links import (
    ATTACHMENT_TYPES,
    BETTER_TYPES,
    SERIES_SUFFIX,
    LinkTargets,
    complete_address,
    file_extension,
    without_base,
)
from bantin.site.near_names import ExistingNames, as_written, missing_target
from bantin.site.order import state_of
from bantin.system.named_tuple import NamedTuple
from bantin.urls import LocatedTarget, composed, with_ascii_host, without_index


class UnpublishedArticles(NamedTuple):
    """The articles that are not published at `now` (seconds since 1970), by source.

    format_day: formats seconds since 1970 as a day for editors.
    """

    articles: Mapping[str, Article]
    now: int
    format_day: Callable[[int], str]

    def problem(self, path: str, line: int, name: str, article: Article | None) -> Problem:
        """Return the problem of a link to `name`: a warning if the article has expired or is not due yet.

        article: None for a list that no article fills.
        """
        if article is None:
            return problem(path, line, "warn-link-empty", name=name)
        state = state_of(article, now=self.now)
        if state == "draft":
            return problem(path, line, "link-hidden", name=name)
        if state == "expired":
            return problem(path, line, "warn-link-expired", name=name, day=self.format_day(article.expires))
        return problem(path, line, "warn-link-not-due", name=name, day=self.format_day(article.published_at))

    def find_by_address(self, address: str) -> Article | None:
        return next((article for article in self.articles.values() if article.address == address), None)

    def scheduled_articles(self) -> list[Article]:
        """Return the articles that are due later."""
        articles = self.articles.values()
        return [article for article in articles if state_of(article, now=self.now) == "scheduled"]


def check_scheduled(
    unpublished: UnpublishedArticles, targets: LinkTargets, *, shown_as: str
) -> list[Problem]:
    """Return the problems that links of scheduled articles would have on the day they are published."""
    drafts = {article.source for article in unpublished.articles.values() if article.draft}
    due = {source: address for source, address in targets.unpublished.items() if source not in drafts}
    later = targets._replace(
        sources={**targets.sources, **due},
        addresses=targets.addresses | frozenset(due.values()),
        unpublished={source: targets.unpublished[source] for source in drafts},
    )
    pictures = frozenset(name for name in targets.other_files if name.lower().endswith(SUFFIXES))
    attachments = frozenset(name for name in targets.other_files if file_extension(name) in ATTACHMENT_TYPES)
    names = {
        "source": later.sources,
        "picture": pictures,
        "file": pictures | attachments,
        "media": attachments,
        "chart": frozenset(name for name in targets.other_files if name.endswith(SERIES_SUFFIX)),
    }
    return _check(unpublished.scheduled_articles(), later, unpublished, names, shown_as)


def check(
    articles: Iterable[Article], link_targets: LinkTargets, unpublished: UnpublishedArticles, *, shown_as: str
) -> list[Problem]:
    """Return a problem for each target that does not exist, with the name that may be meant."""
    names = {
        "source": link_targets.sources,
        "picture": link_targets.pictures,
        "file": {*link_targets.files, *link_targets.linked_pictures},
        "media": link_targets.files,
    }
    return _check(articles, link_targets, unpublished, names, shown_as)


def _check(
    articles: Iterable[Article],
    link_targets: LinkTargets,
    unpublished: UnpublishedArticles,
    names: Mapping[str, Container[str]],
    shown_as: str,
) -> list[Problem]:
    """Return the problems of all targets. names: the existing names for each kind of target.

    shown_as: how problems name the content folder, "content/".
    """
    problems: list[Problem] = []
    existing = ExistingNames(link_targets)
    for article in articles:
        path = shown_as + article.source
        image = Image(*article.image) if article.image else None
        pictures = (("picture", image.source, "", image.line),) if image else ()
        for kind, where, tail, line in (*article.targets, *pictures):
            if kind == "away" and _is_dead_own_url(where, link_targets):
                problems.append(problem(path, line, "warn-own-url-dead", address=where))
            if kind in ("away", "outside") or where in names.get(kind, ()):
                continue
            if kind == "chart":
                problems += chart_problems(where, tail, link_targets, path, line)
            else:
                target = LocatedTarget(kind, where, tail, line)
                problems += _unpublished_problems(
                    target, link_targets, path, unpublished
                ) or _target_problems(target, link_targets, path, existing)
    return list(dict.fromkeys(problems))  # a line may link to one page twice


def _is_dead_own_url(url: str, targets: LinkTargets) -> bool:
    """Tell whether an absolute URL is an address of this site that does not exist."""
    if "xn--" in targets.origin:
        url = with_ascii_host(url)
    if not targets.origin or not url.startswith(targets.origin) or not targets.knows_addresses:
        return False
    path = url[len(targets.origin) :].partition("#")[0].partition("?")[0]
    if path[:1] not in ("", "/") or f"{path}/" == targets.base:  # a longer host; the home page
        return False
    address = without_index(without_base(composed(unquote(path)).lstrip("/"), targets))
    is_there = address in targets.addresses or address in targets.unpublished_addresses
    return not is_there and not complete_address(address, targets)


def chart_problems(where: str, tail: str, targets: LinkTargets, path: str, line: int) -> list[Problem]:
    """Return a problem if the chart cannot be drawn: the data file or the series is missing."""
    charts = targets.charts
    if (where, tail) in charts.digests or where in charts.broken:
        return []
    if (where, tail) in charts.faults:
        code, args = charts.faults[where, tail]
        return [problem(path, line, code, **{**args, "name": where})]
    data_files = [
        name for name in targets.other_files if name.startswith(DATA_FOLDER) and name.endswith(SERIES_SUFFIX)
    ]
    guess = _nearest_by_stem(where, data_files)
    return [
        problem(
            path,
            line,
            "chart-missing-near" if guess else "chart-missing",
            name=where,
            guess=guess and as_written(guess),
        )
    ]


def _nearest_by_stem(where: str, data_files: Iterable[str]) -> str:
    """Return the data file with the nearest name, or "". Compare names without folder and suffix."""
    stems = {name.rpartition("/")[2].removesuffix(SERIES_SUFFIX): name for name in data_files}
    return stems.get(nearest(where.rpartition("/")[2].removesuffix(SERIES_SUFFIX), stems, cutoff=0.5), "")


def _unpublished_problems(
    target: LocatedTarget, targets: LinkTargets, path: str, unpublished: UnpublishedArticles
) -> list[Problem]:
    """Return the problem of a link to an unpublished article; empty for other targets."""
    where, address = target.where, without_base(target.where, targets)
    if target.kind == "source" and where in targets.unpublished:
        article = unpublished.articles.get(where) or unpublished.find_by_address(targets.unpublished[where])
    elif target.kind == "address" and address in targets.unpublished_addresses:
        article = unpublished.find_by_address(address)
    else:
        return []
    return [unpublished.problem(path, target.line, where, article)]


def _target_problems(
    target: LocatedTarget, targets: LinkTargets, path: str, existing: ExistingNames
) -> list[Problem]:
    """Return the problems of a target that is not among the existing names.

    path: of the file that contains it.
    """
    where = target.where
    if where in targets.broken:
        return []
    if target.kind == "picture":
        return _picture_problems(target, targets, path, existing)
    if target.kind in ("file", "media"):
        return [_file_problem(target, targets, path, existing)]
    is_address = target.kind == "address"
    if is_address and where in targets.other_files:
        return [_kind_problem(target, path)]
    if is_address and not targets.knows_addresses:
        return []
    pages: Mapping[str, str] | frozenset[str] = targets.addresses if is_address else targets.sources
    if where in pages or (is_address and without_base(where, targets) in pages):
        return []
    if meant := with_scheme(where):
        return [problem(path, target.line, "link-bare", name=meant.name, guess=meant.url)]
    if is_address and (whole := complete_address(where, targets)):
        return [problem(path, target.line, "link-incomplete", name=where, guess=f"/{whole}")]
    if file := next((name for name in targets.other_files if name.rpartition(".")[0] == where), ""):
        return [problem(path, target.line, "link-missing-near", name=where, guess=as_written(file))]
    return [missing_target(target, "link", path, existing.pages if is_address else existing.articles)]


def _file_problem(target: LocatedTarget, targets: LinkTargets, path: str, existing: ExistingNames) -> Problem:
    where, line = target.where, target.line
    if where in targets.other_files or file_extension(where) in _NEVER_PUBLISHED:
        return _kind_problem(target, path)
    if meant := with_scheme(where):
        return problem(path, line, "link-bare", name=meant.name, guess=meant.url)
    return missing_target(target, "file", path, existing.files)


def _kind_problem(target: LocatedTarget, path: str) -> Problem:
    """Return the problem of a link to a file whose kind is not published."""
    where, line = target.where, target.line
    if better := BETTER_TYPES.get(file_extension(where)):
        return problem(path, line, "file-kind-near", name=where, guess=better)
    return problem(path, line, "file-kind", name=where, known=tuple(map(str.upper, ATTACHMENT_TYPES)))


# The second kind of endings, those of short links, only with a path: `b.me` may be a file.
_BARE_HOST = (
    r"(?:^|/)((?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:vn|com|org|net|gov|edu|info|asia))(?:/.*)?"
    r"|(?:[\w-]+\.)+(?:me|ly|gle|be|co|io|app|page|tv)/.+)$"
)
# A host after `https` without its colon, as in `https//a.example`, of which a path has one slash.
_MISTYPED_HOST = r"(?:^|/)(https?[.;]?)/:?((?:[\w-]+\.)+\w.*)$"
# A number of Viet Nam with its area, of a company or of an emergency service.
_BARE_NUMBER = r"(?:^|/)((?:\+84|0)[\d.-]{8,14}|1[89]00[\d.-]{4,7}|11[1-9]|1022)$"
_BARE_MAIL = r"(?:^|/)([\w.+-]+@[\w-]+(?:\.[\w-]+)+)$"


_HEIC = ("heic", "heif")
_NEVER_PUBLISHED = (*_HEIC, *"mov avi mkv wmv flv 3gp wav wma amr psd".split())
_FIGURES = ("csv", "xls", "xlsx", "ods")
_VIDEOS = (".mov", ".avi", ".mkv", ".wmv", ".m4v")


class MeantUrl(NamedTuple):
    """A host, a mail address or a phone number that was written without a scheme, and its URL."""

    name: str
    url: str


def with_scheme(where: str) -> MeantUrl | None:
    """Return the URL if the path `where` ends in a host, a mail address or a number without a scheme."""
    if match := re.search(_BARE_NUMBER, where):
        return MeantUrl(match[1], "tel:" + re.sub(r"[.-]", "", match[1]))
    if match := re.search(_BARE_MAIL, where):
        return MeantUrl(match[1], f"mailto:{match[1]}")
    if match := re.search(_MISTYPED_HOST, where, re.IGNORECASE):
        return MeantUrl(f"{match[1]}//{match[2]}", f"https://{match[2]}")
    if match := re.search(_BARE_HOST, where, re.IGNORECASE):
        return MeantUrl(match[1], f"https://{match[1]}")
    return None


def _picture_problems(
    target: LocatedTarget, targets: LinkTargets, path: str, existing: ExistingNames
) -> list[Problem]:
    where = target.where
    is_there = where in targets.other_files or where in targets.sources or where in targets.unpublished
    if where.lower().endswith(_VIDEOS):
        return [problem(path, target.line, "picture-video", name=where)]
    if file_extension(where) in _HEIC or (is_there and not where.lower().endswith(SUFFIXES)):
        return [_other_kind(target, path)]
    return [missing_target(target, "picture", path, existing.pictures)]


def _other_kind(target: LocatedTarget, path: str) -> Problem:
    """Return the problem of a file that is written like a picture and is none."""
    ending = file_extension(target.where)
    code = "picture-document" if ending in ATTACHMENT_TYPES else "picture-kind"
    code = "picture-figures" if ending in _FIGURES else "picture-heic" if ending in _HEIC else code
    return problem(path, target.line, code, name=target.where, known=SUFFIXES)
