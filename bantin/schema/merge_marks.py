"""The lines by which git marks two versions of a text that it could not join."""

import re

MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


def first_merge_mark(text: str) -> tuple[int, str] | None:
    """Return the line of the first mark, counted from 1, and its signs; None without one."""
    match = MERGE_MARK.search(text)
    return (text.count("\n", 0, match.start()) + 1, match[0]) if match else None
