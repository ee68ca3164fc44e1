"""Prose of texts, for tests without files."""

from typing import TypeVar

from bantin import markdown
from bantin.errors import Problem
from bantin.markdown import full, plain
from bantin.markdown.steps import Steps, run_together
from bantin.model import Prose

R = TypeVar("R")


def write(text: str, *, path: str, first_line: int = 1) -> tuple[Prose, tuple[Problem, ...]]:
    """See bantin.markdown.write."""
    return markdown.write(text.encode(), path=path, first_line=first_line)


def whole(steps: Steps[R]) -> R:
    """Return the result of one text's steps."""
    return run_together([steps])[0]


def write_whole(
    text: str, *, path: str, first_line: int = 1, extended: bool = False
) -> tuple[Prose, list[Problem]]:
    """Convert by the longest path: the parser reads every paragraph. Marks `./.` stay."""
    parts = plain.take_out(text.encode())._replace(to_parse=text, paragraphs=[])
    return whole(full.write_in_steps(parts, path=path, first_line=first_line, extended=extended))


def write_in_parts(text: str, *, path: str, first_line: int = 1) -> tuple[Prose, list[Problem]]:
    """Convert by the path of `markdown.write`: the parser reads no plain paragraph. Marks `./.` stay."""
    parts = plain.take_out(text.encode())
    if not parts.to_parse:
        return plain.prose(parts.paragraphs), []
    return whole(full.write_in_steps(parts, path=path, first_line=first_line))


def is_plain(text: str) -> bool:
    """Tell whether a text has plain paragraphs, and nothing else."""
    parts = plain.take_out(text.encode())
    return bool(parts.paragraphs) and not parts.to_parse


def has_plain_parts(text: str) -> bool:
    """Tell whether some of a text is parsed, and some is not."""
    parts = plain.take_out(text.encode())
    return bool(parts.paragraphs) and bool(parts.to_parse)
