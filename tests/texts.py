"""Prose of texts, for tests that have no file to read."""

from bantin import markdown
from bantin.errors import Problem
from bantin.model import Prose


def write(text: str, *, path: str, first_line: int = 1) -> tuple[Prose, tuple[Problem, ...]]:
    """See bantin.markdown.write."""
    return markdown.write(text.encode(), path=path, first_line=first_line)
