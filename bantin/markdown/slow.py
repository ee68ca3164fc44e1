"""The slow path: Python-Markdown reads, nh3 cleans, and what comes out is the truth for the fast path."""

import html
import re

from markdown import Markdown
from markdown.blockprocessors import OListProcessor, UListProcessor

from bantin.errors import Problem, problem
from bantin.markdown import limits, measure
from bantin.markdown.clean import Findings, clean
from bantin.markdown.finish import finish
from bantin.markdown.tags import too_deep
from bantin.model import Prose
from bantin.system.timeouts import TimeUpError, patience
from bantin.text import unsafe_characters

SECONDS = 10
NOTHING = Prose(b"", (), "", fast=False)
_SETTINGS = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TITLE": "Quay lại chú thích {} trong bài"},
}
# What Python-Markdown and its extensions raise on some malformed HTML and attribute lists.
_CHOKES = (ValueError, TypeError, AttributeError, LookupError, AssertionError)


# A Markdown instance takes 2 ms to make, and is kept; who uses it takes it out, since threads may be many.
_kept: list[Markdown] = []

_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")


def write(text: str, *, path: str, first_line: int = 1) -> tuple[Prose, tuple[Problem, ...]]:
    """Any Markdown to Prose; an empty Prose where problems keep the text from being read at all."""
    if not text.strip():
        return NOTHING, ()
    try:
        with patience(SECONDS):
            prose, problems = _write(text, path, first_line)
    except TimeUpError:
        return NOTHING, (problem(path, first_line, "prose-timeout", seconds=SECONDS),)
    return prose, tuple(problems)


def _write(text: str, path: str, first_line: int) -> tuple[Prose, list[Problem]]:
    problems = measure.check(text, path, first_line)
    if problems:
        return NOTHING, problems
    markdown = _taken_instance()
    try:
        unsafe = markdown.convert(text)
    except RecursionError:
        return NOTHING, [problem(path, first_line, "nested-too-deep", limit=limits.DEPTH)]
    except _CHOKES:
        return NOTHING, [problem(path, first_line, "prose-unreadable")]
    # Kept only now: an interrupted instance may hold half of what it was doing.
    _kept.append(markdown)
    if too_deep(unsafe) >= 0:
        return NOTHING, [problem(path, first_line, "tags-too-deep", limit=limits.TAG_DEPTH)]
    cleaned = clean(unsafe)
    findings = Findings(unsafe, cleaned, text, path, first_line)
    problems = findings.problems
    if unsafe_characters.find(cleaned):
        problems += _invisible(text, path, first_line)
        cleaned = unsafe_characters.without(cleaned)
    prose, more = finish(cleaned, text, path, first_line)
    told = {(one.code, one.args) for one in problems}
    return prose, problems + [one for one in more if (one.code, one.args) not in told]


def _invisible(text: str, path: str, first_line: int) -> list[Problem]:
    """Characters that a text may not hold can still be written as `&#…;`; in code they are harmless."""
    found = ((place, unsafe_characters.find(html.unescape(place[0]))) for place in _REFERENCE.finditer(text))
    return [
        problem(
            path,
            first_line + text.count("\n", 0, place.start()),
            "control-character",
            point=unsafe_characters.point(character),
        )
        for place, character in found
        if character
    ]


def _taken_instance() -> Markdown:
    try:
        return _kept.pop().reset()
    except IndexError:
        return _new_instance()


def _new_instance() -> Markdown:
    markdown = Markdown(extensions=["extra"], extension_configs={"extra": _SETTINGS}, output_format="html")
    markdown.parser.blockprocessors.register(_NumberedLists(markdown.parser), "olist", 40)
    markdown.parser.blockprocessors.register(_BulletLists(markdown.parser), "ulist", 30)
    return markdown


class _NumberedLists(OListProcessor):
    """A list that goes on after a paragraph keeps its author's numbers: they may be cited.

    After an empty line bullets do not become numbers, nor numbers bullets: each kind is a list of its own.
    """

    LAZY_OL = False
    SIBLING_TAGS = ["ol"]  # noqa: RUF012 - Python-Markdown's own type


class _BulletLists(UListProcessor):
    SIBLING_TAGS = ["ul"]  # noqa: RUF012
