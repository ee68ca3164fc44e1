"""Under which keys words are indexed and looked up; assets/js/search.js keys what is typed as well."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from bantin.text.vietnamese import one_spelling

# Pagefind takes what is typed for the beginning of a word, which makes `tinh` out of `tin`. A sign at the end
# of every key, which no Vietnamese text has, makes each key the beginning of no other.
_ANY, _EXACT, _PAIR = "ː", "ˑ", "ˀ"

# Marks as keyboards with VNI type them. Keys without marks are cut into small files by Pagefind; those with
# marks it counts as nothing, so that all forms of a syllable would come in one file of 200 KB.
_DIGITS = str.maketrans("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", "12345678")
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The runs of letters and digits in a text, in lower case."""
    found: list[str] = _WORD.findall(unicodedata.normalize("NFC", text.lower()))
    return found


@lru_cache(maxsize=50_000)
def keys(word: str) -> tuple[str, ...]:
    """Of one of `words`: the key that all forms of its letters share, and that of this form, if it is marked.

    `đường`, `đương` and `duong` share `duongː`; `đường` alone has `d9u7o72ngˑ`. `ủy` and `uỷ` are one form.
    """
    form = unicodedata.normalize("NFD", one_spelling(word))
    plain = _MARKS.sub("", form).replace("đ", "d")
    if plain == word:
        return (plain + _ANY,)
    return plain + _ANY, form.replace("đ", "d9").translate(_DIGITS) + _EXACT


def pairs(text: list[str]) -> set[str]:
    """The keys of all neighbours among `words`, without marks: most Vietnamese words are two syllables."""
    return {first[:-1] + _PAIR + second for first, second in pairwise([keys(word)[0] for word in text])}
