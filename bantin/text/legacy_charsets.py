"""Vietnamese in TCVN3 (ABC) and VNI: recognize it by its syllables and convert it to Unicode.

Both charsets use codes that Windows-1252 gives to other letters. So their text arrives as bytes of no
declared charset, or as mojibake inside UTF-8, after these bytes were read as Latin-1: "Theo Bé tr­ëng" is
"Theo Bộ trưởng". The soft hyphen in it is the letter ư: remove nothing before converting.

Sources of the tables: TCVN 5712:1993, VN1 (as glibc's TCVN5712-1 has it), and the VNI for Windows chart; of
each the 134 letters that ASCII lacks.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from bantin.text.syllables import is_syllable, marked_words, share_of_syllables

TCVN3, VNI = "tcvn3", "vni"

# ---- TCVN3: one byte a letter ----

# Codes to letters, in runs of successive codes.
_TCVN3_RUNS = {
    0x01: "ÚỤ",
    0x04: "ỪỬỮ",
    0x11: "ỨỰỲỶỸÝỴ",
    0x80: "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ",
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđẰ",
    0xB5: "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
}
_TCVN3 = {first + offset: letter for first, run in _TCVN3_RUNS.items() for offset, letter in enumerate(run)}


def _windows_1252(code: int) -> str:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


# The capitals in 0x80 to 0x9F are where Windows-1252 has quotation marks and dashes, which were typed into
# TCVN3 texts as well: such a code is a letter only within a word of capitals.
_HIGH_CAPITALS = {
    sign: letter
    for code, letter in _TCVN3.items()
    if 0x80 <= code <= 0x9F
    for sign in (chr(code), _windows_1252(code))
}
_TCVN3_TABLE = str.maketrans(
    {chr(code): letter for code, letter in _TCVN3.items() if not 0x80 <= code <= 0x9F}
)
_TCVN3_FULL = {**_TCVN3_TABLE, **str.maketrans(_HIGH_CAPITALS)}
_TCVN3_WITH_PUNCTUATION = _TCVN3_TABLE | {code: _windows_1252(code) for code in range(0x80, 0xA0)}
_IN_TCVN3 = "A-Za-z" + re.escape("".join({*map(chr, _TCVN3), *_HIGH_CAPITALS}))
_TCVN3_WORD = re.compile(f"[{_IN_TCVN3}]+")
_HAS_HIGH = re.compile(f"[{re.escape(''.join(_HIGH_CAPITALS))}]")


def _from_tcvn3(text: str) -> str:
    return _TCVN3_WORD.sub(_tcvn3_word, text) if _HAS_HIGH.search(text) else text.translate(_TCVN3_TABLE)


def _tcvn3_word(match: re.Match[str]) -> str:
    """Read codes of high capitals as letters if that makes a syllable in capitals, else as punctuation."""
    letters = match[0].translate(_TCVN3_FULL)
    if len(letters) > 1 and letters.isupper() and is_syllable(letters):
        return letters
    return match[0].translate(_TCVN3_WITH_PUNCTUATION)


# ---- VNI: an ASCII letter followed by a mark, or one byte ----

_LEVEL_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_CIRCUMFLEX = dict(zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_BREVE = dict(zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_SINGLE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))


def _vni_table() -> dict[str, str]:
    table = dict(_SINGLE)
    for base, letter in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
        for mark, tone in _LEVEL_TONES.items():
            table[base + mark] = letter + tone
    table.pop("yï")  # ỵ has a code of its own
    for base in "aeo":
        table |= {base + mark: base + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    small = {code: unicodedata.normalize("NFC", letter) for code, letter in table.items()}
    return small | {code.upper(): letter.upper() for code, letter in small.items()}


_VNI = _vni_table()
# Capitals are often followed by the mark of the small letter.
_VNI_LOOSE = {code[0].upper() + code[1:]: letter.upper() for code, letter in _VNI.items()} | _VNI
_VNI_CODE = re.compile("|".join(sorted(_VNI_LOOSE, key=len, reverse=True)))


def _from_vni(text: str) -> str:
    return _VNI_CODE.sub(lambda match: _VNI_LOOSE[match[0]], text)


_CONVERTERS: dict[str, Callable[[str], str]] = {TCVN3: _from_tcvn3, VNI: _from_vni}


# ---- recognizing ----

# Shares of syllables among words with letters beyond ASCII. Of Vietnamese news 0.93 to 1.0 are syllables (the
# others are names), of the same text in a legacy charset 0.0 to 0.3, by the wrong table 0.0 to 0.35.
_IS_VIETNAMESE = 0.85
_MAY_BE_VIETNAMESE = 0.55
# Different ones, of two letters or more: `£10, £20, £30` would be `Ê10, Ê20, Ê30`, `5 µm` would be `5 àm`.
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A recognized charset.

    charset: "tcvn3", "vni" or "" for neither. is_sure: False if it is only likely, so that somebody must
    confirm it. share: the share of syllables among the words with diacritics after the conversion.
    """

    charset: str
    is_sure: bool
    share: float


NONE = Guess("", True, 0.0)


def detect(text: str) -> Guess:
    """Return the legacy charset that `text`, decoded as Latin-1, Windows-1252 or UTF-8, was written in."""
    if text.isascii():
        return NONE
    as_it_is = share_of_syllables(marked_words(text))
    guesses = []
    for charset, converted in _CONVERTERS.items():
        words = marked_words(converted(text))
        if len({word for word in words if len(word) > 1}) >= _FEWEST_WORDS:
            guesses.append(Guess(charset, True, share_of_syllables(words)))
    best = max(guesses, key=lambda guess: guess.share, default=NONE)
    if best.share < _MAY_BE_VIETNAMESE or best.share - as_it_is < 0.3:
        return NONE
    return replace(best, is_sure=best.share >= _IS_VIETNAMESE and as_it_is <= 0.5)


def convert(text: str, charset: str) -> str:
    """Return `text` of "tcvn3" or "vni" in Unicode, NFC. Raises KeyError for another charset."""
    return unicodedata.normalize("NFC", _CONVERTERS[charset](text))


_BEYOND_LATIN_1 = re.compile("[\u0100-\u0151\u0154-\u024f\u1e00-\u1eff]")


def convert_lines(text: str, charset: str) -> str:
    """Return `text` with each line converted from `charset` if that does not make its Vietnamese worse.

    Some pages contain both: a menu in Unicode and a body of mojibake. A line with a letter beyond Latin-1, as
    nearly every line of Vietnamese in Unicode has, is not converted.
    """
    return "\n".join(_converted_line(line, charset) for line in text.split("\n"))


def _converted_line(line: str, charset: str) -> str:
    if line.isascii() or _BEYOND_LATIN_1.search(line):
        return line
    converted = convert(line, charset)
    before = share_of_syllables(marked_words(line))
    after = share_of_syllables(marked_words(converted))
    return converted if after >= before and after else line
