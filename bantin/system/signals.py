"""Signals that ask a command to end: handlers, and a block in which they are deferred."""

import signal
from types import FrameType
from typing import NoReturn

# Ctrl-C; the signal of service managers; the terminal was closed.
# Windows has no SIGHUP.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
END_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


def install_handlers() -> None:
    """Install handlers: the first signal raises KeyboardInterrupt, the second ends the process.

    An ignored signal (`nohup`, a shell's background jobs) stays ignored.
    """
    for number in END_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in END_SIGNALS:
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


class DeferredSignals:
    """A block of work that cannot be interrupted after `begin`: a later signal counts as handled."""

    def __init__(self) -> None:
        self._before: set[int] | None = None

    def begin(self) -> None:
        """Defer signals until the end of the block, if the system can (Windows cannot)."""
        if not hasattr(signal, "pthread_sigmask"):
            return
        self._before = {*signal.pthread_sigmask(signal.SIG_BLOCK, END_SIGNALS)}

    def __enter__(self) -> "DeferredSignals":
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is None:
            return
        while pending := signal.sigpending() & {*END_SIGNALS} - self._before:
            signal.sigwait(pending)
        signal.pthread_sigmask(signal.SIG_SETMASK, self._before)
