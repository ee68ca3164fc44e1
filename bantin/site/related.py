"""Related articles ("Tin liên quan"), by an editor's choice, tags, words of titles and section.

A list is filled in four steps; a step only fills what the steps before it left empty:

1. the editor's own list, in the editor's order;
2. articles that share tags, those that share most first;
3. articles that share rare words of the title, those that share most first;
4. articles of the same section.

Within a step and an equal number shared, the newest comes first, then the smaller address.

- Two tags are equal if they differ only in letter case, Unicode form, the width of spaces or the position
  of a tone mark (hoá, hóa). Other marks count: "ký" is not "ky". A tag given twice counts once, an empty
  one not at all.
- The words of a title are its pairs of neighbouring syllables, folded like tags, since most Vietnamese
  words have two: "thôn bản" and "văn bản" share nothing, though both contain "bản". A syllable is a run of
  letters; punctuation and anything with a digit ("2018", "5G", "m²") separates neighbours.
- An abbreviation is a word by itself; otherwise "Điểm PAPI" would share nothing with "PAPI là gì". It has
  three letters or more, a capital after the first of them ("VNeID"), and is no Roman number ("XIV"). Beside
  another word in capitals ("PAR INDEX", "HỘI NGHỊ") only the pair counts: the whole title may be in
  capitals, and two words for one thing would weigh double.
- Only a title without any such word ("Họp") uses its single syllables of two letters or more.
- A word is rare if at least 2 and at most RARE_IN titles contain it. Of each title the WORDS rarest count,
  of equally rare ones the first by code points. A word is shared if it counts in both titles.

How it is fast. An article that shares m tags with another contains some set of m of its tags. So there is an
index from every set of tags that several articles have to the list of these articles, newest first, and a
look-up asks for all sets of m of its own tags, the largest m first. Of each list only the newest count + 1
are kept: one of these may be the article itself, and those picked already are counted as well. The result
equals that of comparing every pair of articles.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain, combinations, pairwise

from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import normalize_tones

RARE_IN = 300
WORDS = 4

# n tags have 2ⁿ sets: articles with more tags than this are counted by _BitCounter instead, which with 7 tags
# took a third of the time of their 127 sets at 10,000 articles, two thirds at 50,000.
MAX_SETS_OF = 6

_SIGNS = re.compile(r"[^\w\s]+")
# A capital after another letter; abbreviations have no tones. `re` is fastest with the set first.
_CAPITAL_INSIDE = re.compile(r"[A-ZĂÂĐÊÔƠƯ](?<=\w.)")


class RelatedSubject(NamedTuple):
    """The values by which an article is related to others, which refer to it by its index in a sequence.

    recency: any number that is greater for newer articles. address: decides between equal `recency`. section:
    the path of its folder. chosen: the editor's list, as indexes; may contain the subject itself, or repeats.
    """

    address: str
    title: str
    tags: tuple[str, ...]
    section: str
    recency: int
    chosen: tuple[int, ...]


def related(subjects: Sequence[RelatedSubject], count: int) -> list[tuple[int, ...]]:
    """Return for each subject the indexes of at most `count` others, nearest first, without repeats."""
    index = Index(subjects, count)
    return look_ups(index, range(len(subjects)))


class Index:
    """The data that all look-ups share: built once, then only read. Can be pickled.

    Words of titles are computed when the first look-up needs them: often tags fill all lists.
    """

    def __init__(self, subjects: Sequence[RelatedSubject], count: int) -> None:
        if count < 0:
            raise ValueError(f"count is {count}")
        self.subjects = subjects
        self.count = count
        # Below, articles are numbered by rank: 0 is the newest, so the smaller rank wins every tie.
        self.by_rank = sorted(range(len(subjects)), key=lambda i: (-subjects[i].recency, subjects[i].address))
        self.ranks = [0] * len(subjects)
        for rank, i in enumerate(self.by_rank):
            self.ranks[i] = rank

        self.tags = _tag_index(tuple([subjects[i].tags for i in self.by_rank]), keep=count + 1)
        self.sections: defaultdict[str, list[int]] = defaultdict(list)
        for rank, i in enumerate(self.by_rank):
            self.sections[subjects[i].section].append(rank)

    @property
    def has_words(self) -> bool:
        """Whether a look-up has needed the titles. If none has, no list depends on them."""
        return "words" in vars(self)

    @cached_property
    def words(self) -> "_SharedNumbers":
        return _SharedNumbers(_words([self.subjects[i] for i in self.by_rank]), keep=self.count + 1)


def look_ups(index: Index, places: Iterable[int]) -> list[tuple[int, ...]]:
    """Return the related subjects of the subjects at these indexes."""
    return [look_up(index, i) for i in places]


def look_up(index: Index, i: int) -> tuple[int, ...]:
    """Return the indexes of the subjects that are related to subject `i`."""
    subject, own, count = index.subjects[i], index.ranks[i], index.count
    chosen = dict.fromkeys(index.ranks[other] for other in subject.chosen if other != i)
    picked = list(chosen)[:count]
    if len(picked) < count:
        picked += index.tags.nearest(own, picked, count - len(picked))
    if len(picked) < count:
        picked += index.words.nearest(own, picked, count - len(picked))
    if len(picked) < count:
        same = index.sections[subject.section][: count + 1]
        picked += [rank for rank in same if rank != own and rank not in picked][: count - len(picked)]
    return tuple([index.by_rank[rank] for rank in picked])


@lru_cache(maxsize=1)  # for `serve`, which relates almost the same articles in every build
def _tag_index(tags: Sequence[tuple[str, ...]], keep: int) -> "_SharedNumbers":
    folded = {tag: _folded(tag) for tag in {*chain.from_iterable(tags)}}
    return _SharedNumbers(_numbered([{folded[tag] for tag in own} - {""} for own in tags]), keep)


def _words(subjects: Sequence[RelatedSubject]) -> list[list[int]]:
    words = [_words_of(subject.title) for subject in subjects]
    return [numbers[:WORDS] for numbers in _numbered(words, held_by_at_most=RARE_IN)]


@cache  # as above
def _words_of(title: str) -> frozenset[str]:
    written = _SIGNS.sub(" | ", unicodedata.normalize("NFC", title)).split()
    spaced = " ".join(written)
    folded = _folded(spaced).split(" ")
    words = {f"{a} {b}" for a, b in pairwise(folded) if a.isalpha() and b.isalpha()}
    if _CAPITAL_INSIDE.search(spaced):
        words.update([folded[k] for k in _abbreviations(written)])
    return frozenset(words or [syllable for syllable in folded if len(syllable) > 1 and syllable.isalpha()])


def _abbreviations(written: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of the syllables that are abbreviations."""
    for k, syllable in enumerate(written):
        if len(syllable) > 2 and _CAPITAL_INSIDE.search(syllable) and _is_no_number(syllable):
            beside = (*written[max(k - 1, 0) : k], *written[k + 1 : k + 2])
            if not any(other.isupper() and _is_no_number(other) for other in beside):
                yield k


def _is_no_number(syllable: str) -> bool:
    return syllable.isalpha() and syllable.strip("IVX") != ""


def _folded(text: str) -> str:
    return normalize_tones(" ".join(text.casefold().split()))


def _numbered(names: Sequence[Set[str]], held_by_at_most: int | None = None) -> list[list[int]]:
    """Return each set of names as numbers, the rarest name first; leave out names of a single set."""
    held_by = Counter(chain.from_iterable(names))
    most = len(names) if held_by_at_most is None else held_by_at_most
    joining = sorted((times, name) for name, times in held_by.items() if 2 <= times <= most)
    numbers = {name: number for number, (_, name) in enumerate(joining)}
    return [sorted([numbers[name] for name in held if name in numbers]) for held in names]


class _SharedNumbers:
    """Finds the ranks that share the most numbers with a rank. held: for each rank its numbers."""

    def __init__(self, held: Iterable[Iterable[int]], keep: int) -> None:
        self._held = [tuple(sorted(numbers, reverse=True)) for numbers in held]
        self._keep = keep
        wide = [rank for rank, numbers in enumerate(self._held) if len(numbers) > MAX_SETS_OF]
        self._holders = _holders_of_sets(self._held, keep)
        self._wide = _BitCounter(wide, self._held) if wide else None
        self._everyone = _BitCounter(range(len(self._held)), self._held) if wide else None
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
        """Compute `nearest`: take the ranks that share most, then those that share one number less, …"""
        numbers, taken = self._held[own], [own, *picked]
        most = len(taken) + need
        is_wide = len(numbers) > MAX_SETS_OF
        crowd = self._everyone if is_wide else self._wide
        counted = dict(crowd.levels(numbers, self._keep)) if crowd else {}
        for size in range(len(numbers), 0, -1):
            sets = () if is_wide else combinations(numbers, size)
            # At least the newest `keep` of the level; some may be of the levels before.
            level = set(counted.get(size, ())).union(*filter(None, map(self._holders.get, sets)))
            taken += sorted(level.difference(taken))[: most - len(taken)]
            if len(taken) == most:
                break
        return taken[1 + len(picked) :]


def _holders_of_sets(held: Sequence[tuple[int, ...]], keep: int) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return for each set of numbers that two or more ranks have: the newest `keep` of these ranks.

    Ranks with more than MAX_SETS_OF numbers are left out. A set grows by one number at a time, the rarest
    first, among the ranks that have it. A set of a single rank is not grown, so that memory depends on the
    sets that are shared, not on all possible sets. Of ranks with equal numbers only the newest `keep` can be
    shown; the others are left out.
    """
    equals: Counter[tuple[int, ...]] = Counter()
    members = []
    for rank, numbers in enumerate(held):
        if len(numbers) <= MAX_SETS_OF and equals[numbers] < keep:
            equals[numbers] += 1
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
                lists[grown] = tuple(group[:keep])
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
