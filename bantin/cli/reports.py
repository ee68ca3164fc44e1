"""Printing of problems, findings and the report of a build."""

import os
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from bantin.errors import ContentError, Problem
from bantin.i18n import decimal, gettext, marked, ngettext
from bantin.system.stdio import print_error, print_line

if TYPE_CHECKING:
    from bantin.build.pipeline import Report


# Up to _MAX_LISTED problems are all printed; if there are more, _MAX_OF_A_KIND of each kind.
_MAX_LISTED, _MAX_OF_A_KIND = 60, 5
# The names of a build's stages in its report.
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


def print_problems(error: ContentError, site: str = "", command: str = "build") -> None:
    """Print the problems and their number. site: its folder, if the run builds several sites."""
    if site:
        print_error(gettext("In {site}:", site=site))
    for line in _lines(error.problems):
        print_error(line)
    stopping = [problem for problem in error.problems if problem.stops_build]
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


def write_files(files: Mapping[str, str], folder: str) -> None:
    """Write texts by file name into a folder, and print the path of each."""
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        print_line(gettext("{path} was written", path=path))


def print_findings(findings: Collection[Problem]) -> None:
    """Print the findings, a line each, and their numbers."""
    for line in _lines(findings):
        print_line(line)
    advised = {problem.path for problem in findings if problem.is_advice}
    warned = sum(problem.is_warning for problem in findings)
    wrong = sum(problem.stops_build for problem in findings)
    counts = (
        ngettext("{count} problem", "{count} problems", wrong),
        ngettext("{count} warning", "{count} warnings", warned),
        ngettext("advice on {count} file", "advice on {count} files", len(advised)),
    )
    print_line(f"{', '.join(counts)}. {gettext('Nothing was published.')}")


def _lines(problems: Collection[Problem]) -> Iterator[str]:
    """Yield a line for each problem; of many, for the first of each kind, and the number of the others."""
    if len(problems) <= _MAX_LISTED:
        yield from map(report_line, problems)
        return
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    for kind in kinds.values():
        yield from map(report_line, kind[:_MAX_OF_A_KIND])
        if len(kind) > _MAX_OF_A_KIND:
            more, files = len(kind) - _MAX_OF_A_KIND, len({problem.path for problem in kind})
            yield gettext(
                "… and {more} more of this kind; {files} files in all (`check --format json` lists them)",
                more=more,
                files=files,
            )


def report_line(problem: Problem) -> str:
    """Return the line that reports a problem, a warning or advice."""
    if problem.is_advice:
        return gettext("advice: {problem}", problem=problem)
    return gettext("warning: {problem}", problem=problem) if problem.is_warning else str(problem)


def print_report(report: "Report", *, seconds: float, look_with: str) -> None:
    """Print what was built. seconds: how long it took. look_with: the command that serves the site."""
    for line in _lines(report.warnings):
        print_error(line)
    if report.trouble:
        trouble = gettext("the site is published, but {trouble}", trouble=report.trouble)
        print_error(gettext("warning: {problem}", problem=trouble))
    if report.other_version:
        print_line(
            gettext(
                "The cache was written by another version of bantin ({version}); everything was built again",
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
    articles = ngettext("{count} article", "{count} articles", report.articles)
    if report.off_fast_path:
        share = decimal(100 * report.off_fast_path / report.articles, 1)
        articles = gettext("{articles}, {share} % of them off the fast path", articles=articles, share=share)
    print_line(articles)
    if line := unpublished_line(report):
        print_line(line)
    print_line(" · ".join(f"{gettext(_STAGES[name])} {decimal(spent, 2)} s" for name, spent in report.stages))
    folder = _relative_path(report.output)
    print_line(gettext("The site is in {folder}/; see it with: {command}", folder=folder, command=look_with))


def unpublished_line(report: "Report") -> str:
    """Return a sentence with the numbers of unpublished articles; "" if there are none."""
    from bantin.config import readable_moment

    drafts, scheduled, next_due, expired = report.unpublished
    counts = []
    if drafts:
        counts.append(ngettext("{count} draft", "{count} drafts", drafts))
    if scheduled:
        day = readable_moment(next_due, report.zone)
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


def _relative_path(path: str) -> str:
    try:
        return os.path.relpath(path)
    except OSError:  # the folder in which the command was started is gone
        return path
