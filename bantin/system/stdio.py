"""Standard input, output and error as they should be, whatever a shell or a service made of them.

A build is not worth less because nobody hears of it: what cannot be said is dropped, and the command
goes on.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_lost: dict[str, OSError] = {}


def prepare() -> None:
    """Give each of the three a descriptor, and the two for words UTF-8, for Vietnamese in any locale.

    A closed one leads nowhere. Else the next file to be opened would get its number, and a word to the
    terminal would end up in a page.
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


def say(text: str) -> None:
    """A line on standard output, if it can be written."""
    with _forgiven("stdout"):
        print(text)


def complain(text: str) -> None:
    """A line on standard error, if it can be written."""
    with _forgiven("stderr"):
        print(text, file=sys.stderr, flush=True)


def finish() -> OSError | None:
    """Write out what was said. Gives what hindered it: BrokenPipeError where the reader has gone."""
    with _forgiven("stdout"):
        sys.stdout.flush()
    return _lost.get("stdout")


@contextmanager
def _forgiven(name: str) -> Iterator[None]:
    """A stream that cannot be written leads nowhere from now on: Python's own end would fail at it, too."""
    try:
        yield
    except OSError as fault:
        _lost[name] = fault
        stream: TextIO = getattr(sys, name)
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
