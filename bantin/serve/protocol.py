"""What passes between serve and its builder: an order once, then messages, one line of JSON each."""

import json
import os

from bantin.system.named_tuple import NamedTuple


class Order(NamedTuple):
    """What is to be served. Folders are absolute. now: seconds since 1970, or None for the clock."""

    site: str
    engine: str
    content: str
    cache: str
    drafts: bool = False
    now: int | None = None
    jobs: int = 1

    @property
    def output(self) -> str:
        """The folder that is built and served; never the site's own output/."""
        return os.path.join(self.cache, "serve", "site")


class Trouble(NamedTuple):
    """A problem as it is shown. place: "content/a.md:4", or "" where none can be named."""

    place: str
    sentence: str
    way_out: str = ""

    def __str__(self) -> str:
        return (f"{self.place}: " if self.place else "") + "; ".join(filter(None, self[1:]))


class Published(NamedTuple):
    """A new site stands in its place; its builder still has something to write down."""

    base: str


class Good(NamedTuple):
    """A build came to its end. base: the path under which the site is served, "/" or "/cchc/".

    next_change: when the same sources make another site (seconds since 1970), 0 for never.
    """

    base: str
    written: int
    kept: int
    removed: int
    seconds: float
    next_change: int
    warnings: tuple[str, ...]

    @property
    def has_changed(self) -> bool:
        return bool(self.written or self.removed)


class Bad(NamedTuple):
    """A build failed, and the last good site stands as it was.

    kind: "content" (an editor can mend it), "usage" (something is in the way) or "bug" (ours).
    trace: a bug's traceback.
    """

    kind: str
    troubles: tuple[Trouble, ...]
    trace: str = ""


Message = Published | Good | Bad


def to_line(message: Message) -> bytes:
    return json.dumps([type(message).__name__, *message]).encode() + b"\n"


def from_line(line: bytes) -> Message:
    kind, *values = json.loads(line)
    if kind == "Published":
        return Published(*values)
    if kind == "Good":
        *figures, warnings = values
        return Good._make([*figures, tuple(warnings)])
    troubles = tuple(Trouble(*row) for row in values[1])
    return Bad(values[0], troubles, values[2])
