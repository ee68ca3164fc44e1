"""Guess the date that an editor meant by a form that front matter does not accept."""

import re
from datetime import UTC

from bantin.text.vietnamese import parse_date

_DAY = re.compile(
    r"(?<!\d)(\d{1,2})(?: ?([/.-]) ?(\d{1,2}) ?\2 ?| tháng (\d{1,2}),?(?: năm)? )(\d{4}|\d\d)(?!\d)", re.I
)
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2}) ?(?::|giờ|h|g) ?(\d\d)?(?::\d\d)?(?: ?(SA|CH|AM|PM|sáng|trưa|chiều|tối)\b)?", re.I
)
_HALVES = {"am": "SA", "pm": "CH", "sáng": "SA", "chiều": "CH", "tối": "CH"}


def guess_date(written: str) -> str:
    """Return the date in a form that `parse_date` accepts, such as 05/08/2026 08:30; "" if it is
    not certain.
    """
    day = _DAY.search(written)
    if not day:
        return ""
    number, _, month, month_in_words, year = day.groups()
    guess = f"{int(number):02}/{int(month or month_in_words):02}/{year if len(year) == 4 else f'20{year}'}"
    time = _TIME.search(written[: day.start()] + " " + written[day.end() :])
    if time:
        hour, minute, half = int(time[1]), time[2] or "00", (time[3] or "").lower()
        half = _HALVES.get(half, half.upper()) if hour <= 12 and half != "trưa" else ""
        guess += f" {hour if half else f'{hour:02}'}:{minute} {half}".rstrip()
    try:
        parse_date(guess, UTC)
    except ValueError:
        return ""
    return guess
