"""Time zones by their IANA names."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from bantin.schema.values import FieldError

# Not `localtime`, `Factory` and the like, which mean something else on another machine.
_NAME = re.compile(
    "(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)"
    "(?:/[A-Za-z0-9_+-]+)+|UTC"
)


def readable_moment(moment: int, zone: str) -> str:
    """Return seconds since 1970 as editors write them: "30/11/2026", with the time if there is one."""
    there = datetime.fromtimestamp(moment, read_zone(zone))
    return f"{there:%d/%m/%Y %H:%M}".removesuffix(" 00:00")


def read_zone(name: str) -> tzinfo:
    """A zone by its IANA name. Viet Nam has kept UTC+7 since 1975 and needs no table to be read."""
    if name == "Asia/Ho_Chi_Minh":
        return timezone(timedelta(hours=7))
    if not _NAME.fullmatch(name):
        raise FieldError("unknown-zone", value=name)
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise FieldError("unknown-zone", value=name) from fault
