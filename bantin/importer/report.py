"""What an import has done, for people and for programs."""

from collections.abc import Iterator

from bantin.errors import Problem
from bantin.system.named_tuple import NamedTuple

Pairs = tuple[tuple[str, str], ...]  # of a saved page and a path in content/


class Report(NamedTuple):
    """new, updated: pages that were written. unchanged: how many were imported before.

    same: pages of articles that are there. kept: articles that an editor has changed since, left as they are.
    sections: folders that were added. guessed: pages that no profile fits. problems: pages that did not
    arrive, and lines to look at. addresses: how many old addresses were added.
    """

    new: Pairs = ()
    updated: Pairs = ()
    unchanged: int = 0
    same: Pairs = ()
    kept: Pairs = ()
    sections: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    addresses: int = 0
    dry_run: bool = False


def lines(report: Report) -> Iterator[str]:
    """The report as text, problems first."""
    for fault in report.problems:
        yield f"warning: {fault}" if fault.is_warning else str(fault)
    for source, path in report.same:
        yield f"{source}: the same article as content/{path}"
    for source, path in report.kept:
        yield f"{source}: content/{path} was changed by an editor and stays as it is"
    for source in report.guessed:
        yield f"{source}: no profile fits; its text was guessed, so compare it with the page"
    verb = "would be" if report.dry_run else "were"
    counts = [f"{len(report.new)} article{'s' * (len(report.new) != 1)} {verb} imported"]
    for count, what in (
        (len(report.updated), "updated"),
        (report.unchanged, "unchanged"),
        (len(report.same), "there already"),
        (len(report.kept), "kept as editors left them"),
        (len({fault.path for fault in report.problems if not fault.is_warning}), "with problems"),
    ):
        if count:
            counts.append(f"{count} {what}")
    yield ", ".join(counts) + "."
    if report.sections:
        yield f"New sections: {', '.join(report.sections)}."
    if report.addresses:
        plural = "es" * (report.addresses != 1)
        yield f"Old address{plural} {verb} added to content/data/redirects.csv: {report.addresses}."


def as_json(report: Report) -> str:
    import json

    def pairs(of: Pairs) -> list[dict[str, str]]:
        return [{"source": source, "path": f"content/{path}"} for source, path in of]

    problems = [
        {
            "path": fault.path,
            "line": fault.line,
            "code": fault.code,
            "warning": fault.is_warning,
            "sentence": fault.sentence,
            "way_out": fault.way_out,
        }
        for fault in report.problems
    ]
    values = {
        "imported": pairs(report.new),
        "updated": pairs(report.updated),
        "unchanged": report.unchanged,
        "same": pairs(report.same),
        "kept": pairs(report.kept),
        "sections": report.sections,
        "guessed": report.guessed,
        "old_addresses": report.addresses,
        "dry_run": report.dry_run,
        "problems": problems,
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
