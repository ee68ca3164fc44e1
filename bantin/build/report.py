"""The report of a build, with the durations of its stages."""

import time
from collections.abc import Callable

from bantin.build.context import Context
from bantin.cache.state import Header, State
from bantin.errors import Problem
from bantin.publish.lock import Lock
from bantin.system.named_tuple import NamedTuple
from bantin.system.signals import DeferredSignals


class UnpublishedCounts(NamedTuple):
    """Numbers of articles. next_due: when the first scheduled one is due, in seconds since 1970."""

    drafts: int = 0
    scheduled: int = 0
    next_due: int = 0
    expired: int = 0


class Report(NamedTuple):
    """The result of a build. written, kept, removed: numbers of files. articles: number of articles.

    off_fast_path: number of articles off the Markdown fast path. stages: (name, seconds).
    next_change: see Site.next_change. trouble: a sentence about an error after publishing, or "".
    other_version: the version of bantin whose state was ignored, or "". zone: of the site.
    """

    written: int
    kept: int
    removed: int
    articles: int
    off_fast_path: int
    warnings: tuple[Problem, ...]
    stages: tuple[tuple[str, float], ...]
    output: str
    next_change: int
    trouble: str = ""
    other_version: str = ""
    unpublished: UnpublishedCounts = UnpublishedCounts()
    zone: str = "Asia/Ho_Chi_Minh"


class Run(NamedTuple):
    """A running build. lock: of output/. signals: they are deferred from publishing on."""

    lock: Lock
    signals: DeferredSignals
    stages: "Stages"


def report(context: Context, run: Run, state: Header | State, *, written: int, kept: int) -> Report:
    """Return the report of a build. state: saved by it, or of the last build if nothing has changed."""
    return Report(
        written=written,
        kept=kept,
        removed=0,
        articles=state.articles,
        off_fast_path=state.off_fast_path,
        warnings=tuple(map(Problem._make, state.warnings)),
        stages=run.stages.seconds(),
        output=context.config.output,
        next_change=state.next_change,
        other_version=context.previous.other_version,
        unpublished=UnpublishedCounts(*state.unpublished),
        zone=context.config.zone,
    )


class Stages:
    """Measures the stages of a build. tell: called with the name of each."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._entered: list[tuple[str, float]] = []

    def enter(self, stage: str) -> None:
        self._tell(stage)
        self._entered.append((stage, time.perf_counter()))

    def seconds(self) -> tuple[tuple[str, float], ...]:
        ends = [at for _, at in self._entered[1:]] + [time.perf_counter()]
        spent: dict[str, float] = {}
        for (name, at), end in zip(self._entered, ends, strict=True):
            spent[name] = spent.get(name, 0.0) + end - at
        return tuple(spent.items())
