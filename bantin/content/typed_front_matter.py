"""Front matter in TOML or JSON, as Hugo and Eleventy write it, read as flat texts like YAML."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime

from bantin.content.source import MAX_CHARACTERS, MAX_ITEMS, MAX_KEYS, SplitSource
from bantin.errors import Problem, problem
from bantin.schema.values import Entry, Loose

_TOML_END = re.compile(rb"^\+\+\+[ \t]*$", re.MULTILINE)
_DASHES = re.compile(rb"\s*---[ \t]*(?:\n|\Z)")


def split_toml(text: bytes, *, path: str) -> tuple[SplitSource, list[Problem]]:
    """Split the file after its opening `+++` line. Return problems, raise nothing."""
    end = _TOML_END.search(text)
    if not end:
        return SplitSource({}, b"", 1), [problem(path, 1, "front-matter-open", sign="+++")]
    block = text[: end.start()].decode()
    body = text[end.end() + 1 :]
    body_line = block.count("\n") + 3
    if len(block) > MAX_CHARACTERS:
        return SplitSource({}, b"", body_line), [problem(path, 1, "front-matter-long", limit=MAX_CHARACTERS)]
    faults: list[Problem] = []
    try:
        loose = tomllib.loads(block)
    except RecursionError:
        return SplitSource({}, body, body_line), [problem(path, 1, "front-matter-toml")]
    except ValueError:  # also numbers of thousands of digits
        from bantin.schema.toml_recovery import COMMA, read_on  # loaded only if there is a problem

        sound, wrong = read_on(block)
        loose = tomllib.loads(sound)
        codes = (
            (fault.line + 1, "toml-comma" if fault.reason == COMMA else "front-matter-toml")
            for fault in wrong
        )
        faults = [problem(path, line, code) for line, code in codes]
    entries, problems = _read(loose, lambda key: 1 + _line_of(block, _toml_key(key)), path)
    return SplitSource(entries, body, body_line), [*faults, *problems]


def split_json(text: bytes, first_line: int, *, path: str) -> tuple[SplitSource, list[Problem]]:
    """Split a text that begins with `{` on the line `first_line` of a file.

    A line `---` may follow the closing brace. Return problems, raise nothing.
    """
    import json  # few articles need it, and builds of an edit load nothing more

    written = text.decode()
    try:
        loose, end = json.JSONDecoder().raw_decode(written[: MAX_CHARACTERS + 1])
    except (ValueError, RecursionError) as fault:
        if len(written) > MAX_CHARACTERS:
            return SplitSource({}, b"", 1), [problem(path, 1, "front-matter-long", limit=MAX_CHARACTERS)]
        line = first_line - 1 + (fault.lineno if isinstance(fault, json.JSONDecodeError) else 1)
        return SplitSource({}, b"", 1), [problem(path, line, "front-matter-json")]
    block, body = written[:end], written[end:].encode()
    if dashes := _DASHES.match(body):
        end += dashes.end()
        body = body[dashes.end() :]
    body_line = first_line + written.count("\n", 0, end)
    entries, problems = _read(loose, lambda key: first_line - 1 + _line_of(block, _json_key(key)), path)
    return SplitSource(entries, body, body_line), problems


def _read(
    loose: dict[str, object], line_of: Callable[[str], int], path: str
) -> tuple[dict[str, Entry], list[Problem]]:
    """Return the entries of values as a parser gives them, and problems. line_of: the line of a key."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for key, value in loose.items():
        line, texts = line_of(key), _to_loose(value)
        if texts is None:
            problems.append(problem(path, line, "nested-value"))
        elif isinstance(texts, tuple) and len(texts) > MAX_ITEMS:
            problems.append(problem(path, line, "too-many-items", limit=MAX_ITEMS))
        else:
            entries[key] = Entry(texts, line)
    if len(entries) > MAX_KEYS:
        problems.append(problem(path, 1, "too-many-keys", limit=MAX_KEYS))
    return entries, problems


def _toml_key(key: str) -> str:
    return rf"^\s*\[?[\"']?{re.escape(key)}\b"


def _json_key(key: str) -> str:
    return rf'"{re.escape(key)}"\s*:'


def _line_of(block: str, pattern: str) -> int:
    """Return the line of the block, counted from 1, where a pattern matches first; 1 if it does not."""
    match = re.search(pattern, block, re.MULTILINE)
    return 1 + block.count("\n", 0, match.end()) if match else 1


def _text(value: object) -> str | None:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, int | float | date) else None


def _to_loose(value: object) -> Loose | None:
    """Return a scalar, a list of scalars or a flat table as texts; None for deeper nesting."""
    if isinstance(value, list):
        items = [_text(member) for member in value]
        return None if None in items else tuple(item for item in items if item is not None)
    if isinstance(value, dict):
        pairs = {key: _text(member) for key, member in value.items()}
        return (
            None
            if None in pairs.values()
            else {key: member for key, member in pairs.items() if member is not None}
        )
    return _text(value)
