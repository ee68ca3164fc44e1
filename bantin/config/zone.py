"""Time zones by their IANA names."""

from datetime import timedelta, timezone, tzinfo

from bantin.schema import FieldError


def read_zone(name: str) -> tzinfo:
    """A zone by its IANA name. Viet Nam has kept UTC+7 since 1975 and needs no table to be read."""
    if name == "Asia/Ho_Chi_Minh":
        return timezone(timedelta(hours=7))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise FieldError("unknown-zone", value=name) from fault
