"""Dates as machines ask for them, in the site's own zone, so that a day stays that day for whoever shows it.

Where a day alone may stand (W3C dates), an article without a time has none; where an instant is asked for, it
has the one at which it was published: the midnight its day begins with.
"""

from datetime import datetime, tzinfo

from bantin.model import Article

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def instant(machine: str, when: int, zone: tzinfo) -> str:
    """RFC 3339 of a machine date and its instant: "2019-07-11T17:01:36+07:00"."""
    return w3c(machine) if "T" in machine else rfc3339(when, zone)


def rfc3339(when: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(when, zone).isoformat()


def rfc822(when: int, zone: tzinfo) -> str:
    """RFC 822 with a four-digit year: "Thu, 11 Jul 2019 17:01:36 +0700"; English whatever the locale."""
    moment = datetime.fromtimestamp(when, zone)
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S %z}"


def w3c(machine: str) -> str:
    """A machine date with seconds, or the day alone."""
    if "T" not in machine or machine[16] == ":":
        return machine
    return f"{machine[:16]}:00{machine[16:]}"


def changed(article: Article) -> str:
    """The W3C date of its last change. An update of the very day of publication is no later than that."""
    return w3c(article.updated if article.updated_when > article.when else article.date)


def changed_when(article: Article) -> int:
    return max(article.when, article.updated_when)
