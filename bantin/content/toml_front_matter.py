"""Front matter between `+++` lines, as in Hugo: TOML, read as flat texts like YAML."""

import re
import tomllib
from datetime import date, datetime

from bantin.content.source import MAX_CHARACTERS, MAX_ITEMS, MAX_KEYS, SplitSource
from bantin.errors import Problem, problem
from bantin.schema.values import Entry, Loose

_LINE = re.compile(r"\(at line (\d+)")
_END = re.compile(rb"^\+\+\+[ \t]*$", re.MULTILINE)


def split(text: bytes, *, path: str) -> tuple[SplitSource, list[Problem]]:
    """Split the file after its opening `+++` line. Return problems, raise nothing."""
    end = _END.search(text)
    if not end:
        return SplitSource({}, b"", 1), [problem(path, 1, "front-matter-open", sign="+++")]
    block = text[: end.start()].decode()
    body = text[end.end() + 1 :]
    line = block.count("\n") + 3
    if len(block) > MAX_CHARACTERS:
        return SplitSource({}, b"", line), [problem(path, 1, "front-matter-long", limit=MAX_CHARACTERS)]
    try:
        loose = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        match = _LINE.search(str(fault))
        return SplitSource({}, body, line), [
            problem(path, int(match[1]) + 1 if match else 1, "front-matter-toml")
        ]
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for key, value in loose.items():
        at = _line_of(block, key)
        taken = _to_loose(value)
        if taken is None:
            problems.append(problem(path, at, "nested-value"))
        elif isinstance(taken, tuple) and len(taken) > MAX_ITEMS:
            problems.append(problem(path, at, "too-many-items", limit=MAX_ITEMS))
        else:
            entries[key] = Entry(taken, at)
    if len(entries) > MAX_KEYS:
        problems.append(problem(path, 1, "too-many-keys", limit=MAX_KEYS))
    return SplitSource(entries, body, line), problems


def _line_of(block: str, key: str) -> int:
    match = re.search(rf"^\s*\[?[\"']?{re.escape(key)}\b", block, re.MULTILINE)
    return 2 + block.count("\n", 0, match.end()) if match else 1


def _text(value: object) -> str | None:
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
