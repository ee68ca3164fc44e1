"""What is asked of a build besides the site itself."""

from bantin.cache.state import Recall
from bantin.parallel import Workers
from bantin.search import Mode
from bantin.system.named_tuple import NamedTuple


class Options(NamedTuple):
    """now: seconds since 1970; what is dated later is not published yet. clean: trust nothing remembered.

    recall: handed to build after build by a process that makes several.
    sync: have the site on the disk before it is swapped in, and the swap before the build ends.
    search: make the index, offer the last one, or leave it out.
    preview: new pictures are given out as one file each, which is quick; see images.Studio.
    """

    now: int
    drafts: bool = False
    clean: bool = False
    workers: Workers = Workers()
    recall: Recall | None = None
    sync: bool = False
    search: Mode = "off"
    preview: bool = False
