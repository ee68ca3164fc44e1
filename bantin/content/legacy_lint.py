"""Detection of Vietnamese in a legacy charset (TCVN3, VNI) within a UTF-8 file."""

import re
from itertools import islice

from bantin.errors import Problem, problem
from bantin.text import legacy_charsets, misread

# Limits, since hostile texts have lines of a million letters.
_MAX_LINE_LENGTH = 1_000
_MAX_LINES = 200  # number of lines that are examined
_LEGACY_SIGN = re.compile("[¡-¦¨ª¬\xad¯´-¶¸-º¼-¿Ä-ÇËÎ-ÑÖØÛÜÞßä-çëî-ñöøûüþÿ]")
_NAMES = {legacy_charsets.TCVN3: "TCVN3 (ABC)", legacy_charsets.VNI: "VNI"}


def problems(text: str, *, path: str) -> list[Problem]:
    """Return a warning at the first line in another charset, with its text in Unicode; else nothing."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isascii() and (restored := misread.restored(line[:_MAX_LINE_LENGTH])):
            return [problem(path, number, "warn-misread", text=restored.strip()[:120])]
    return _legacy(text, path)


def _legacy(text: str, path: str) -> list[Problem]:
    """Return a warning at the first line of TCVN3 or VNI."""
    numbered = enumerate(text.split("\n"), 1)
    suspect = ((number, line[:_MAX_LINE_LENGTH]) for number, line in numbered if _LEGACY_SIGN.search(line))
    lines = list(islice(suspect, _MAX_LINES))
    whole = legacy_charsets.detect("\n".join(line for _, line in lines))
    for number, line in lines:
        guess = legacy_charsets.detect(line) if len(lines) > 1 else whole
        charset = guess.charset if guess.is_sure and guess.charset else whole.charset
        if charset and (whole.is_sure or guess.is_sure):
            converted = legacy_charsets.convert(line, charset).strip()
            return [
                problem(path, number, "warn-legacy-charset", charset=_NAMES[charset], text=converted[:120])
            ]
    return []
