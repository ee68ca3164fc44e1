"""Related articles ("Tin liên quan"), by an editor's choice, tags, words of titles and section.

A list is filled in four steps; a step only fills what the steps before it left empty:

1. the editor's own list, in the editor's order;
2. articles that share tags, those that share most first;
3. articles that share rare words of the title, those that share most first;
4. articles of the same section.

Within a step and an equal number shared, the newest comes first, then the smaller address. Steps 2 to 4 leave
out the newest articles that every page lists anyway.

- Two tags are equal if they differ only in letter case, Unicode form, the width of spaces or the position
  of a tone mark (hoá, hóa). Other marks count: "ký" is not "ky". A tag given twice counts once, an empty
  one not at all.
- The words of a title are its pairs of neighbouring syllables, folded like tags, since most Vietnamese
  words have two: "thôn bản" and "văn bản" share nothing, though both contain "bản". A syllable is a run of
  letters; punctuation and anything with a digit ("2018", "5G", "m²") separates neighbours.
- An abbreviation is a word by itself; otherwise "Điểm PAPI" would share nothing with "PAPI là gì". It has
  three letters or more, a capital after the first of them ("VNeID"), and is not a Roman numeral ("XIV").
  Beside another word in capitals ("PAR INDEX", "HỘI NGHỊ") only the pair counts: the whole title may be in
  capitals, and two words for one thing would weigh double.
- Only a title without any such word ("Họp") uses its single syllables of two letters or more.
- A word is rare if at least 2 and at most RARE_IN titles contain it. Of each title the WORDS rarest count,
  of equally rare ones the first by code points. A word is shared if it counts in both titles.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise

from bantin.site.shared_numbers import SharedNumbers
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import normalize_tones

RARE_IN = 300
WORDS = 4

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


def related(subjects: Sequence[RelatedSubject], count: int, newest: int = 0) -> list[tuple[int, ...]]:
    """Return for each subject the indexes of at most `count` others, nearest first, without repeats.

    newest: so many articles are listed on every page as the newest.
    """
    index = Index(subjects, count, newest)
    return look_ups(index, range(len(subjects)))


class Index:
    """The data that all look-ups share: built once, then only read. Can be pickled.

    Words of titles are computed when the first look-up needs them: often tags fill all lists.
    """

    def __init__(self, subjects: Sequence[RelatedSubject], count: int, newest: int = 0) -> None:
        if count < 0:
            raise ValueError(f"count is {count}")
        self.subjects = subjects
        self.count = count
        self.newest = newest
        # Below, articles are numbered by rank: 0 is the newest, so the smaller rank wins every tie.
        self.by_rank = sorted(range(len(subjects)), key=lambda i: (-subjects[i].recency, subjects[i].address))
        self.ranks = [0] * len(subjects)
        for rank, i in enumerate(self.by_rank):
            self.ranks[i] = rank

        self.tags = _tag_index(tuple([subjects[i].tags for i in self.by_rank]), keep=count + 1, first=newest)
        self.sections: defaultdict[str, list[int]] = defaultdict(list)
        for rank, i in enumerate(self.by_rank[newest:], newest):
            self.sections[subjects[i].section].append(rank)

    @property
    def has_words(self) -> bool:
        """Whether a look-up has needed the titles. If none has, no list depends on them."""
        return "words" in vars(self)

    @cached_property
    def words(self) -> SharedNumbers:
        words = _words([self.subjects[i] for i in self.by_rank])
        return SharedNumbers(words, keep=self.count + 1, first=self.newest)


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
def _tag_index(tags: Sequence[tuple[str, ...]], keep: int, first: int) -> SharedNumbers:
    folded = {tag: _folded(tag) for tag in {*chain.from_iterable(tags)}}
    return SharedNumbers(_numbered([{folded[tag] for tag in own} - {""} for own in tags]), keep, first=first)


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
