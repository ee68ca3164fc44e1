"""The signals that ask a command to end, and the moment in which they must wait."""

import signal
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


class Waiting:
    """A stretch of work that is not interrupted any more once it has come to a certain point.

    came: whether a signal came after that point; it is taken as heeded. Known when the stretch is over.
    """

    def __init__(self) -> None:
        self.came = False
        self._before: set[int] | None = None

    def begin(self) -> None:
        """From now to the end none of them is heeded."""
        self._before = {*signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)}

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is None:
            return
        while pending := signal.sigpending() & {*ENDING} - self._before:
            signal.sigwait(pending)
            self.came = True
        signal.pthread_sigmask(signal.SIG_SETMASK, self._before)
