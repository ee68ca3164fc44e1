"""Run one function over many jobs, in order: in several forked processes, or here when they are few."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

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


class Workers(NamedTuple):
    """How many processes to use. helper: see `beside`."""

    processes: int = 1
    helper: "Helper | None" = None

    def run(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        jobs: Sequence[J],
        *,
        heavy: bool = False,
        patience: float | None = None,
    ) -> list[R]:
        """As `at_work`, but all results at once."""
        with self.at_work(function, shared, jobs, heavy=heavy, patience=patience) as results:
            return list(results)

    @contextmanager
    def at_work(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        jobs: Sequence[J],
        *,
        heavy: bool = False,
        patience: float | None = None,
    ) -> Iterator[Iterator[R]]:
        """`function(shared, chunk)` for consecutive chunks of `jobs`; results in that order, as they come.

        Other processes are at work from the beginning of the `with` to its end, and this one where it asks
        for results: what it does before leaves more to the others.

        Processes inherit `shared` as they are forked.
        `function` is a module's own function. What it raises is raised where results are asked for.
        heavy: each job takes a second or more, so that two are worth a process each, and a chunk is one;
        this process only listens.
        patience: seconds in which a chunk must get done, or the processes are taken to hang.
        """
        alone = self.processes <= 1 or len(jobs) < (2 if heavy else FEW)
        chunks = [list(jobs)] if alone and jobs else _chunks(jobs, self.processes, heavy)
        with self._at_chunks(
            function, shared, chunks, patience, alone=alone, takes_part=not heavy
        ) as results:
            yield results

    @contextmanager
    def at_chunks(
        self, function: Callable[[S, list[J]], R], shared: S, chunks: list[list[J]]
    ) -> Iterator[Iterator[R]]:
        """As `at_work`, but the caller has cut the jobs into chunks, and gets a result for each of these.

        Of many, whose results are to be kept, this process does none.
        """
        jobs = sum(map(len, chunks))
        alone, takes_part = self.processes <= 1 or jobs < FEW, jobs <= MANY
        with self._at_chunks(function, shared, chunks, None, alone=alone, takes_part=takes_part) as results:
            yield results

    @contextmanager
    def _at_chunks(
        self,
        function: Callable[[S, list[J]], R],
        shared: S,
        chunks: list[list[J]],
        patience: float | None,
        *,
        alone: bool,
        takes_part: bool,
    ) -> Iterator[Iterator[R]]:
        if alone:
            yield (function(shared, chunk) for chunk in chunks)
        else:
            with _forked(
                self.processes, function, shared, chunks, patience, takes_part=takes_part
            ) as results:
                yield results

    @contextmanager
    def beside(self) -> Iterator["Workers"]:
        """These workers, with a process beside this one for `aside`, if the system gives one.

        To be called early, while there is little in memory: what both share is copied as it is touched.
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

    @contextmanager
    def aside(
        self, function: Callable[..., R], *arguments: Any, is_last: bool = False
    ) -> Iterator[Callable[[], R]]:
        """Have `function(*arguments)`, of plain data, worked out while this process goes on; call what is
        given, once, for the result. Where no process is beside this one (see `beside`), or it fails, the work
        is done when asked for. After what `is_last` it ends, and its memory is free.
        """
        work = partial(function, *arguments)
        if self.helper is None:
            yield work
            return
        self.helper.ask(function, arguments, is_last=is_last)
        is_heard = False

        def answer() -> R:
            nonlocal is_heard
            is_heard = True
            found: R | None = self.helper.answer() if self.helper else None
            return work() if found is None else found

        try:
            yield answer
        finally:
            if not is_heard:
                self.helper.end()


def _chunks(jobs: Sequence[J], count: int, heavy: bool) -> list[list[J]]:
    largest = 1 if heavy else max(1, -(-len(jobs) // (count * _CHUNKS_EACH)))
    found: list[list[J]] = []
    at = 0
    while at < len(jobs):
        size = min(largest, max(_LEAST, (len(jobs) - at) // (count * _OF_THE_REST)))
        found.append(list(jobs[at : at + size]))
        at += size
    return found


@contextmanager
def _forked(
    count: int,
    function: Callable[[S, list[J]], R],
    shared: S,
    chunks: list[list[J]],
    patience: float | None,
    *,
    takes_part: bool,
) -> Iterator[Iterator[R]]:
    """In others of our own and, if it takes part, in this process; here alone, where the system has none to
    give. What takes much memory is left to the others, which give that back.
    """
    from bantin.parallel import forked

    def work(number: int) -> R:
        return function(shared, chunks[number])

    processes = min(count, len(chunks))
    crew = forked.start(processes - takes_part, work, len(chunks))
    try:
        if crew.children:
            yield forked.answers(crew, takes_part=takes_part, patience=patience)
        else:
            yield map(work, range(len(chunks)))
    finally:
        forked.end(crew)


def cores() -> int:
    """The processors this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def flatten(parts: Iterable[Sequence[R]]) -> Iterator[R]:
    for part in parts:
        yield from part
