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


class ListenAddress(NamedTuple):
    """Where to listen. Port 0 is any free port; the address is printed.

    lan: listen for the whole local network, and print the addresses by which a telephone gets here.
    allowed: names, with their ports, by which forwarded ports lead here, such as "localhost:8080".
    """

    host: str = "127.0.0.1"
    port: int = 5500
    lan: bool = False
    allowed: tuple[str, ...] = ()


class ShownProblem(NamedTuple):
    """A problem as it is shown. location: "content/a.md:4", or "" where none can be named.

    excerpt: the line that is meant and its neighbours, each with its number; () where no line is.
    """

    location: str
    sentence: str
    way_out: str = ""
    excerpt: tuple[tuple[int, str], ...] = ()

    @property
    def line(self) -> int:
        """The number of the line that is meant; 0 where none is."""
        number = self.location.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0

    def __str__(self) -> str:
        sentence = "; ".join(filter(None, (self.sentence, self.way_out)))
        return f"{self.location}: {sentence}" if self.location else sentence


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
    trace: a bug's traceback. seconds: how long it took until that was known.
    """

    kind: str
    troubles: tuple[ShownProblem, ...]
    trace: str = ""
    seconds: float = 0.0


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
    failed_as, rows, trace, seconds = values
    troubles = tuple(
        ShownProblem(location, sentence, way_out, tuple((number, text) for number, text in excerpt))
        for location, sentence, way_out, excerpt in rows
    )
    return Bad(failed_as, troubles, trace, seconds)
