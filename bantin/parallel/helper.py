"""The helper process: it works out plain data from plain data while this process goes on.

It is forked before there is much in memory. Processes that share memory copy each page that one of them
touches: a helper forked late, when 10,000 articles were there, cost more than it saved.
"""

import marshal
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from bantin.parallel.child import LENGTH, fork, send

# Seconds after which a helper that does not answer is taken to hang. Relating 100,000 articles takes 3.
PATIENCE = 120.0


class Helper:
    """Takes calls one after the other. Where it fails, hangs or has ended, it gives no answer.

    A function is a module's own; what it takes and returns is of the types that marshal knows.
    """

    def __init__(self, pid: int, orders: int, answers: int) -> None:
        self._pid = pid
        self._orders, self._answers = orders, answers
        self._hear_last: Callable[[], object] | None = None  # where the last call's answer is still to come
        os.set_blocking(orders, False)  # a helper that hangs takes nothing out of its pipe

    def ask(
        self,
        function: Callable[..., object],
        arguments: tuple[Any, ...],
        hear: Callable[[], object],
        *,
        is_last: bool = False,
    ) -> None:
        """Have `function(*arguments)` worked out. After the last call it ends, and gives back its memory.

        hear: asks for this call's answer. It is called before the next call, if nobody has done so.
        """
        if self._hear_last:
            self._hear_last()
        self._hear_last = hear
        order = marshal.dumps((function.__module__, function.__name__, arguments, is_last))
        self._or_end(lambda: send(self._orders, order, wait=_can_be_written))

    def answer(self) -> Any:
        """Wait for what the last call returned; None where there is no answer."""
        self._hear_last = None
        answer = self._or_end(lambda: _receive(self._answers, wait=_can_be_read))
        if answer is None:
            self.end()
            return None
        return marshal.loads(answer)  # noqa: S302 - our own process's

    def end(self) -> None:
        """End the process, whatever it is doing. May be called again."""
        if self._pid:
            pid, self._pid = self._pid, 0
            for descriptor in (self._orders, self._answers):
                with suppress(OSError):
                    os.close(descriptor)
            os.kill(pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
            os.waitpid(pid, 0)

    def _or_end(self, act: Callable[[], bytes | None]) -> bytes | None:
        """Return what `act` returns; where the machine is at fault, end the helper and return None."""
        if self._pid:
            try:
                return act()
            except (OSError, MemoryError):
                self.end()
        return None


def start() -> Helper | None:
    """Fork a helper, or return None where the system gives no process; `end` must follow."""
    opened: list[int] = []
    try:
        opened += os.pipe()
        opened += os.pipe()
        hears, orders, answers, says = opened
        pid = fork(lambda: _live(hears, says, others=(orders, answers)))
    except OSError:
        for descriptor in opened:
            os.close(descriptor)
        return None
    os.close(hears)
    os.close(says)
    return Helper(pid, orders, answers)


def _live(hears: int, says: int, *, others: tuple[int, ...]) -> None:
    """Take calls until the other end of the pipe is closed, or a call fails."""
    for descriptor in others:
        os.close(descriptor)
    is_last = False
    while not is_last and (order := _receive(hears)):
        module, name, arguments, is_last = marshal.loads(order)  # noqa: S302 - our own process's
        function = getattr(import_module(module), name)
        send(says, marshal.dumps(function(*arguments)))


def _can_be_read(descriptor: int) -> None:
    _await(descriptor, select.POLLIN)


def _can_be_written(descriptor: int) -> None:
    _await(descriptor, select.POLLOUT)


def _await(descriptor: int, event: int) -> None:
    """Wait for the event or the end of the pipe. Raises TimeoutError after PATIENCE seconds."""
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(PATIENCE * 1000):
        raise TimeoutError


def _receive(descriptor: int, *, wait: Callable[[int], object] = lambda _: None) -> bytes | None:
    """Return the next message; None where the sender has ended. `wait` is called before each read."""
    length = _read(descriptor, LENGTH, wait)
    return _read(descriptor, int.from_bytes(length, "big"), wait) if length else None


def _read(descriptor: int, length: int, wait: Callable[[int], object]) -> bytes | None:
    """Read `length` bytes, or None at the end of the pipe."""
    data = bytearray()
    while len(data) < length:
        wait(descriptor)
        part = os.read(descriptor, length - len(data))
        if not part:
            return None
        data += part
    return bytes(data)
