"""Tables of a file to typed values, or to problems with lines and a "did you mean": one reader for front
matter, site.toml and data files.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bantin.errors import Problem, problem
from bantin.schema.values import FieldError, Way, nearest
from bantin.system.named_tuple import NamedTuple

_MOST_GUESSES = 100  # a guess takes 80 µs, and a file may hold 60,000 keys

Converter = Callable[[Any], object]  # from a value as it was written to what it means; raises FieldError


class Nested(NamedTuple):
    """A field that holds a table, or a list of tables.

    read: converts its value; also gets the reader of the file and the value's path in it. Raises FieldError.
    fields: of each table, empty where anything may stand in it. needed: those that it must have.
    """

    read: Callable[[Any, "TableReader", Way], Any]
    fields: Mapping[str, "Field"] = MappingProxyType({})
    needed: tuple[str, ...] = ()
    is_list: bool = False


Field = Converter | Nested


class TableReader:
    """Converts the tables of one file, and collects what is wrong with them in `problems`.

    line_of: returns the line where a value stands, counted from 1, or 0 for the file as a whole. It is called
    for problems alone.
    """

    def __init__(self, path: str, line_of: Callable[[Way], int]) -> None:
        self.problems: list[Problem] = []
        self.line_of = line_of
        self._path = path

    def convert(self, table: Mapping[str, Any], fields: Mapping[str, Field], way: Way = ()) -> dict[str, Any]:
        """Return the values that hold. Each unknown field, and each value that does not fit, is a problem."""
        values: dict[str, Any] = {}
        for key, value in table.items():
            field = fields.get(key)
            if field is None:
                self.report_unknown((*way, key), fields)
                continue
            try:
                if isinstance(field, Nested):
                    values[key] = field.read(value, self, (*way, key))
                else:
                    values[key] = field(value)
            except FieldError as fault:
                self.report((*way, key), fault.code, **{"field": key, **fault.args_})
        return values

    def report_unknown(self, way: Way, fields: Iterable[str]) -> None:
        """Add the problem of a field that is none of these, with the nearest of them."""
        key = str(way[-1])
        guess = nearest(key, fields) if len(self.problems) < _MOST_GUESSES else ""
        if guess:
            self.report(way, "unknown-field-near", field=key, guess=guess)
        else:
            self.report(way, "unknown-field", field=key, known=tuple(sorted(fields)))

    def report(self, way: Way, code: str, **args: object) -> None:
        """Add a problem at the line of a value. args: fill the sentence of `code`, see `messages`."""
        self.problems.append(problem(self._path, self.line_of(way), code, **args))


def toml_reader(path: str, text: str) -> TableReader:
    """Return the reader of a TOML file that tomllib takes."""
    lines: dict[Way, int] = {}

    def line_of(way: Way) -> int:
        from bantin.schema import toml_lines  # loaded only where something is wrong

        if not lines:
            lines.update(toml_lines.lines(text))
        return toml_lines.nearest_line(lines, way)

    return TableReader(path, line_of)
