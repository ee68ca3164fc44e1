"""Log files as lines of bytes: plain, gzip or zstd, from disk or standard input."""

import gzip
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

STDIN = "-"
_ROTATED = re.compile(r"(?:\.(?:gz|zst|zstd))?$")
_NUMBER = re.compile(r"[.-]\d{1,8}(?=$|\.log$)")


def source_of(path: str) -> str:
    """Return the common name of a log and its rotated parts: folder and file name without number and
    extension.
    """
    if path == STDIN:
        return "stdin"
    folder, name = os.path.split(os.path.abspath(path))
    return f"{os.path.basename(folder)}/{_NUMBER.sub('', _ROTATED.sub('', name))}"


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Yield the log's lines. Raises OSError, also for a damaged archive."""
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
