"""What a build did, and how long each of its stages took."""

import time
from collections.abc import Callable

from bantin.build.context import Context
from bantin.cache.state import Header, State
from bantin.errors import Problem
from bantin.publish.lock import Lock
from bantin.system.named_tuple import NamedTuple
from bantin.system.signals import DeferredSignals


class Report(NamedTuple):
    """What a build did. slow: articles whose Markdown left the fast path. stages: (name, seconds).

    next_change: when the same sources make another site (seconds since 1970), 0 for never.
    trouble: what went wrong after the site was published, "" if nothing did.
    interrupted: a signal to end came while the site was being published.
    other_version: the version of bantin whose state was ignored, "" if there was none.
    unpublished: see site.order.unpublished. zone: of the site.
    """

    written: int
    kept: int
    removed: int
    articles: int
    slow: int
    warnings: tuple[Problem, ...]
    stages: tuple[tuple[str, float], ...]
    output: str
    next_change: int
    trouble: str = ""
    interrupted: bool = False
    other_version: str = ""
    unpublished: tuple[int, int, int, int] = (0, 0, 0, 0)
    zone: str = "Asia/Ho_Chi_Minh"


class Run(NamedTuple):
    """A build at work: its lock, and the signals that wait from the moment of publishing on."""

    held: Lock
    waiting: DeferredSignals
    stages: "Stages"


def report(context: Context, run: Run, state: Header | State, *, written: int, kept: int) -> Report:
    """Report a build by the state of the site, which it has just saved or found unchanged."""
    return Report(
        written=written,
        kept=kept,
        removed=0,
        articles=state.articles,
        slow=state.slow,
        warnings=tuple(map(Problem._make, state.warnings)),
        stages=run.stages.seconds(),
        output=context.config.output,
        next_change=state.next_change,
        other_version=context.previous.other_version,
        unpublished=state.unpublished,
        zone=context.config.zone,
    )


class Stages:
    """Seconds by stage, in the order in which they were first entered."""

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
