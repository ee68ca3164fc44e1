"""Restore letters of UTF-8 each of whose bytes was read as a letter of Windows-1252, or of Latin-1."""

import re

_MISREAD = re.compile(r"(?:Ã (?=[a-z])|[Â-ô][\u0080-¿€‚-„†‡ˆ‰Š‹ŒŽ‘-”•–—˜™š›œžŸƒ…]{1,3})+")


def restored(text: str) -> str:
    """Return a text as it was before two or more letters were misread; "" for any other text."""
    result, count = _MISREAD.subn(lambda run: _restored_run(run[0]), text)
    return result if count > 1 and result != text else ""


def _restored_run(run: str) -> str:
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
