"""Exceptions from layouts as problems with the layout's name and line."""

import os

from jinja2 import TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from bantin.errors import ContentError, problem
from bantin.system.timeouts import TimeLimitError

TIME_LIMIT_SECONDS = 10  # for one page

_RUNAWAY: dict[type[Exception], str] = {
    RecursionError: "it includes or calls itself endlessly",
    MemoryError: "its output is too large",
    SyntaxError: "it is nested too deep",  # raised by Python for more than 20 nested loops
    TimeLimitError: f"it takes longer than {TIME_LIMIT_SECONDS} seconds",
}
# The exceptions that Jinja or the expressions of a layout may raise.
LAYOUT_EXCEPTIONS: tuple[type[Exception], ...] = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *_RUNAWAY,
)


class LayoutErrors:
    """Converts exceptions from layouts to ContentError. shown_as: the name of `folders`, "layouts/"."""

    def __init__(self, folders: tuple[str, ...], shown_as: str) -> None:
        self.shown_as = shown_as
        self._folders = folders

    def error(self, name: str, line: int, message: str | None) -> ContentError:
        """Return an error with the layout's name and a line counted from 1 (0: the whole layout)."""
        return ContentError(
            [problem(self.shown_as + name, line, "layout-error", reason=message or "unknown fault")]
        )

    def as_content_error(self, fault: Exception, layout: str) -> Exception:
        """Return one of LAYOUT_EXCEPTIONS as a ContentError; unchanged if it was not raised in a layout."""
        if isinstance(fault, TemplateSyntaxError):
            return self.error(fault.name or layout, fault.lineno, fault.message)
        if isinstance(fault, TemplateNotFound):
            return self.error(layout, 0, f"there is no layout {fault.name}")
        name, line = self._location(fault)
        for kind, message in _RUNAWAY.items():
            if isinstance(fault, kind):
                return self.error(name or layout, line, message)
        return self.error(name, line, str(fault)) if name else fault

    def _location(self, fault: BaseException) -> tuple[str, int]:
        """Return the layout and line that raised, which Jinja writes into the traceback; ("", 0) for none."""
        import traceback

        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            for folder in self._folders:
                if frame.filename.startswith(folder + os.sep):
                    return os.path.relpath(frame.filename, folder).replace(os.sep, "/"), frame.lineno or 0
        return "", 0
