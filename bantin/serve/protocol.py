"""The messages between serve and its builder: BuilderSettings at the start, then one line of JSON each."""

import json
import os

from bantin.system.named_tuple import NamedTuple


class BuilderSettings(NamedTuple):
    """The site to serve. Folders are absolute. now: seconds since 1970, or None for the present time."""

    site: str
    engine: str
    content: str
    cache: str
    drafts: bool = False
    now: int | None = None
    jobs: int = 1

    @property
    def output(self) -> str:
        """The output folder of these builds; never the site's own output/."""
        return os.path.join(self.cache, "serve", "site")


class ListenAddress(NamedTuple):
    """Where to listen. Port 0 is any free port.

    lan: listen on all addresses, and print the URLs for the local network. allowed: see origin_check.Guard.
    """

    host: str = "127.0.0.1"
    port: int = 5500
    lan: bool = False
    allowed: tuple[str, ...] = ()


class ShownProblem(NamedTuple):
    """A problem in the language of the run. location: "content/a.md:4", or "" if it has none.

    excerpt: (number, text) of its line and the lines around; () without a line.
    """

    location: str
    sentence: str
    way_out: str = ""
    excerpt: tuple[tuple[int, str], ...] = ()

    @property
    def line(self) -> int:
        """The number of its line; 0 for none."""
        number = self.location.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0

    def __str__(self) -> str:
        sentence = "; ".join(filter(None, (self.sentence, self.way_out)))
        return f"{self.location}: {sentence}" if self.location else sentence


class SitePublished(NamedTuple):
    """The new site is published; the builder still saves its state. base: as in BuildSucceeded."""

    base: str


class BuildSucceeded(NamedTuple):
    """A build has succeeded. base: the path under which the site is served, "/" or "/cchc/".

    seconds: how long it took. next_change: when to build again without an edit (seconds since 1970), 0 for
    never.
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


class BuildFailed(NamedTuple):
    """A build has failed; the last good site is unchanged.

    kind: "content" (problems that an editor can correct), "usage" (UsageError or an error of the system) or
    "bug". trace: a bug's traceback. seconds: how long it took.
    """

    kind: str
    problems: tuple[ShownProblem, ...]
    trace: str = ""
    seconds: float = 0.0


Message = SitePublished | BuildSucceeded | BuildFailed


def to_line(message: Message) -> bytes:
    return json.dumps([type(message).__name__, *message]).encode() + b"\n"


def from_line(line: bytes) -> Message:
    kind, *values = json.loads(line)
    if kind == "SitePublished":
        return SitePublished(*values)
    if kind == "BuildSucceeded":
        *figures, warnings = values
        return BuildSucceeded._make([*figures, tuple(warnings)])
    failed_as, rows, trace, seconds = values
    troubles = tuple(
        ShownProblem(location, sentence, way_out, tuple((number, text) for number, text in excerpt))
        for location, sentence, way_out, excerpt in rows
    )
    return BuildFailed(failed_as, troubles, trace, seconds)
