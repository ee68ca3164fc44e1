"""The signals that ask a command to end, and the moment in which they must wait."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# Ctrl-C; what service managers send; the terminal has been closed.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def heed() -> None:
    """Turn the first of them into KeyboardInterrupt, the ordinary way out; the second ends at once.

    One that is ignored (by `nohup`, or by a shell for its background jobs) stays ignored.
    """
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in ENDING:
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


@contextmanager
def waiting() -> Iterator[Callable[[], bool]]:
    """Within, none of them is heeded. Those that came are taken as heeded at the end.

    Gives a function that tells, from the end on, whether one came.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    came = False
    try:
        yield lambda: came
    finally:
        while pending := signal.sigpending() & {*ENDING} - before:
            signal.sigwait(pending)
            came = True
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
