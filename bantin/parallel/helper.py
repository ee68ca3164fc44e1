"""The helper process: it calls functions on plain data while this process continues.

It is forked early, while there is little in memory. Forked processes copy each shared memory page that one of
them touches: a helper forked with 10,000 articles in memory cost more than it saved.
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

# Seconds after which a helper that does not answer counts as hanging. Relating 100,000 articles takes 3.
TIMEOUT_SECONDS = 120.0


class Helper:
    """Runs calls one after the other. If it fails, hangs or has ended, it returns no result.

    Functions are module-level; arguments and results are of the types that marshal knows.
    """

    def __init__(self, pid: int, calls: int, results: int) -> None:
        self._pid = pid
        self._calls, self._results = calls, results  # descriptors of pipes
        self._read_last_result: Callable[[], object] | None = None  # if it has not been read yet
        os.set_blocking(calls, False)  # a helper that hangs does not read its pipe

    def call(
        self,
        function: Callable[..., object],
        arguments: tuple[Any, ...],
        read_result: Callable[[], object],
        *,
        is_last: bool = False,
    ) -> None:
        """Start `function(*arguments)`. After the last call the process ends and frees its memory.

        read_result: reads this call's result. It is called before the next call unless that has happened.
        """
        if self._read_last_result:
            self._read_last_result()
        self._read_last_result = read_result
        message = marshal.dumps((function.__module__, function.__name__, arguments, is_last))
        self._end_on_error(lambda: send(self._calls, message, wait=_can_be_written))

    def result(self) -> Any:
        """Wait for the result of the last call; return None if there is none."""
        self._read_last_result = None
        message = self._end_on_error(lambda: _receive(self._results, wait=_can_be_read))
        if message is None:
            self.end()
            return None
        return marshal.loads(message)  # noqa: S302 - our own process's

    def end(self) -> None:
        """Kill the process. May be called repeatedly."""
        if self._pid:
            pid, self._pid = self._pid, 0
            for descriptor in (self._calls, self._results):
                with suppress(OSError):
                    os.close(descriptor)
            os.kill(pid, signal.SIGKILL)  # not waited for yet, so the pid is still its own
            os.waitpid(pid, 0)

    def _end_on_error(self, act: Callable[[], bytes | None]) -> bytes | None:
        """Return the result of `act`; on an error of the system end the helper and return None."""
        if self._pid:
            try:
                return act()
            except (OSError, MemoryError):
                self.end()
        return None


def start() -> Helper | None:
    """Fork a helper, or return None if the system refuses; `end` must follow."""
    opened: list[int] = []
    try:
        opened += os.pipe()
        opened += os.pipe()
        calls_in, calls_out, results_in, results_out = opened
        pid = fork(lambda: _run_helper(calls_in, results_out, unused=(calls_out, results_in)))
    except OSError:
        for descriptor in opened:
            os.close(descriptor)
        return None
    os.close(calls_in)
    os.close(results_out)
    return Helper(pid, calls_out, results_in)


def _run_helper(calls: int, results: int, *, unused: tuple[int, ...]) -> None:
    """Run calls until the other end of the pipe is closed, or a call fails. unused: descriptors to close."""
    for descriptor in unused:
        os.close(descriptor)
    is_last = False
    while not is_last and (message := _receive(calls)):
        module, name, arguments, is_last = marshal.loads(message)  # noqa: S302 - our own process's
        function = getattr(import_module(module), name)
        send(results, marshal.dumps(function(*arguments)))


def _can_be_read(descriptor: int) -> None:
    _wait_for(descriptor, select.POLLIN)


def _can_be_written(descriptor: int) -> None:
    _wait_for(descriptor, select.POLLOUT)


def _wait_for(descriptor: int, event: int) -> None:
    """Wait for the event or the end of the pipe. Raises TimeoutError after TIMEOUT_SECONDS."""
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(TIMEOUT_SECONDS * 1000):
        raise TimeoutError


def _receive(descriptor: int, *, wait: Callable[[int], object] = lambda _: None) -> bytes | None:
    """Return the next message, or None if the sender has ended. wait: called before each read."""
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
