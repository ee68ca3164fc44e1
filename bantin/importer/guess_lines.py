"""Recognise a portal by the lines of its pages."""

from collections.abc import Sequence

from bantin.importer import line_patterns
from bantin.importer.dates import find_date
from bantin.importer.profiles import Profile
from bantin.system.named_tuple import NamedTuple

_LONGEST = 400  # characters of a line that a pattern may fit


class Guess(NamedTuple):
    """A recognised profile. is_sure: whether more than a date matched."""

    profile: Profile
    is_sure: bool


class _Fit(NamedTuple):
    """How well a profile fits. fields: found by its datelines. caught: lines that match its other
    patterns.
    """

    fields: int
    caught: int
    profile: Profile


def guess_by_lines(lines: Sequence[str], profiles: Sequence[Profile]) -> Guess | None:
    """Return the profile without selectors whose patterns match the most lines, including a dateline."""
    short = [line for line in lines if len(line) < _LONGEST]
    with_numbers = [line for line in short if any(map(str.isdigit, line))]
    best: _Fit | None = None
    for profile in profiles:
        datelines = profile.text.get("dateline", ())
        if profile.html or not datelines:
            continue
        taken = [
            fields_of_line
            for line in with_numbers
            if (fields_of_line := line_patterns.match(datelines, line))
        ]
        if not any(
            find_date(fields_of_line.get("date", ""), profile.date_format) for fields_of_line in taken
        ):
            continue
        others = [profile.text.get(name, ()) for name in ("breadcrumb", "related", "end", "updated")]
        caught = sum(bool(line_patterns.match(patterns, line)) for patterns in others for line in short)
        fields = len({name for fields_of_line in taken for name in fields_of_line})
        if best is None or (profile.is_own, fields, caught) > (best.profile.is_own, best.fields, best.caught):
            best = _Fit(fields, caught, profile)
    return Guess(best.profile, best.fields > 1 or best.caught > 1) if best else None
