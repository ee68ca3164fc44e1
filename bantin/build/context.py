"""The context of a build, which all its steps share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bantin.build.options import Options
from bantin.build.previous import PreviousBuild, load_previous
from bantin.build.scan import Snapshot, content_name, scan
from bantin.cache import engine
from bantin.config import Config
from bantin.parallel import Future, Workers
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # the first with all that arranges articles, the second with Jinja
    from bantin.site.view_counts import ShownCounts
    from bantin.templates.renderer import Renderer


class Context(NamedTuple):
    """A build: settings, options, the snapshot of the disk, and the previous build.

    content_name: the content folder's name in problems, "content/". enter: called with the name of each
    stage.
    renderer, view_counts: loaded on first use.
    """

    config: Config
    options: Options
    snapshot: Snapshot
    previous: PreviousBuild
    content_name: str
    enter: Callable[[str], None]
    renderer: "Future[Renderer]"
    view_counts: "Future[ShownCounts]"

    @property
    def workers(self) -> Workers:
        return self.options.workers

    @property
    def engine_digest(self) -> bytes:
        return engine.engine_digest()

    @property
    def is_cold(self) -> bool:
        """Whether there is no previous site, so that every page is rendered."""
        return self.previous.state is None


def open_context(
    config: Config, options: Options, enter: Callable[[str], None] = lambda _: None, *, whole: bool = False
) -> Context:
    """Scan the disk and load the previous site. whole: see `load_previous`."""
    enter("look")
    snapshot = scan(config, options)
    previous = load_previous(config, snapshot, options, whole=whole)
    renderer = Future(lambda: _load_renderer(config, snapshot, is_cold=previous.state is None))
    counts = Future(lambda: _load_view_counts(config))
    return Context(config, options, snapshot, previous, content_name(config), enter, renderer, counts)


def _load_view_counts(config: Config) -> "ShownCounts":
    from bantin.site import view_counts

    return view_counts.load(config.content)


def _load_renderer(config: Config, snapshot: Snapshot, *, is_cold: bool) -> "Renderer":
    """Import Jinja and load the renderer."""
    from bantin.build.layouts import load_renderer

    return load_renderer(config, snapshot, is_cold=is_cold)
