"""Files of earlier releases that stay in output/ for a while: a reader may still have a page that names them.

Such a page lies in an open tab, in a cache before the site, or in a request on its way. Only files whose name
holds a fingerprint stay: their bytes can never change under that name. Pure.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from bantin.urls import is_fingerprinted

DAY = 86_400  # seconds


def retained(
    standing: Iterable[str], site: AbstractSet[str], since: Mapping[str, int], *, now: int, days: int
) -> dict[str, int]:
    """Return the files that stay although the site no longer names them, with the time when it ceased to.

    standing: all files in output/. site: the files of the next site. since: what this returned the last time.
    now, and the times: seconds since 1970. days: how long they stay, 0 for not at all.
    """
    if not days:
        return {}
    kept = {path: since.get(path, now) for path in set(standing) - site if is_fingerprinted(path)}
    return {path: at for path, at in sorted(kept.items()) if now < at + days * DAY}
