"""Chunks done by this process and by others forked from it: fork, pipes and pickle, and nothing else.

`ProcessPoolExecutor` starts threads and asks for named semaphores, waits for ever where one of its processes
is stopped or could not be started, and leaves the others behind when this process is killed. Here a child
knows its function and all chunks from the fork on. The numbers of the chunks lie in one pipe, out of which
whoever is free takes the next; a child answers with the result. When this process ends, however it does,
nobody reads its children's answers, and they end too.
"""

import fcntl
import os
import pickle
import selectors
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple, NoReturn

from bantin.errors import UsageError
from bantin.signals import ENDING

# When nobody has finished a chunk for so many seconds, somebody hangs. The longest chunks take a few seconds.
PATIENCE = 120.0

# A pipe that holds some answers: no child need wait while this process is at a chunk of its own.
_PIPE = 1 << 20

# Turns that processes take; with more chunks each is several. So many numbers any pipe takes in at once.
_TURNS = 1024

_NUMBER = 4  # bytes of a turn's number
_LENGTH = 8  # bytes of an answer's length

Work = Callable[[int], Any]


class Child(NamedTuple):
    """A forked process, seen from its parent. answers: where it answers."""

    pid: int
    answers: int


class Crew(NamedTuple):
    """The children, and what they and this process do: work(n) for every n below `chunks`.

    turns: where the numbers of turns wait, each for whoever comes first.
    """

    work: Work
    chunks: int
    turns: int
    children: list[Child]

    def take_turn(self) -> range:
        """The chunks that are next, for the process that asks; none when all have been taken."""
        number = os.read(self.turns, _NUMBER)
        length = _turn_length(self.chunks)
        first = int.from_bytes(number, "big") * length if number else self.chunks
        return range(first, min(first + length, self.chunks))


def _turn_length(chunks: int) -> int:
    return -(-chunks // _TURNS)


def answers(crew: Crew, *, takes_part: bool, patience: float | None = None) -> Iterator[Any]:
    """What the work gives for every chunk, in order, as it comes. The children began when they were started.

    takes_part: whether this process does what it can between two answers.

    What the work raises is raised here, and UsageError when a process dies, or none answers for `patience`
    seconds.
    """
    seconds = PATIENCE if patience is None else patience
    done: dict[int, Any] = {}
    given = 0
    own = _own(crew) if takes_part else iter(())
    with selectors.PollSelector() as selector:  # epoll would need a descriptor more
        for child in crew.children:
            selector.register(child.answers, selectors.EVENT_READ, bytearray())
        while given < crew.chunks:
            mine = [*islice(own, 1)]
            done.update(mine)
            ready = selector.select(0 if mine else seconds)
            if not ready and not mine:
                raise UsageError(
                    f"the worker processes have not answered for {seconds:.0f} seconds; build again, "
                    "with --jobs 1 if it happens again"
                )
            for key, _ in ready:
                done.update(_heard(key.fd, key.data, selector))
            while given in done:
                yield done.pop(given)
                given += 1


def _own(crew: Crew) -> Iterator[tuple[int, Any]]:
    """This process's share of the chunks, each done when it is asked for."""
    while turn := crew.take_turn():
        for number in turn:
            yield number, crew.work(number)


def _heard(answers: int, heard: bytearray, selector: selectors.BaseSelector) -> list[tuple[int, Any]]:
    """A child's answers that have come whole; what it raised is raised. After its goodbye nobody listens."""
    data = os.read(answers, 1 << 20)
    if not data:
        raise UsageError(
            "a worker process died (killed, or out of memory); build again, with --jobs 1 if it happens again"
        )
    heard += data
    found = []
    while len(heard) >= _LENGTH and len(heard) >= (end := _LENGTH + int.from_bytes(heard[:_LENGTH], "big")):
        with memoryview(heard) as view:
            number, result, fault = pickle.loads(view[_LENGTH:end])  # noqa: S301 - of our own child
        del heard[:end]
        if fault is not None:
            raise fault
        if number == _GOODBYE:
            selector.unregister(answers)
        else:
            found.append((number, result))
    return found


# ---- beginning and end ----


def start(count: int, work: Work, chunks: int) -> Crew:
    """A crew of up to `count` children at work, as many as the system gives; `end` must follow."""
    children: list[Child] = []
    try:
        turns, told = os.pipe()
    except OSError:
        return Crew(work, chunks, -1, children)
    crew = Crew(work, chunks, turns, children)
    turn = _turn_length(chunks)
    os.write(told, b"".join(number.to_bytes(_NUMBER, "big") for number in range(-(-chunks // turn))))
    os.close(told)
    # A signal between the fork and the child's own handlers would be taken for one to this process.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        while len(children) < count:
            children.append(_fork(crew, before))
    except OSError:
        return crew
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return crew


def _fork(crew: Crew, mask: Iterable[int]) -> Child:
    answers, answer = os.pipe()
    with suppress(OSError, AttributeError):  # beyond what the system allows, or unknown to it
        fcntl.fcntl(answer, fcntl.F_SETPIPE_SZ, _PIPE)
    try:
        pid = os.fork()
    except OSError:
        os.close(answers)
        os.close(answer)
        raise
    if pid == 0:
        _live(crew, mask, answers, answer)
    os.close(answer)
    return Child(pid, answers)


def end(crew: Crew) -> None:
    """Whether they have nothing more to do, hang or are not needed any more: nothing of theirs is lost."""
    if crew.turns >= 0:
        os.close(crew.turns)
    for child in crew.children:
        os.close(child.answers)
        os.kill(child.pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
    for child in crew.children:
        os.waitpid(child.pid, 0)


# ---- in the child ----

_GOODBYE = -1  # in place of a chunk's number


def _live(crew: Crew, mask: Iterable[int], answers: int, answer: int) -> NoReturn:
    """The whole life of a child: work until all turns are taken, or nobody hears."""
    try:
        os.close(answers)
        for child in crew.children:
            os.close(child.answers)
        for ending in ENDING:  # Ctrl-C is for the parent, which then ends its children
            signal.signal(ending, signal.SIG_IGN if ending == signal.SIGINT else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        while turn := crew.take_turn():
            for number in turn:
                _send(answer, _done(crew.work, number))
        _send(answer, pickle.dumps((_GOODBYE, None, None)))
    finally:
        os._exit(0)  # whatever happened: nothing of the parent's is to be flushed or put away here


def _done(work: Work, number: int) -> bytes:
    try:
        return pickle.dumps((number, work(number), None))
    except BaseException as fault:
        return pickle.dumps((number, None, _portable(fault)))


def _send(descriptor: int, data: bytes) -> None:
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
