"""Markdown to Prose: safe HTML with tokens where addresses go. Knows no site."""

from bantin.errors import Problem
from bantin.model import Prose


def write(text: str, *, path: str, first_line: int = 1) -> tuple[Prose, tuple[Problem, ...]]:
    from bantin.prose import slow
    return slow.write(text, path=path, first_line=first_line)
