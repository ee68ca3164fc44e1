"""Which portal's lines a page has."""

from collections.abc import Sequence

from bantin.importer import line_patterns
from bantin.importer.dates import find_date
from bantin.importer.profiles import Profile
from bantin.system.named_tuple import NamedTuple

_LONGEST = 400  # characters of a line that a pattern may fit


class Guess(NamedTuple):
    """is_sure: whether more than a date fits."""

    profile: Profile
    is_sure: bool


class _Fit(NamedTuple):
    """fields: that a profile's datelines catch. caught: lines that its other patterns fit."""

    fields: int
    caught: int
    profile: Profile


def guess_by_lines(lines: Sequence[str], profiles: Sequence[Profile]) -> Guess | None:
    """The profile without selectors whose patterns take the most lines, its dateline among them."""
    short = [line for line in lines if len(line) < _LONGEST]
    with_numbers = [line for line in short if any(map(str.isdigit, line))]
    best: _Fit | None = None
    for profile in profiles:
        datelines = profile.text.get("dateline", ())
        if profile.html or not datelines:
            continue
        taken = [found for line in with_numbers if (found := line_patterns.match(datelines, line))]
        if not any(find_date(found.get("date", ""), profile.date_format) for found in taken):
            continue
        others = [profile.text.get(name, ()) for name in ("breadcrumb", "related", "end", "updated")]
        caught = sum(bool(line_patterns.match(patterns, line)) for patterns in others for line in short)
        fields = len({name for found in taken for name in found})
        if best is None or (profile.is_own, fields, caught) > (best.profile.is_own, best.fields, best.caught):
            best = _Fit(fields, caught, profile)
    return Guess(best.profile, best.fields > 1 or best.caught > 1) if best else None
