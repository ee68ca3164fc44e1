"""Vietnamese letters and words: folding, slugs, spelling, alphabetical order, dates with SA and CH."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

# Combining marks, and zero-width characters that come with pasted text.
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_SLUG = re.compile("[^a-z0-9]+")
# Letters of other scripts in a segment: Punycode takes up to five bytes each, a file name at most 255.
_LONGEST = 45


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics and zero-width characters: `Đường` gives `duong`."""
    if text.isascii():
        return text.casefold()
    letters = text.replace("Đ", "D").replace("đ", "d")  # no normal form removes their stroke
    return _MARKS.sub("", unicodedata.normalize("NFD", letters)).casefold()


def slug(text: str) -> str:
    """Return `text` as a URL segment: a-z, 0-9 and single hyphens. May be empty."""
    if _SLUG.fullmatch(text):
        return text
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def term_slug(name: str) -> str:
    """Return the URL segment of a tag or an author: its slug, or the Punycode of other scripts (RFC 3492).

    `Đất đai` gives `dat-dai`, `日本` gives `xn-wgv71a`. Empty for a name without letters and digits.
    """
    if latin := slug(name) or slug(unicodedata.normalize("NFKC", name)):
        return latin
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    return f"xn-{letters[:_LONGEST].encode('punycode').decode('ascii')}" if letters else ""


# Two schools write the tone of oa, oe and uy, one on the first vowel and one on the second; before a final
# letter (`hoàn`) both take the second. In `quý` the u belongs to the consonant: its tone has no choice.
_O, _U = "òóỏõọÒÓỎÕỌ", "ùúủũụÙÚỦŨỤ"


@cache
def _tone_on_first() -> re.Pattern[str]:
    """Return the pattern. It starts with one set, which `re` finds three times as fast as either of two."""
    return re.compile(f"[{_O}{_U}](?:(?<=[{_O}])[aeAE]|(?<=[{_U}])(?<![qQ].)[yY])")


def normalize_tones(text: str) -> str:
    """Return `text` in NFC with the tone of oa, oe, uy on the second vowel: `hóa` and `hoá` both give `hoá`.

    Use it to compare, never to display: pages keep the author's spelling.
    """
    return _tone_on_first().sub(_tone_on_second, unicodedata.normalize("NFC", text))


def _tone_on_second(match: re.Match[str]) -> str:
    first, tone, second = tuple(unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", first + second + tone)


# The alphabet and its order of tones: level, huyền, hỏi, ngã, sắc, nặng (TCVN 5712; as dictionaries print).
_LETTERS = {c: i for i, c in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


_NUMBER = re.compile("[0-9]+")
_DIGITS = 12  # of the numbers that are compared by their value


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts like a Vietnamese dictionary: by letters, then tones; numbers by value."""
    characters = unicodedata.normalize("NFC", text).casefold()
    characters = _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), characters)
    ranks = [rank for character in characters if (rank := _rank(character))]
    return tuple([letter for letter, _ in ranks]), tuple([tone for _, tone in ranks]), text


@lru_cache(2048)
def _rank(character: str) -> tuple[int, int] | None:
    """Return the places of a character's letter in the alphabet and of its tone; None for a tone alone."""
    parts = unicodedata.normalize("NFD", character)
    tone = next((_TONES[part] for part in parts[1:] if part in _TONES), 0)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    if not letter:
        return None
    other = ord(letter[0]) + (100 if letter.isalpha() else -0x110000)
    return _LETTERS.get(letter, other), tone


# ---- dates ----

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d?)-|/(\d\d?)/)(\d\d?)"
    r"(?:[T ] *(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(Z|UTC|GMT|[+-]\d\d?(?::?\d\d)?)?)?",
    re.ASCII,
)
_DAY_FIRST = r"(\d\d?)/(\d\d?)/(\d{4})(?:,? +(\d\d?):(\d\d)(?::(\d\d))?(?: *(SA|CH))?)?"


class NoSuchDateError(ValueError):
    """Text in the form of a date whose day or time does not exist (31/02/2026, 25:00)."""


def parse_date(text: str, zone: tzinfo) -> tuple[int, str]:
    """Parse a date as editors write it.

    ISO 8601, `2025/04/16`, `2016-03-21 12:00:00 -4`, `29/06/2017`, `20/06/2020 07:00`,
    `11/07/2019 5:01:36 CH`.

    Return the instant (whole seconds since 1970) and the value for <time datetime> in `zone`:
    "2019-07-11T17:01:36+07:00", or "2017-06-29" if there is no time (the instant is then midnight).
    `12:00:00 SA` counts as no time, since the old portals print it for dates without one.
    Raise NoSuchDateError, or ValueError for text in no known form.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, month_between_slashes, day, hour, minute, second, offset = match.groups()
        month = month or month_between_slashes
        half = None
    elif match := re.fullmatch(_DAY_FIRST, text, re.ASCII | re.IGNORECASE):
        day, month, year, hour, minute, second, half = match.groups()
        offset = None
    else:
        raise ValueError(text)
    has_time = hour is not None and not _is_portal_midnight(half, hour, minute, second)
    clock = (_hour_of_day(int(hour), half), int(minute), int(second or 0)) if has_time else (0, 0, 0)
    try:
        stated = _fixed_zone(offset) if offset else zone
        moment = datetime(int(year), int(month), int(day), *clock, tzinfo=stated)
        if offset:
            moment = moment.astimezone(zone)
        instant = int(moment.timestamp())
    except (ValueError, OverflowError) as fault:
        raise NoSuchDateError(text) from fault
    if not has_time:
        return instant, moment.date().isoformat()
    return instant, moment.isoformat(timespec="seconds" if moment.second else "minutes")


@lru_cache(maxsize=64)
def _fixed_zone(offset: str) -> tzinfo:
    """Return `Z`, `UTC`, `+07:00`, `+0700` or `-4` as a zone. Raise ValueError for more than a day."""
    if offset in ("Z", "UTC", "GMT"):
        return UTC
    digits = offset[1:].replace(":", "")
    hours, minutes_of_hour = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    minutes = int(hours) * 60 + int(minutes_of_hour)
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _is_portal_midnight(half: str | None, hour: str, minute: str, second: str | None) -> bool:
    return half is not None and half.upper() == "SA" and (hour, minute, second) == ("12", "00", "00")


def _hour_of_day(hour: int, half: str | None) -> int:
    """Return the hour from 0 to 23. SA (sáng) is before noon, CH (chiều) after it; 12 SA is midnight."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return 99  # datetime refuses it
    return hour % 12 + (12 if half.upper() == "CH" else 0)
