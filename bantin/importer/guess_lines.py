"""Recognize a portal by the lines of its pages."""

from collections.abc import Sequence

from bantin.importer import line_patterns
from bantin.importer.dates import find_date
from bantin.importer.profiles import Profile
from bantin.system.named_tuple import NamedTuple

_LONGEST = 400  # characters of a line that a pattern may fit


class Guess(NamedTuple):
    """A recognized profile. is_sure: whether more than a date matched."""

    profile: Profile
    is_sure: bool


class _Fit(NamedTuple):
    """How well a profile fits.

    fields: number of those in its datelines. matches: number of lines that match its other patterns.
    """

    fields: int
    matches: int
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
        matched = [values for line in with_numbers if (values := line_patterns.match(datelines, line))]
        if not any(find_date(values.get("date", ""), profile.date_format) for values in matched):
            continue
        others = [profile.text.get(name, ()) for name in ("breadcrumb", "related", "end", "updated")]
        matches = sum(bool(line_patterns.match(patterns, line)) for patterns in others for line in short)
        fields = len({name for values in matched for name in values})
        if best is None or (profile.is_own, fields, matches) > (
            best.profile.is_own,
            best.fields,
            best.matches,
        ):
            best = _Fit(fields, matches, profile)
    return Guess(best.profile, best.fields > 1 or best.matches > 1) if best else None
