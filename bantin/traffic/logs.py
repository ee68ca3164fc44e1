"""Log files as lines of bytes: plain, gzip or zstd, from disk or standard input."""

import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

STDIN = "-"
_ROTATED = re.compile(r"(?:\.(?:gz|zst|zstd))?$")
_NUMBER = re.compile(r"[.-]\d{1,8}(?=$|\.log$)")
# What a line of each form of log has: a request, also a broken one; the head of a W3C log; JSON.
_LINE = re.compile(rb'"(?:[A-Z]{3,10} |-"|\\x)|^#Fields:|^\{"', re.MULTILINE)
_HEAD = 100_000  # bytes in which such a line is looked for
DAMAGED = (EOFError, zlib.error)  # raised while an archive is read that is damaged or cut off


def source_of(path: str) -> str:
    """Return the common name of a log and its rotated parts: its path without number and extension."""
    if path == STDIN:
        return "stdin"
    folder, name = os.path.split(os.path.abspath(path))
    return f"{os.path.basename(folder)}/{_NUMBER.sub('', _ROTATED.sub('', name))}"


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Yield the log's lines. Raises OSError; reading a damaged archive raises that or one of DAMAGED."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    with open(path, "rb") as file:
        head = file.read(4)
        file.seek(0)
        if head[:2] == b"\x1f\x8b":
            with gzip.open(file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif head == b"\x28\xb5\x2f\xfd":
            import io

            import zstandard

            with zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as stream:
                yield cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", stream), 1 << 20))
        else:
            yield file


def is_log(path: str) -> bool:
    """Return whether a file is empty or begins as an access log does; standard input is taken for one."""
    if path == STDIN:
        return True
    with opened(path) as file:
        head = file.read(_HEAD)
    return not head.strip() or bool(_LINE.search(head))
