"""Patterns of whole lines that editors write: `Số lần xem: {views} Ngày đăng: {date}`.

A word in braces captures a part of the line; the rest must be equal, except for letter case and spaces around
punctuation. `{any}` captures without using the text.
"""

import re
from functools import lru_cache

FIELDS = ("title", "date", "updated", "views", "author", "source", "breadcrumb", "caption", "credit", "any")
_NUMBER = r"(?:\d{1,3}(?:[.,\s]\d{3})+|\d+)"
_PIECE = re.compile(r"\{(\w*)\}|(\s+)|(\w+)|(.)")


class LinePatternError(ValueError):
    """The braces of a pattern name no field. The argument is the name."""


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern. Raises LinePatternError."""
    out: list[str] = []
    for name, blank, word, sign in _PIECE.findall(pattern):
        if word:
            out.append(re.escape(word))
        elif blank:
            out.append(r"\s*")
        elif sign:
            out.append(rf"\s*{re.escape(sign)}\s*")
        elif name not in FIELDS:
            raise LinePatternError(name)
        elif name == "any" or any(f"(?P<{name}>" in piece for piece in out):
            out.append(".*?")
        else:
            out.append(f"(?P<{name}>{_NUMBER if name == 'views' else '.+?'})")
    return re.compile(r"\s*" + "".join(out) + r"\s*", re.IGNORECASE | re.DOTALL)


def match(patterns: tuple[str, ...], line: str) -> dict[str, str]:
    """Return what the first matching pattern captures in the whole `line`, by field; {} if none matches.

    A pattern without braces captures the line itself, as "any".
    """
    for pattern in patterns:
        if match := compiled(pattern).fullmatch(line):
            return {name: text.strip() for name, text in match.groupdict().items()} or {"any": line}
    return {}
