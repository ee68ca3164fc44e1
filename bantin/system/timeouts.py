"""A time limit, the last resort behind counted limits.

It needs the main thread and SIGALRM; in other threads and on Windows it does nothing.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class TimeLimitError(Exception):
    """The time limit has passed."""


@contextmanager
def time_limit(seconds: float) -> Iterator[Callable[[], None]]:
    """Raise TimeUpError in the block after `seconds`; each call of the yielded function restarts the count.

    Progress is checked twice in that time, so up to half as much more may pass.
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
            raise TimeLimitError

    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield step
        return
    before = signal.signal(signal.SIGALRM, look)
    running = signal.setitimer(signal.ITIMER_REAL, seconds / 2, seconds / 2)
    try:
        yield step
    finally:
        signal.setitimer(signal.ITIMER_REAL, *running)
        signal.signal(signal.SIGALRM, before)
