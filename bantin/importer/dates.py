"""Find dates in longer text as portals print them, and convert them to the form of front matter.

The result is "2017-06-29" without a time, else "2020-06-20T07:00", perhaps with seconds; in the portal's time
zone, which is assumed to be the site's.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

_HALF = r"(?P<half>SA|CH|AM|PM|sáng|trưa|chiều|tối)"
_TIME = rf"(?P<hour>\d{{1,2}})(?::|[hg]\s?|\s*giờ\s*)(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s*{_HALF}\b)?"
_DAY = r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/])"
_SHORT_YEAR = (  # only after a word that makes it a date
    r"(?:ngày|đăng)\W{0,3}(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d\d)(?![\d/])"
)
_BETWEEN = r"\s*(?:[|,;•–-]|\(|lúc|vào lúc|at)?\s*"
_ISO = (
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:(?:T|\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*"
    r"(?P<offset>Z|[+-]\d\d:?\d\d)?)?"
)
_IN_WORDS = r"(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s*,?\s+(?:năm\s+)?(?P<year>\d{4})"

_MONTHS = {
    **{name: at for at, name in enumerate("một hai ba tư năm sáu bảy tám chín mười".split(), 1)},
    "giêng": 1,
    "bốn": 4,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
    **{name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},
}
# A month by its name, as WordPress prints it: `Th3`, `Tháng Ba`, `March`.
_NAME = (
    r"(?:thg?\.?\s?(?P<short>1[0-2]|[1-9])|tháng\s+(?P<name>mười\s+một|mười\s+hai|giêng|chạp|một|hai|ba|tư|bốn|năm|"
    r"sáu|bảy|tám|chín|mười)|(?P<english>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
)
_OFFSET = r"(?:\s*(?P<offset>Z\b|GMT\b(?![+-])|UTC\b|[+-]\d\d:?\d\d\b))?"
_NAMED_MONTH = (
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_NAME},?\s+(?:năm\s+)?(?P<year>\d{{4}})(?!\d)"
)
_MONTH_FIRST = rf"\b{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"

# How dates are looked for where a profile names no format, the surest form first.
_USUAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _ISO,
        rf"{_DAY}(?:{_BETWEEN}{_TIME})?",
        rf"{_SHORT_YEAR}(?:{_BETWEEN}{_TIME})?",
        rf"{_IN_WORDS}(?:{_BETWEEN}{_TIME})?",
        rf"{_NAMED_MONTH}(?:{_BETWEEN}{_TIME}{_OFFSET})?",
        rf"{_MONTH_FIRST}(?:{_BETWEEN}{_TIME}{_OFFSET})?",
    )
)
_TIME_FIRST = re.compile(
    rf"(?<![\d:]){_TIME}(?:\s*\(?GMT\+7\)?)?{_BETWEEN}(?:(?:ngày|thứ \w+|chủ nhật),?\s*)?{_DAY}",
    re.IGNORECASE,
)

# Letters of CLDR's date patterns, as site.toml has them, to what they match.
_FIELDS = {
    "dd": r"(?P<day>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "MM": r"(?P<month>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "yyyy": r"(?P<year>\d{4})",
    "yy": r"(?P<year>\d\d)",
    "HH": r"(?P<hour>\d{1,2})",
    "H": r"(?P<hour>\d{1,2})",
    "hh": r"(?P<hour>\d{1,2})",
    "h": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d\d)",
    "ss": r"(?P<second>\d\d)",
    "a": _HALF,
}
_PIECE = re.compile(r"([A-Za-z])\1*|'[^']*'|\s+|[\[\]]|.")


class DateFormatError(ValueError):
    """A date format contains a letter without a meaning."""


@lru_cache(maxsize=64)
def compiled(date_format: str) -> re.Pattern[str]:
    """Return the pattern of a CLDR date format; parts in square brackets are optional.

    Raises DateFormatError.
    """
    out = []
    for match in _PIECE.finditer(date_format):
        piece = match[0]
        if match[1]:
            if piece not in _FIELDS:
                raise DateFormatError(piece)
            out.append(_FIELDS[piece])
        elif piece in "[]":
            out.append("(?:" if piece == "[" else ")?")
        else:
            out.append(r"\s*" if piece.isspace() else re.escape(piece.strip("'")))
    try:
        return re.compile(r"(?<!\d)" + "".join(out) + r"(?!\d)", re.IGNORECASE)
    except re.error as fault:
        raise DateFormatError(date_format) from fault


def find_date(text: str, formats: Iterable[str] = (), zone: tzinfo = UTC) -> str:
    """Return the first date in `text`, as in front matter, or "".

    formats: CLDR patterns to look for; if empty, all forms that Vietnamese portals use. zone: an instant with
    its own offset is converted to this zone.
    """
    patterns: Iterable[re.Pattern[str]] = [*map(compiled, formats)]
    if patterns:
        date = next(filter(None, (_first(pattern, text, zone) for pattern in patterns)), "")
        usual = find_date(text, (), zone) if date and "T" not in date else ""
        return usual if date and usual[:10] == date else date  # a time that the formats do not know
    timed = _first(_TIME_FIRST, text, zone)
    date = next(filter(None, (_first(pattern, text, zone) for pattern in _USUAL)), "")
    return timed if timed and (not date or date == timed[:10]) else date


def _first(pattern: re.Pattern[str], text: str, zone: tzinfo) -> str:
    for match in pattern.finditer(text):
        if date := _written(match.groupdict(), zone):
            return date
    return ""


def _written(parts: dict[str, str | None], zone: tzinfo) -> str:
    """Return the date in the form of front matter; "" if there is no such day.

    A portal's midnight is not a time.
    """
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    year += 2000 if year < 100 else 0
    month = _month(parts)
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").upper()
    has_time = parts.get("hour") is not None and not _is_midnight(hour, minute, second, half)
    try:
        clock = (_hour_of_day(hour, half), minute, second) if has_time else (0, 0, 0)
        moment = datetime(year, month, day, *clock)
        if offset := parts.get("offset"):
            there = moment.replace(tzinfo=_fixed(offset))
            has_time = has_time or there.utcoffset() != zone.utcoffset(moment)
            moment = there.astimezone(zone)
    except (ValueError, OverflowError):
        return ""
    if not has_time:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%dT%H:%M:%S}" if moment.second else f"{moment:%Y-%m-%dT%H:%M}"


def _month(parts: dict[str, str | None]) -> int:
    """Return the number of a month, 0 for none."""
    if number := parts.get("month") or parts.get("short"):
        return int(number)
    name = parts.get("name") or parts.get("english") or ""
    return _MONTHS.get(" ".join(name.lower().split()), 0)


def _is_midnight(hour: int, minute: int, second: int, half: str) -> bool:
    return (minute, second) == (0, 0) and (hour == 12 if half in ("SA", "AM") else hour == 0)


def _hour_of_day(hour: int, half: str) -> int:
    """Return the hour from 0 to 23.

    SA and sáng are before noon, CH, chiều and tối after it; 12 SA is midnight.
    """
    if not half or hour > 12 or half == "TRƯA":
        return hour
    return hour % 12 + (0 if half in ("SA", "AM", "SÁNG") else 12)


def _fixed(offset: str) -> timezone:
    if offset.upper() in ("Z", "GMT", "UTC"):
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
