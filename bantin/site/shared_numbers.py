"""Find the articles that share the most numbers with an article: numbers represent tags or words of titles.

Articles are given by rank: 0 is the newest. An article that shares m numbers with another contains some set
of m of its numbers. So there is an index from every set of numbers that several articles have to the list of
these articles, newest first, and a look-up asks for all sets of m of its own numbers, the largest m first.
Of each list only the newest `keep` are kept: one of these may be the article itself, and those picked already
are counted as well. The result equals that of comparing every pair of articles.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

# n numbers have 2ⁿ sets: articles with more than this are counted by _BitCounter instead, which with 7 tags
# took a third of the time of their 127 sets at 10,000 articles, two thirds at 50,000.
MAX_SETS_OF = 6


class SharedNumbers:
    """Finds the ranks that share the most numbers with a rank.

    held: for each rank its numbers. first: the newest rank that is found; newer ones only look for others.
    """

    def __init__(self, held: Iterable[Iterable[int]], keep: int, *, first: int = 0) -> None:
        self._held = [tuple(sorted(numbers, reverse=True)) for numbers in held]
        self._keep = keep
        wide = [rank for rank, numbers in enumerate(self._held) if len(numbers) > MAX_SETS_OF]
        self._holders = _holders_of_sets(self._held, keep, first)
        wide_found = [rank for rank in wide if rank >= first]
        self._wide = _BitCounter(wide_found, self._held) if wide_found else None
        self._everyone = _BitCounter(range(first, len(self._held)), self._held) if wide else None
        self._results: dict[int, list[int]] = {}  # of `nearest` with nothing picked before

    def nearest(self, own: int, picked: Sequence[int], need: int) -> list[int]:
        """Return at most `need` ranks that share a number with `own`: most shared first, then the newest.

        Ranks of `picked` are left out. 1 + len(picked) + need must be at most `keep`.
        """
        if picked or need + 1 < self._keep:
            return self._look_for(own, picked, need)
        if own not in self._results:
            self._results[own] = self._look_for(own, picked, need)
        return self._results[own]

    def _look_for(self, own: int, picked: Sequence[int], need: int) -> list[int]:
        """Compute `nearest`: take the ranks that share most, then those that share one number less."""
        numbers, taken = self._held[own], [own, *picked]
        most = len(taken) + need
        is_wide = len(numbers) > MAX_SETS_OF
        crowd = self._everyone if is_wide else self._wide
        counted = dict(crowd.levels(numbers, self._keep)) if crowd else {}
        for size in range(len(numbers), 0, -1):
            sets = () if is_wide else combinations(numbers, size)
            # These are at least the newest `keep` of the level; some may belong to the levels before.
            level = set(counted.get(size, ())).union(*filter(None, map(self._holders.get, sets)))
            taken += sorted(level.difference(taken))[: most - len(taken)]
            if len(taken) == most:
                break
        return taken[1 + len(picked) :]


def _holders_of_sets(
    held: Sequence[tuple[int, ...]], keep: int, first: int
) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return for each set of numbers that two or more ranks have: the newest `keep` from `first` on.

    Ranks with more than MAX_SETS_OF numbers are left out. A set grows by one number at a time, the rarest
    first, among the ranks that have it. A set of a single rank is not grown, so that memory depends on the
    sets that are shared, not on all possible sets. Of ranks with equal numbers only the newest `keep` can be
    shown; the others are left out.
    """
    equals: Counter[tuple[int, ...]] = Counter()
    members = []
    for rank, numbers in enumerate(held):
        if len(numbers) <= MAX_SETS_OF and equals[numbers] < keep:
            equals[numbers] += rank >= first
            members.append(rank)
    lists: dict[tuple[int, ...], tuple[int, ...]] = {}
    to_grow: list[tuple[tuple[int, ...], list[int]]] = [((), members)]
    while to_grow:
        common, holders = to_grow.pop()
        last = common[0] if common else None
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for rank in holders:
            for number in held[rank]:
                if number == last:
                    break
                groups[number].append(rank)
        for number, group in groups.items():
            if len(group) > 1:
                grown = (number, *common)
                lists[grown] = tuple(
                    group[bisect_left(group, first) :][:keep] if group[0] < first else group[:keep]
                )
                to_grow.append((grown, group))
    return lists


class _BitCounter:
    """Counts shared numbers for many ranks at once: the ranks that have a number are the bits of an integer.

    Adding such integers digit by digit counts for all ranks in parallel. The cost of a look-up grows with the
    number of ranks by a fraction of a machine instruction each, not as 2ⁿ.
    """

    def __init__(self, crowd: Sequence[int], held: Sequence[tuple[int, ...]]) -> None:
        self._crowd = crowd
        places: defaultdict[int, list[int]] = defaultdict(list)
        for index, rank in enumerate(crowd):
            for number in held[rank]:
                places[number].append(index)
        # An integer takes memory for all ranks: for a rare number it is computed when needed.
        self._rare = {n: held_at for n, held_at in places.items() if len(held_at) * 512 < len(crowd)}
        self._common = {n: _as_bits(held_at) for n, held_at in places.items() if n not in self._rare}

    def levels(self, numbers: Iterable[int], keep: int) -> Iterator[tuple[int, list[int]]]:
        """Yield (number shared, the newest `keep` ranks that share so many), most shared first."""
        digits: list[int] = []
        anyone = 0
        for number in numbers:
            carry = self._common.get(number) or _as_bits(self._rare.get(number, ()))
            anyone |= carry
            for k, digit in enumerate(digits):
                digits[k] = digit ^ carry
                carry &= digit
            if carry:
                digits.append(carry)
        for shared, group in _by_value(digits, anyone):
            yield shared, [self._crowd[position] for position in _lowest(group, keep)]


def _as_bits(places: Sequence[int]) -> int:
    held = bytearray(places[-1] // 8 + 1 if places else 0)
    for position in places:
        held[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(held, "little")


def _by_value(digits: list[int], group: int, above: int = 0) -> Iterator[tuple[int, int]]:
    """Yield (value, the bits of `group` that have it), highest value first. digits: binary, lowest first."""
    if not group:
        return
    if not digits:
        yield above, group
        return
    *lower, digit = digits
    yield from _by_value(lower, group & digit, above * 2 + 1)
    yield from _by_value(lower, group & ~digit, above * 2)


def _lowest(group: int, keep: int) -> list[int]:
    places: list[int] = []
    while group and len(places) < keep:
        bit = group & -group
        places.append(bit.bit_length() - 1)
        group ^= bit
    return places
