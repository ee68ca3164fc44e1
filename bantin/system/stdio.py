"""Standard streams that are always usable.

A build must not fail because its report cannot be written: text that cannot be written is dropped.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_lost: dict[str, OSError] = {}


def prepare() -> None:
    """Open closed streams on the null device and set UTF-8, for Vietnamese in any locale.

    Otherwise the next opened file would get the descriptor of a closed stream, and terminal output would
    end up in a page.
    """
    _lost.clear()
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return io.TextIOWrapper(io.BytesIO())


def print_line(text: str) -> None:
    """Print a line on standard output, if it can be written."""
    with _forgiven("stdout"):
        print(text)


def print_error(text: str) -> None:
    """Print a line on standard error, if it can be written."""
    with _forgiven("stderr"):
        print(text, file=sys.stderr, flush=True)


def finish() -> OSError | None:
    """Flush standard output. Return the error that prevented it (BrokenPipeError: the reader has gone)."""
    with _forgiven("stdout"):
        sys.stdout.flush()
    return _lost.get("stdout")


@contextmanager
def _forgiven(name: str) -> Iterator[None]:
    """Redirect a stream that cannot be written to the null device, for Python flushes it at exit."""
    try:
        yield
    except OSError as fault:
        _lost[name] = fault
        stream: TextIO = getattr(sys, name)
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
