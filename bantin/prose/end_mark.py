"""The mark `./.` that closes official texts: pages draw a star in its place, so the text does without."""

import re
from itertools import pairwise

from bantin.line_breaks import places

_SENTENCE_ENDS = (".", "…", "!", "?")
# What may close behind the mark: emphasis, quotation marks, brackets.
_CLOSING = "*_”’\"')"
# The text may go on below the mark with notes or attachments.
_PARAGRAPH_ENDS = re.compile(rf"[{re.escape(_CLOSING)}]*[ \t]*\n[ \t]*\n")


def without_end_mark(text: str) -> str:
    """The text without `./.` at the end of a paragraph, or `/.` at its own end; a sentence keeps its stop.

    No line is added or taken away. Addresses keep their slashes: only what ends a paragraph is looked at.
    """
    marks = [*places("/.", text)]
    if not marks:
        return text
    if inside := [at for at in marks if _closes_paragraph(text, at)]:
        edges = [-2, *inside, len(text)]
        text = "".join([text[before + 2 : after] for before, after in pairwise(edges)])
    body = text.rstrip()
    marked = body.rstrip(_CLOSING)
    said = marked[:-2].rstrip(" \t")
    if not marked.endswith("/.") or not said or said.endswith("\n"):
        return text
    stop = "" if said.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) else "."
    return said + stop + text[len(marked) :]


def _closes_paragraph(text: str, at: int) -> bool:
    """Whether the `/.` there stands behind a sentence, and nothing but an empty line behind it."""
    is_behind = at > 1 and text[at - 1] in _SENTENCE_ENDS and not text[at - 2].isspace()
    return is_behind and _PARAGRAPH_ENDS.match(text, at + 2) is not None
