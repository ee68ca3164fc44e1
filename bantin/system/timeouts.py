"""A time limit on a block of code: the last resort where counted limits do not help.

It needs SIGALRM and the main thread; elsewhere it does nothing.
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
    """Raise TimeLimitError in the block after `seconds`. The yielded function restarts the time.

    Progress is checked every `seconds / 2`, so the error may come up to half that time late.
    """
    steps = [0, 0]  # calls of `step` up to now, and up to the last check
    checks_left = 2

    def step() -> None:
        steps[0] += 1

    def check_progress(_signal: int, _frame: FrameType | None) -> None:
        nonlocal checks_left
        checks_left = checks_left - 1 if steps[0] == steps[1] else 2
        steps[1] = steps[0]
        if checks_left == 0:
            raise TimeLimitError

    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield step
        return
    before = signal.signal(signal.SIGALRM, check_progress)
    running = signal.setitimer(signal.ITIMER_REAL, seconds / 2, seconds / 2)
    try:
        yield step
    finally:
        signal.setitimer(signal.ITIMER_REAL, *running)
        signal.signal(signal.SIGALRM, before)
