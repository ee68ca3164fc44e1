"""A handler for python-frontmatter that reads every YAML scalar as text and refuses anchors and tags."""

import re
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from bantin.errors import Problem, problem
from bantin.schema.values import Entry, Loose
from bantin.text import unsafe_characters

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


_KEY = re.compile(r" *([a-z_]+):")


def _field_of(lines: list[str], row: int) -> str:
    """Return the key on the line at index `row`, or else on the last line before it without indentation."""
    if key := _KEY.match(lines[row]):
        return key[1]
    while row > 0 and lines[row][:1].isspace():
        row -= 1
    return lines[row].partition(":")[0].strip()


_QUOTED = re.compile(r" *(?:[A-Za-z_]+:|-) +([\"'])(.*)")


def _line_of_open_quote(lines: list[str], row: int) -> int:
    """Return the index of the last line before `row` with an unclosed quotation mark; -1 for none.

    YAML takes the next quotation mark, of another value, as the closing one, and reports an error only there.
    """
    for index in range(min(row, len(lines)) - 1, -1, -1):
        match = _QUOTED.match(lines[index])
        if match and match[1] not in match[2].replace("\\" + match[1], ""):
            return index
    return -1


_NO_SPACE = re.compile(r"([A-Za-z_]+):[^\s:/]")


def _lines_without_space(lines: list[str]) -> dict[int, str]:
    """Return the fields without a space after their colon, by the index of their line."""
    return {row: match[1] for row, line in enumerate(lines) if (match := _NO_SPACE.match(line))}


_SIGNS = "-–—•●▪◦·+* "
_ODD_ENTRY = re.compile(r" *(?:-[^\s-]|[–—•●▪◦·+*])")


def _odd_entry(lines: list[str], row: int) -> int:
    """Return the first line down to `row` that begins like a list entry of another notation; -1 for none.

    Such a line is no YAML entry, so YAML reports an error there or further down.
    """
    entry = row if row < len(lines) and _ODD_ENTRY.match(lines[row]) else row - 1
    if not 0 <= entry < len(lines) or not _ODD_ENTRY.match(lines[entry]):
        return -1
    while entry > 0 and _ODD_ENTRY.match(lines[entry - 1]):
        entry -= 1
    return entry


def _keyless_line(lines: list[str], row: int) -> int:
    """Return the index of the last line down to `row` that is not empty, if it has no key; else -1.

    YAML reports a line without a colon at the end of the text.
    """
    last = max((at for at, line in enumerate(lines[: row + 1]) if line.strip()), default=-1)
    is_keyless = last >= 0 and not lines[last][0].isspace() and ":" not in lines[last]
    return last if is_keyless else -1


class _UnsupportedError(Exception):
    """Stops reading at the first YAML event that front matter does not allow."""


class EventsHandler(BaseHandler):
    """Reads front matter into `entries` and collects `problems`."""

    FM_BOUNDARY = re.compile(r"^---$", re.MULTILINE)  # as front_matter.read_yaml writes them
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, *, path: str, first_line: int, max_keys: int, max_items: int) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        self._path, self._first_line = path, first_line
        self._max_keys, self._max_items = max_keys, max_items

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        self._line = self._first_line - 1  # `fm` begins with the line end of the opening ---
        try:
            self._read_document(fm)
        except _UnsupportedError:
            if any(found.code == "not-key-value" for found in self.problems):
                self._report_missing_spaces(fm)
        except yaml.YAMLError as fault:
            if not self._report_missing_spaces(fm):
                self._report_syntax(fault, fm)
        return {}

    def _report_missing_spaces(self, fm: str) -> bool:
        """Put the problems of fields without a space behind the colon in place of those found so far."""
        fields = _lines_without_space(fm.split("\n"))
        if fields:
            self.problems.clear()
        for row, field in fields.items():
            self._report(self._line + row, "colon-space", field=field)
        return bool(fields)

    def _report(self, line: int, code: str, **args: object) -> None:
        self.problems.append(problem(self._path, line, code, **args))

    def _unsupported(self, event: Any, code: str, **args: object) -> _UnsupportedError:
        self._report(self._line_of(event), code, **args)
        return _UnsupportedError()

    def _line_of(self, event: Any) -> int:
        return self._line + int(event.start_mark.line)

    def _report_syntax(self, fault: yaml.YAMLError, fm: str) -> None:
        mark = getattr(fault, "problem_mark", None)
        opening = getattr(fault, "context_mark", None)
        row = mark.line if mark else 0
        lines = fm.split("\n")
        written = lines[row] if row < len(lines) else ""
        indent = written[: len(written) - len(written.lstrip())]
        key, _, value = written.strip().partition(":")
        message, context = (str(getattr(fault, name, "") or "") for name in ("problem", "context"))
        entry = _odd_entry(lines, row)
        if "\t" in indent:
            self._report(self._line + row, "tab-indent")
        elif "escape" in message or "hexdecimal" in message:  # so spelt by libyaml
            self._report(self._line + row, "bad-escape")
        elif opening and "quoted scalar" in context:
            self._report(self._line + opening.line, "quote-open")
        elif (unclosed := _line_of_open_quote(lines, row)) >= 0:
            self._report(self._line + unclosed, "quote-open")
        elif opening and "flow" in context:
            self._report(self._line + opening.line, "bracket-open")
        elif entry >= 0:
            value = lines[entry].strip()
            self._report(self._line + entry, "list-entry", value=value, guess=value.lstrip(_SIGNS))
        elif indent and key.isidentifier() and ": " not in value:
            self._report(self._line + row, "field-indented", key=key)
        elif "simple key" in context and opening and ":" not in lines[opening.line]:
            self._report(self._line + opening.line, "line-without-key")
        elif (keyless := _keyless_line(lines, row)) >= 0:
            self._report(self._line + keyless, "line-without-key")
        elif "mapping values are not allowed" in message or ": " in value:
            self._report(self._line + row, "colon-unquoted", key=_field_of(lines, row))
        else:
            message = message or "it is no YAML"
            self._report(self._line + row, "bad-yaml", reason=message, key=_field_of(lines, row))

    def _read_document(self, fm: str) -> None:
        self._events = yaml.parse(fm, Loader=_Loader)
        opening = self._next_node()
        if opening is None:
            return
        if not isinstance(opening, yaml.MappingStartEvent):
            raise self._unsupported(opening, "not-key-value")
        while not isinstance(key := self._event(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise self._unsupported(key, "not-key-value")
            line = self._line_of(key)
            value = self._value(self._event())
            if key.value in self.entries:
                self._report(line, "key-twice", field=key.value, first=self.entries[key.value].line)
            self.entries[key.value] = Entry(value, line)
            if len(self.entries) > self._max_keys:
                raise self._unsupported(key, "too-many-keys", limit=self._max_keys)
        if isinstance(rest := self._next_node(), yaml.NodeEvent):
            raise self._unsupported(rest, "not-key-value")

    def _next_node(self) -> Any:
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                return self._checked(event)
        return None

    def _event(self) -> Any:
        return self._checked(next(self._events))

    def _checked(self, event: Any) -> Any:
        if getattr(event, "anchor", None):
            raise self._unsupported(event, "yaml-anchor")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._unsupported(event, "yaml-tag")
        if isinstance(event, yaml.ScalarEvent) and (character := unsafe_characters.find(event.value)):
            self._report(
                self._line_of(event), "control-character", point=unsafe_characters.code_point(character)
            )
        return event

    def _value(self, event: Any) -> Loose:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence()
        return self._mapping()

    def _sequence(self) -> tuple[str, ...]:
        items: list[str] = []
        while not isinstance(event := self._event(), yaml.SequenceEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._nested_entry(event)
            items.append(event.value)
            if len(items) > self._max_items:
                raise self._unsupported(event, "too-many-items", limit=self._max_items)
        return tuple(items)

    def _nested_entry(self, event: Any) -> _UnsupportedError:
        """Return the fault of a list entry that is no text, such as `- 05/08/2026: chữ` without quotes."""
        if isinstance(event, yaml.MappingStartEvent) and not event.flow_style:
            key = self._event()
            if isinstance(key, yaml.ScalarEvent):
                return self._unsupported(event, "entry-is-a-table", key=key.value)
        return self._unsupported(event, "nested-value")

    def _mapping(self) -> dict[str, str]:
        pairs: dict[str, str] = {}
        lines: dict[str, int] = {}
        while not isinstance(key := self._event(), yaml.MappingEndEvent):
            value = self._event()
            if not (isinstance(key, yaml.ScalarEvent) and isinstance(value, yaml.ScalarEvent)):
                raise self._unsupported(value, "nested-value")
            if key.value in pairs:
                self._report(self._line_of(key), "key-twice", field=key.value, first=lines[key.value])
            lines[key.value] = self._line_of(key)
            pairs[key.value] = value.value
        return pairs
