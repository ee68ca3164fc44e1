"""Recognise Vietnamese whose letters have become question marks, written by a program without Unicode."""

import re
from collections import Counter

# A letter of a script with spaces between its words; in Chinese a question mark may stand between letters.
_LETTER = r"[^\W\d_\u0e00-\u1dff\u2e80-\uffff]"
# The literal first: Python searches for it ten times as fast as for what stands before it.
_LOST = re.compile(rf"\?(?<={_LETTER}\?)(?={_LETTER}|\?)")
_OF_ADDRESS = re.compile("[/=.]")


def lost_letters(text: str) -> Counter[int]:
    """Count lost letters as in `c?i cách` or `hành ch?nh`, except in addresses, by line, counted from 1.

    Takes time in proportion to the text.
    """
    lost: Counter[int] = Counter()
    if not _LOST.search(text):
        return lost
    for number, line in enumerate(text.split("\n"), 1):
        if "?" in line and _LOST.search(line):
            words = (_OF_ADDRESS.split(word, maxsplit=1)[0] for word in line.split(" ") if "?" in word)
            if count := sum(len(_LOST.findall(word)) for word in words):
                lost[number] = count
    return lost
