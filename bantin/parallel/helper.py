"""A process beside this one that works out plain data from plain data while this one goes on.

It is forked before there is much in memory. Of two processes that share a memory each copies what it touches,
page by page: one forked for its work alone, when 10,000 articles were there, took more than it gave.
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

# Seconds after which one that does not answer is taken to hang. Relating 100,000 articles takes 3.
PATIENCE = 120.0


class Helper:
    """Takes orders, one after the other. Where it fails, hangs or is no more, there is no answer.

    A function is a module's own; what it takes and gives is of the types that marshal knows.
    """

    def __init__(self, pid: int, orders: int, answers: int) -> None:
        self._pid = pid
        self._orders, self._answers = orders, answers
        os.set_blocking(orders, False)  # one that hangs takes nothing out of its pipe

    def ask(
        self, function: Callable[..., object], arguments: tuple[Any, ...], *, is_last: bool = False
    ) -> None:
        """Have `function(*arguments)` worked out. The answer to what was asked before has been heard. After
        the last one it ends, and gives back its memory.
        """
        order = marshal.dumps((function.__module__, function.__name__, arguments, is_last))
        self._or_end(lambda: send(self._orders, order, wait=_can_be_written))

    def answer(self) -> Any:
        """What was asked for, once it is there, or None."""
        answer = self._or_end(lambda: _receive(self._answers, wait=_can_be_read))
        if answer is None:
            self.end()
            return None
        return marshal.loads(answer)  # noqa: S302 - our own process's

    def end(self) -> None:
        """It takes no more orders, whatever it is doing. May be called again."""
        if self._pid:
            pid, self._pid = self._pid, 0
            for descriptor in (self._orders, self._answers):
                with suppress(OSError):
                    os.close(descriptor)
            os.kill(pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
            os.waitpid(pid, 0)

    def _or_end(self, act: Callable[[], bytes | None]) -> bytes | None:
        """What `act` gives; where the machine is at fault the helper is ended, and gives nothing any more."""
        if self._pid:
            try:
                return act()
            except (OSError, MemoryError):
                self.end()
        return None


def start() -> Helper | None:
    """A helper, if the system has a process to give; `end` must follow."""
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
    """The helper's whole life: until nobody has an order for it, or what it was asked for fails."""
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
    """Raises TimeoutError where it has not come, nor the end, before patience ends."""
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(PATIENCE * 1000):
        raise TimeoutError


def _receive(descriptor: int, *, wait: Callable[[int], object] = lambda _: None) -> bytes | None:
    """The next message; None where whoever would send it has ended. `wait` is called before each read."""
    length = _read(descriptor, LENGTH, wait)
    return _read(descriptor, int.from_bytes(length, "big"), wait) if length else None


def _read(descriptor: int, length: int, wait: Callable[[int], object]) -> bytes | None:
    """So many bytes, or None at the end."""
    found = bytearray()
    while len(found) < length:
        wait(descriptor)
        part = os.read(descriptor, length - len(found))
        if not part:
            return None
        found += part
    return bytes(found)
