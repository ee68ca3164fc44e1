"""The mark `./.` that closes official texts: pages draw a star in its place, so the text does without."""

import re

_SENTENCE_ENDS = (".", "…", "!", "?")
# What may close behind the mark: emphasis, quotation marks, brackets.
_CLOSING = "*_”’\"')"
# The text may go on below the mark with notes or attachments. Literal signs first: they are soon looked for.
_INSIDE = re.compile(rf"/\.(?<=\S[.…!?]/\.)(?=[{re.escape(_CLOSING)}]*[ \t]*\n[ \t]*\n)")


def without_end_mark(text: str) -> str:
    """The text without `./.` at the end of a paragraph, or `/.` at its own end; a sentence keeps its stop.

    No line is added or taken away. Addresses keep their slashes: only what ends a paragraph is looked at.
    """
    if "/." not in text:
        return text
    text = _INSIDE.sub("", text)
    body = text.rstrip()
    marked = body.rstrip(_CLOSING)
    said = marked[:-2].rstrip(" \t")
    if not marked.endswith("/.") or not said or said.endswith("\n"):
        return text
    stop = "" if said.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) else "."
    return said + stop + text[len(marked) :]
