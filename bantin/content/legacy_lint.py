"""Detection of Vietnamese in a legacy charset (TCVN3, VNI) within a UTF-8 file."""

import re
from itertools import islice

from bantin.errors import Problem, problem
from bantin.text import legacy_charsets

# Limits, since hostile texts have lines of a million letters.
_MAX_LINE_LENGTH = 1_000
_MAX_LINES = 200  # number of lines that are examined
_LEGACY_SIGN = re.compile("[¡-¦¨ª¬\xad¯´-¶¸-º¼-¿Ä-ÇËÎ-ÑÖØÛÜÞßä-çëî-ñöøûüþÿ]")
_NAMES = {legacy_charsets.TCVN3: "TCVN3 (ABC)", legacy_charsets.VNI: "VNI"}


# Letters of UTF-8 each of whose bytes was read as a letter of Windows-1252, or of Latin-1.
_MISREAD = re.compile(r"(?:Ã (?=[a-z])|[Â-ô][\u0080-¿€‚-„†‡ˆ‰Š‹ŒŽ‘-”•–—˜™š›œžŸƒ…]{1,3})+")


def problems(text: str, *, path: str) -> list[Problem]:
    """Return a warning at the first line in another charset, with its text in Unicode; else nothing."""
    for number, line in enumerate(text.split("\n"), 1):
        if restored := _restored_line(line[:_MAX_LINE_LENGTH]):
            return [problem(path, number, "warn-misread", text=restored.strip()[:120])]
    return _legacy(text, path)


def _restored_line(line: str) -> str:
    """Return a line as it was before two or more letters were read in a wrong charset; "" for any
    other line.
    """
    restored, count = _MISREAD.subn(lambda run: _restored(run[0]), line)
    return restored if count > 1 and restored != line else ""


def _restored(run: str) -> str:
    data = b"".join(_byte(letter) for letter in run)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return run


def _byte(letter: str) -> bytes:
    if letter == " ":
        return b"\xa0"  # many programs put a plain space for one that breaks no line
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", errors="replace")


def _legacy(text: str, path: str) -> list[Problem]:
    """Return a warning at the first line of TCVN3 or VNI."""
    numbered = enumerate(text.split("\n"), 1)
    suspect = ((number, line[:_MAX_LINE_LENGTH]) for number, line in numbered if _LEGACY_SIGN.search(line))
    lines = list(islice(suspect, _MAX_LINES))
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
