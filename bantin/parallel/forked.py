"""Chunks of jobs done by this process and by children forked from it: fork, pipes and pickle.

`ProcessPoolExecutor` starts threads, needs named semaphores, waits for ever where one of its processes is
stopped or cannot be started, and leaves the others running when this process is killed. Here a child has its
function and all chunks from the fork on. The numbers of the chunks lie in one pipe, from which each process
takes the next when it is free; a child answers with the result. When this process ends, nobody reads its
children's answers any more, and they end too.
"""

import fcntl
import os
import pickle
import selectors
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.parallel.child import LENGTH, fork, send
from bantin.system.named_tuple import NamedTuple

# Seconds without a finished chunk after which children are taken to hang. The longest chunks take a few.
PATIENCE = 120.0

# Bytes of a pipe that holds some answers, so that no child waits while this process does a chunk of its own.
_PIPE = 1 << 20

# Turns that processes take; with more chunks a turn is several chunks. Any pipe holds so many numbers.
_TURNS = 1024

_NUMBER = 4  # bytes of a turn's number

Work = Callable[[int], Any]


class Child(NamedTuple):
    """A forked process, seen from its parent. answers: the pipe that its answers come from."""

    pid: int
    answers: int


class Pool(NamedTuple):
    """The children, and what they and this process do: work(n) for every n below `chunks`.

    turns: the pipe of turns' numbers, from which each process takes the next.
    """

    work: Work
    chunks: int
    turns: int
    children: list[Child]

    def take_turn(self) -> range:
        """Take the next chunks for the process that asks; none when all have been taken."""
        number = os.read(self.turns, _NUMBER)
        length = _turn_length(self.chunks)
        first = int.from_bytes(number, "big") * length if number else self.chunks
        return range(first, min(first + length, self.chunks))


def _turn_length(chunks: int) -> int:
    return -(-chunks // _TURNS)


def answers(pool: Pool, *, takes_part: bool, timeout: float | None = None) -> Iterator[Any]:
    """Yield the result of every chunk, in order, as it comes. The children began when they were started.

    takes_part: whether this process does chunks between two answers.

    Raises what the work raises, and UsageError when a process dies or none answers for `timeout` seconds.
    """
    seconds = PATIENCE if timeout is None else timeout
    done: dict[int, Any] = {}
    given = 0
    own = _own(pool) if takes_part else iter(())
    with selectors.PollSelector() as selector:  # epoll would need a descriptor more
        for child in pool.children:
            selector.register(child.answers, selectors.EVENT_READ, bytearray())
        while given < pool.chunks:
            mine = [*islice(own, 1)]
            done.update(mine)
            ready = selector.select(0 if mine else seconds)
            if not ready and not mine:
                raise UsageError(
                    gettext(
                        "the worker processes have not answered for {seconds:.0f} seconds; build again, "
                        "with --jobs 1 if it happens again",
                        seconds=seconds,
                    )
                )
            for key, _ in ready:
                done.update(_heard(key.fd, key.data, selector))
            while given in done:
                yield done.pop(given)
                given += 1


def _own(pool: Pool) -> Iterator[tuple[int, Any]]:
    """Do this process's share of the chunks, each when it is asked for."""
    while turn := pool.take_turn():
        for number in turn:
            yield number, pool.work(number)


def _heard(answers: int, heard: bytearray, selector: selectors.BaseSelector) -> list[tuple[int, Any]]:
    """Return a child's complete answers; raise what it raised. After its goodbye it is read no more."""
    data = os.read(answers, 1 << 20)
    if not data:
        raise UsageError(
            gettext(
                "a worker process died (killed, or out of memory); "
                "build again, with --jobs 1 if it happens again"
            )
        )
    heard += data
    results = []
    while len(heard) >= LENGTH and len(heard) >= (end := LENGTH + int.from_bytes(heard[:LENGTH], "big")):
        with memoryview(heard) as view:
            number, result, fault = pickle.loads(view[LENGTH:end])  # noqa: S301 - of our own child
        del heard[:end]
        if fault is not None:
            raise fault
        if number == _GOODBYE:
            selector.unregister(answers)
        else:
            results.append((number, result))
    return results


# ---- beginning and end ----


def start(count: int, work: Work, chunks: int) -> Pool:
    """Fork up to `count` children, as many as the system gives; `end` must follow."""
    children: list[Child] = []
    try:
        turns, writable = os.pipe()
    except OSError:
        return Pool(work, chunks, -1, children)
    pool = Pool(work, chunks, turns, children)
    turn = _turn_length(chunks)
    os.write(writable, b"".join(number.to_bytes(_NUMBER, "big") for number in range(-(-chunks // turn))))
    os.close(writable)
    with suppress(OSError):
        while len(children) < count:
            children.append(_fork(pool))
    return pool


def _fork(pool: Pool) -> Child:
    answers, answer = os.pipe()
    with suppress(OSError, AttributeError):  # beyond what the system allows, or unknown to it
        fcntl.fcntl(answer, fcntl.F_SETPIPE_SZ, _PIPE)
    try:
        pid = fork(lambda: _live(pool, answers, answer))
    except OSError:
        os.close(answers)
        os.close(answer)
        raise
    os.close(answer)
    return Child(pid, answers)


def end(pool: Pool) -> None:
    """End all children, at work or not."""
    if pool.turns >= 0:
        os.close(pool.turns)
    for child in pool.children:
        os.close(child.answers)
        os.kill(child.pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
    for child in pool.children:
        os.waitpid(child.pid, 0)


# ---- in the child ----

_GOODBYE = -1  # in place of a chunk's number


def _live(pool: Pool, answers: int, answer: int) -> None:
    """Work in a child until all turns are taken, or nobody reads the answers."""
    os.close(answers)
    for child_before in pool.children:
        os.close(child_before.answers)
    while turn := pool.take_turn():
        for number in turn:
            send(answer, _done(pool.work, number))
    send(answer, pickle.dumps((_GOODBYE, None, None)))


def _done(work: Work, number: int) -> bytes:
    try:
        return pickle.dumps((number, work(number), None))
    except BaseException as fault:
        return pickle.dumps((number, None, _portable(fault)))


def _portable(fault: BaseException) -> BaseException:
    """Return the exception if it can be pickled; else one with its text."""
    import traceback

    trace = "".join(traceback.format_exception(fault))
    fault.add_note(f"In a worker process:\n{trace}")
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - just made
    except Exception:
        return RuntimeError(trace)
    return fault
