"""Retention: which files of earlier releases stay in output/.

Readers may have pages that refer to them, in an open tab or in a cache. Only fingerprinted files stay: their
bytes never change under one name. Pure.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from bantin.urls import is_fingerprinted

DAY = 86_400  # seconds


def retained(
    present: Iterable[str], site: AbstractSet[str], since: Mapping[str, int], *, now: int, days: int
) -> dict[str, int]:
    """Return the files that stay although the site no longer refers to them, with the time since when.

    present: all files in output/. site: the files of the next site. since: the last result of this function.
    now, and the times: seconds since 1970. days: how long they stay; 0 keeps none.
    """
    if not days:
        return {}
    kept = {path: since.get(path, now) for path in set(present) - site if is_fingerprinted(path)}
    return {path: at for path, at in sorted(kept.items()) if now < at + days * DAY}
