"""Long tables of the state as a few long values, which are read and written in a fraction of the time that
many short values take: a site of 10,000 articles has 11,000 pages.

Numbers are in this machine's byte order; what is written here is read nowhere else.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain, pairwise
from typing import Any

from bantin.model import Slots
from bantin.system.stat_signature import StatSignatures

_END = "\0"  # of a path; none can hold it
_NO_ROW = (0, 0, 0, 0)  # equal to no file's row

Flat = tuple[Any, ...]


def flat_rows(rows: StatSignatures) -> Flat:
    """Flatten rows of files that this program has written: no number in them is below 0."""
    numbers = chain.from_iterable([row or _NO_ROW for row in rows.values()])
    return _END.join(rows), array("Q", numbers).tobytes()


def rows_of(flat: Flat) -> StatSignatures:
    names, numbers = flat
    each = iter(array("Q", numbers))
    return dict(zip(_paths(names), zip(each, each, each, each, strict=True), strict=True))


def flat_pages(pages: Mapping[str, tuple[bytes, Slots]]) -> Flat:
    """Flatten fingerprints and slots by path. The slots' names are a few different tuples."""
    fingerprints = [fingerprint for fingerprint, _ in pages.values()]
    bounds = [slots.bounds for _, slots in pages.values()]
    places: dict[tuple[str, ...], int] = {}
    names = [places.setdefault(slots.names, len(places)) for _, slots in pages.values()]
    return (
        _END.join(pages),
        *(b"".join(fingerprints), _lengths(fingerprints)),
        *(b"".join(bounds), _lengths(bounds)),
        *(tuple(places), array("I", names).tobytes()),
    )


def pages_of(flat: Flat) -> Iterator[tuple[str, bytes, Slots]]:
    """Yield path, fingerprint and slots of each page."""
    paths, fingerprints, fingerprint_lengths, bounds, bound_lengths, names, places = flat
    new = tuple.__new__  # as in records.unpack
    for path, fingerprint, slot, bound in zip(
        _paths(paths),
        _pieces(fingerprints, fingerprint_lengths),
        array("I", places),
        _pieces(bounds, bound_lengths),
        strict=True,
    ):
        yield path, fingerprint, new(Slots, (names[slot], bound))


def page_at(flat: Flat, path: str) -> tuple[bytes, Slots] | None:
    """Return fingerprint and slots of one page without unpacking the others, or None."""
    paths, fingerprints, fingerprint_lengths, bounds, bound_lengths, names, places = flat
    number = _number(paths, path)
    if number < 0:
        return None
    fingerprint, bound = (
        _piece(fingerprints, fingerprint_lengths, number),
        _piece(bounds, bound_lengths, number),
    )
    return fingerprint, Slots(names[array("I", places)[number]], bound)


def with_pages(flat: Flat, changed: Mapping[str, tuple[bytes, Slots]]) -> Flat:
    """Return the table with other fingerprints and slots for some pages, all of which are there."""
    paths, fingerprints, fingerprint_lengths, bounds, bound_lengths, names, numbers = flat
    new = sorted((_number(paths, path), *page) for path, page in changed.items())
    combinations = dict(zip(names, range(len(names)), strict=True))
    of_page = array("I", numbers)
    for number, _, slots in new:
        of_page[number] = combinations.setdefault(slots.names, len(combinations))
    return (
        paths,
        *_exchanged(
            fingerprints, fingerprint_lengths, [(number, fingerprint) for number, fingerprint, _ in new]
        ),
        *_exchanged(bounds, bound_lengths, [(number, slots.bounds) for number, _, slots in new]),
        *(tuple(combinations), of_page.tobytes()),
    )


def _number(joined: str, path: str) -> int:
    """Return the number of a path among those joined, or -1."""
    at = f"{_END}{joined}{_END}".find(f"{_END}{path}{_END}")
    return joined.count(_END, 0, at) if at >= 0 else -1


def _piece(joined: bytes, lengths: bytes, number: int) -> bytes:
    numbers = array("I", lengths)
    start = sum(numbers[:number])
    return joined[start : start + numbers[number]]


def _exchanged(joined: bytes, lengths: bytes, new: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """Put new pieces in place of those with these numbers, in rising order."""
    numbers = array("I", lengths)
    view = memoryview(joined)
    pieces: list[bytes | memoryview] = []
    first = start = end = 0
    for number, piece in new:
        start += sum(numbers[first:number])
        pieces += [view[end:start], piece]
        start = end = start + numbers[number]
        numbers[number] = len(piece)
        first = number + 1
    pieces.append(view[end:])
    return b"".join(pieces), numbers.tobytes()


def _paths(joined: str) -> list[str]:
    return joined.split(_END) if joined else []


def _lengths(pieces: Iterable[bytes]) -> bytes:
    return array("I", map(len, pieces)).tobytes()


def _pieces(joined: bytes, lengths: bytes) -> list[bytes]:
    edges = accumulate(array("I", lengths), initial=0)
    return [joined[start:stop] for start, stop in pairwise(edges)]
