"""What a build says of itself while it runs and when it is done."""

import os
import time
from collections.abc import Collection
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from bantin.system.stdio import complain, say

if TYPE_CHECKING:
    from bantin.build.pipeline import Report
    from bantin.errors import Problem

_STAGES = {
    "look": "looking at the files",
    "read": "reading articles",
    "arrange": "arranging the site",
    "pictures": "making pictures, seconds for each new photo",
    "search": "indexing what can be searched",
    "compare": "comparing with the last build",
    "write": "writing pages",
    "publish": "publishing",
    "tidy": "forgetting what is no longer true",
}
_PATIENCE = 1.0


class Progress:
    """On a terminal, a line that names the stage once a build has taken a second; elsewhere nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._shown = False
        self._can_redraw = stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._draw("")

    def enter(self, stage: str) -> None:
        if self._can_redraw and time.monotonic() - self._started > _PATIENCE:
            filled = (list(_STAGES).index(stage) + 1) * 20 // len(_STAGES)
            bar = "█" * filled + "░" * (20 - filled)
            self._draw(f"{bar} {_STAGES.get(stage, stage)} …")
            self._shown = True

    def _draw(self, line: str) -> None:
        with suppress(OSError):  # a terminal that has gone does not stop a build
            self._stream.write(f"\r\033[K{line}")
            self._stream.flush()


def tell_findings(found: Collection["Problem"]) -> None:
    """All of them, a line each, and how many there are of each kind."""
    advice = [one for one in found if one.is_advice]
    warnings = [one for one in found if one.is_warning]
    for one in found:
        say(f"{'advice: ' if one.is_advice else 'warning: ' if one.is_warning else ''}{one}")
    problems = len(found) - len(advice) - len(warnings)
    counts = f"{problems} problem{'s' * (problems != 1)}, {len(warnings)} warning{'s' * (len(warnings) != 1)}"
    say(f"{counts}, advice on {len({one.path for one in advice})} files. Nothing was published.")


def tell_report(report: "Report", *, seconds: float, look_with: str) -> None:
    for warning in report.warnings:
        complain(f"warning: {warning}")
    if report.trouble:
        complain(f"warning: the site is published, but {report.trouble}")
    pages = report.written + report.kept
    done = f"{report.written} written, {report.kept} kept, {report.removed} removed"
    say(f"{pages} files in {seconds:.2f} s: {done}")
    share = 100 * report.slow / report.articles if report.articles else 0
    say(f"{report.articles} articles, {share:.1f} % of them off the fast path")
    say(" · ".join(f"{name} {spent:.2f} s" for name, spent in report.stages))
    say(f"The site is in {_from_here(report.output)}/; see it with: {look_with}")


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path)
    except OSError:  # the folder in which the command was started is gone
        return path
