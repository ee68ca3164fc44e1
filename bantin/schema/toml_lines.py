"""Where each value of a TOML text stands: tomllib gives values without lines, this lines without values."""

import re
from collections.abc import Iterator

from bantin.schema.values import Way
from bantin.system.named_tuple import NamedTuple

_FEW = 150
_MOST_PARTS = _MOST_DEPTH = 20

_TOKEN = re.compile(
    r"""[ \t\r]+ | \#[^\n]*
    | (?P<sign> [\[\]{},=.\n])
    | (?P<text> \"{3} (?:[^\\]|\\.)*? \"{3,5} | '{3} .*? '{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*')
    | (?P<bare> [^\s\[\]{},=.\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    sign: str  # "" for a text or a bare word
    word: str
    line: int


def lines(text: str) -> dict[Way, int]:
    """The line, counted from 1, of each key, table and entry of an array in a text that tomllib takes."""
    return _Walk(text).lines


def nearest_line(lines_by_way: dict[Way, int], way: Way) -> int:
    """The line of that value, or of the innermost table that should hold it; 0 for the text as a whole."""
    while way and way not in lines_by_way:
        way = way[:-1]
    return lines_by_way[way] if way else 0


def wild_line(text: str) -> int:
    """The line where a key has too many parts for tomllib, or something is nested too deep; 0 for none.

    A key of 40,000 parts takes it minutes, an array 500 deep all of Python's stack. Almost any text has too
    few signs to do harm, and is not looked at further.
    """
    if text.count(".") <= _FEW and text.count("[") + text.count("{") <= _FEW:
        return 0
    parts = depth = 0
    for sign, _, line in _tokens(text):
        parts = parts + 1 if sign == "." else 0 if sign else parts
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        if parts > _MOST_PARTS or depth > _MOST_DEPTH:
            return line
    return 0


class _Walk:
    """Goes once through the tokens. Knows that they are valid TOML, and looks at nothing else."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Way, int] = {}
        self._tokens = list(_tokens(text))
        self._at = 0
        self._lengths: dict[Way, int] = {}  # of arrays of tables, so far
        table: Way = ()
        while self._next_word():
            if self._take("["):
                table = self._header()
            else:
                self._pair(table)

    def _next_word(self) -> bool:
        """Whether anything follows after line ends; the first of it is next."""
        while self._take("\n"):
            pass
        return self._at < len(self._tokens)

    def _take(self, sign: str) -> bool:
        is_next = self._at < len(self._tokens) and self._tokens[self._at].sign == sign
        self._at += is_next
        return is_next

    def _key(self) -> list[tuple[str, int]]:
        """The parts of a dotted key, each with its line."""
        parts: list[tuple[str, int]] = []
        while not parts or self._take("."):
            _, word, line = self._tokens[self._at]
            parts.append((word, line))
            self._at += 1
        return parts

    def _header(self) -> Way:
        is_entry = self._take("[")
        way: Way = ()
        parts = self._key()
        for index, (word, line) in enumerate(parts, 1):
            way = (*way, word)
            self.lines.setdefault(way, line)
            if is_entry and index == len(parts):
                self._lengths[way] = self._lengths.get(way, 0) + 1
            if way in self._lengths:
                way = (*way, self._lengths[way] - 1)
                self.lines.setdefault(way, line)
        self._take("]")
        self._take("]")
        return way

    def _pair(self, table: Way) -> None:
        way = table
        for word, line in self._key():
            way = (*way, word)
            self.lines.setdefault(way, line)
        self._take("=")
        self._value(way)

    def _value(self, way: Way) -> None:
        if self._take("["):
            self._array(way)
        elif self._take("{"):
            while not self._ends("}"):
                self._pair(way)
        else:
            self._at += 1
            while self._at < len(self._tokens) and self._tokens[self._at].sign in ("", "."):
                self._at += 1

    def _array(self, way: Way) -> None:
        index = 0
        while not self._ends("]"):
            self.lines[*way, index] = self._tokens[self._at].line
            self._value((*way, index))
            index += 1

    def _ends(self, sign: str) -> bool:
        """Whether this array or table ends here; else its next entry begins."""
        while self._take("\n") or self._take(","):
            pass
        return self._take(sign) or self._at >= len(self._tokens)


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for token in _TOKEN.finditer(text):
        if token["sign"]:
            yield _Token(token["sign"], "", line)
        elif token["bare"]:
            yield _Token("", token["bare"], line)
        elif token["text"]:
            # Escapes in keys are left alone: no field that anybody knows is written with them.
            yield _Token("", token["text"].strip("\"'"), line)
        line += token[0].count("\n")
