"""Flat tables: many short values of the state packed into a few long ones, which load several times faster.

A site of 10,000 articles has 11,000 pages. Numbers are in this machine's byte order: the cache is not
portable.
"""

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate, chain, pairwise
from typing import Any

from bantin.model import Slots
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignatures

_SEPARATOR = "\0"  # between joined paths; no path can contain it
_NO_SIGNATURE = (0, 0, 0, 0)  # no file has this signature

FlatTable = tuple[Any, ...]


def join_paths(paths: Iterable[str]) -> str:
    """Join paths into one string."""
    return _SEPARATOR.join(paths)


def split_paths(joined: str) -> list[str]:
    """Return joined paths as a list."""
    return joined.split(_SEPARATOR) if joined else []


def path_number(joined: str, path: str) -> int:
    """Return the index of a path among joined paths, or -1; do not split them."""
    at = f"{_SEPARATOR}{joined}{_SEPARATOR}".find(f"{_SEPARATOR}{path}{_SEPARATOR}")
    return joined.count(_SEPARATOR, 0, at) if at >= 0 else -1


def flatten_signatures(signatures: StatSignatures) -> FlatTable:
    """Flatten the signatures of files by path. None of their numbers may be negative."""
    numbers = chain.from_iterable([signature or _NO_SIGNATURE for signature in signatures.values()])
    return join_paths(signatures), array("Q", numbers).tobytes()


def unflatten_signatures(flat: FlatTable) -> StatSignatures:
    names, numbers = flat
    each = iter(array("Q", numbers))
    return dict(zip(split_paths(names), zip(each, each, each, each, strict=True), strict=True))


class PageEntry(NamedTuple):
    """A published page: its fingerprint (joined digests of 16 bytes) and the positions of its slots."""

    fingerprint: bytes
    slots: Slots


class _PageTable(NamedTuple):
    """The columns of the flat table of pages.

    fingerprints, bounds: joined, with the length of each. names: the different tuples of slot names, which
    are few. name_numbers: for each page the index of its tuple.
    """

    paths: str
    fingerprints: bytes
    fingerprint_lengths: bytes
    bounds: bytes
    bound_lengths: bytes
    names: tuple[tuple[str, ...], ...]
    name_numbers: bytes


def flatten_pages(pages: Mapping[str, PageEntry]) -> FlatTable:
    """Flatten entries by output path."""
    fingerprints = [fingerprint for fingerprint, _ in pages.values()]
    bounds = [slots.bounds for _, slots in pages.values()]
    names: dict[tuple[str, ...], int] = {}
    name_numbers = [names.setdefault(slots.names, len(names)) for _, slots in pages.values()]
    return tuple(
        _PageTable(
            join_paths(pages),
            *(b"".join(fingerprints), _lengths(fingerprints)),
            *(b"".join(bounds), _lengths(bounds)),
            names=tuple(names),
            name_numbers=array("I", name_numbers).tobytes(),
        )
    )


def unflatten_pages(flat: FlatTable) -> dict[str, PageEntry]:
    """Return the entries by output path."""
    table = _PageTable(*flat)
    new = tuple.__new__  # as in records.unpack
    rows = zip(
        split_paths(table.paths),
        _pieces(table.fingerprints, table.fingerprint_lengths),
        array("I", table.name_numbers),
        _pieces(table.bounds, table.bound_lengths),
        strict=True,
    )
    return {
        path: new(PageEntry, (fingerprint, new(Slots, (table.names[name_number], bounds))))
        for path, fingerprint, name_number, bounds in rows
    }


def find_page(flat: FlatTable, path: str) -> PageEntry | None:
    """Return the entry of the page at `path`, or None; do not unpack the others."""
    table = _PageTable(*flat)
    number = path_number(table.paths, path)
    if number < 0:
        return None
    fingerprint = _piece(table.fingerprints, table.fingerprint_lengths, number)
    bounds = _piece(table.bounds, table.bound_lengths, number)
    return PageEntry(fingerprint, Slots(table.names[array("I", table.name_numbers)[number]], bounds))


def replace_pages(flat: FlatTable, changed: Mapping[str, PageEntry]) -> FlatTable:
    """Return the table with other entries for some of its pages."""
    table = _PageTable(*flat)
    new = sorted((path_number(table.paths, path), *page) for path, page in changed.items())
    names = dict(zip(table.names, range(len(table.names)), strict=True))
    name_numbers = array("I", table.name_numbers)
    for number, _, slots in new:
        name_numbers[number] = names.setdefault(slots.names, len(names))
    fingerprints = [(number, fingerprint) for number, fingerprint, _ in new]
    bounds = [(number, slots.bounds) for number, _, slots in new]
    return tuple(
        _PageTable(
            table.paths,
            *_with_pieces(table.fingerprints, table.fingerprint_lengths, fingerprints),
            *_with_pieces(table.bounds, table.bound_lengths, bounds),
            names=tuple(names),
            name_numbers=name_numbers.tobytes(),
        )
    )


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


def _lengths(pieces: Iterable[bytes]) -> bytes:
    return array("I", map(len, pieces)).tobytes()


def _pieces(joined: bytes, lengths: bytes) -> list[bytes]:
    edges = accumulate(array("I", lengths), initial=0)
    return [joined[start:stop] for start, stop in pairwise(edges)]
