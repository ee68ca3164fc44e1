"""The mark `./.` at the end of official texts. Pages draw a star instead, so it is removed from texts."""

import re

_SENTENCE_ENDS = (".", "…", "!", "?")
# What may close after the mark: emphasis, quotation marks, brackets.
_CLOSING = "*_”’\"')"
# What of this may follow a mark at a text's end, with all white space, by the bytes that write it.
_AFTER = b"*_\"') \t\n" + bytes(range(0x80, 0x100))
# A pattern that begins with one character and looks for the next is twice as fast as `b"/." in text`.
_MARK = re.compile(rb"/(?=\.)")
# The text may go on below the mark with notes or attachments. Literals come first: they are found sooner.
_INSIDE = re.compile(
    (
        r"/\.(?:(?<=\S[.!?]/\.)|(?<=\S…/\.))"
        rf"(?=(?:{'|'.join(map(re.escape, _CLOSING))})*[ \t]*\n[ \t]*\n)"
    ).encode()
)


def without_end_marks(text: bytes) -> bytes:
    """Return a body in UTF-8 without `./.` at the end of a paragraph, or `/.` at the end of the body.

    A sentence keeps its full stop. The number of lines does not change. Slashes of addresses are kept, since
    only ends of paragraphs are changed.
    """
    if b"/" not in text or not _MARK.search(text):
        return text
    text = _INSIDE.sub(b"", text)
    marked = text.rstrip(_AFTER)
    if not marked.endswith(b"/."):
        return text
    last_line = marked.rfind(b"\n") + 1
    return text[:last_line] + line_without_end_mark(text[last_line:].decode()).encode()


def line_without_end_mark(text: str) -> str:
    """Return a single line without `/.` at its end."""
    body = text.rstrip()
    marked = body.rstrip(_CLOSING)
    line_text = marked[:-2].rstrip(" \t")
    if not marked.endswith("/.") or not line_text:
        return text
    stop = "" if line_text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) else "."
    return line_text + stop + text[len(marked) :]
