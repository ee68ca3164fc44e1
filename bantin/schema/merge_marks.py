"""The lines by which git marks two versions of a text that it could not join."""

import re

from bantin.errors import Problem, problem

_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


def unfinished_merge(text: str, path: str) -> Problem | None:
    """Return the problem of the first mark in a text; None without one."""
    match = _MARK.search(text)
    if match is None:
        return None
    return problem(path, text.count("\n", 0, match.start()) + 1, "merge-marker", marker=match[0])
