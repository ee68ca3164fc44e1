"""Letters of social media that look bold or italic: mathematical characters, which search does not find."""

import re
import unicodedata
from collections.abc import Iterator

from bantin.errors import Problem, problem

# Words of two characters or more; a single one is a variable of a formula.
_SIGN = "[\U0001d400-\U0001d7ff]"
_WORDS = re.compile(rf"{_SIGN}[\u0300-\u036f]*(?:[\s,.:-]*{_SIGN}[\u0300-\u036f]*)+")
_LONGEST = 60  # characters of a text that a warning repeats


def problems(text: str, *, path: str) -> Iterator[Problem]:
    """Yield a warning for the first such words of each line, with the letters they look like."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _WORDS.search(line):
            written = match[0][:_LONGEST]
            letters = unicodedata.normalize("NFKC", written)
            yield problem(path, number, "warn-styled-letters", text=written, guess=letters)
