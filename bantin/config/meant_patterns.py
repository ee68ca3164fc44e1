"""The date pattern that is meant by one in the words of other programs, or with words that are not quoted."""

import re
from collections.abc import Callable

# Parts of patterns as Excel, Moment.js and strftime write them.
_MEANT = {"DD": "dd", "D": "d", "YYYY": "yyyy", "YY": "yy", "Y": "yyyy", "A": "a", "MI": "mm", "SS": "ss"}
_PERCENT = {
    "d": "dd",
    "m": "MM",
    "Y": "yyyy",
    "y": "yy",
    "H": "HH",
    "I": "hh",
    "M": "mm",
    "S": "ss",
    "p": "a",
}
_PIECE = re.compile(r"'[^']*'|%([a-zA-Z])|[^\W\d_]+")


def meant_pattern(written: str, check: Callable[[str], object]) -> str:
    """Return the pattern that is probably meant, or "". check: raises ValueError for one that cannot be."""
    with_words = re.sub(r"\b(HH?)h(mm)\b", r"\1'h'\2", written)  # 08h30
    guess = _PIECE.sub(_quoted, with_words)
    for candidate in (guess, re.sub(r"\bmm?\b", lambda month: month[0].upper(), guess)):  # minutes for months
        try:
            check(candidate)
        except ValueError:
            continue
        return candidate
    return ""


def _quoted(match: re.Match[str]) -> str:
    """Return a piece of a pattern in the letters of CLDR, a word between quotes."""
    if match[1]:
        return _PERCENT.get(match[1], match[0])
    piece = _MEANT.get(match[0], match[0])
    is_letter = re.fullmatch(r"([A-Za-z])\1*", piece)  # such as Q and EEEE, other pieces of CLDR
    return piece if is_letter or piece.startswith("'") else f"'{piece}'"
