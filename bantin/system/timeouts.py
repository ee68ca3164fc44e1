"""A clock as the last net: what counted limits have let through is stopped all the same.

It needs the main thread and the signal SIGALRM; elsewhere (in other threads, on Windows) nothing is stopped.
"""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class TimeUpError(Exception):
    """The time is up."""


@contextmanager
def patience(seconds: float) -> Iterator[Callable[[], None]]:
    """Raises TimeUpError in the block after `seconds`, counted anew from each call of what it gives.

    It looks twice in that time, and so may let half as much more go by.
    """
    steps = [0, 0]  # as they are, and as they were when the clock last looked
    looks_left = 2

    def step() -> None:
        steps[0] += 1

    def look(_signal: int, _frame: FrameType | None) -> None:
        nonlocal looks_left
        looks_left = looks_left - 1 if steps[0] == steps[1] else 2
        steps[1] = steps[0]
        if looks_left == 0:
            raise TimeUpError

    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield step
        return
    before = signal.signal(signal.SIGALRM, look)
    running = signal.setitimer(signal.ITIMER_REAL, seconds / 2, seconds / 2)
    try:
        yield step
    finally:
        signal.setitimer(signal.ITIMER_REAL, *running)
        signal.signal(signal.SIGALRM, before)
