"""Computing chunks of jobs in this process and in children forked from it: fork, pipes and pickle.

`ProcessPoolExecutor` starts threads, needs named semaphores, waits for ever if one of its processes is
stopped or cannot be started, and leaves the others running when this process is killed. Here a child inherits
its function and all chunks. One pipe is the queue of chunk numbers, from which each process takes the next
when it is free; each child writes its results into a pipe of its own. When this process ends, nobody reads
these pipes any more, and the children end too.
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

# Seconds without a finished chunk after which children count as hanging. The longest chunks take a few.
TIMEOUT_SECONDS = 120.0

# Bytes of a pipe that holds several results, so that no child waits while this process computes a chunk.
_PIPE_SIZE = 1 << 20

# The most entries of the queue: with more chunks, an entry is several consecutive chunks. Any pipe has room.
_MAX_ENTRIES = 1024

_ENTRY_BYTES = 4

Work = Callable[[int], Any]


class Child(NamedTuple):
    """A forked process, seen from its parent. pipe: the descriptor from which to read its results."""

    pid: int
    pipe: int


class Pool(NamedTuple):
    """The children, and their work: work(n) for every n below `chunks`.

    queue: the descriptor of the pipe with the numbers of queue entries.
    """

    work: Work
    chunks: int
    queue: int
    children: list[Child]

    def take_chunks(self) -> range:
        """Take the next entry of the queue; return its chunk numbers, none when the queue is empty."""
        number = os.read(self.queue, _ENTRY_BYTES)
        length = _entry_length(self.chunks)
        first = int.from_bytes(number, "big") * length if number else self.chunks
        return range(first, min(first + length, self.chunks))


def _entry_length(chunks: int) -> int:
    return -(-chunks // _MAX_ENTRIES)


def results(pool: Pool, *, takes_part: bool, more_seconds: float) -> Iterator[Any]:
    """Yield the result of every chunk, in order. The children work from `start` on.

    takes_part: whether this process computes chunks, too. Raises the exceptions of the work, and UsageError
    if a child dies or no result arrives for TIMEOUT_SECONDS and `more_seconds`.
    """
    seconds = TIMEOUT_SECONDS + more_seconds
    done: dict[int, Any] = {}
    yielded = 0
    own = _own_results(pool) if takes_part else iter(())
    with selectors.PollSelector() as selector:  # epoll would need one more descriptor
        for child in pool.children:
            selector.register(child.pipe, selectors.EVENT_READ, bytearray())
        while yielded < pool.chunks:
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
                done.update(_read_results(key.fd, key.data, selector))
            while yielded in done:
                yield done.pop(yielded)
                yielded += 1


def _own_results(pool: Pool) -> Iterator[tuple[int, Any]]:
    """Compute chunks in this process, each when it is requested."""
    while numbers := pool.take_chunks():
        for number in numbers:
            yield number, pool.work(number)


def _read_results(pipe: int, buffer: bytearray, selector: selectors.BaseSelector) -> list[tuple[int, Any]]:
    """Read a child's pipe into its buffer. Return complete results; raise what the child raised.

    After the child's last message its pipe is unregistered.
    """
    data = os.read(pipe, 1 << 20)
    if not data:
        raise UsageError(
            gettext(
                "a worker process died (killed, or out of memory); "
                "build again, with --jobs 1 if it happens again"
            )
        )
    buffer += data
    results = []
    while len(buffer) >= LENGTH and len(buffer) >= (end := LENGTH + int.from_bytes(buffer[:LENGTH], "big")):
        with memoryview(buffer) as view:
            number, result, fault = pickle.loads(view[LENGTH:end])  # noqa: S301 - of our own child
        del buffer[:end]
        if fault is not None:
            raise fault
        if number == _END:
            selector.unregister(pipe)
        else:
            results.append((number, result))
    return results


# ---- beginning and end ----


def start(count: int, work: Work, chunks: int) -> Pool:
    """Fork up to `count` children, fewer if the system refuses; `end` must follow."""
    children: list[Child] = []
    try:
        queue, writable = os.pipe()
    except OSError:
        return Pool(work, chunks, -1, children)
    pool = Pool(work, chunks, queue, children)
    length = _entry_length(chunks)
    os.write(
        writable, b"".join(number.to_bytes(_ENTRY_BYTES, "big") for number in range(-(-chunks // length)))
    )
    os.close(writable)
    with suppress(OSError):
        while len(children) < count:
            children.append(_fork(pool))
    return pool


def _fork(pool: Pool) -> Child:
    read_end, write_end = os.pipe()
    with suppress(OSError, AttributeError):  # too large for the system, or not available
        fcntl.fcntl(write_end, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
    try:
        pid = fork(lambda: _run_worker(pool, read_end, write_end))
    except OSError:
        os.close(read_end)
        os.close(write_end)
        raise
    os.close(write_end)
    return Child(pid, read_end)


def end(pool: Pool) -> None:
    """Kill all children, whether they have finished or not."""
    if pool.queue >= 0:
        os.close(pool.queue)
    for child in pool.children:
        os.close(child.pipe)
        os.kill(child.pid, signal.SIGKILL)  # not waited for yet, so the pid is still the child's
    for child in pool.children:
        os.waitpid(child.pid, 0)


# ---- in the child ----

_END = -1  # in place of a chunk's number, in the last message


def _run_worker(pool: Pool, read_end: int, write_end: int) -> None:
    """Work in a child until the queue is empty. Raises OSError when nobody reads the results any more."""
    os.close(read_end)
    for older_child in pool.children:
        os.close(older_child.pipe)
    while numbers := pool.take_chunks():
        for number in numbers:
            send(write_end, _pickled_result(pool.work, number))
    send(write_end, pickle.dumps((_END, None, None)))


def _pickled_result(work: Work, number: int) -> bytes:
    try:
        return pickle.dumps((number, work(number), None))
    except BaseException as fault:
        return pickle.dumps((number, None, _picklable(fault)))


def _picklable(fault: BaseException) -> BaseException:
    """Return the exception if it can be pickled; else one with its text."""
    import traceback

    trace = "".join(traceback.format_exception(fault))
    fault.add_note(f"In a worker process:\n{trace}")
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - just made
    except Exception:
        return RuntimeError(trace)
    return fault
