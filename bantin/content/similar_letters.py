"""Letters of other alphabets in Vietnamese words: they look right, but search does not find the word.

Old fonts, scanned documents and foreign keyboards leave `Ð` (of Icelandic) for `Đ`, `ƣ` for `ư`, Cyrillic `а`
for `a`.
"""

import re
import unicodedata
from collections.abc import Iterator

from bantin.errors import Problem, problem
from bantin.text.syllables import is_syllable

_CYRILLIC = dict(zip("АВЕКМНОРСТУХІЅаеорсухіѕ", "ABEKMHOPCTYXISaeopcyxis", strict=True))
_MEANT = str.maketrans({"Ð": "Đ", "ð": "đ", "Ƣ": "Ư", "ƣ": "ư", **_CYRILLIC})
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_MOST = 10  # words that a warning names


def problems(text: str, *, path: str) -> Iterator[Problem]:
    """Yield a warning for each line with such words."""
    for number, line in enumerate(text.split("\n"), 1):
        words = [word for word in _WORD.findall(unicodedata.normalize("NFC", line)) if _is_mistaken(word)]
        if words:
            words = [*dict.fromkeys(words)][:_MOST]
            meant = ", ".join(word.translate(_MEANT) for word in words)
            yield problem(path, number, "warn-similar-letters", text=", ".join(words), guess=meant)


def _is_mistaken(word: str) -> bool:
    """Tell whether a word would be Vietnamese, an abbreviation or Latin with the letters that were meant."""
    meant = word.translate(_MEANT)
    if meant == word or _FOREIGN.search(meant):
        return False
    if _FOREIGN.search(word):
        return bool(_LATIN.search(word))
    return is_syllable(meant) or word.isupper() or "ƣ" in word
