"""The keys under which words are indexed and looked up; assets/js/search.js uses the same rule."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from bantin.text.vietnamese import normalize_tones

_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")
# A number with separators is one word, and each of its groups another: `43.378` is found by 43378 and by 378.
# In phone numbers spaces separate, too: `0213 3876 501`, `(0213) 3876501`, `1900 6769`.
_PHONE_NUMBER = (
    r"0[0-9]{2,3}\)?[ .\xa0\u202f-](?:[0-9]{3,4}[ .\xa0\u202f-][0-9]{3,4}|[0-9]{6,8})"
    r"|1[89]00[ .\xa0\u202f-][0-9]{4,6}"
)
_NUMBER = re.compile(rf"(?<![^\W_])(?:{_PHONE_NUMBER}|[0-9]{{1,3}}(?:[.,\xa0\u202f][0-9]{{3}})+)(?![^\W_])")
_SEPARATOR = re.compile("[^0-9]+")
# The day or the month of a date: `05/09/2026`, `5/9/2026`.
_LEADING_ZERO = re.compile("0[0-9]")
# A syllable whose only vowel is `i` at its end has two spellings in use: kỹ and kĩ, quý and quí.
_FINAL_Y = re.compile("(?:qu|[bcdfghjklmnpqrstvxz]*)y")


def words(text: str) -> list[str]:
    """Return the runs of letters and digits in lower case, numbers without separators, `m²` as `m2`."""
    plain = unicodedata.normalize("NFC", text.lower()).replace("²", "2").replace("³", "3")
    return _WORD.findall(_NUMBER.sub(lambda number: _SEPARATOR.sub("", number[0]), plain))


def groups_of_digits(text: str) -> set[str]:
    """Return the pieces between the separators of the numbers in `text`."""
    return {piece for number in _NUMBER.finditer(text) for piece in _SEPARATOR.split(number[0])}


@lru_cache(maxsize=50_000)
def keys(word: str) -> tuple[str, str]:
    """Return the key that all forms of one of `words` share, and its own form.

    `đường`, `đương` and `duong` share `duong`; `kỹ` and `kĩ` are one form, as are `ủy`, `uỷ`; `05`, `5`.
    """
    if _LEADING_ZERO.fullmatch(word):
        return word[1], word[1]
    form = normalize_tones(word).replace("ð", "đ")  # the Icelandic letter, which looks the same as a capital
    plain = _MARKS.sub("", unicodedata.normalize("NFD", form)).replace("đ", "d")
    if _FINAL_Y.fullmatch(plain):
        form = unicodedata.normalize("NFC", unicodedata.normalize("NFD", form).replace("y", "i"))
        plain = f"{plain[:-1]}i"
    return plain, form


def pairs(text: list[str]) -> set[str]:
    """Return the keys of all neighbouring `words`: most Vietnamese words have two syllables."""
    return {f"{first} {second}" for first, second in pairwise([keys(word)[0] for word in text])}
