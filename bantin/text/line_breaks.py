"""No-break spaces inside words and between numbers and units: `PAR INDEX`, `người dân`, `thứ 26`, `37 bậc`.

Vietnamese writes a space between syllables, and browsers break lines at any space. In running text
readers are used to that, but a title in large type reads wrong when a word is split.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise

from bantin.text.title_words import WORDS

NO_BREAK = "\xa0"

# What announces a number, and what one counts. A dash begins no line; a line may end with it, since browsers
# break there even before a no-break space.
_BEFORE = frozenset("thứ hạng năm tháng quý ngày số lần điều khóa khoá đợt top".split())
_AFTER = frozenset(
    "% - – điểm bậc tỉnh xã huyện sở người hồ lượt thủ ngày tháng năm giờ phút triệu tỷ nghìn đồng".split()
)

# Words that only lead to the next: a line of a title does not end with one, unless another follows.
_LEADING = frozenset(
    "và của ở sự đã sẽ đang các những với cho từ để do về trong tại theo được bị là mà thì nhưng hoặc".split()
)

# Characters: a word is held to one that leads to it, or to the rest of its name, only up to this length. More
# would, in the largest type, be wider than the line of a small phone, and be broken inside a syllable.
_LONGEST = 14

# Marks before and after a word, which do not belong to it.
_OPENING = str.maketrans("", "", "“\"'(")
_CLOSING = "”\"')»],.:;!?…"


@cache
def title_breaker(words: tuple[str, ...]) -> Callable[[str], str]:
    """Return a function that inserts no-break spaces into a title, inside WORDS, `words` and after numbers.

    The title must be in NFC. `words` may have any number of syllables, in any case. Only spaces change.
    """
    phrases_by_first = _phrases_by_first((*words, *WORDS))
    pairs = {
        first: frozenset([ending[0] for ending in ends if len(ending) == 1])
        for first, ends in phrases_by_first.items()
    }
    phrases = {first for first, ends in phrases_by_first.items() if any(len(ending) > 1 for ending in ends)}

    def held_in(bare: list[str]) -> Iterator[int]:
        """Yield the indexes of syllables that belong to the one before them."""
        end = 0  # of the last word: its last syllable must not begin another, or three would be kept together
        for index, (before, after) in enumerate(pairwise(bare), 1):
            if index > end and before in pairs:
                if before in phrases:
                    end = index + _length(phrases_by_first[before], bare, index)
                elif after.rstrip(_CLOSING) in pairs[before]:
                    end = index + 1
            if (
                index < end
                or (before in _BEFORE and after[:1].isdecimal())
                or (before[-1:].isdecimal() and after.rstrip(_CLOSING) in _AFTER)
            ):
                yield index

    def broken_well(title: str) -> str:
        syllables, in_lower_case = title.split(" "), _in_lower_case(title)
        held = {*held_in(in_lower_case)}
        # This begins at the end, so that the part after a syllable is complete when the syllable is joined to
        # it.
        parts, after = [], syllables[-1]
        for index in range(len(syllables) - 1, 0, -1):
            before = syllables[index - 1]
            if index in held or (
                len(before) + len(after) < _LONGEST
                and (
                    (in_lower_case[index - 1] in _LEADING and in_lower_case[index] not in _LEADING)
                    or (index > 1 and _is_name(before, after))
                )
            ):
                after = f"{before}{NO_BREAK}{after}"
            else:
                parts.append(after)
                after = before
        return " ".join([after, *reversed(parts)])

    return broken_well


def _in_lower_case(title: str) -> list[str]:
    """Return the syllables of a title in lower case, without the marks that open quotes and brackets."""
    bare = title.lower()
    if '"' in bare or "“" in bare or "(" in bare or "'" in bare:
        bare = bare.translate(_OPENING)
    return bare.split(" ")


def _phrases_by_first(words: Iterable[str]) -> dict[str, list[list[str]]]:
    """Return words of several syllables by their first one: the lists of the others, in lower case."""
    phrases: dict[str, list[list[str]]] = {}
    for word in words:
        first, *others = unicodedata.normalize("NFC", word).lower().split() or [""]
        if others:
            phrases.setdefault(first, []).append(others)
    return phrases


def _is_name(before: str, after: str) -> bool:
    """Tell whether two syllables are of a name: `Khun Há`, `Pa Ủ`, `Sở Tư`; words in capitals are not."""
    return (
        before[:1].isupper()
        and after[:1].isupper()
        and not (before[1:2].isupper() or after[1:2].isupper())
        and before[-1:].isalnum()
    )


def _length(words: list[list[str]], bare: list[str], start: int) -> int:
    """Return how many syllables from `start` on form a word with the one before them."""
    for others in words:
        following = bare[start : start + len(others)]
        if following[:-1] == others[:-1] and following and following[-1].rstrip(_CLOSING) == others[-1]:
            return len(others)
    return 0


# `năm 2018`, `ngày 5`, `tháng 8`, `thứ 26`, with a capital letter or without. They are looked for in a text
# with one sign for all their last bytes and one for all digits: half of the time of four patterns, and hardly
# any in a text without their marked letters.
_ANNOUNCING = tuple(
    form.encode() for word in ("năm", "ngày", "tháng", "thứ") for form in (word, word.capitalize())
)
_MARKED = frozenset(letter.encode()[-1] for letter in "ăàáứ")
_SHORT = 2_000  # bytes; a longer text in Vietnamese has one of these letters
_ENDS = bytes({word[-1] for word in _ANNOUNCING})
_AS_SIGNS = bytes.maketrans(_ENDS + b"0123456789", b"\1" * len(_ENDS) + b"0" * 10)
_ANNOUNCED = b"\1 0"
# A phone number of groups: `0214 3876 650`, `(0214) 3 876 650`, `+84 913 456 789`, `1900 1234`.
_GROUPS = b"0 0"  # two of them in the text with one sign for all digits
_LONG_GROUP = b"000 00"  # every phone number has it; the longer what is looked for, the faster it is found
_PHONE = re.compile(rb"(?<![\w.,/+(-])\(?(?:(?:\+84|0[1-9])\d{0,3}\)?|1[89]00)(?: \d{1,5}){1,4}(?![.,/]?\w)")
_BEFORE_GROUPS = len("(+84) 913")  # what may stand before the second group
_LONGEST_PHONE = 30
_SPACE = ord(" ")
_LONGEST_TAG = len("</blockquote>")
_CODE = re.compile(rb"(<code.*?</code>)", re.DOTALL)


def bind_numbers(text: str) -> str:
    """Return running text with no-break spaces in `74,95 %`, `năm 2018`, `thứ 26`; digits are 0 to 9.

    Text in which nothing is to be held together comes back as the same object.
    """
    written = text.encode()
    held = _held(written, NO_BREAK.encode())
    return text if held is written else held.decode()


def bind_numbers_in_html(html: bytes, *, may_have_code: bool = True) -> bytes:
    """Do the same in UTF-8 HTML, where a number may be in bold; code keeps its spaces."""
    held = _held(html, b"&nbsp;")
    if held is html or not may_have_code or b"<code" not in html:
        return held
    texts_and_code = _CODE.split(html)
    texts_and_code[::2] = [_held(text, b"&nbsp;") for text in texts_and_code[::2]]
    return b"".join(texts_and_code)


def _held(text: bytes, no_break: bytes) -> bytes:
    has_marked = len(text) < _SHORT or any(letter in text for letter in _MARKED)
    spaces = [*_spaces_of_numbers(text)] if has_marked else []
    at = text.find(b"%")
    while at >= 0:
        if text[at - 1 : at] == b" " and _has_number(text, at - 1):
            spaces.append(at - 1)
        at = text.find(b"%", at + 1)
    if not spaces:
        return text
    edges = [-1, *sorted(spaces), len(text)]
    return no_break.join([text[before + 1 : after] for before, after in pairwise(edges)])


def _spaces_of_numbers(text: bytes) -> Iterator[int]:
    """Yield the positions of the spaces in phone numbers and between numbers and what announces them."""
    signs = text.translate(_AS_SIGNS)
    at = signs.find(_ANNOUNCED)
    while at >= 0:
        if text.endswith(_ANNOUNCING, 0, at + 1):
            yield at + 1
        at = signs.find(_ANNOUNCED, at + 1)
    if _LONG_GROUP in signs:
        yield from _spaces_of_phones(text, signs)


def _spaces_of_phones(text: bytes, signs: bytes) -> Iterator[int]:
    """Yield the positions of the spaces in phone numbers."""
    at = signs.find(_GROUPS)
    while at >= 0:
        end = at + 1
        phone = _PHONE.search(text, max(at - _BEFORE_GROUPS, 0), at + _LONGEST_PHONE)
        if phone and phone.start() <= at and _is_phone(phone[0], signs.count(b"0", *phone.span())):
            end = phone.end()
            yield from (place for place in range(phone.start(), end) if text[place] == _SPACE)
        at = signs.find(_GROUPS, end)


def _is_phone(number: bytes, digits: int) -> bool:
    """Tell whether a number has the digits of a phone number; one of an identity card has 12, the first 0."""
    if b"+" in number:
        return 11 <= digits <= 12
    return digits in ((8, 10) if number[:1] == b"1" else (10, 11))


def _has_number(text: bytes, end: int) -> bool:
    """Tell whether a number, perhaps in bold, ends at `end`."""
    if text[end - 1 : end] == b">":
        start = text.rfind(b"</", max(end - _LONGEST_TAG, 0), end)
        if text.find(b">", start) != end - 1:
            return False  # of another tag
        end = start
    return text[end - 1 : end].isdigit()
