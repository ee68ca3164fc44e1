"""Rendering of layouts by Jinja2, and a digest of each layout."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, wraps
from json import JSONEncoder

from markupsafe import Markup

from bantin.errors import ContentError, Problem, problem
from bantin.templates import limits
from bantin.templates.jinja import (
    LayoutBytecodeCache,
    LayoutEnvironment,
    LayoutLoader,
    escape_text,
    is_escaped,
)
from bantin.templates.layout_errors import LAYOUT_EXCEPTIONS, TIME_LIMIT_SECONDS, LayoutErrors
from bantin.templates.layouts import Layouts
from bantin.templates.regions import SLOT, slot_marker
from bantin.templates.undefined import UndefinedName, undefined_type
from bantin.urls import query_text

__all__ = ["TIME_LIMIT_SECONDS", "Renderer", "escape_text"]


_JSON = JSONEncoder(ensure_ascii=False)
_BACKSLASH, _NUL, _PLACEHOLDER = r"\\", r"\u0000", "\1"  # no JSON contains the placeholder


def _as_json(value: object, *, indent: int | None = None) -> str:
    """Return JSON for Jinja's `tojson`, in which markers of slots remain markers.

    All calls share one encoder: creating one for each of a feed's thousand texts is slow.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent) if indent is not None else _JSON.encode(value)
    if _NUL not in text:
        return text
    return text.replace(_BACKSLASH, _PLACEHOLDER).replace(_NUL, SLOT).replace(_PLACEHOLDER, _BACKSLASH)


def _computed_at_once(lazy: Callable[..., object]) -> Callable[..., object]:
    """Return a filter of Jinja that gives a list, or a text for a text, in place of a generator."""

    @wraps(lazy)  # with the marks by which Jinja knows that a filter takes its context
    def whole(*arguments: object, **named: object) -> object:
        result = lazy(*arguments, **named)
        return list(result) if isinstance(result, Iterator) else result

    return whole


class Renderer:
    """Renders layouts. Can be pickled.

    folders: searched in order for layouts. compiled: the cache folder of compiled layouts. shown_as: the name
    of the folders in messages. note: called with the problem of each undefined name, after which rendering
    goes on. Without it an undefined name raises ContentError, as every faulty layout does.
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
            loader=LayoutLoader(folders),
            autoescape=is_escaped,
            undefined=undefined_type(self._report_undefined),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=LayoutBytecodeCache(compiled),
        )
        self._environment.globals = {"slot": slot_marker}
        self._environment.policies |= {"json.dumps_function": _as_json, "json.dumps_kwargs": {}}
        self._environment.filters = {
            name: _computed_at_once(filter_) if name in limits.LAZY_FILTERS else filter_
            for name, filter_ in self._environment.filters.items()
            if name not in limits.FORBIDDEN_FILTERS
        }
        self._environment.filters["query_text"] = query_text
        self._errors = LayoutErrors(folders, shown_as)
        self._layouts = Layouts(self._environment, self._errors, compiled=compiled)

    def __reduce__(self) -> tuple[object, ...]:
        folders, compiled, shown_as = self._arguments
        return partial(Renderer, compiled=compiled, shown_as=shown_as), (folders,)

    def render(self, layout: str, values: Mapping[str, object]) -> str:
        """Return the layout's text with these values; NUL x NUL marks where it calls `slot("x")`."""
        self.digest(layout)  # raises for a missing or unreadable layout, with the line that refers to it
        try:
            return self._environment.get_template(layout).render(values)
        except LAYOUT_EXCEPTIONS as fault:
            raise self._errors.as_content_error(fault, layout) from fault

    def macro(self, layout: str, name: str) -> Callable[..., Markup]:
        """Return a macro of a layout as a function."""
        self.digest(layout)
        try:
            macro: Callable[..., Markup] = getattr(self._environment.get_template(layout).module, name)
        except AttributeError as fault:
            raise self.error(layout, 0, f"it has no macro {name}") from fault
        except LAYOUT_EXCEPTIONS as fault:
            raise self._errors.as_content_error(fault, layout) from fault

        def call(*arguments: object) -> Markup:
            try:
                return macro(*arguments)
            except LAYOUT_EXCEPTIONS:
                try:
                    self._environment.handle_exception()  # raises it again with the layout's own lines
                except LAYOUT_EXCEPTIONS as fault:
                    raise self._errors.as_content_error(fault, layout) from fault

        return call

    def digest(self, layout: str) -> bytes:
        """Return a digest of the layout and of all it extends, includes or imports."""
        return self._layouts.digest(layout)

    def problems(self, layout: str) -> list[Problem]:
        """Return why this layout and those it refers to cannot be compiled, one problem for each layout."""
        return self._layouts.problems(layout)

    def load(self, layouts: list[str]) -> None:
        """Compile and load these layouts. Errors are raised when a layout is used."""
        for layout in self._layouts.compile(layouts):
            self._environment.get_template(layout)

    def error(self, name: str, line: int, message: str) -> ContentError:
        """Return an error with the layout's name and a line counted from 1 (0: the whole layout)."""
        return self._errors.error(name, line, message)

    def _report_undefined(self, undefined: UndefinedName) -> None:
        layout, line, name, guess, message = undefined
        if message:
            reported = self.error(layout, line, message).problems[0]
        else:
            code = "layout-name-near" if guess else "layout-name"
            reported = problem(self._errors.shown_as + layout, line, code, name=name, guess=guess)
        if self._note is None:
            raise ContentError([reported])
        self._note(reported)
