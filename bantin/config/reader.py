"""site.toml's tables as typed values, and every problem in them with its line."""

import os
import re
import stat
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bantin.config.targets import Deployment, Target, read_targets
from bantin.config.values import (
    AIDS,
    BACKENDS,
    BELOW,
    EXTRAS,
    FEEDS,
    FORMS,
    HEAD,
    PUBLISH,
    SHARE,
    SIDE,
    Box,
    Bulletin,
    CheckExcept,
    Checks,
    Cms,
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
from bantin.errors import ContentError, Problem, UsageError, problem
from bantin.i18n import gettext
from bantin.i18n.labels import LABELS
from bantin.i18n.messages import MESSAGES
from bantin.schema.values import FieldError, nearest
from bantin.system.os_errors import describe
from bantin.text import unsafe_characters
from bantin.text.formats import date_formatter, number_formatter
from bantin.text.vietnamese import slug

if TYPE_CHECKING:
    from bantin.schema.toml_lines import Way

FILE = "site.toml"

MAX_BYTES = 1_000_000
MAX_TEXT = 2000
MAX_ENTRIES = 200

# So many signs that nest tables have never kept tomllib busy: of more, where they stand is looked at.
_FEW_SIGNS = 150

_NARROWEST, _WIDEST, _MOST_WIDTHS = 100, 4000, 8


def read_deployment(path: str) -> Deployment:
    """What this site.toml says of deploying. Raises ContentError for everything that is wrong in it."""
    text, problems = _read_text(path)
    table, more = _parse(text)
    reader = _Reader(text)
    targets = reader.table({"deploy": table.get("deploy", {})}, _TOP, ())
    if faults := [*problems, *more, *reader.problems]:
        raise ContentError(faults)
    from bantin.schema import toml_lines

    line = toml_lines.nearest_line(toml_lines.lines(text), ("address",)) if "address" in table else 0
    return Deployment(targets["deploy"], line)


def read_settings(path: str) -> tuple[dict[str, Any], list[Problem]]:
    """The settings that hold, and every problem; a name and an address stand in where none can be told."""
    text, problems = _read_text(path)
    table, more = _parse(text)
    problems += more
    reader = _Reader(text)
    values = reader.table(table, _TOP, ())
    values.pop("deploy", None)  # pages are the same wherever a site is taken to
    for needed in ("name", "address"):
        if needed not in table and not problems:
            reader.problems.append(problem(FILE, 0, "setting-missing", field=needed))
    values["origin"], values["base"] = values.pop("address", ("https://localhost", "/"))
    values.setdefault("name", "…")
    values.setdefault("title", values["name"])
    return values, [*problems, *reader.problems]


def _read_text(path: str) -> tuple[str, list[Problem]]:
    """The file as text, "" where it is none, and what is wrong with its characters."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return "", [problem(FILE, 0, "is-a-link" if stat.S_ISLNK(status.st_mode) else "not-a-file")]
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1).removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError as fault:
        folder = os.path.dirname(path)
        message = gettext(
            "there is no {file} in {folder}; a site is a folder with a {file}", file=FILE, folder=folder
        )
        raise UsageError(message) from fault
    except OSError as fault:
        raise UsageError(describe(fault)) from fault
    if len(data) > MAX_BYTES:
        return "", [problem(FILE, 0, "file-too-large", size=f"more than {MAX_BYTES}", limit=MAX_BYTES)]
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return "", [problem(FILE, line, "not-utf8", byte=fault.start + 1)]
    unsafe = unsafe_characters.lines(text) if unsafe_characters.may_contain(data) else ()
    return text, [
        problem(FILE, line, "control-character", point=unsafe_characters.code_point(character))
        for line, character in unsafe
    ]


def _parse(text: str) -> tuple[dict[str, Any], list[Problem]]:
    import tomllib

    if line := _wild_line(text):
        return {}, [problem(FILE, line, "bad-toml", said="nested too deep")]
    try:
        return tomllib.loads(text), []
    except ValueError as fault:  # also for whole numbers of thousands of digits, which Python does not read
        match = re.search(r"line (\d+)", str(fault))
        line = int(match[1]) if match else _line_of_digits(text) or text.rstrip("\n").count("\n") + 1
        message = re.sub(r" \(at .*\)$", "", str(fault)).partition(";")[0]
        return {}, [problem(FILE, line, "bad-toml", said=message)]


def _wild_line(text: str) -> int:
    if sum(map(text.count, ".[{")) <= _FEW_SIGNS:
        return 0
    from bantin.schema.toml_lines import wild_line  # which settings of the usual length need not wait for

    return wild_line(text)


def _line_of_digits(text: str) -> int:
    match = re.search(r"[0-9_]{4300}", text)
    return text.count("\n", 0, match.start()) + 1 if match else 0


# A guess takes 80 µs, and a file may hold 60,000 keys.
_MOST_GUESSES = 100


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
                guess = nearest(key, fields) if len(self.problems) < _MOST_GUESSES else ""
                code = "unknown-field-near" if guess else "unknown-field"
                self.report(way, code, field=key, guess=guess, known=tuple(sorted(fields)))
                continue
            try:
                values[key] = fields[key](value, self, way)
            except FieldError as fault:
                self.report(way, fault.code, **{"field": key, **fault.args_})
        return values

    def report(self, at: "Way", code: str, **args: object) -> None:
        from bantin.schema import toml_lines  # only where something is wrong

        self._lines = self._lines or toml_lines.lines(self._text)
        self.problems.append(problem(FILE, toml_lines.nearest_line(self._lines, at), code, **args))


_Field = Callable[[Any, _Reader, "Way"], Any]


def _targets(value: Any, reader: _Reader, at: "Way") -> tuple[Target, ...]:
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    targets, faults = read_targets(value)
    for way, fault in faults:
        reader.report((*at, *way), fault.code, **fault.args_)
    return targets


def _text(value: Any, _reader: _Reader, _at: "Way") -> str:
    if not isinstance(value, str):
        raise FieldError("not-quoted")
    if character := unsafe_characters.find(value):
        raise FieldError("control-character", point=unsafe_characters.code_point(character))
    if len(value) > MAX_TEXT:
        raise FieldError("setting-long", count=len(value), limit=MAX_TEXT)
    return value


def _needed(value: Any, reader: _Reader, at: "Way") -> str:
    text = _text(value, reader, at)
    if not text.strip():
        raise FieldError("setting-empty")
    return text


def _language(value: Any, reader: _Reader, at: "Way") -> str:
    """A language tag of BCP 47, as far as its form goes."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", _text(value, reader, at)):
        raise FieldError("not-a-language", value=value)
    return str(value)


# An address with a scheme: nothing in it that a browser or an attribute could take for something else.
_WHOLE = re.compile(
    r"""https?://[\w.-]+(?::\d{1,5})?(?:[/?#][^\s"'<>\\^`{|}]*)?|mailto:[^\s"'<>\\^`{|}:/]+|tel:[0-9+().-]+"""
)


def _link(value: Any, reader: _Reader, at: "Way") -> str:
    """A page of this site, which is looked for once all pages are known, or a whole address."""
    link = _text(value, reader, at)
    if ":" in link and not _WHOLE.fullmatch(link):
        raise FieldError("shortcut-unknown", name=link)
    return link


def _folder(value: Any, reader: _Reader, at: "Way") -> str:
    """A folder of content/ whose name is its address."""
    written = _text(value, reader, at)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*", written):
        guess = "/".join(filter(None, map(slug, written.split("/"))))
        raise FieldError("bad-slug", value=written, guess=guess or "ban-tin")
    return written


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
    for width in widths:
        if isinstance(width, bool) or not isinstance(width, int) or not _NARROWEST <= width <= _WIDEST:
            raise FieldError("not-a-width", value=width, narrowest=_NARROWEST, widest=_WIDEST)
    if not isinstance(value, list) or len(set(widths)) > _MOST_WIDTHS:
        raise FieldError("not-widths", most=_MOST_WIDTHS)
    return tuple(sorted(set(widths)))


def _names(value: Any, reader: _Reader, at: "Way") -> tuple[str, ...]:
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise FieldError("not-an-array")
    if len(value) > MAX_ENTRIES:
        raise FieldError("too-many-items", limit=MAX_ENTRIES)
    return tuple(_text(item, reader, at) for item in value)


def _different(value: Any, reader: _Reader, at: "Way") -> tuple[str, ...]:
    names = _names(value, reader, at)
    for index, name in enumerate(names):
        if name in names[:index]:
            raise FieldError("name-twice", value=name)
    return names


def _dateline(value: Any, reader: _Reader, at: "Way") -> tuple[Phrase, ...]:
    phrases = []
    for written in _names(value, reader, at):
        parts = re.fullmatch(r"([^{}]*)\{(posted|updated|views)\}([^{}]*)", written)
        if not parts:
            raise FieldError("not-in-dateline", value=written)
        phrases.append(Phrase(*parts.groups()))
    return tuple(phrases)


def _some_of(allowed: tuple[str, ...]) -> _Field:
    def read(value: Any, reader: _Reader, at: "Way") -> tuple[str, ...]:
        names = _different(value, reader, at)
        for name in names:
            if name not in allowed:
                raise FieldError("not-among", value=name, known=allowed)
        return names

    return read


def _one_of(allowed: tuple[str, ...]) -> _Field:
    def read(value: Any, reader: _Reader, at: "Way") -> str:
        if _text(value, reader, at) not in allowed:
            raise FieldError("not-among", value=value, known=allowed)
        return str(value)

    return read


_ADDRESS = re.compile(
    r"(https?://[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?::([0-9]{1,5}))?)((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?"
)


def _address(value: Any, reader: _Reader, at: "Way") -> tuple[str, str]:
    parts = _ADDRESS.fullmatch(_text(value, reader, at))
    if not parts or int(parts[2] or 80) not in range(1, 65536) or len(value) > 250:
        raise FieldError("not-an-address", value=value)
    return parts[1], f"{parts[3]}/"


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
    needed = [name for name in kind._fields if name not in kind._field_defaults]

    def read(value: Any, reader: _Reader, at: "Way") -> tuple[Any, ...]:
        if not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise FieldError("not-rows")
        if len(value) > MAX_ENTRIES:
            raise FieldError("too-many-items", limit=MAX_ENTRIES)
        rows = [_table(row, reader, (*at, index), fields) for index, row in enumerate(value)]
        for index, row in enumerate(value):
            for name in needed:
                if name not in row:
                    code = "row-without-links" if name == "links" else "row-without"
                    reader.report((*at, index), code, field=at[-1], name=name)
        return tuple(kind(**row) for row in rows if row.keys() >= set(needed))

    return read


_SHORTCUTS = _rows(Shortcut, "title", to=_link)
_LISTS: dict[str, _Field] = dict.fromkeys(Lists._fields, _size)


def _day(pattern: str) -> None:
    """Raises ValueError for what is no pattern of a day: a day has no hour."""
    _moment(pattern)
    if wrong := set(re.sub("'[^']*'", "", pattern)).intersection("Hhmsa"):
        raise ValueError(min(wrong))


def _moment(pattern: str) -> None:
    """Raises ValueError for what is no pattern of a day with a time."""
    date_formatter(pattern)
    if set(re.sub("'[^']*'", "", pattern)).isdisjoint("yMdHhmsa"):
        raise ValueError(pattern)


_DATES: dict[str, _Field] = {
    "date": _pattern(_day, "bad-pattern"),
    "date_time": _pattern(_moment, "bad-pattern"),
}
_NUMBERS: dict[str, _Field] = dict.fromkeys(Numbers._fields, _pattern(number_formatter, "bad-number-pattern"))
_MACHINES: dict[str, _Field] = {
    "publisher": _text,
    "listed": _yes,
    "head": _some_of(HEAD),
    "feeds": _some_of(FEEDS),
    "full_text": _yes,
    "extras": _some_of(EXTRAS),
}
_CMS: dict[str, _Field] = {
    "repo": _needed,
    "backend": _one_of(BACKENDS),
    "branch": _needed,
    "base_url": _link,
    "app_id": _text,
}


def _cms(value: Any, reader: _Reader, at: "Way") -> Cms | None:
    values = _table(value, reader, at, _CMS)
    if "repo" in values:
        return Cms(**values)
    if "repo" not in value:
        reader.report(at, "row-without", field="cms", name="repo")
    return None


# The names of rules: codes of what does not stop a build, without what they begin with.
RULES = tuple(code.partition("-")[2] for code in MESSAGES if code.startswith(("warn-", "advice-")))
_CHECKS: dict[str, _Field] = {
    "off": _some_of(RULES),
    "except": _rows(CheckExcept, "files", off=_some_of(RULES)),
}


def _checks(value: Any, reader: _Reader, at: "Way") -> Checks:
    values = _table(value, reader, at, _CHECKS)
    return Checks(values.get("off", ()), values.get("except", ()))


_BULLETINS = _rows(Bulletin, name=_needed, feed=_needed, folder=_folder)


def _bulletins(value: Any, reader: _Reader, at: "Way") -> tuple[Bulletin, ...]:
    found: tuple[Bulletin, ...] = _BULLETINS(value, reader, at)
    _different([bulletin.folder for bulletin in found], reader, at)
    return found


_TOP: dict[str, _Field] = {
    "name": _needed,
    "title": _needed,
    "place": _text,
    "description": _text,
    "address": _address,
    "language": _language,
    "zone": _zone,
    "menu": _different,
    "dateline": _dateline,
    "keep_together": _names,
    "note": _text,
    "side": _some_of(SIDE),
    "below": _some_of(BELOW),
    "aids": _some_of(AIDS),
    "share": _some_of(SHARE),
    "section_label": _yes,
    "search": _yes,
    "publish": _one_of(PUBLISH),
    "lists": lambda value, reader, at: Lists(**_table(value, reader, at, _LISTS)),
    "dates": lambda value, reader, at: Dates(**_table(value, reader, at, _DATES)),
    "numbers": lambda value, reader, at: Numbers(**_table(value, reader, at, _NUMBERS)),
    "machines": lambda value, reader, at: Machines(**_table(value, reader, at, _MACHINES)),
    "pictures": lambda value, reader, at: Pictures(**_table(value, reader, at, {"widths": _widths})),
    "labels": _labels,
    "cms": _cms,
    "check": _checks,
    "deploy": _targets,
    "imprint": _rows(ImprintLine, "label", "value", url=_link),
    "shortcuts": _SHORTCUTS,
    "charts": _rows(HomeChart, "data", "title", "to", form=_one_of(FORMS)),
    "boxes": _rows(Box, "title", links=_SHORTCUTS),
    "bulletins": _bulletins,
}
