"""Characters that come with pasted text and hide nothing: invisible ones, and characters of Windows-1252."""

import re

from bantin.errors import Problem, problem
from bantin.text import unsafe_characters
from bantin.text.misread import restored

# A zero-width space may be meant within a word; at the beginning of a line it hides the marker of a list or a
# field. Since each choice begins with a single character, Python looks for those alone first.
_PASTED = (
    "|".join(unsafe_characters.PASTED) + "|\u200b(?:(?<=\n\u200b)|(?<=\\A\u200b)|(?=\u200b*(?:\n|$)))\u200b*"
)
# Around a name that was copied from X or Facebook, and harmless there; alone they may hide something.
_ISOLATED = "[\u2066-\u2068]([^\u2066-\u2069\n]*)\u2069"
# Quotation marks, dashes and dots of Windows-1252, read as Latin-1.
_OF_WINDOWS = "[\x80\x82\x84\x85\x91-\x97\x99]"


def replaced(text: str, *, path: str) -> tuple[str, list[Problem]]:
    """Return a text without invisible marks, with control characters replaced by those of Windows-1252.

    Line separators become line ends, in front matter spaces. Return a warning at the first of each kind.
    """
    text, problems = _without_invisible(text, path)
    text, more = _with_windows_signs(text, path)
    return text, problems + more


def _without_invisible(text: str, path: str) -> tuple[str, list[Problem]]:
    found = [match for form in (_PASTED, _ISOLATED) if (match := re.search(form, text))]
    if not found:
        return text, []
    match = min(found, key=re.Match.start)
    line = text.count("\n", 0, match.start()) + 1
    point = unsafe_characters.code_point(match[0][0])
    head = max(text.find("\n---", 3), 0) if text.startswith("---\n") else 0
    text = re.sub("[\u2028\u2029\x0b]", " ", text[:head]) + text[head:]
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0b", "\n")
    text = re.sub(_ISOLATED, r"\1", text)
    return re.sub(_PASTED, "", text), [problem(path, line, "warn-pasted-character", point=point)]


def _with_windows_signs(text: str, path: str) -> tuple[str, list[Problem]]:
    """Replace control characters by those that they were meant as, unless letters were misread, too."""
    match = re.search(_OF_WINDOWS, text)
    if not match or restored(text):
        return text, []
    sign = unsafe_characters.as_windows_has_them(match[0])
    line, point = text.count("\n", 0, match.start()) + 1, unsafe_characters.code_point(match[0])
    text = re.sub(_OF_WINDOWS, lambda control: unsafe_characters.as_windows_has_them(control[0]), text)
    return text, [problem(path, line, "warn-windows-sign", sign=sign, point=point)]
