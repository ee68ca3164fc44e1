"""Time zones by their IANA names."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from bantin.schema.values import FieldError

# The names omit `localtime`, `Factory` and others whose meaning depends on the machine.
_NAME = (
    "(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)"
    "(?:/[A-Za-z0-9_+-]+)+|UTC"
)


def readable_moment(moment: int, zone: str) -> str:
    """Return a moment (seconds since 1970) as "30/11/2026", or "30/11/2026 08:30" if it is not midnight."""
    local_time = datetime.fromtimestamp(moment, read_zone(zone))
    return f"{local_time:%d/%m/%Y %H:%M}".removesuffix(" 00:00")


def read_zone(name: str) -> tzinfo:
    """Return a time zone by its IANA name. Raises FieldError for an unknown one.

    Viet Nam has had UTC+7 since 1975 and needs no time zone database.
    """
    if name == "Asia/Ho_Chi_Minh":
        return timezone(timedelta(hours=7))
    if not re.fullmatch(_NAME, name):
        raise FieldError("unknown-zone", value=name)
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise FieldError("unknown-zone", value=name) from fault
