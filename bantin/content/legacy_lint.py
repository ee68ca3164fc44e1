"""Vietnamese in a legacy charset within a file that is UTF-8."""

import re
from itertools import islice

from bantin.errors import Problem, problem
from bantin.text import legacy_charsets

# Hostile texts have lines of a million letters.
_LONGEST = 1_000
_MOST_LINES = 200  # that are looked at closely
_LEGACY_SIGN = re.compile("[¡-¦¨ª¬\xad¯´-¶¸-º¼-¿Ä-ÇËÎ-ÑÖØÛÜÞßä-çëî-ñöøûüþÿ]")
_NAMES = {legacy_charsets.TCVN3: "TCVN3 (ABC)", legacy_charsets.VNI: "VNI"}


def problems(text: str, *, path: str) -> list[Problem]:
    """Return a warning at the first line of Vietnamese in a legacy charset, with what it says."""
    numbered = enumerate(text.split("\n"), 1)
    suspect = ((number, line[:_LONGEST]) for number, line in numbered if _LEGACY_SIGN.search(line))
    lines = list(islice(suspect, _MOST_LINES))
    whole = legacy_charsets.detect("\n".join(line for _, line in lines))
    for number, line in lines:
        guess = legacy_charsets.detect(line)
        charset = guess.charset if guess.is_sure and guess.charset else whole.charset
        if charset and (whole.is_sure or guess.is_sure):
            converted = legacy_charsets.convert(line, charset).strip()
            return [
                problem(path, number, "warn-legacy-charset", charset=_NAMES[charset], text=converted[:120])
            ]
    return []
