"""Names of releases, and which releases to keep. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bantin.errors import UsageError
from bantin.i18n import gettext

_NAME = re.compile(r"\d{8}T\d{6}Z")
_FORM = "%Y%m%dT%H%M%SZ"


def next_name(names: Iterable[str], now: int) -> str:
    """Return the name of a release made at `now` (seconds since 1970), always later than all others."""
    moment = datetime.fromtimestamp(now, UTC)
    last = max(valid(names), default="")
    if last >= moment.strftime(_FORM):
        moment = datetime.strptime(last, _FORM).replace(tzinfo=UTC) + timedelta(seconds=1)
    return moment.strftime(_FORM)


def valid(names: Iterable[str]) -> list[str]:
    """Return those of these names that are names of releases, the oldest first."""
    return sorted(name for name in names if _NAME.fullmatch(name))


def outdated(names: Iterable[str], *, before: str, shown: str, keep: int) -> list[str]:
    """Return the releases to delete: all but the newest `keep` and the published one (`shown`).

    before: the release that was published before, "" for none. Releases between the two were rolled back;
    they are deleted, too, so that the next rollback leads to what readers saw.
    """
    names = valid(names)
    rolled_back = [name for name in names if before and before < name < shown]
    kept = [name for name in names if name not in rolled_back][-max(keep, 1) :]
    return [name for name in names if name not in kept and name != shown]


def previous_release(names: Iterable[str], shown: str) -> str:
    """Return the release before the published one. Raises UsageError if there is none."""
    earlier = [name for name in valid(names) if name < shown]
    if not earlier:
        raise UsageError(gettext("no earlier release is kept; build the site as it was and deploy that"))
    return earlier[-1]
