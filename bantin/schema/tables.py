"""Conversion of a file's tables to typed values, or to problems with lines and a "did you mean".

Front matter, site.toml and data files share this reader.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bantin.errors import Problem, problem
from bantin.schema.values import FieldError, FieldPartsError, KeyPath, nearest
from bantin.system.named_tuple import NamedTuple

_MAX_GUESSES = 100  # a guess takes 80 µs, and a file may hold 60,000 keys
_LIKENESS = 0.7  # of a misspelt field; below it `status` would be `tags`

# Converts a value of the file to a typed value; raises FieldError, or FieldPartsError for parts of it.
Converter = Callable[[Any], object]


class Nested(NamedTuple):
    """A field that holds a table, or a list of tables.

    read: converts the value, given the reader of the file and the value's key path; raises FieldError.
    fields: the fields of each table; empty if any are allowed. required: the fields that it must have.
    """

    read: Callable[[Any, "TableReader", KeyPath], Any]
    fields: Mapping[str, "Field"] = MappingProxyType({})
    required: tuple[str, ...] = ()
    is_list: bool = False


Field = Converter | Nested


class TableReader:
    """Converts the tables of one file, and collects `problems`.

    line_of: returns the line of a value, counted from 1, or 0 for the whole file. It is called only for
    problems. meant: the field that a key in other words means, by its slug.
    """

    def __init__(
        self,
        path: str,
        line_of: Callable[[KeyPath], int],
        meant: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.problems: list[Problem] = []
        self.line_of = line_of
        self._path = path
        self._meant = meant

    def convert(
        self, table: Mapping[str, Any], fields: Mapping[str, Field], key_path: KeyPath = ()
    ) -> dict[str, Any]:
        """Return the valid values by field. Add a problem for each unknown field and each invalid value."""
        values: dict[str, Any] = {}
        for key, value in table.items():
            field = fields.get(key)
            if field is None:
                self.report_unknown((*key_path, key), fields)
                continue
            try:
                if isinstance(field, Nested):
                    values[key] = field.read(value, self, (*key_path, key))
                else:
                    values[key] = field(value)
            except FieldError as fault:
                self.report((*key_path, key), fault.code, **{"field": key, **fault.values})
            except FieldPartsError as several:
                for part, each in several.faults:
                    self.report((*key_path, key, *part), each.code, **{"field": key, **each.values})
        return values

    def report_unknown(self, key_path: KeyPath, fields: Iterable[str]) -> None:
        """Add the problem of a field that is not among `fields`, with the nearest of them."""
        key = str(key_path[-1])
        guess = ""
        if len(self.problems) < _MAX_GUESSES:
            from bantin.text.vietnamese import slug

            meant = self._meant.get(slug(key), "")
            guess = meant if meant in fields else nearest(key.lower(), fields, cutoff=_LIKENESS)
        if guess:
            self.report(key_path, "unknown-field-near", field=key, guess=guess)
        else:
            self.report(key_path, "unknown-field", field=key, known=tuple(sorted(fields)))

    def report(self, key_path: KeyPath, code: str, **args: object) -> None:
        """Add a problem at the line of a value. args: values for the sentence of `code`, see `messages`."""
        self.problems.append(problem(self._path, self.line_of(key_path), code, **args))


def toml_reader(path: str, text: str) -> TableReader:
    """Return a reader for a TOML file. text: valid TOML, from which lines are computed when needed."""
    lines: dict[KeyPath, int] = {}

    def line_of(key_path: KeyPath) -> int:
        from bantin.schema import toml_lines  # loaded only if there is a problem

        if not lines:
            lines.update(toml_lines.value_lines(text))
        return toml_lines.nearest_line(lines, key_path)

    return TableReader(path, line_of)
