"""Abbreviations and their meanings, from the editors' list: CCHC = "cải cách hành chính"."""

import os
import re
import tomllib

from bantin.errors import ContentError, Problem, not_utf8, problem
from bantin.search.words import words
from bantin.site.links import ABBREVIATIONS
from bantin.system.regular_files import open_regular

_PATH = f"content/{ABBREVIATIONS}"


def load(content: str) -> dict[str, str]:
    """Read the list in the folder `content`; return an empty one if there is none. Raises ContentError."""
    try:
        with open_regular(os.path.join(content, *ABBREVIATIONS.split("/"))) as file:
            data = file.read().removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        return {}
    try:
        meanings = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ContentError([_unreadable(data, fault)]) from fault
    if wrong := [name for name, meaning in meanings.items() if not _is_entry(name, meaning)]:
        from bantin.schema.toml_lines import value_lines

        lines = value_lines(data.decode())
        raise ContentError(
            [problem(_PATH, lines.get((name,), 0), "abbreviation-meaning", name=name) for name in wrong]
        )
    return meanings


def problems(content: str) -> list[Problem]:
    """Return the problems of the list in the folder `content`."""
    try:
        load(content)
    except ContentError as fault:
        return list(fault.problems)
    return []


def _is_entry(name: str, meaning: object) -> bool:
    return bool(words(name)) and isinstance(meaning, str) and len(words(meaning)) > 1


def _unreadable(data: bytes, fault: UnicodeDecodeError | tomllib.TOMLDecodeError) -> Problem:
    """Return the problem of a list that is no text in UTF-8, or no TOML."""
    from bantin.schema.merge_marks import unfinished_merge
    from bantin.schema.toml_lines import reason

    if isinstance(fault, UnicodeDecodeError):
        return not_utf8(_PATH, fault)
    if merge := unfinished_merge(data.decode(), _PATH):
        return merge
    position = re.search(r"line (\d+)", str(fault))
    line = int(position[1]) if position else data.rstrip().count(b"\n") + 1
    return problem(_PATH, line, "abbreviations-unreadable", reason=reason(fault))
