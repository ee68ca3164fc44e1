"""Undefined names in layouts, reported with layout, line and the nearest defined name."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType
from typing import Any, NoReturn

from jinja2 import Undefined
from jinja2.utils import missing

from bantin.schema.values import nearest
from bantin.system.named_tuple import NamedTuple

_LOCAL_VARIABLE = re.compile(r"l_\d+_(\w+)")  # the names that Jinja's compiler gives to a layout's variables


class UndefinedName(NamedTuple):
    """An undefined name in a layout. guess: the nearest defined name, or "".

    line: counted from 1, in the layout. message: of Jinja, if the fault is not a name; else "".
    """

    layout: str
    line: int
    name: str
    guess: str
    message: str


Report = Callable[[UndefinedName], None]


def undefined_type(report: Report) -> type[Undefined]:
    """Return a class for Jinja's undefined names that reports every use but `is defined` and `default`.

    The report has the line where the name is written, not where its value is used. If `report` returns,
    rendering goes on with an empty value.
    """
    return type("Reported", (_ReportedUndefined,), {"__slots__": (), "report": staticmethod(report)})


class _ReportedUndefined(Undefined):
    __slots__ = ("_frame", "_line")
    report: Report

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._frame = _layouts_frame(sys._getframe(1))
        self._line = self._frame.f_lineno

    def _use(self, *_arguments: object, **_named: object) -> Any:
        self.report(_undefined_name(self, self._frame, self._line))
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._use()

    def __str__(self) -> str:
        self._use()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._use()
        return iter(())

    def __len__(self) -> int:
        self._use()
        return 0

    def __bool__(self) -> bool:
        self._use()
        return False

    def __eq__(self, other: object) -> bool:
        self._use()
        return self is other

    def __hash__(self) -> int:
        self._use()
        return id(self)

    def _fail_with_undefined_error(self, *_arguments: object, **_named: object) -> NoReturn:
        self._use()
        super()._fail_with_undefined_error()

    __call__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _use
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = __pos__ = _use
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _use


def _layouts_frame(frame: FrameType) -> FrameType:
    """Return the innermost frame that runs a layout's code."""
    while frame.f_back and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    return frame


def _undefined_name(undefined: Undefined, frame: FrameType, compiled_line: int) -> UndefinedName:
    template = frame.f_globals["__jinja_template__"]
    line = template.get_corresponding_lineno(compiled_line)
    name, owner = str(undefined._undefined_name), undefined._undefined_obj
    names = _names_in(frame) if owner is missing else _names_of(owner)
    message = undefined._undefined_hint or ""
    return UndefinedName(str(template.name), line, name, nearest(name, names), message)


def _names_in(frame: FrameType) -> Iterable[str]:
    """Return the names that are defined in the frame: the values given to the layout, and its variables."""
    variables = {
        match[1]
        for key, value in frame.f_locals.items()
        if value is not missing
        and not isinstance(value, Undefined)
        and (match := _LOCAL_VARIABLE.fullmatch(key))
    }
    context = frame.f_locals.get("context")
    return sorted(variables | (context.get_all().keys() if context else set()))


def _names_of(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    names = dir(value)
    if fields := getattr(value, "_fields", ()):  # without the methods of tuple
        names = [
            *fields,
            *(name for name, member in vars(type(value)).items() if isinstance(member, property)),
        ]
    return [name for name in names if not name.startswith("_")]
