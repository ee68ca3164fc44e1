"""Marks: how far each log has been counted, so that no line is counted twice.

A mark is the last counted second of a log, with digests of its lines in that second. A log that contains one
of these lines is the same log under any name.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from bantin.system.named_tuple import NamedTuple

PREFIX = "# mark,"


class Mark(NamedTuple):
    """The end of a counted log. source: see logs.source_of. second: since 1970. lines: digests, sorted."""

    source: str
    second: int
    lines: tuple[str, ...]


def digest(line: bytes) -> str:
    return sha256(line.rstrip(b"\r\n")).hexdigest()[:16]


def parse(lines: Iterable[str]) -> Iterator[Mark]:
    for line in lines:
        if line.startswith(PREFIX):
            second, source, *digests = line.removeprefix(PREFIX).rstrip("\n").split(",")
            if second.isdecimal():
                yield Mark(source, int(second), tuple(digests))


def text_of(marks: Iterable[Mark]) -> str:
    """Return one line for each mark.

    A source has the marks of its latest second and of rotated parts that ended before.
    """
    return "".join(
        f"{PREFIX}{mark.second},{mark.source},{','.join(mark.lines)}\n" for mark in sorted(set(marks))
    )


class Limits:
    """What was counted before this run."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = list(marks)
        self._by_line = {line: mark for mark in self._marks for line in mark.lines}
        self.seconds = frozenset(mark.second for mark in self._marks)
        self._ends: dict[str, int] = {}
        for mark in self._marks:
            self._ends[mark.source] = max(mark.second, self._ends.get(mark.source, -1))

    def known(self, line: str) -> str:
        """Return the source of a counted line, "" for another line."""
        mark = self._by_line.get(line)
        return mark.source if mark else ""

    def of_log(self, name: str, met: str, first: int, last: int) -> tuple[str, int]:
        """Return the source that a log is part of, and its last counted second, -1 for none.

        met: the source of a counted line in it. first, last: its seconds. Without such a line, a log that
        covers the last second of its namesake is another log.
        """
        if met:
            return met, self._ends[met]
        number = 1
        source = name
        while source in self._ends:
            end = self._ends[source]
            if not first <= end <= last:
                return source, end
            number += 1
            source = f"{name} {number}"
        return source, -1
