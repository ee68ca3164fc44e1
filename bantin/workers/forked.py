"""Chunks done by processes forked from this one: fork, pipes and pickle, and nothing else.

`ProcessPoolExecutor` starts threads and asks for named semaphores, waits for ever where one of its processes
is stopped or could not be started, and leaves the others behind when this process is killed. Here a child
knows its function and all chunks from the fork on; it is sent the number of a chunk, and answers with the
result. When this process ends, however it does, its children read the end of their pipe, and end too.
"""

import fcntl
import os
import pickle
import selectors
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

from bantin.errors import UsageError
from bantin.signals import ENDING

# When nobody has finished a chunk for so many seconds, somebody hangs. The longest chunks take a few seconds.
PATIENCE = 120.0

# Chunks that a child has been told of: one that it works on, and the next ones, so that it need not wait
# while this process does something else. A pipe that holds a chunk's answer or two serves the same end.
_AHEAD = 3
_PIPE = 1 << 20

_NUMBER = 4  # bytes of a chunk's number
_LENGTH = 8  # bytes of an answer's length

Work = Callable[[int], Any]


class Child(NamedTuple):
    """A forked process, seen from its parent. told: where numbers are written. answers: where it answers."""

    pid: int
    told: int
    answers: int


def answers(children: Sequence[Child], chunks: int, *, patience: float | None = None) -> Iterator[Any]:
    """What `work(n)` gives for every n below `chunks`, in that order, as it comes. They begin at once.

    What it raises is raised here, and UsageError when a process dies, or none answers for `patience` seconds.
    """
    waiting = iter(range(chunks))
    for _ in range(_AHEAD):
        for child in children:
            _tell(child, waiting)
    return _in_order(children, waiting, chunks, PATIENCE if patience is None else patience)


def _in_order(
    children: Sequence[Child], waiting: Iterator[int], chunks: int, patience: float
) -> Iterator[Any]:
    """Take the children's answers and tell them what to do next, until all is done."""
    done: dict[int, Any] = {}
    given = 0
    with selectors.PollSelector() as selector:  # epoll would need a descriptor more
        for child in children:
            selector.register(child.answers, selectors.EVENT_READ, (child, bytearray()))
        while given < chunks:
            ready = selector.select(patience)
            if not ready:
                raise UsageError(
                    f"the worker processes have not answered for {patience:.0f} seconds; build again, "
                    "with --jobs 1 if it happens again"
                )
            for key, _ in ready:
                child, heard = key.data
                heard += _hear(child)
                for number, result in _answers(heard):
                    done[number] = result
                    _tell(child, waiting)
            while given in done:
                yield done.pop(given)
                given += 1


def _tell(child: Child, waiting: Iterator[int]) -> None:
    number = next(waiting, None)
    if number is not None:
        try:
            os.write(child.told, number.to_bytes(_NUMBER, "big"))
        except BrokenPipeError:
            raise _died() from None


def _hear(child: Child) -> bytes:
    data = os.read(child.answers, 1 << 20)
    if not data:
        raise _died()
    return data


def _answers(heard: bytearray) -> list[tuple[int, Any]]:
    """The answers that have come whole; they are taken out of `heard`. Raises what a child raised."""
    found = []
    while len(heard) >= _LENGTH and len(heard) >= (end := _LENGTH + int.from_bytes(heard[:_LENGTH], "big")):
        with memoryview(heard) as view:
            number, result, fault = pickle.loads(view[_LENGTH:end])  # noqa: S301 - of our own child
        del heard[:end]
        if fault is not None:
            raise fault
        found.append((number, result))
    return found


def _died() -> UsageError:
    return UsageError(
        "a worker process died (killed, or out of memory); build again, with --jobs 1 if it happens again"
    )


# ---- beginning and end ----


def start(count: int, work: Work) -> list[Child]:
    """Up to `count` children, as many as the system gives; `end` must follow."""
    children: list[Child] = []
    # A signal between the fork and the child's own handlers would be taken for one to this process.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        while len(children) < count:
            children.append(_fork(children, work, before))
    except OSError:
        return children
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return children


def _fork(others: Sequence[Child], work: Work, mask: Iterable[int]) -> Child:
    numbers, told = os.pipe()
    try:
        answers, answer = os.pipe()
    except OSError:
        _close(numbers, told)
        raise
    with suppress(OSError, AttributeError):  # beyond what the system allows, or unknown to it
        fcntl.fcntl(answer, fcntl.F_SETPIPE_SZ, _PIPE)
    try:
        pid = os.fork()
    except OSError:
        _close(numbers, told, answers, answer)
        raise
    if pid == 0:
        _live(others, work, mask, (numbers, told, answers, answer))
    _close(numbers, answer)
    return Child(pid, told, answers)


def end(children: Sequence[Child]) -> None:
    """Whether they have nothing more to do, hang or are not needed any more: nothing of theirs is lost."""
    for child in children:
        _close(child.told, child.answers)
        os.kill(child.pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
    for child in children:
        os.waitpid(child.pid, 0)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


# ---- in the child ----


def _live(
    others: Sequence[Child], work: Work, mask: Iterable[int], pipes: tuple[int, int, int, int]
) -> NoReturn:
    """The whole life of a child: work until there are no more numbers, or nobody hears."""
    numbers, told, answers, answer = pipes
    try:
        _close(told, answers)
        for child in others:
            _close(child.told, child.answers)
        for ending in ENDING:  # Ctrl-C is for the parent, which then ends its children
            signal.signal(ending, signal.SIG_IGN if ending == signal.SIGINT else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        while number := os.read(numbers, _NUMBER):
            _answer(answer, work, int.from_bytes(number, "big"))
    finally:
        os._exit(0)  # whatever happened: nothing of the parent's is to be flushed or put away here


def _answer(descriptor: int, work: Work, number: int) -> None:
    try:
        data = pickle.dumps((number, work(number), None))
    except BaseException as fault:
        data = pickle.dumps((number, None, _portable(fault)))
    view = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    while view:
        view = view[os.write(descriptor, view) :]


def _portable(fault: BaseException) -> BaseException:
    """The fault, if it can be sent; else one that tells of it."""
    import traceback

    said = "".join(traceback.format_exception(fault))
    fault.add_note(f"In a worker process:\n{said}")
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - just made
    except Exception:
        return RuntimeError(said)
    return fault
