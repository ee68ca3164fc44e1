"""Recognise Vietnamese whose letters have become question marks, written by a program without Unicode."""

from collections import Counter


def lost_letters(text: str) -> Counter[int]:
    """Count words such as `c?i cách` or `hành ch?nh`, except in addresses, by line, counted from 1."""
    lost: Counter[int] = Counter()
    at = text.find("?")
    while at >= 0:
        following = text[at + 1 : at + 2]
        if (following.isalpha() or following == "?") and _is_in_word(text, at):
            lost[text.count("\n", 0, at) + 1] += 1
        at = text.find("?", at + 1)
    return lost


def _is_in_word(text: str, at: int) -> bool:
    """Tell whether a letter precedes this position, and the text before it is not an address."""
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    return text[at - 1 : at].isalpha() and not any(sign in text[start:at] for sign in "/=.")
