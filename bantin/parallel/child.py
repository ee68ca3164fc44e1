"""Forking of a child process, and the messages between it and its parent."""

import os
import signal
from collections.abc import Callable

from bantin.system.signals import END_SIGNALS

LENGTH = 8  # bytes of a message's length, which precedes it


def fork(run: Callable[[], object]) -> int:
    """Fork a child that calls `run` and then exits; return its pid. Raises OSError.

    The child ignores Ctrl-C: this process handles it, and ends its children.
    """
    # Between the fork and the child's own handlers, a signal would be handled as in this process.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, END_SIGNALS)
    try:
        pid = os.fork()
        if pid == 0:
            _run_child(before, run)
        return pid
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run_child(mask: set[int], run: Callable[[], object]) -> None:
    try:
        for ending in END_SIGNALS:
            signal.signal(ending, signal.SIG_IGN if ending == signal.SIGINT else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        run()
    finally:
        os._exit(0)  # in any case, without flushing streams or running exit handlers of the parent


def send(descriptor: int, data: bytes, *, wait: Callable[[int], object] = lambda _: None) -> None:
    """Write a message into a pipe. Raises OSError, also if nobody reads the pipe any more.

    wait: called with the descriptor before each write.
    """
    view = memoryview(len(data).to_bytes(LENGTH, "big") + data)
    while view:
        wait(descriptor)
        view = view[os.write(descriptor, view) :]
