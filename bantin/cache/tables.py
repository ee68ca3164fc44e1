"""Long tables of the state as a few long values, which are read and written in a fraction of the time that
many short ones take: a bulletin of 10,000 articles has 11,000 pages to remember.

Numbers are as this machine has them in memory; what is written here is read nowhere else.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain, pairwise
from typing import Any

from bantin.model import Slots
from bantin.system.stat_signature import Rows

_END = "\0"  # of a path; none can hold it
_NEVER = (0, 0, 0, 0)  # equal to no file's row

Flat = tuple[Any, ...]


def flat_rows(rows: Rows) -> Flat:
    """Rows of files that this program has written: no number in them is below 0."""
    numbers = chain.from_iterable([row or _NEVER for row in rows.values()])
    return _END.join(rows), array("Q", numbers).tobytes()


def rows_of(flat: Flat) -> Rows:
    names, numbers = flat
    each = iter(array("Q", numbers))
    return dict(zip(_paths(names), zip(each, each, each, each, strict=True), strict=True))


def flat_pages(pages: Mapping[str, tuple[bytes, Slots]]) -> Flat:
    """Recipes and slots by path. The slots' names are a few different tuples."""
    recipes = [recipe for recipe, _ in pages.values()]
    bounds = [slots.bounds for _, slots in pages.values()]
    places: dict[tuple[str, ...], int] = {}
    names = [places.setdefault(slots.names, len(places)) for _, slots in pages.values()]
    return (
        _END.join(pages),
        *(b"".join(recipes), _lengths(recipes)),
        *(b"".join(bounds), _lengths(bounds)),
        *(tuple(places), array("I", names).tobytes()),
    )


def pages_of(flat: Flat) -> Iterator[tuple[str, bytes, Slots]]:
    """Path, recipe and slots of each page."""
    paths, recipes, recipe_lengths, bounds, bound_lengths, names, places = flat
    new = tuple.__new__  # as in content.records
    for path, recipe, place, bound in zip(
        _paths(paths),
        _pieces(recipes, recipe_lengths),
        array("I", places),
        _pieces(bounds, bound_lengths),
        strict=True,
    ):
        yield path, recipe, new(Slots, (names[place], bound))


def page_at(flat: Flat, path: str) -> tuple[bytes, Slots] | None:
    """Recipe and slots of one page, without a look at the others."""
    paths, recipes, recipe_lengths, bounds, bound_lengths, names, places = flat
    number = _number(paths, path)
    if number < 0:
        return None
    recipe, bound = _piece(recipes, recipe_lengths, number), _piece(bounds, bound_lengths, number)
    return recipe, Slots(names[array("I", places)[number]], bound)


def with_page(flat: Flat, path: str, recipe: bytes, slots: Slots) -> Flat:
    """The same with these for a page that is there."""
    paths, recipes, recipe_lengths, bounds, bound_lengths, names, places = flat
    number = _number(paths, path)
    numbers = array("I", places)
    if slots.names not in names:
        names = (*names, slots.names)
    numbers[number] = names.index(slots.names)
    return (
        paths,
        *_exchanged(recipes, recipe_lengths, number, recipe),
        *_exchanged(bounds, bound_lengths, number, slots.bounds),
        *(names, numbers.tobytes()),
    )


def _number(joined: str, path: str) -> int:
    """The place of a path among those joined, or -1."""
    at = f"{_END}{joined}{_END}".find(f"{_END}{path}{_END}")
    return joined.count(_END, 0, at) if at >= 0 else -1


def _piece(joined: bytes, lengths: bytes, number: int) -> bytes:
    numbers = array("I", lengths)
    start = sum(numbers[:number])
    return joined[start : start + numbers[number]]


def _exchanged(joined: bytes, lengths: bytes, number: int, piece: bytes) -> tuple[bytes, bytes]:
    numbers = array("I", lengths)
    start = sum(numbers[:number])
    found = joined[:start] + piece + joined[start + numbers[number] :]
    numbers[number] = len(piece)
    return found, numbers.tobytes()


def _paths(joined: str) -> list[str]:
    return joined.split(_END) if joined else []


def _lengths(pieces: Iterable[bytes]) -> bytes:
    return array("I", map(len, pieces)).tobytes()


def _pieces(joined: bytes, lengths: bytes) -> list[bytes]:
    edges = accumulate(array("I", lengths), initial=0)
    return [joined[start:stop] for start, stop in pairwise(edges)]
