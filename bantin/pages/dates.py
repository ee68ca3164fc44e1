"""Dates in the formats of feeds, sitemaps and metadata, in the site's time zone.

W3C dates of an article without a time are days; formats that need an instant use the midnight at which its
day begins, when it was published.
"""

from datetime import datetime, tzinfo

from bantin.model import Article

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def instant(machine: str, when: int, zone: tzinfo) -> str:
    """Return RFC 3339: "2019-07-11T17:01:36+07:00". machine: the machine date. when: seconds since 1970."""
    return w3c(machine) if "T" in machine else rfc3339(when, zone)


def rfc3339(when: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(when, zone).isoformat()


def rfc822(when: int, zone: tzinfo) -> str:
    """Return RFC 822 with a four-digit year, in English: "Thu, 11 Jul 2019 17:01:36 +0700"."""
    moment = datetime.fromtimestamp(when, zone)
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S %z}"


def w3c(machine: str) -> str:
    """Return a machine date as a W3C date: with seconds, or a day alone."""
    if "T" not in machine or machine[16] == ":":
        return machine
    return f"{machine[:16]}:00{machine[16:]}"


def last_modified(article: Article) -> str:
    """Return the W3C date of the article's last change: its update, if that is later than its publication."""
    return w3c(article.updated if article.updated_at > article.published_at else article.date)


def last_modified_seconds(article: Article) -> int:
    return max(article.published_at, article.updated_at)
