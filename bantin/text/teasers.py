"""The beginning of a text, for lists whose articles have no summary."""

import re

_SENTENCE_END = r"[.!?…][”\"’)]*(?= )"
# A full stop of an abbreviation (`TP. Lai Châu`, `ông Nguyễn Văn A.`) ends no sentence.
_ABBREVIATION = r"\b(?:TP|Tp|TX|TT|TS|ThS|PGS|GS|BS|KS|LS|CN|[A-ZĐ])\.$"
# Characters: of a teaser about, and at least.
_LENGTH, _LEAST = 160, 60


def teaser(text: str) -> str:
    """Return whole sentences from the beginning of `text`, about 160 characters.

    A longer first sentence is cut at a word.
    """
    if len(text) <= _LENGTH:
        return text
    ends = [match.end() for match in re.compile(_SENTENCE_END).finditer(text, 0, _LENGTH + 40)]
    abbreviation = re.compile(_ABBREVIATION)
    near = [end for end in ends if end >= _LEAST and not abbreviation.search(text, 0, end)]
    if near:
        return text[: min(near, key=lambda end: abs(end - _LENGTH))]
    cut = text.rfind(" ", _LEAST, _LENGTH)
    return f"{text[: cut if cut > 0 else _LENGTH].rstrip(' ,;:–—-')}…"
