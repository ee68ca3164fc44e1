"""The report of an import, for people and for programs."""

from collections.abc import Iterator

from bantin.errors import Problem
from bantin.i18n import gettext, ngettext
from bantin.system.named_tuple import NamedTuple

_MOST_GUESSED = 5  # pages without a profile that are listed for people
Pairs = tuple[tuple[str, str], ...]  # of a saved page and a path in content/


class Report(NamedTuple):
    """new, updated: pages that were written. unchanged: number of pages imported before.

    same: pages of existing articles. kept: articles that an editor has changed, left unchanged. sections: new
    folders. guessed: pages without a profile. problems: of pages that were not imported, and warnings.
    addresses: number of old addresses added. linked: articles of earlier imports that got related articles
    now.
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
    linked: tuple[str, ...] = ()
    dry_run: bool = False


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of the report, problems first."""
    for fault in report.problems:
        yield gettext("warning: {problem}", problem=fault) if fault.is_warning else str(fault)
    for source, path in report.same:
        yield gettext("{source}: the same article as content/{path}", source=source, path=path)
    for source, path in report.kept:
        yield gettext(
            "{source}: content/{path} was changed by an editor and stays as it is", source=source, path=path
        )
    for source in report.guessed[:_MOST_GUESSED]:
        yield gettext(
            "{source}: no profile fits; its text was guessed, so compare it with the page", source=source
        )
    if (more := len(report.guessed) - _MOST_GUESSED) > 0:
        yield gettext("… and {count} more that no profile fits (`--format json` lists all)", count=more)
    yield ", ".join(_counts(report)) + "."
    if report.sections:
        yield gettext("New sections: {sections}.", sections=", ".join(report.sections))
    if report.linked:
        yield (
            ngettext(
                "{count} article of an earlier import was given related articles from this import",
                "{count} articles of earlier imports were given related articles from this import",
                len(report.linked),
            )
            + "."
        )
    if report.addresses and report.dry_run:
        yield gettext(
            "Old addresses would be added to content/data/redirects.csv: {count}.", count=report.addresses
        )
    elif report.addresses:
        yield gettext(
            "Old addresses were added to content/data/redirects.csv: {count}.", count=report.addresses
        )


def _counts(report: Report) -> Iterator[str]:
    new = len(report.new)
    if report.dry_run:
        yield ngettext("{count} article would be imported", "{count} articles would be imported", new)
    else:
        yield ngettext("{count} article was imported", "{count} articles were imported", new)
    wrong = len({fault.path for fault in report.problems if fault.stops_build})
    if report.updated:
        yield gettext("{count} updated", count=len(report.updated))
    if report.unchanged:
        yield gettext("{count} unchanged", count=report.unchanged)
    if report.same:
        yield gettext("{count} there already", count=len(report.same))
    if report.kept:
        yield gettext("{count} kept as editors left them", count=len(report.kept))
    if wrong:
        yield gettext("{count} with problems", count=wrong)


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
        "linked": [f"content/{path}" for path in report.linked],
        "dry_run": report.dry_run,
        "problems": problems,
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
