"""What tomllib does not return: the line of each value in a TOML text, and a readable reason of a fault."""

import re
from collections.abc import Iterator

from bantin.schema.values import KeyPath
from bantin.system.named_tuple import NamedTuple

_SAFE_SIGNS = 150
_MAX_PARTS = _MAX_DEPTH = 20

_TOKEN = re.compile(
    r"""[ \t\r]+ | \#[^\n]*
    | (?P<sign> [\[\]{},=.\n])
    | (?P<text> \"{3} (?:[^\\]|\\.)*? \"{3,5} | '{3} .*? '{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*')
    | (?P<bare> [^\s\[\]{},=.\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    sign: str  # "" for a string or a bare key or value
    word: str
    line: int


def value_lines(text: str) -> dict[KeyPath, int]:
    """Return the line, counted from 1, of each key, table and array entry. text: valid TOML."""
    return _LineParser(text).lines


def nearest_line(line_by_key_path: dict[KeyPath, int], key_path: KeyPath) -> int:
    """Return the line of a value, or of the innermost table that should contain it; 0 for the whole text."""
    while key_path and key_path not in line_by_key_path:
        key_path = key_path[:-1]
    return line_by_key_path[key_path] if key_path else 0


def reason(fault: ValueError) -> str:
    """Return why tomllib refused a text, without the position; a table is written as in the text: [dates]."""
    text = re.sub(r" \(at .*\)$", "", str(fault)).partition(";")[0]
    return re.sub(r"\('(.+)',?\)", lambda key: "[" + key[1].replace("', '", ".") + "]", text)


def excessive_line(text: str) -> int:
    """Return the line where a key exceeds _MAX_PARTS or nesting exceeds _MAX_DEPTH; 0 for none.

    tomllib would take minutes for a key of 40,000 parts, and overflow the stack with an array 500 deep. A
    text with few of these characters is not examined.
    """
    if text.count(".") <= _SAFE_SIGNS and text.count("[") + text.count("{") <= _SAFE_SIGNS:
        return 0
    parts = depth = 0
    for sign, _, line in _tokens(text):
        parts = parts + 1 if sign == "." else 0 if sign else parts
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        if parts > _MAX_PARTS or depth > _MAX_DEPTH:
            return line
    return 0


class _LineParser:
    """Parses the tokens of valid TOML, and collects `lines`."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tokens = list(_tokens(text))
        self._at = 0
        self._lengths: dict[KeyPath, int] = {}  # number of entries so far of each array of tables
        table: KeyPath = ()
        while self._next_word():
            if self._take("["):
                table = self._header()
            else:
                self._pair(table)

    def _next_word(self) -> bool:
        """Skip line ends. Tell whether a token follows."""
        while self._take("\n"):
            pass
        return self._at < len(self._tokens)

    def _take(self, sign: str) -> bool:
        is_next = self._at < len(self._tokens) and self._tokens[self._at].sign == sign
        self._at += is_next
        return is_next

    def _key(self) -> list[tuple[str, int]]:
        """Consume a dotted key; return its parts, each with its line."""
        parts: list[tuple[str, int]] = []
        while not parts or self._take("."):
            _, word, line = self._tokens[self._at]
            parts.append((word, line))
            self._at += 1
        return parts

    def _header(self) -> KeyPath:
        is_entry = self._take("[")
        key_path: KeyPath = ()
        parts = self._key()
        for index, (word, line) in enumerate(parts, 1):
            key_path = (*key_path, word)
            self.lines.setdefault(key_path, line)
            if is_entry and index == len(parts):
                self._lengths[key_path] = self._lengths.get(key_path, 0) + 1
            if key_path in self._lengths:
                key_path = (*key_path, self._lengths[key_path] - 1)
                self.lines.setdefault(key_path, line)
        self._take("]")
        self._take("]")
        return key_path

    def _pair(self, table: KeyPath) -> None:
        key_path = table
        for word, line in self._key():
            key_path = (*key_path, word)
            self.lines.setdefault(key_path, line)
        self._take("=")
        self._value(key_path)

    def _value(self, key_path: KeyPath) -> None:
        if self._take("["):
            self._array(key_path)
        elif self._take("{"):
            while not self._ends("}"):
                self._pair(key_path)
        else:
            self._at += 1
            while self._at < len(self._tokens) and self._tokens[self._at].sign in ("", "."):
                self._at += 1

    def _array(self, key_path: KeyPath) -> None:
        index = 0
        while not self._ends("]"):
            self.lines[*key_path, index] = self._tokens[self._at].line
            self._value((*key_path, index))
            index += 1

    def _ends(self, sign: str) -> bool:
        """Skip separators. Tell whether the array or table ends here, and consume its `sign` if so."""
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
            # Escapes in keys are not decoded: no known field is written with them.
            yield _Token("", token["text"].strip("\"'"), line)
        line += token[0].count("\n")
