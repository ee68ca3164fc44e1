"""What serve says on the terminal: where to look, and what each build came to."""

from typing import TextIO

from bantin.i18n import gettext, ngettext
from bantin.serve.protocol import Bad, Good


class Terminal:
    """Tells each build's outcome in as few lines as it deserves; a warning is told once."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._warnings: tuple[str, ...] = ()
        self._is_first = True

    def say(self, line: str) -> None:
        self._out.write(line + "\n")
        self._out.flush()

    def complain(self, lines: str) -> None:
        self._err.write(lines + "\n")
        self._err.flush()

    def good(self, report: Good) -> None:
        for warning in report.warnings:
            if warning not in self._warnings:
                self.complain(gettext("warning: {warning}", warning=warning))
        self._warnings = report.warnings
        if report.has_changed or self._is_first:
            self.say(
                gettext(
                    "{written} written, {kept} kept, {removed} removed in {seconds:.2f} s",
                    written=report.written,
                    kept=report.kept,
                    removed=report.removed,
                    seconds=report.seconds,
                )
            )
        self._is_first = False

    def bad(self, report: Bad, *, has_site: bool) -> None:
        self._is_first = False
        if report.trace:
            self.complain(report.trace.rstrip("\n"))
        for one in report.troubles:
            self.complain(str(one))
        count = len(report.troubles)
        what = ngettext("{count} problem", "{count} problems", count)
        then = (
            gettext("the last good site is still shown")
            if has_site
            else gettext("there is no site to show yet")
        )
        self.complain(f"{what}; {then}.")
