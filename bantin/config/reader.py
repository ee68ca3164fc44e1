"""site.toml's tables as typed values, and every problem in them with its line."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import TYPE_CHECKING, Any

from bantin.config.labels import LABELS
from bantin.config.values import (
    BELOW,
    EXTRAS,
    FEEDS,
    FORMS,
    HEAD,
    SIDE,
    Box,
    Dates,
    HomeChart,
    ImprintLine,
    Lists,
    Machines,
    Numbers,
    Phrase,
    Pictures,
    Shortcut,
)
from bantin.config.zone import read_zone
from bantin.errors import Problem, UsageError, problem
from bantin.patterns import date_pattern, number_pattern
from bantin.schema import FieldError, nearest

if TYPE_CHECKING:
    from bantin.toml_lines import Way

FILE = "site.toml"

_NARROWEST, _WIDEST, _MOST_WIDTHS = 100, 4000, 8


def read_settings(path: str) -> tuple[dict[str, Any], list[Problem]]:
    """The settings that hold, and every problem; a name and an address stand in where none can be told."""
    text, problems = _read_text(path)
    table, more = _parse(text)
    problems += more
    reader = _Reader(text)
    values = reader.table(table, _TOP, ())
    for needed in ("name", "address"):
        if needed not in table and not problems:
            reader.problems.append(problem(FILE, 0, "setting-missing", field=needed))
    values["origin"], values["base"] = values.pop("address", ("https://localhost", "/"))
    values.setdefault("name", "…")
    values.setdefault("title", values["name"])
    return values, [*problems, *reader.problems]


def _read_text(path: str) -> tuple[str, list[Problem]]:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8"), []
    except FileNotFoundError as fault:
        raise UsageError(
            f"there is no {FILE} in {os.path.dirname(path)}; a site is a folder with a {FILE}"
        ) from fault
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        return "", [problem(FILE, line, "not-utf8", byte=fault.start + 1)]
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror}") from fault


def _parse(text: str) -> tuple[dict[str, Any], list[Problem]]:
    import tomllib

    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as fault:
        line = int(found[1]) if (found := re.search(r"line (\d+)", str(fault))) else 0
        said = re.sub(r" \(at .*\)$", "", str(fault))
        return {}, [problem(FILE, line, "bad-toml", said=said)]


class _Reader:
    """Turns tables into values and keeps every problem, each with the line where its key stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[Way, int] = {}
        self.problems: list[Problem] = []

    def table(self, table: Mapping[str, Any], fields: Mapping[str, "_Field"], at: "Way") -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in table.items():
            way = (*at, key)
            if key not in fields:
                guess = nearest(key, fields)
                code = "unknown-field-near" if guess else "unknown-field"
                self.report(way, code, field=key, guess=guess, known=tuple(sorted(fields)))
                continue
            try:
                values[key] = fields[key](value, self, way)
            except FieldError as fault:
                self.report(way, fault.code, field=key, **fault.args_)
        return values

    def report(self, at: "Way", code: str, **args: object) -> None:
        from bantin import toml_lines  # only where something is wrong

        self._lines = self._lines or toml_lines.lines(self._text)
        self.problems.append(problem(FILE, toml_lines.nearest_line(self._lines, at), code, **args))


_Field = Callable[[Any, _Reader, "Way"], Any]


def _text(value: Any, _reader: _Reader, _at: "Way") -> str:
    if not isinstance(value, str):
        raise FieldError("not-quoted")
    return value


def _needed(value: Any, reader: _Reader, at: "Way") -> str:
    text = _text(value, reader, at)
    if not text.strip():
        raise FieldError("setting-empty")
    return text


def _yes(value: Any, _reader: _Reader, _at: "Way") -> bool:
    if not isinstance(value, bool):
        raise FieldError("not-yes-or-no", value=value)
    return value


def _size(value: Any, _reader: _Reader, _at: "Way") -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
        raise FieldError("not-a-size", value=f'"{value}"' if isinstance(value, str) else value)
    return value


def _widths(value: Any, _reader: _Reader, _at: "Way") -> tuple[int, ...]:
    widths = value if isinstance(value, list) else [value]
    for one in widths:
        if isinstance(one, bool) or not isinstance(one, int) or not _NARROWEST <= one <= _WIDEST:
            raise FieldError("not-a-width", value=one, narrowest=_NARROWEST, widest=_WIDEST)
    if not isinstance(value, list) or len(set(widths)) > _MOST_WIDTHS:
        raise FieldError("not-widths", most=_MOST_WIDTHS)
    return tuple(sorted(set(widths)))


def _names(value: Any, _reader: _Reader, _at: "Way") -> tuple[str, ...]:
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise FieldError("not-an-array")
    return tuple(value)


def _dateline(value: Any, reader: _Reader, at: "Way") -> tuple[Phrase, ...]:
    phrases = []
    for written in _names(value, reader, at):
        parts = re.fullmatch(r"([^{}]*)\{(posted|updated|views)\}([^{}]*)", written)
        if not parts:
            raise FieldError("not-in-dateline", value=written)
        phrases.append(Phrase(*parts.groups()))
    return tuple(phrases)


def _some_of(known: tuple[str, ...]) -> _Field:
    def read(value: Any, reader: _Reader, at: "Way") -> tuple[str, ...]:
        names = _names(value, reader, at)
        for name in names:
            if name not in known:
                raise FieldError("not-among", value=name, known=known)
        return names

    return read


def _one_of(known: tuple[str, ...]) -> _Field:
    def read(value: Any, reader: _Reader, at: "Way") -> str:
        if _text(value, reader, at) not in known:
            raise FieldError("not-among", value=value, known=known)
        return str(value)

    return read


def _address(value: Any, reader: _Reader, at: "Way") -> tuple[str, str]:
    parts = re.fullmatch(r"(https?://[\w.-]+(?::\d+)?)(?:/([A-Za-z0-9/._~-]*))?", _text(value, reader, at))
    if not parts or ".." in value or "//" in value[8:]:
        raise FieldError("not-an-address", value=value)
    return parts[1], "/" + ((parts[2] or "").strip("/") + "/").lstrip("/")


def _zone(value: Any, reader: _Reader, at: "Way") -> str:
    read_zone(_text(value, reader, at))
    return str(value)


def _pattern(read: Callable[[str], object], code: str) -> _Field:
    """A pattern that `read` takes; `code` tells what it does not."""

    def checked(value: Any, reader: _Reader, at: "Way") -> str:
        try:
            read(_needed(value, reader, at))
        except ValueError as fault:
            raise FieldError(code, piece=fault) from fault
        return str(value)

    return checked


def _labels(value: Any, reader: _Reader, at: "Way") -> dict[str, str]:
    return {**LABELS, **_table(value, reader, at, dict.fromkeys(LABELS, _text))}


def _table(value: Any, reader: _Reader, at: "Way", fields: Mapping[str, _Field]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    return reader.table(value, fields, at)


def _rows(kind: type[Any], *texts: str, **others: _Field) -> _Field:
    """A list of tables, each one `kind`; those of its fields that have no default are needed."""
    fields = {**dict.fromkeys(texts, _text), **others}
    needed = [name for name, one in kind.__dataclass_fields__.items() if one.default is MISSING]

    def read(value: Any, reader: _Reader, at: "Way") -> tuple[Any, ...]:
        if not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise FieldError("not-rows")
        rows = [_table(row, reader, (*at, place), fields) for place, row in enumerate(value)]
        for place, row in enumerate(value):
            for name in needed:
                if name not in row:
                    code = "row-without" if name in texts else "row-without-links"
                    reader.report((*at, place), code, field=at[-1], name=name)
        return tuple(kind(**row) for row in rows if row.keys() >= set(needed))

    return read


_SHORTCUTS = _rows(Shortcut, "title", "to")
_LISTS: dict[str, _Field] = dict.fromkeys(Lists.__dataclass_fields__, _size)
_DATES: dict[str, _Field] = dict.fromkeys(Dates.__dataclass_fields__, _pattern(date_pattern, "bad-pattern"))
_NUMBERS: dict[str, _Field] = dict.fromkeys(
    Numbers.__dataclass_fields__, _pattern(number_pattern, "bad-number-pattern")
)
_MACHINES: dict[str, _Field] = {
    "publisher": _text,
    "listed": _yes,
    "head": _some_of(HEAD),
    "feeds": _some_of(FEEDS),
    "full_text": _yes,
    "extras": _some_of(EXTRAS),
}
_TOP: dict[str, _Field] = {
    "name": _needed,
    "title": _needed,
    "place": _text,
    "description": _text,
    "address": _address,
    "language": _text,
    "zone": _zone,
    "menu": _names,
    "dateline": _dateline,
    "note": _text,
    "side": _some_of(SIDE),
    "below": _some_of(BELOW),
    "section_label": _yes,
    "search": _yes,
    "lists": lambda value, reader, at: Lists(**_table(value, reader, at, _LISTS)),
    "dates": lambda value, reader, at: Dates(**_table(value, reader, at, _DATES)),
    "numbers": lambda value, reader, at: Numbers(**_table(value, reader, at, _NUMBERS)),
    "machines": lambda value, reader, at: Machines(**_table(value, reader, at, _MACHINES)),
    "pictures": lambda value, reader, at: Pictures(**_table(value, reader, at, {"widths": _widths})),
    "labels": _labels,
    "imprint": _rows(ImprintLine, "label", "value", url=_text),
    "shortcuts": _SHORTCUTS,
    "charts": _rows(HomeChart, "data", "title", "to", form=_one_of(FORMS)),
    "boxes": _rows(Box, "title", links=_SHORTCUTS),
}
