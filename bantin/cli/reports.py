"""What a command says when it is done: problems, findings, and what a build came to."""

import os
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from bantin.errors import ContentError, Problem
from bantin.i18n import decimal, gettext, marked, ngettext
from bantin.system.stdio import print_error, print_line

if TYPE_CHECKING:
    from bantin.build.pipeline import Report


# So many problems are told one by one; of more, so many of each kind.
_ONE_BY_ONE, _OF_A_KIND = 60, 5
# A build's stages, as its report names them.
_STAGES = {
    "look": marked("look"),
    "read": marked("read"),
    "arrange": marked("arrange"),
    "pictures": marked("pictures"),
    "search": marked("search"),
    "compare": marked("compare"),
    "write": marked("write"),
    "publish": marked("publish"),
    "tidy": marked("tidy"),
}


def tell_problems(error: ContentError, site: str = "", command: str = "build") -> None:
    """`site`: which one they are of, where a run builds several."""
    if site:
        print_error(gettext("In {site}:", site=site))
    for line in _lines(error.problems):
        print_error(line)
    stopping = [problem for problem in error.problems if not problem.is_warning]
    problems = ngettext("{count} problem", "{count} problems", len(stopping))
    files = len({problem.path for problem in stopping})
    count = ngettext("{problems} in {count} file.", "{problems} in {count} files.", files, problems=problems)
    if command == "deploy":
        untouched = gettext("Nothing was deployed.")
    elif site:
        untouched = gettext("Nothing of {site} was published; its output/ is as it was.", site=site)
    else:
        untouched = gettext("Nothing was published; output/ is as it was.")
    print_error(f"{count} {untouched}")


def tell_findings(findings: Collection[Problem]) -> None:
    """All of them, a line each, and how many there are of each kind."""
    for line in _lines(findings):
        print_line(line)
    advised = {problem.path for problem in findings if problem.is_advice}
    warned = sum(problem.is_warning for problem in findings)
    wrong = sum(not (problem.is_warning or problem.is_advice) for problem in findings)
    counts = (
        ngettext("{count} problem", "{count} problems", wrong),
        ngettext("{count} warning", "{count} warnings", warned),
        ngettext("advice on {count} files", "advice on {count} files", len(advised)),
    )
    print_line(f"{', '.join(counts)}. {gettext('Nothing was published.')}")


def _lines(problems: Collection[Problem]) -> Iterator[str]:
    """A line each; of many problems the first ones of each kind, and how many more there are."""
    if len(problems) <= _ONE_BY_ONE:
        yield from map(_line, problems)
        return
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    for kind in kinds.values():
        yield from map(_line, kind[:_OF_A_KIND])
        if len(kind) > _OF_A_KIND:
            more, files = len(kind) - _OF_A_KIND, len({problem.path for problem in kind})
            yield gettext(
                "… and {more} more of this kind; {files} files in all (`check --format json` lists them)",
                more=more,
                files=files,
            )


def _line(problem: Problem) -> str:
    if problem.is_advice:
        return gettext("advice: {problem}", problem=problem)
    return gettext("warning: {problem}", problem=problem) if problem.is_warning else str(problem)


def tell_report(report: "Report", *, seconds: float, look_with: str) -> None:
    """What was built, in how long, and where to look at it."""
    for line in _lines(report.warnings):
        print_error(line)
    if report.trouble:
        trouble = gettext("the site is published, but {trouble}", trouble=report.trouble)
        print_error(gettext("warning: {problem}", problem=trouble))
    if report.other_version:
        print_line(
            gettext(
                "The cache was written by another version of bantin ({version}); everything was built anew",
                version=report.other_version,
            )
        )
    print_line(
        gettext(
            "{count} files in {seconds} s: {written} written, {kept} kept, {removed} removed",
            count=report.written + report.kept,
            seconds=decimal(seconds, 2),
            written=report.written,
            kept=report.kept,
            removed=report.removed,
        )
    )
    share = 100 * report.slow / report.articles if report.articles else 0
    print_line(
        gettext(
            "{count} articles, {share} % of them off the fast path",
            count=report.articles,
            share=decimal(share, 1),
        )
    )
    if line := unpublished_line(report):
        print_line(line)
    print_line(" · ".join(f"{gettext(_STAGES[name])} {decimal(spent, 2)} s" for name, spent in report.stages))
    folder = _from_here(report.output)
    print_line(gettext("The site is in {folder}/; see it with: {command}", folder=folder, command=look_with))


def unpublished_line(report: "Report") -> str:
    """Return what is not published, in a sentence; "" if all is."""
    from bantin.config import readable_moment

    drafts, scheduled, due, expired = report.unpublished
    counts = []
    if drafts:
        counts.append(ngettext("{count} draft", "{count} drafts", drafts))
    if scheduled:
        day = readable_moment(due, report.zone)
        counts.append(
            ngettext(
                "{count} scheduled article (due {day})",
                "{count} scheduled articles (the next is due {day})",
                scheduled,
                day=day,
            )
        )
    if expired:
        counts.append(ngettext("{count} expired article", "{count} expired articles", expired))
    return gettext("Not published now: {articles}.", articles=", ".join(counts)) if counts else ""


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path)
    except OSError:  # the folder in which the command was started is gone
        return path
