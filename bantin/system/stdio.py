"""Standard streams that never raise.

A build must not fail because its report cannot be written: text that cannot be written is dropped.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_write_errors: dict[str, OSError] = {}


def prepare() -> None:
    """Open closed streams on the null device, and set UTF-8 so that Vietnamese prints in any locale.

    If a stream stayed closed, the next opened file would get its descriptor, and terminal output would end up
    in a page.
    """
    _write_errors.clear()
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or _null_stream()
    sys.stderr = sys.stderr or _null_stream()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _null_stream() -> TextIO:
    return io.TextIOWrapper(io.BytesIO())


def print_line(text: str) -> None:
    """Print a line on standard output; drop it if it cannot be written."""
    with _redirected_if_lost("stdout"):
        print(text)


def print_error(text: str) -> None:
    """Print a line on standard error; drop it if it cannot be written."""
    with _redirected_if_lost("stderr"):
        print(text, file=sys.stderr, flush=True)


def finish() -> OSError | None:
    """Flush standard output. Return the error if a write has failed (BrokenPipeError: the reader is gone)."""
    with _redirected_if_lost("stdout"):
        sys.stdout.flush()
    return _write_errors.get("stdout")


@contextmanager
def _redirected_if_lost(name: str) -> Iterator[None]:
    """Redirect a stream that cannot be written to the null device: Python flushes it at exit."""
    try:
        yield
    except OSError as fault:
        _write_errors[name] = fault
        stream: TextIO = getattr(sys, name)
        with suppress(OSError, ValueError):
            null_device = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null_device, stream.fileno())
            os.close(null_device)
