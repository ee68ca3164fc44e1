"""Which articles a reader of this one may like next ("Tin liên quan"). Knows no files, no HTML.

A list is filled in four steps; a step only fills what the steps before it left empty:

1. the editor's own list, in the editor's order;
2. articles that share tags, those that share most first;
3. articles that share rare words of the title, those that share most first;
4. articles of the same section.

Within a step and an equal number shared, the newest comes first, then the smaller address.

- Two tags are one when they differ only in letter case, Unicode form, the width of spaces or where a
  tone is written (hoá, hóa). Other marks count: "ký" is not "ky". A tag given twice counts once, an
  empty one not at all.
- The words of a title are its pairs of neighbouring syllables, folded as tags are, for most Vietnamese
  words have two: "thôn bản" and "văn bản" are strangers, though both hold "bản". A syllable is a run of
  letters; signs and whatever holds a digit ("2018", "5G", "m²") part neighbours.
- An abbreviation is a word by itself, or "PAPI 2018" could share nothing, and "Điểm PAPI" nothing with
  "PAPI là gì". It has three letters or more, a capital after the first of them ("VNeID"), and is no
  Roman number ("XIV"). Where another word in capitals stands beside it ("PAR INDEX", "HỘI NGHỊ") the
  pair alone counts: that may be shouting, and two words for one thing would weigh double.
- Only a title that would have no word at all ("Họp") is given its syllables of two letters or more.
- A word is rare when at least 2 and at most RARE_IN titles hold it: one that a single title holds joins
  nothing and takes no other's place. Of each title the WORDS rarest count, of equally rare ones the
  first by code points. A word is shared when it counts in both titles.

How it is fast. Whoever shares m tags with an article holds some m of its tags. So every set of tags that
several articles hold has a list of its holders, newest first, and an article asks for all sets of m of
its own tags, the largest m first. Of a list only the newest count + 1 matter: of these one may be the
article itself and some may be picked already, but as many as are still wanted remain. The answers are
those of comparing everything with everything.
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

# n tags have 2ⁿ sets: articles with more than this many are counted bit by bit instead (see _Tally),
# which with 7 tags took a third of the time of their 127 sets at 10,000 articles, two thirds at 50,000.
WIDE = 6

_SIGNS = re.compile(r"[^\w\s]+")
# After another letter; an abbreviation bears no tones. The set comes first as `re` finds that soonest.
_CAPITAL_INSIDE = re.compile(r"[A-ZĂÂĐÊÔƠƯ](?<=\w.)")


class RelatedSubject(NamedTuple):
    """All that likeness may look at. A subject's place in its sequence is what others call it by.

    when: seconds since 1970, or whatever else is greater for what is newer. address: decides between those of
    one time. section: the folder's path.
    chosen: the editor's list as places in the sequence; may hold the subject itself, or repeats.
    """

    address: str
    title: str
    tags: tuple[str, ...]
    section: str
    when: int
    chosen: tuple[int, ...]


def related(subjects: Sequence[RelatedSubject], count: int) -> list[tuple[int, ...]]:
    """For each subject the places of at most `count` others, nearest first; never itself, no repeats."""
    index = Index(subjects, count)
    return look_ups(index, range(len(subjects)))


class Index:
    """What all look-ups share: built once, then only read; may be pickled.

    Titles alone wait until a look-up comes to words: where tags fill all lists, nobody pays for them.
    """

    def __init__(self, subjects: Sequence[RelatedSubject], count: int) -> None:
        if count < 0:
            raise ValueError(f"count is {count}")
        self.subjects = subjects
        self.count = count
        # Below, articles go by their rank: 0 is the newest, so smaller is nearer in every tie.
        self.by_rank = sorted(range(len(subjects)), key=lambda i: (-subjects[i].when, subjects[i].address))
        self.ranks = [0] * len(subjects)
        for rank, i in enumerate(self.by_rank):
            self.ranks[i] = rank

        self.tags = _tag_index(tuple([subjects[i].tags for i in self.by_rank]), keep=count + 1)
        self.sections: defaultdict[str, list[int]] = defaultdict(list)
        for rank, i in enumerate(self.by_rank):
            self.sections[subjects[i].section].append(rank)

    @cached_property
    def words(self) -> "_Shared":
        return _Shared(_words([self.subjects[i] for i in self.by_rank]), keep=self.count + 1)


def look_ups(index: Index, places: Iterable[int]) -> list[tuple[int, ...]]:
    """The lists of these subjects: a part of what `related` gives."""
    return [look_up(index, i) for i in places]


def look_up(index: Index, i: int) -> tuple[int, ...]:
    """What `related` says of one subject."""
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


@lru_cache(maxsize=1)  # for a process that relates the articles of one build after the other
def _tag_index(tags: Sequence[tuple[str, ...]], keep: int) -> "_Shared":
    folded = {tag: _folded(tag) for tag in {*chain.from_iterable(tags)}}
    return _Shared(_numbered([{folded[tag] for tag in own} - {""} for own in tags]), keep)


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
    """The places of those that are words by themselves."""
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
    """Each set of names as numbers, the rarest name first; names that join no two sets are left out."""
    held_by = Counter(chain.from_iterable(names))
    most = len(names) if held_by_at_most is None else held_by_at_most
    joining = sorted((times, name) for name, times in held_by.items() if 2 <= times <= most)
    numbers = {name: number for number, (_, name) in enumerate(joining)}
    return [sorted([numbers[name] for name in held if name in numbers]) for held in names]


class _Shared:
    """Who shares most with whom, given the set of numbers that each rank holds."""

    def __init__(self, held: Iterable[Iterable[int]], keep: int) -> None:
        self._held = [tuple(sorted(numbers, reverse=True)) for numbers in held]
        self._keep = keep
        wide = [rank for rank, numbers in enumerate(self._held) if len(numbers) > WIDE]
        self._holders = _holders_of_sets(self._held, keep)
        self._wide = _Tally(wide, self._held) if wide else None
        self._everyone = _Tally(range(len(self._held)), self._held) if wide else None
        self._found: dict[int, list[int]] = {}  # for ranks of which no other is picked already

    def nearest(self, own: int, picked: Sequence[int], need: int) -> list[int]:
        """At most `need` ranks that share any number with `own`: most shared first, then the newest.

        None of them is picked already. Own, picked and needed together are `keep` at most.
        """
        if picked or need + 1 < self._keep:
            return self._look_for(own, picked, need)
        if own not in self._found:
            self._found[own] = self._look_for(own, picked, need)
        return self._found[own]

    def _look_for(self, own: int, picked: Sequence[int], need: int) -> list[int]:
        """Level by level: those who share most, then those who share one less, …"""
        numbers, taken = self._held[own], [own, *picked]
        most = len(taken) + need
        is_wide = len(numbers) > WIDE
        crowd = self._everyone if is_wide else self._wide
        counted = dict(crowd.levels(numbers, self._keep)) if crowd else {}
        for size in range(len(numbers), 0, -1):
            sets = () if is_wide else combinations(numbers, size)
            # At least the newest `keep` of the level; some may be of those before it.
            level = set(counted.get(size, ())).union(*filter(None, map(self._holders.get, sets)))
            taken += sorted(level.difference(taken))[: most - len(taken)]
            if len(taken) == most:
                break
        return taken[1 + len(picked) :]


def _holders_of_sets(held: Sequence[tuple[int, ...]], keep: int) -> dict[tuple[int, ...], tuple[int, ...]]:
    """For each set of numbers that two or more hold: its newest `keep` holders, wide ones left out.

    A set is grown by one number at a time, the rarest first, among its holders. One that a single rank
    holds is never grown, so that memory follows what is shared and not what is possible.
    Of ranks that hold the very same only the newest `keep` can ever be shown: the others are left out.
    """
    equals: Counter[tuple[int, ...]] = Counter()
    members = []
    for rank, numbers in enumerate(held):
        if len(numbers) <= WIDE and equals[numbers] < keep:
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


class _Tally:
    """Counts shared numbers for a whole crowd at once: a number's holders are the bits of one integer.

    Adding such integers digit by digit counts for every holder in parallel. A look-up's cost grows with
    the crowd, but by a small part of a machine step a head, and never as 2ⁿ.
    """

    def __init__(self, crowd: Sequence[int], held: Sequence[tuple[int, ...]]) -> None:
        self._crowd = crowd
        places: defaultdict[int, list[int]] = defaultdict(list)
        for index, rank in enumerate(crowd):
            for number in held[rank]:
                places[number].append(index)
        # An integer costs memory for the whole crowd: for a rare number it is made when asked for.
        self._rare = {n: held_at for n, held_at in places.items() if len(held_at) * 512 < len(crowd)}
        self._common = {n: _bits(held_at) for n, held_at in places.items() if n not in self._rare}

    def levels(self, numbers: Iterable[int], keep: int) -> Iterator[tuple[int, list[int]]]:
        """(how many they share, the newest `keep` of those who share as many), most shared first."""
        digits: list[int] = []
        anyone = 0
        for number in numbers:
            carry = self._common.get(number) or _bits(self._rare.get(number, ()))
            anyone |= carry
            for k, digit in enumerate(digits):
                digits[k] = digit ^ carry
                carry &= digit
            if carry:
                digits.append(carry)
        for shared, group in _by_value(digits, anyone):
            yield shared, [self._crowd[position] for position in _lowest(group, keep)]


def _bits(places: Sequence[int]) -> int:
    held = bytearray(places[-1] // 8 + 1 if places else 0)
    for position in places:
        held[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(held, "little")


def _by_value(digits: list[int], group: int, above: int = 0) -> Iterator[tuple[int, int]]:
    """(value, those of the group that have it), highest value first; digits are binary, the lowest first."""
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
