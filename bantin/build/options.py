"""The options of a build."""

from bantin.cache.state import InMemoryState
from bantin.parallel import Workers
from bantin.search import Mode
from bantin.system.named_tuple import NamedTuple


class Options(NamedTuple):
    """now: seconds since 1970; articles with a later date are not published. clean: ignore the cache.

    resident: shared by all builds of one process. sync: flush the new site to disk before publishing it, and
    the swap before the build ends. search: "build" the index, publish the "last" one, or "off".
    keep_days: how many days fingerprinted files of earlier releases stay in output/. portable_cache:
    save digests, for a cache that is restored in another clone; see build.restored_cache.
    preview: publish new pictures as one file each, which is faster; see images.picture.PictureSettings.
    """

    now: int
    drafts: bool = False
    clean: bool = False
    workers: Workers = Workers()
    resident: InMemoryState | None = None
    sync: bool = False
    search: Mode = "off"
    preview: bool = False
    keep_days: int = 0
    portable_cache: bool = False
