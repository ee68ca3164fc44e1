"""What a build says of itself while it runs and when it is done."""

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from bantin.pipeline import Report

_STAGES = {
    "look": "looking at the files",
    "read": "reading articles",
    "arrange": "arranging the site",
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
        self._done = 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def enter(self, stage: str) -> None:
        self._done += 1
        if self._stream.isatty() and time.monotonic() - self._started > _PATIENCE:
            filled = self._done * 20 // len(_STAGES)
            bar = "█" * filled + "░" * (20 - filled)
            self._stream.write(f"\r\033[K{bar} {_STAGES.get(stage, stage)} …")
            self._stream.flush()
            self._shown = True


def tell_report(report: "Report", *, seconds: float, look_with: str) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    pages = report.written + report.kept
    done = f"{report.written} written, {report.kept} kept, {report.removed} removed"
    print(f"{pages} files in {seconds:.2f} s: {done}")
    share = 100 * report.slow / report.articles if report.articles else 0
    print(f"{report.articles} articles, {share:.1f} % of them off the fast path")
    print(" · ".join(f"{name} {spent:.2f} s" for name, spent in report.stages))
    print(f"The site is in {os.path.relpath(report.output)}/; see it with: {look_with}")
