"""Abbreviations and their meanings, from the editors' list: CCHC = "cải cách hành chính"."""

import re
import tomllib
from typing import TYPE_CHECKING

from bantin.config.abbreviations import PATH, read_list
from bantin.errors import ContentError, Problem, not_utf8, problem
from bantin.search.words import words

if TYPE_CHECKING:
    from bantin.schema.toml_recovery import Fault

_SHOWN_AS = f"content/{PATH}"
_LONGEST = 300  # characters of a line that is suggested in another form
_QUOTE = "[\"'“”„‟‘’]?"
# An abbreviation and its meaning, however they are written.
_ENTRY = (
    rf"\s*{_QUOTE}(?P<name>[^\"'“”„‟‘’=:#]*[^\"'“”„‟‘’=:#\s])\s*{_QUOTE}\s*(?:=|:|[-–—→]>?)\s*"
    rf"{_QUOTE}\s*(?P<meaning>[^\"“”„‟#]*[^\"'“”„‟‘’#\s.,;])\s*{_QUOTE}\s*[.,;]?\s*(?:#.*)?"
)


def load(content: str) -> dict[str, str]:
    """Read the list in the folder `content`; return an empty one if there is none. Raises ContentError."""
    try:
        text = read_list(content)
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as fault:
        raise ContentError([not_utf8(_SHOWN_AS, fault)]) from fault
    faults: list[Problem] = []
    try:
        meanings = tomllib.loads(text)
    except ValueError:
        text, faults = _read_on(text)
        meanings = tomllib.loads(text)
    if wrong := [name for name, meaning in meanings.items() if not _is_entry(name, meaning)]:
        from bantin.schema.toml_lines import value_lines

        lines = value_lines(text)
        faults += [
            problem(_SHOWN_AS, lines.get((name,), 0), "abbreviation-meaning", name=name) for name in wrong
        ]
    if faults:
        raise ContentError(faults)
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


def _read_on(text: str) -> tuple[str, list[Problem]]:
    """Return a text that is not TOML without the lines at fault, and a problem for each of these."""
    from bantin.schema.merge_marks import unfinished_merge
    from bantin.schema.toml_recovery import read_on

    if merge := unfinished_merge(text, _SHOWN_AS):
        return "", [merge]
    sound, faults = read_on(text)
    lines = text.split("\n")
    return sound, [_wrong_line(lines[fault.line - 1], fault) for fault in faults]


def _wrong_line(line: str, fault: "Fault") -> Problem:
    match = re.fullmatch(_ENTRY, line) if len(line) <= _LONGEST else None
    if "overwrite" in fault.reason:
        return problem(_SHOWN_AS, fault.line, "abbreviation-twice")
    if match:
        guess = f'"{match["name"]}" = "{match["meaning"]}"'
        return problem(_SHOWN_AS, fault.line, "abbreviation-line", guess=guess)
    return problem(_SHOWN_AS, fault.line, "abbreviations-unreadable", reason=fault.reason)
