"""Map a function over many jobs, in order: in forked processes, or in this one if the jobs are few."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bantin.system.descriptors import CAN_FORK
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from bantin.parallel.helper import Helper

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

# Fewer jobs than this are faster in this process than starting others and sending results back.
MIN_PARALLEL_JOBS = 150

# With more jobs than this whose results are kept, this process computes none itself: its memory would become
# so fragmented that everything afterwards takes longer (5 % of a cold build of 100,000 articles).
MAX_OWN_JOBS = 20_000

# The largest chunk is a process's share of the jobs / _CHUNKS_PER_PROCESS. The last chunks are the share of
# the remaining jobs / _REST_DIVISOR, so that all processes end together, but not less than _MIN_CHUNK jobs.
_CHUNKS_PER_PROCESS, _REST_DIVISOR, _MIN_CHUNK = 16, 4, 20


class Future(Generic[R]):
    """The result of a call that the helper process may be computing."""

    def __init__(self, work: Callable[[], R], helper: "Helper | None" = None) -> None:
        self._work = work
        self._helper = helper
        self._results: list[R] = []

    def result(self) -> R:
        """Wait for the result. If the helper process gives none, call the function in this process."""
        if not self._results:
            answer: R | None = self._helper.result() if self._helper else None
            self._results.append(self._work() if answer is None else answer)
        return self._results[0]


class Batch(Generic[S, J, R]):
    """A function to apply to chunks of jobs: function(shared, chunk).

    more_seconds: added to the time without a result after which the processes count as hanging.
    """

    def __init__(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        chunks: list[list[J]],
        more_seconds: float = 0.0,
    ) -> None:
        self.function = function
        self.shared = shared
        self.chunks = chunks
        self.more_seconds = more_seconds


class Workers(NamedTuple):
    """The number of processes to use. helper: see `with_helper`."""

    processes: int = 1
    helper: "Helper | None" = None

    def run(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        jobs: Sequence[J],
        *,
        heavy: bool = False,
    ) -> list[R]:
        """Return the results of `start` as a list."""
        with self.start(function, shared, jobs, heavy=heavy) as results:
            return list(results)

    @contextmanager
    def start(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        jobs: Sequence[J],
        *,
        heavy: bool = False,
        more_seconds: float = 0.0,
    ) -> Iterator[Iterator[R]]:
        """Call `function(shared, chunk)` for consecutive chunks of `jobs`; yield the results in that order.

        Other processes work during the whole `with` block, this one while it iterates over the results.
        Processes inherit `shared` when they are forked. `function` is a module-level function; its exceptions
        are raised by the iterator of results.

        heavy: each job takes a second or more: a chunk is one job, and this process computes none.
        more_seconds: see `Batch`.
        """
        alone = self.processes <= 1 or len(jobs) < (2 if heavy else MIN_PARALLEL_JOBS)
        chunks = [list(jobs)] if alone and jobs else _chunks(jobs, self.processes, heavy=heavy)
        batch = Batch(function, shared, chunks, more_seconds)
        with self._run(batch, alone=alone, takes_part=not heavy) as results:
            yield results

    @contextmanager
    def start_chunks(
        self, function: Callable[[S, list[J]], R], shared: S, chunks: list[list[J]]
    ) -> Iterator[Iterator[R]]:
        """Do as `start` with given chunks; yield a result for each. Results are kept: see MAX_OWN_JOBS."""
        jobs = sum(map(len, chunks))
        alone, takes_part = self.processes <= 1 or jobs < MIN_PARALLEL_JOBS, jobs <= MAX_OWN_JOBS
        with self._run(Batch(function, shared, chunks), alone=alone, takes_part=takes_part) as results:
            yield results

    @contextmanager
    def _run(self, batch: Batch[S, J, R], *, alone: bool, takes_part: bool) -> Iterator[Iterator[R]]:
        if alone:
            yield (batch.function(batch.shared, chunk) for chunk in batch.chunks)
        else:
            with _forked(self.processes, batch, takes_part=takes_part) as results:
                yield results

    @contextmanager
    def with_helper(self) -> Iterator["Workers"]:
        """Fork the helper process used by `submit`. Call it early: copy-on-write makes a late fork expensive.

        With one process, or if the system refuses to fork, there is no helper.
        """
        if self.helper or self.processes <= 1:
            yield self
            return
        from bantin.parallel import helper

        started = helper.start()
        try:
            yield self._replace(helper=started)
        finally:
            if started:
                started.end()

    def submit(self, function: Callable[..., R], *arguments: Any, is_last: bool = False) -> Future[R]:
        """Call `function(*arguments)` in the helper process. marshal must know arguments and result.

        is_last: the helper process ends after this call and frees its memory.
        """
        future = Future(partial(function, *arguments), self.helper)
        if self.helper:
            self.helper.call(function, arguments, future.result, is_last=is_last)
        return future


def _chunks(jobs: Sequence[J], count: int, *, heavy: bool) -> list[list[J]]:
    largest = 1 if heavy else max(1, -(-len(jobs) // (count * _CHUNKS_PER_PROCESS)))
    chunks: list[list[J]] = []
    start = 0
    while start < len(jobs):
        size = min(largest, max(_MIN_CHUNK, (len(jobs) - start) // (count * _REST_DIVISOR)))
        chunks.append(list(jobs[start : start + size]))
        start += size
    return chunks


@contextmanager
def _forked(count: int, batch: Batch[S, J, R], *, takes_part: bool) -> Iterator[Iterator[R]]:
    """Compute a batch in forked processes and, if takes_part, in this one; alone if none can be forked."""
    from bantin.parallel import forked

    def work(number: int) -> R:
        return batch.function(batch.shared, batch.chunks[number])

    processes = min(count, len(batch.chunks))
    pool = forked.start(processes - takes_part, work, len(batch.chunks))
    try:
        if pool.children:
            yield forked.results(pool, takes_part=takes_part, more_seconds=batch.more_seconds)
        else:
            yield map(work, range(len(batch.chunks)))
    finally:
        forked.end(pool)


def cores() -> int:
    """Return the number of processors this process may use; 1 if it cannot be forked."""
    if not CAN_FORK:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def preload(*modules: str) -> None:
    """Import modules that will be needed. Call this while other processes work."""
    for module in modules:
        import_module(module)


def flatten(parts: Iterable[Sequence[R]]) -> Iterator[R]:
    """Yield the items of all parts, in order."""
    for part in parts:
        yield from part
