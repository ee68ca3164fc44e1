"""What is asked of a build besides the site itself."""

from bantin.cache.state import InMemoryState
from bantin.parallel import Workers
from bantin.search import Mode
from bantin.system.named_tuple import NamedTuple


class Options(NamedTuple):
    """now: seconds since 1970; articles with a later date are not published. clean: ignore the cache.

    resident: given by a process that builds several times, to each of its builds.
    sync: flush the new site to disk before it is published, and the swap before the build ends.
    search: build the search index, publish the last one, or leave it out.
    keep_days: how long files of earlier releases whose names hold a fingerprint stay in output/.
    carried: also save digests, for a cache that is carried to another clone; see build.carried.
    preview: new pictures are published as one file each, which is quick; see images.PictureSettings.
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
    carried: bool = False
