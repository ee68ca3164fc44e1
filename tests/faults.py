"""A layer between a build and the system's files: it counts every call, and can make the n-th fail.

Python's own `open` is replaced by its version in Python (`_pyio`), so that reads, writes and closes of file
objects are counted, too. Forked workers inherit the layer, and count for themselves.
"""

import builtins
import ctypes
import errno
import fcntl
import json
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

CALLS = """open close read write pread fsync fdatasync truncate ftruncate link symlink rename replace mkdir
    unlink remove rmdir stat lstat fstat scandir listdir chmod utime pipe fork""".split()

# What these are given first is a path; a fault names it, as the system's do.
WITH_PATH = frozenset(
    """open truncate link rename replace mkdir unlink remove rmdir stat lstat scandir listdir
    chmod utime symlink""".split()
)


# Of these, and of opening a file to write, something on disk changes.
CHANGES = frozenset(
    "write truncate ftruncate link symlink rename replace mkdir unlink remove rmdir renameat2".split()
)


class Call(NamedTuple):
    """A call: its name, whether it changes something on disk, and the lines of bantin that made it."""

    name: str
    changes: bool
    place: str


# What happens at a call, told its name and its first argument.
Act = Callable[[str, object], None]


def kill(_name: str, _first: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def terminate(_name: str, _first: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def fail_with(code: int) -> Act:
    """Return an act that fails with this errno, as if the system refused the call."""

    def act(name: str, first: object) -> None:
        path = first if name in WITH_PATH and isinstance(first, str) else None
        raise OSError(code, os.strerror(code), path)

    act.__name__ = errno.errorcode[code]
    return act


def run_out_of_memory(_name: str, _first: object) -> None:
    raise MemoryError


class Layer:
    """Wraps the functions of this process for good; use it in a process of its own."""

    def __init__(
        self, act: Act | None = None, *, at: int = 0, report: Path | None = None, worker: int = 0
    ) -> None:
        """Call `act` at the call number `at` (from 1) and no other.

        Without `act`, calls are noted in `report`. worker: 0 to count the calls of this process, n for those
        of the n-th that it forks.
        """
        self._act, self._at = act, at
        self._worker = worker
        self._count = self._forks = 0
        self._is_counting = not worker
        self._note = os.write
        self._report = os.open(report, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_TRUNC) if report else -1
        for name in CALLS:
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        os.supports_follow_symlinks = {*os.supports_follow_symlinks, os.stat}
        os.supports_dir_fd = {*os.supports_dir_fd, os.open, os.stat, os.unlink, os.rmdir}
        os.supports_fd = {*os.supports_fd, os.scandir}
        fcntl.flock = self._wrapped("flock", fcntl.flock)
        builtins.open = import_module("_pyio").open
        self._wrap_libraries()

    def end(self) -> None:
        """Let every later call pass."""
        self._is_counting = False

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            self._meet(name, *arguments[:2])
            result = real(*arguments, **named)
            if name == "fork":
                self._forks += 1
                if result == 0:
                    self._is_counting = self._forks == self._worker
            return result

        return wrapped

    def _wrap_libraries(self) -> None:
        """Wrap the only call that has no function in Python."""
        layer, library = self, ctypes.CDLL

        class Library:
            def __init__(self, *arguments: Any, **named: Any) -> None:
                self._real = library(*arguments, **named)

            def __getattr__(self, name: str) -> Callable[..., Any]:
                real = getattr(self._real, name)

                def call(*arguments: Any) -> Any:
                    try:
                        layer._meet(name)
                    except OSError as fault:
                        ctypes.set_errno(fault.errno or errno.EIO)
                        return -1
                    return real(*arguments)

                return call

        ctypes.CDLL = Library  # type: ignore[assignment, misc]

    def _meet(self, name: str, first: object = None, second: object = None) -> None:
        if not self._is_counting:
            return
        self._count += 1
        if self._act is None:
            writes = name == "open" and isinstance(second, int) and second & (os.O_WRONLY | os.O_RDWR)
            call = Call(name, bool(writes) or name in CHANGES, _place())
            self._note(self._report, json.dumps(call).encode() + b"\n")
        elif self._count == self._at:
            self._act(name, first)


def _place() -> str:
    """Return the innermost two lines of bantin that made the call."""
    frames: list[str] = []
    frame: FrameType | None = sys._getframe()
    while frame and len(frames) < 2:
        if "/bantin/" in frame.f_code.co_filename:
            frames.append(f"{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno}")
        frame = frame.f_back
    return " ".join(frames)
