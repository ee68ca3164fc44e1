"""A handler for python-frontmatter that reads every YAML scalar as text and refuses anchors and tags."""

import re
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from bantin.content.yaml_mistakes import (
    diagnosis,
    is_without_colon,
    lines_without_space,
    without_key,
)
from bantin.errors import Problem, problem
from bantin.schema.values import Entry, Loose
from bantin.text import unsafe_characters

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_MAX_READINGS = 20  # of front matter whose syntax is wrong
_FIELD = re.compile(r"[^\W\d]\w* *:")
_ENTRY = re.compile(r" *- ")


def _leave_out(lines: list[str], row: int) -> None:
    """Empty a line and those below it, up to the next field; of a list entry, up to the next entry."""
    is_entry = bool(_ENTRY.match(lines[row]))
    lines[row] = ""
    for below in range(row + 1, len(lines)):
        written = lines[below]
        if _FIELD.match(written) or is_without_colon(written) or (is_entry and _ENTRY.match(written)):
            break
        lines[below] = ""


class _UnsupportedError(Exception):
    """Stops reading at the first YAML event that front matter does not allow.

    rows: the indexes of the lines without which the rest may be read; none if reading further is of no use.
    """

    def __init__(self, rows: list[int]) -> None:
        super().__init__()
        self.rows = rows


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
        lines = fm.split("\n")
        for _reading in range(_MAX_READINGS):
            wrong = self._read("\n".join(lines))
            if not wrong:
                break
            for row in wrong:
                _leave_out(lines, row)
        return {}

    def _read(self, fm: str) -> list[int]:
        """Read `fm` up to the first error of syntax. Return the rows that the next reading leaves out."""
        before, self.problems, self.entries = self.problems, [], {}
        self._lines = fm.split("\n")
        wrong: list[int] = []
        try:
            self._read_document(fm)
        except _UnsupportedError as fault:
            wrong = fault.rows
            if any(reported.code == "not-key-value" for reported in self.problems):
                wrong = self._report_missing_spaces(fm) or wrong
        except yaml.YAMLError as fault:
            wrong = self._report_missing_spaces(fm) or self._report_syntax(fault)
        self.problems = before + [reported for reported in self.problems if reported not in before]
        return wrong

    def _report_missing_spaces(self, fm: str) -> list[int]:
        """Put the problems of fields without a space after the colon in place of those of this reading.

        Return the rows of such fields.
        """
        fields = lines_without_space(fm.split("\n"))
        if fields:
            self.problems.clear()
        for row, field in fields.items():
            self._report(self._line + row, "colon-space", field=field)
        return list(fields)

    def _report(self, line: int, code: str, **args: object) -> None:
        self.problems.append(problem(self._path, line, code, **args))

    def _unsupported(self, event: Any, code: str, **args: object) -> _UnsupportedError:
        row = event.start_mark.line
        if code == "not-key-value" and is_without_colon(self._lines[row]):
            code, args = without_key(self._lines[row])
        self._report(self._line_of(event), code, **args)
        is_list = code == "not-key-value" and isinstance(event, yaml.SequenceStartEvent)
        if is_list or code in ("too-many-keys", "too-many-items"):
            return _UnsupportedError([])
        return _UnsupportedError([row])

    def _line_of(self, event: Any) -> int:
        return self._line + int(event.start_mark.line)

    def _report_syntax(self, fault: yaml.YAMLError) -> list[int]:
        """Report an error of syntax at the line that is wrong, and return its row."""
        row, code, args = diagnosis(fault, self._lines)
        self._report(self._line + row, code, **args)
        return [row]

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
        """Return the fault of a list entry that is not text, such as `- 05/08/2026: chữ` without quotes."""
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
