"""Flat tables: many short values of the state packed into a few long ones, which load several times faster.

A site of 10,000 articles has 11,000 pages. Numbers are in this machine's byte order: the cache is not
portable.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain, pairwise
from typing import Any

from bantin.model import Slots
from bantin.system.stat_signature import StatSignatures

_SEPARATOR = "\0"  # between paths; no path can contain it
_NO_SIGNATURE = (0, 0, 0, 0)  # no file has this signature

FlatTable = tuple[Any, ...]


def flatten_signatures(signatures: StatSignatures) -> FlatTable:
    """Flatten the signatures of files by path. None of their numbers may be negative."""
    numbers = chain.from_iterable([signature or _NO_SIGNATURE for signature in signatures.values()])
    return _SEPARATOR.join(signatures), array("Q", numbers).tobytes()


def unflatten_signatures(flat: FlatTable) -> StatSignatures:
    names, numbers = flat
    each = iter(array("Q", numbers))
    return dict(zip(_paths(names), zip(each, each, each, each, strict=True), strict=True))


def flatten_pages(pages: Mapping[str, tuple[bytes, Slots]]) -> FlatTable:
    """Flatten (fingerprint, slots) by output path. Few different tuples of slot names occur."""
    fingerprints = [fingerprint for fingerprint, _ in pages.values()]
    bounds = [slots.bounds for _, slots in pages.values()]
    places: dict[tuple[str, ...], int] = {}
    names = [places.setdefault(slots.names, len(places)) for _, slots in pages.values()]
    return (
        _SEPARATOR.join(pages),
        *(b"".join(fingerprints), _lengths(fingerprints)),
        *(b"".join(bounds), _lengths(bounds)),
        *(tuple(places), array("I", names).tobytes()),
    )


def unflatten_pages(flat: FlatTable) -> Iterator[tuple[str, bytes, Slots]]:
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


def find_page(flat: FlatTable, path: str) -> tuple[bytes, Slots] | None:
    """Return fingerprint and slots of the page at `path`, or None; do not unpack the others."""
    paths, fingerprints, fingerprint_lengths, bounds, bound_lengths, names, places = flat
    number = _path_number(paths, path)
    if number < 0:
        return None
    fingerprint, bound = (
        _piece(fingerprints, fingerprint_lengths, number),
        _piece(bounds, bound_lengths, number),
    )
    return fingerprint, Slots(names[array("I", places)[number]], bound)


def replace_pages(flat: FlatTable, changed: Mapping[str, tuple[bytes, Slots]]) -> FlatTable:
    """Return the table with other fingerprints and slots for some of its pages."""
    paths, fingerprints, fingerprint_lengths, bounds, bound_lengths, names, numbers = flat
    new = sorted((_path_number(paths, path), *page) for path, page in changed.items())
    combinations = dict(zip(names, range(len(names)), strict=True))
    of_page = array("I", numbers)
    for number, _, slots in new:
        of_page[number] = combinations.setdefault(slots.names, len(combinations))
    return (
        paths,
        *_with_pieces(
            fingerprints, fingerprint_lengths, [(number, fingerprint) for number, fingerprint, _ in new]
        ),
        *_with_pieces(bounds, bound_lengths, [(number, slots.bounds) for number, _, slots in new]),
        *(tuple(combinations), of_page.tobytes()),
    )


def _path_number(joined: str, path: str) -> int:
    """Return the index of a path among the joined paths, or -1."""
    at = f"{_SEPARATOR}{joined}{_SEPARATOR}".find(f"{_SEPARATOR}{path}{_SEPARATOR}")
    return joined.count(_SEPARATOR, 0, at) if at >= 0 else -1


def _piece(joined: bytes, lengths: bytes, number: int) -> bytes:
    numbers = array("I", lengths)
    start = sum(numbers[:number])
    return joined[start : start + numbers[number]]


def _with_pieces(joined: bytes, lengths: bytes, new: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """Replace pieces. new: (index, piece), in rising order of indexes. Return joined pieces and lengths."""
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
    return joined.split(_SEPARATOR) if joined else []


def _lengths(pieces: Iterable[bytes]) -> bytes:
    return array("I", map(len, pieces)).tobytes()


def _pieces(joined: bytes, lengths: bytes) -> list[bytes]:
    edges = accumulate(array("I", lengths), initial=0)
    return [joined[start:stop] for start, stop in pairwise(edges)]
