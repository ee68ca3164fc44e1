"""Run one function over many jobs, in order: in several forked processes, or here when they are few."""

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

# Fewer jobs than this are done here sooner than processes are started for them and their results sent back.
FEW = 150

# Of more jobs than this whose results are kept, this process does none itself: they would leave its memory so
# scattered that all it does after them takes longer. A cold build of 100,000 articles took 5 % longer so.
MANY = 20_000

# The largest chunk is a process's share divided by the first. The last ones are what is left of that share
# divided by the second, so that all processes end together; with fewer jobs than the third, they cost more.
_CHUNKS_EACH, _OF_THE_REST, _LEAST = 16, 4, 20


class Future(Generic[R]):
    """The result of a call that the helper process may be working out. Ask for it with `result`."""

    def __init__(self, work: Callable[[], R], helper: "Helper | None" = None) -> None:
        self._work = work
        self._helper = helper
        self._results: list[R] = []

    def result(self) -> R:
        """Wait for the result. Where no helper process gives one, the call is made here."""
        if not self._results:
            answer: R | None = self._helper.answer() if self._helper else None
            self._results.append(self._work() if answer is None else answer)
        return self._results[0]


class Batch(Generic[S, J, R]):
    """One function to be applied to chunks of jobs: function(shared, chunk).

    timeout: seconds in which a chunk must get done, or the processes are taken to hang; None for 120.
    """

    def __init__(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        chunks: list[list[J]],
        timeout: float | None = None,
    ) -> None:
        self.function = function
        self.shared = shared
        self.chunks = chunks
        self.timeout = timeout


class Workers(NamedTuple):
    """How many processes to use. helper: see `with_helper`."""

    processes: int = 1
    helper: "Helper | None" = None

    def run(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        jobs: Sequence[J],
        *,
        heavy: bool = False,
        timeout: float | None = None,
    ) -> list[R]:
        """Return the results of `start`, all at once."""
        with self.start(function, shared, jobs, heavy=heavy, timeout=timeout) as results:
            return list(results)

    @contextmanager
    def start(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        jobs: Sequence[J],
        *,
        heavy: bool = False,
        timeout: float | None = None,
    ) -> Iterator[Iterator[R]]:
        """Call `function(shared, chunk)` for consecutive chunks of `jobs`; yield the results in that order.

        Other processes work from the beginning of the `with` to its end, this one where it asks for results.
        Processes inherit `shared` as they are forked. `function` is a module's own function; what it raises
        is raised where results are asked for.

        heavy: each job takes a second or more: a chunk is one job, and this process does none of them.
        timeout: see `Batch`.
        """
        alone = self.processes <= 1 or len(jobs) < (2 if heavy else FEW)
        chunks = [list(jobs)] if alone and jobs else _chunks(jobs, self.processes, heavy)
        batch = Batch(function, shared, chunks, timeout)
        with self._run(batch, alone=alone, takes_part=not heavy) as results:
            yield results

    @contextmanager
    def start_chunks(
        self, function: Callable[[S, list[J]], R], shared: S, chunks: list[list[J]]
    ) -> Iterator[Iterator[R]]:
        """The same for chunks that the caller has cut, with a result for each of them.

        Of more than MANY jobs, whose results are to be kept, this process does none.
        """
        jobs = sum(map(len, chunks))
        alone, takes_part = self.processes <= 1 or jobs < FEW, jobs <= MANY
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

        With one processor, or where the system gives no process, there is none.
        """
        if self.helper or self.processes <= 1:
            yield self
            return
        from bantin.parallel import helper

        begun = helper.start()
        try:
            yield self._replace(helper=begun)
        finally:
            if begun:
                begun.end()

    def submit(self, function: Callable[..., R], *arguments: Any, is_last: bool = False) -> Future[R]:
        """Have the helper process work out `function(*arguments)`, of plain data, while this one goes on.

        is_last: the helper process ends after this call, and its memory is free.
        """
        future = Future(partial(function, *arguments), self.helper)
        if self.helper:
            self.helper.ask(function, arguments, future.result, is_last=is_last)
        return future


def _chunks(jobs: Sequence[J], count: int, heavy: bool) -> list[list[J]]:
    largest = 1 if heavy else max(1, -(-len(jobs) // (count * _CHUNKS_EACH)))
    chunks: list[list[J]] = []
    at = 0
    while at < len(jobs):
        size = min(largest, max(_LEAST, (len(jobs) - at) // (count * _OF_THE_REST)))
        chunks.append(list(jobs[at : at + size]))
        at += size
    return chunks


@contextmanager
def _forked(count: int, batch: Batch[S, J, R], *, takes_part: bool) -> Iterator[Iterator[R]]:
    """Work in forked processes and, if it takes part, in this one; here alone where none can be forked."""
    from bantin.parallel import forked

    def work(number: int) -> R:
        return batch.function(batch.shared, batch.chunks[number])

    processes = min(count, len(batch.chunks))
    pool = forked.start(processes - takes_part, work, len(batch.chunks))
    try:
        if pool.children:
            yield forked.answers(pool, takes_part=takes_part, timeout=batch.timeout)
        else:
            yield map(work, range(len(batch.chunks)))
    finally:
        forked.end(pool)


def cores() -> int:
    """Return the number of processors this process may run on; 1 where it cannot be forked."""
    if not CAN_FORK:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def preload(*modules: str) -> None:
    """Import modules that are needed soon, in the time in which other processes work."""
    for module in modules:
        import_module(module)


def flatten(parts: Iterable[Sequence[R]]) -> Iterator[R]:
    """Yield the results of all chunks, one by one."""
    for part in parts:
        yield from part
