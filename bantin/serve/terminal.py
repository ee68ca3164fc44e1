"""What serve says on the terminal: where to look, and what each build came to."""

import time
from collections.abc import Collection
from typing import TextIO

from bantin.i18n import gettext, ngettext
from bantin.serve.protocol import Bad, Good

_MOST_NAMED = 3


class Terminal:
    """Tells each build's outcome in as few lines as it deserves; a warning is told once."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._warnings: tuple[str, ...] = ()
        self._is_first = True
        self._was_bad = False

    def say(self, line: str) -> None:
        self._out.write(line + "\n")
        self._out.flush()

    def complain(self, lines: str) -> None:
        self._err.write(lines + "\n")
        self._err.flush()

    def good(self, report: Good, changed: Collection[str] = ()) -> None:
        """`changed`: the files whose saving this build answers, as an editor would type them."""
        for warning in report.warnings:
            if warning not in self._warnings:
                self.complain(gettext("warning: {warning}", warning=warning))
        self._warnings = report.warnings
        if report.has_changed or self._is_first or self._was_bad:
            done = gettext(
                "{written} written, {kept} kept, {removed} removed in {milliseconds:.0f} ms",
                written=report.written,
                kept=report.kept,
                removed=report.removed,
                milliseconds=report.seconds * 1000,
            )
            well = gettext("all is well again") if self._was_bad else ""
            self.say(f"{_clock()} {': '.join(filter(None, (_named(changed), well, done)))}")
        self._is_first = self._was_bad = False

    def bad(self, report: Bad, *, has_site: bool, changed: Collection[str] = ()) -> None:
        self._is_first, self._was_bad = False, True
        if report.trace:
            self.complain(report.trace.rstrip("\n"))
        for problem_shown in report.troubles:
            self.complain(str(problem_shown))
        count = len(report.troubles)
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
        self.complain(f"{_clock()} {': '.join(filter(None, (_named(changed), what)))}; {then}.")


def _clock() -> str:
    return time.strftime("%H:%M:%S")


def _named(changed: Collection[str]) -> str:
    """The files, or some of them and how many more there are; "" for none."""
    names = sorted(changed)
    shown = ", ".join(names[:_MOST_NAMED])
    if len(names) <= _MOST_NAMED:
        return shown
    return gettext("{names} and {count} more", names=shown, count=len(names) - _MOST_NAMED)
