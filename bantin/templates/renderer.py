"""Layouts: values to text by Jinja2, and a digest of each layout. Values are handed in."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from json import JSONEncoder

from markupsafe import Markup

from bantin.errors import ContentError, Problem, problem
from bantin.templates import limits
from bantin.templates.jinja import (
    LayoutBytecode,
    LayoutEnvironment,
    Loader,
    escape_text,
    is_escaped,
)
from bantin.templates.layout_errors import FAULTS, SECONDS, LayoutErrors
from bantin.templates.layouts import Layouts
from bantin.templates.regions import SLOT, slot_marker
from bantin.templates.undefined import UndefinedName, undefined_type

__all__ = ["SECONDS", "Renderer", "escape_text"]


_JSON = JSONEncoder(ensure_ascii=False)
_BACKSLASH, _NUL, _ASIDE = r"\\", r"\u0000", "\1"  # the last as no JSON has it


def _as_json(value: object, *, indent: int | None = None) -> str:
    """Return JSON for Jinja's `tojson`; markers of slots stay markers.

    One encoder for all: feeds have a thousand texts, and making an encoder for each is slow.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent) if indent is not None else _JSON.encode(value)
    if _NUL not in text:
        return text
    return text.replace(_BACKSLASH, _ASIDE).replace(_NUL, SLOT).replace(_ASIDE, _BACKSLASH)


class Renderer:
    """Renders layouts. Can be pickled.

    folders: where layouts are looked for; the first that has one wins. compiled: the cache folder of compiled
    layouts. shown_as: how messages call the folders. note: called for each undefined name, and rendering goes
    on; without it, and for layouts that cannot be used, a ContentError names the layout and its line.
    """

    def __init__(
        self,
        folders: Iterable[str],
        *,
        compiled: str,
        shown_as: str = "layouts/",
        note: Callable[[Problem], object] | None = None,
    ) -> None:
        folders = tuple(folders)
        self._arguments = (folders, compiled, shown_as)
        self._note = note
        self._environment = LayoutEnvironment(
            loader=Loader(folders),
            autoescape=is_escaped,
            undefined=undefined_type(self._report_undefined),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=LayoutBytecode(compiled),
        )
        self._environment.globals = {"slot": slot_marker}
        self._environment.policies |= {"json.dumps_function": _as_json, "json.dumps_kwargs": {}}
        self._environment.filters = {
            name: filter_ for name, filter_ in self._environment.filters.items() if name not in limits.FILTERS
        }
        self._errors = LayoutErrors(folders, shown_as)
        self._layouts = Layouts(self._environment, self._errors, compiled=compiled)

    def __reduce__(self) -> tuple[object, ...]:
        folders, compiled, shown_as = self._arguments
        return partial(Renderer, compiled=compiled, shown_as=shown_as), (folders,)

    def render(self, layout: str, values: Mapping[str, object]) -> str:
        """Return the layout with these values; NUL x NUL marks where it calls `slot("x")`."""
        self.digest(layout)  # raises for a layout that is missing or unreadable, with the place that names it
        try:
            return self._environment.get_template(layout).render(values)
        except FAULTS as fault:
            raise self._errors.as_problem(fault, layout) from fault

    def macro(self, layout: str, name: str) -> Callable[..., Markup]:
        """Return a macro of a layout as a function."""
        self.digest(layout)
        try:
            macro: Callable[..., Markup] = getattr(self._environment.get_template(layout).module, name)
        except AttributeError as fault:
            raise self.refusal(layout, 0, f"it has no macro {name}") from fault
        except FAULTS as fault:
            raise self._errors.as_problem(fault, layout) from fault

        def call(*arguments: object) -> Markup:
            try:
                return macro(*arguments)
            except FAULTS:
                try:
                    self._environment.handle_exception()  # raises it anew with the layout's own lines
                except FAULTS as fault:
                    raise self._errors.as_problem(fault, layout) from fault

        return call

    def digest(self, layout: str) -> bytes:
        """Return a digest of the layout and of all it extends, includes or imports."""
        return self._layouts.digest(layout)

    def faults(self, layout: str) -> list[Problem]:
        """Return what keeps this layout and those it refers to from being compiled, one problem a layout."""
        return self._layouts.faults(layout)

    def load(self, layouts: list[str]) -> None:
        """Compile and load these layouts. What is wrong with one is raised when it is used."""
        for layout in self._layouts.compile(layouts):
            self._environment.get_template(layout)

    def refusal(self, name: str, line: int, message: str) -> ContentError:
        """Return the error that this layout cannot be used."""
        return self._errors.refusal(name, line, message)

    def _report_undefined(self, undefined: UndefinedName) -> None:
        layout, line, name, guess, hint = undefined
        if hint:
            reported = self.refusal(layout, line, hint).problems[0]
        else:
            code = "layout-name-near" if guess else "layout-name"
            reported = problem(self._errors.shown_as + layout, line, code, name=name, guess=guess)
        if self._note is None:
            raise ContentError([reported])
        self._note(reported)
