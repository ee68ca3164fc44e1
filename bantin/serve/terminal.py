"""The output of serve on the terminal."""

import time
from collections.abc import Collection
from typing import TextIO

from bantin.i18n import gettext, ngettext
from bantin.serve.protocol import BuildFailed, BuildSucceeded

_MAX_NAMED = 3


class Terminal:
    """Prints the outcome of each build. A warning is printed once."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._warnings: tuple[str, ...] = ()
        self._is_first = True
        self._has_failed = False

    def print(self, line: str) -> None:
        self._out.write(line + "\n")
        self._out.flush()

    def print_error(self, lines: str) -> None:
        self._err.write(lines + "\n")
        self._err.flush()

    def build_succeeded(self, report: BuildSucceeded, changed: Collection[str]) -> None:
        """Print a successful build. changed: the edited files that caused it, relative to the site folder."""
        for warning in report.warnings:
            if warning not in self._warnings:
                self.print_error(gettext("warning: {warning}", warning=warning))
        self._warnings = report.warnings
        if report.has_changed or self._is_first or self._has_failed:
            done = gettext(
                "{written} written, {kept} kept, {removed} removed in {milliseconds:.0f} ms",
                written=report.written,
                kept=report.kept,
                removed=report.removed,
                milliseconds=report.seconds * 1000,
            )
            solved = gettext("all problems are solved") if self._has_failed else ""
            self.print(f"{_clock()} {': '.join(filter(None, (_file_names(changed), solved, done)))}")
        self._is_first = self._has_failed = False

    def build_failed(self, report: BuildFailed, *, has_site: bool, changed: Collection[str]) -> None:
        self._is_first, self._has_failed = False, True
        if report.trace:
            self.print_error(report.trace.rstrip("\n"))
        for problem in report.problems:
            self.print_error(str(problem))
        count = len(report.problems)
        took = report.seconds * 1000
        what = ngettext(
            "{count} problem in {milliseconds:.0f} ms",
            "{count} problems in {milliseconds:.0f} ms",
            count,
            milliseconds=took,
        )
        then = (
            gettext("the last good site is still shown")
            if has_site
            else gettext("there is no site to show yet")
        )
        self.print_error(f"{_clock()} {': '.join(filter(None, (_file_names(changed), what)))}; {then}.")


def _clock() -> str:
    return time.strftime("%H:%M:%S")


def _file_names(changed: Collection[str]) -> str:
    """Return the first file names and the number of others; "" for none."""
    names = sorted(changed)
    listed = ", ".join(names[:_MAX_NAMED])
    if len(names) <= _MAX_NAMED:
        return listed
    return gettext("{names} and {count} more", names=listed, count=len(names) - _MAX_NAMED)
