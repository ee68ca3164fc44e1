"""Errors in layouts as problems with the layout's name and line."""

import os

from jinja2 import TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from bantin.errors import ContentError, problem
from bantin.system.timeouts import TimeLimitError

SECONDS = 10  # for one page

_ENDLESS: dict[type[Exception], str] = {
    RecursionError: "it includes or calls itself without an end",
    MemoryError: "it makes more than there is room for",
    SyntaxError: "it is nested too deep",  # Python's word for more than 20 loops in each other
    TimeLimitError: f"it takes longer than {SECONDS} seconds",
}
# What Jinja raises, and what the expressions in a layout may raise.
FAULTS: tuple[type[Exception], ...] = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *_ENDLESS,
)


class LayoutErrors:
    """Makes problems of what layouts in `folders` raise. shown_as: how problems call these, "layouts/"."""

    def __init__(self, folders: tuple[str, ...], shown_as: str) -> None:
        self.shown_as = shown_as
        self._folders = folders

    def refusal(self, name: str, line: int, message: str | None) -> ContentError:
        """Return the error that this layout cannot be used."""
        return ContentError(
            [problem(self.shown_as + name, line, "layout-error", said=message or "unknown fault")]
        )

    def as_problem(self, fault: Exception, layout: str) -> Exception:
        """Return one of FAULTS as a ContentError with its place; itself where no layout is to blame."""
        if isinstance(fault, TemplateSyntaxError):
            return self.refusal(fault.name or layout, fault.lineno, fault.message)
        if isinstance(fault, TemplateNotFound):
            return self.refusal(layout, 0, f"there is no layout {fault.name}")
        name, line = self._place(fault)
        for kind, message in _ENDLESS.items():
            if isinstance(fault, kind):
                return self.refusal(name or layout, line, message)
        return self.refusal(name, line, str(fault)) if name else fault

    def _place(self, fault: BaseException) -> tuple[str, int]:
        """Return the layout and line that raised, as Jinja writes them into the traceback."""
        import traceback

        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            for folder in self._folders:
                if frame.filename.startswith(folder + os.sep):
                    return os.path.relpath(frame.filename, folder).replace(os.sep, "/"), frame.lineno or 0
        return "", 0
