"""Recognise Vietnamese whose letters have become question marks, written by a program without Unicode."""

import re
from collections import Counter

# The literal first: Python searches for it ten times as fast as for what stands before it.
_LOST = re.compile(r"\?(?<=[^\W\d_]\?)(?=[^\W\d_]|\?)")
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
