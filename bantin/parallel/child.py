"""A forked child from its fork to its end, and the messages between it and its parent."""

import os
import signal
from collections.abc import Callable

from bantin.system.signals import END_SIGNALS

LENGTH = 8  # bytes of a message's length, which comes before it


def fork(live: Callable[[], object]) -> int:
    """Fork a child that does `live` and then ends; return its pid. Raises OSError.

    The child ignores Ctrl-C: this process takes it, and ends its children.
    """
    # A signal between the fork and the child's own handlers would be taken for one to this process.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, END_SIGNALS)
    try:
        pid = os.fork()
        if pid == 0:
            _be_born(before, live)
        return pid
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _be_born(mask: set[int], live: Callable[[], object]) -> None:
    try:
        for ending in END_SIGNALS:
            signal.signal(ending, signal.SIG_IGN if ending == signal.SIGINT else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        live()
    finally:
        os._exit(0)  # whatever happened: nothing of the parent's is to be flushed or put away here


def send(descriptor: int, data: bytes, *, wait: Callable[[int], object] = lambda _: None) -> None:
    """Write a message into a pipe. Raises OSError, for one where nobody reads it any more.

    `wait` is called with the descriptor before each write.
    """
    view = memoryview(len(data).to_bytes(LENGTH, "big") + data)
    while view:
        wait(descriptor)
        view = view[os.write(descriptor, view) :]
