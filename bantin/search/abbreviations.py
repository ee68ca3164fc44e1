"""Abbreviations and their meanings, from the editors' list: CCHC = "cải cách hành chính"."""

import re
import tomllib

from bantin.config.abbreviations import PATH, read_list
from bantin.errors import ContentError, Problem, not_utf8, problem
from bantin.search.words import words

_SHOWN_AS = f"content/{PATH}"


def load(content: str) -> dict[str, str]:
    """Read the list in the folder `content`; return an empty one if there is none. Raises ContentError."""
    try:
        text = read_list(content)
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as fault:
        raise ContentError([not_utf8(_SHOWN_AS, fault)]) from fault
    try:
        meanings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ContentError([_not_toml(text, fault)]) from fault
    if wrong := [name for name, meaning in meanings.items() if not _is_entry(name, meaning)]:
        from bantin.schema.toml_lines import value_lines

        lines = value_lines(text)
        raise ContentError(
            [problem(_SHOWN_AS, lines.get((name,), 0), "abbreviation-meaning", name=name) for name in wrong]
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


def _not_toml(text: str, fault: tomllib.TOMLDecodeError) -> Problem:
    from bantin.schema.merge_marks import unfinished_merge
    from bantin.schema.toml_lines import reason

    if merge := unfinished_merge(text, _SHOWN_AS):
        return merge
    position = re.search(r"line (\d+)", str(fault))
    line = int(position[1]) if position else text.rstrip().count("\n") + 1
    return problem(_SHOWN_AS, line, "abbreviations-unreadable", reason=reason(fault))
