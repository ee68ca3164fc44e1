"""Guess the date that an editor meant by a form that front matter does not accept."""

import re
from datetime import UTC

from bantin.text.vietnamese import parse_date

_DAY = re.compile(
    r"(?<!\d)(?<!\d[/.-])(\d{1,2})(?: ?([/.–-]) ?(\d{1,2}) ?\2 ?| tháng (\d{1,2}),?(?: năm)? )"
    r"(\d{4}|\d\d)(?!\d)",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# `3 September 2021`, `September 3, 2021`.
_IN_ENGLISH = re.compile(
    rf"(?<!\d)(?:(\d{{1,2}})(?:st|nd|rd|th)?[ -])?({'|'.join(_MONTHS)})[a-z]*\.?[ -]"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})(?!\d)",
    re.I,
)
# `2021-09-03` before a time in another form, `20210903`.
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(?:[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})|(\d\d)(\d\d))(?!\d)")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})(?: ?(?::|giờ|h|g) ?(\d\d)?|\.(\d\d))(?::\d\d)?"
    r"(?: ?(SA|CH|AM|PM|sáng|trưa|chiều|tối)\b)?",
    re.I,
)
_OTHER_ZONE = re.compile(r"\d ?(?:Z|GMT|UTC)?[+-](?!0?7(?::?00)?\b)\d|\d ?Z\b")  # than that of Vietnam
_HALVES = {"am": "SA", "pm": "CH", "sáng": "SA", "chiều": "CH", "tối": "CH"}


def guess_date(written: str) -> str:
    """Return the date in a form that `parse_date` accepts, such as 05/08/2026 08:30; "" if uncertain."""
    guess, rest = _guess_day(written)
    if not guess or _OTHER_ZONE.search(rest):
        return ""
    time = _TIME.search(rest)
    if time:
        hour, minute, half = int(time[1]), time[2] or time[3] or "00", (time[4] or "").lower()
        half = _HALVES.get(half, half.upper()) if hour <= 12 and half != "trưa" else ""
        guess += f" {hour if half else f'{hour:02}'}:{minute} {half}".rstrip()
    try:
        parse_date(guess, UTC)
    except ValueError:
        return ""
    return guess


def _guess_day(written: str) -> tuple[str, str]:
    """Return the day like 05/08/2026, and the text without it; "" for both if there is none."""
    if match := _DAY.search(written):
        number, _, month, month_in_words, year = match.groups()
        day = _day(number, month or month_in_words, year if len(year) == 4 else f"20{year}")
    elif match := _YEAR_FIRST.search(written):
        year, month, number, month_alone, number_alone = match.groups()
        day = _day(number or number_alone, month or month_alone, year)
    elif (match := _IN_ENGLISH.search(written)) and (match[1] or match[3]):
        day = _day(match[1] or match[3], str(_MONTHS.index(match[2].lower()) + 1), match[4])
    else:
        return "", ""
    return day, f"{written[: match.start()]} {written[match.end() :]}"


def _day(number: str, month: str, year: str) -> str:
    return f"{int(number):02}/{int(month):02}/{year}"
