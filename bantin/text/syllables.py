"""Recognize Vietnamese syllables: onset, rhyme and the tones that a rhyme can have.

The table follows today's spelling; names and foreign words are not in it. It serves to recognize text that
was read in the wrong charset, for which single exceptions do not matter.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")  # sắc and nặng, the only tones before c, ch, p and t
_ONSETS = "b ch c d đ gh gi g h kh k l m ngh ng nh n ph p qu r s th tr t v x".split()
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oe oen oeo oet oem ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uy uya uych uyên uyêt
uynh uyt uyu uyn uyp uơ uơt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu ynh
""".split()
_SYLLABLE = re.compile(f"(?:{'|'.join(_ONSETS)})?(?:{'|'.join(sorted(_RHYMES, key=len, reverse=True))})")
_AFTER_GI = re.compile(f"g(?:{'|'.join(rhyme for rhyme in _RHYMES if rhyme.startswith('i'))})")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Tell whether `word`, in any letter case and Unicode form, is spelt like one Vietnamese syllable."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in parts if sign in _TONES]
    letters = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES))
    if len(tones) > 1 or not (_SYLLABLE.fullmatch(letters) or _AFTER_GI.fullmatch(letters)):
        return False
    is_stopped = letters.endswith(("c", "ch", "p", "t"))
    return not (is_stopped and tones and tones[0] not in _SHARP_OR_HEAVY)


_WORD = re.compile(r"[^\W\d_]+")


def marked_words(text: str) -> list[str]:
    """Return the words of `text` with a letter beyond ASCII, by which a charset can be recognized."""
    return [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]


def share_of_syllables(words: list[str]) -> float:
    """Return the share of Vietnamese syllables among `words`, from 0.0 to 1.0; 0.0 for none."""
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
