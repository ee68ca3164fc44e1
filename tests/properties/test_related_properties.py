"""The quick index gives exactly the lists of comparing everything with everything."""

import random
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.site import related as module
from bantin.site import shared_numbers
from bantin.site.related import WORDS, Index, RelatedSubject, look_up, look_ups, related
from bantin.site.shared_numbers import MAX_SETS_OF

SPELLINGS = {
    **dict(zip("òa óa ỏa õa ọa".split(), "oà oá oả oã oạ".split(), strict=True)),
    **dict(zip("òe óe ỏe õe ọe".split(), "oè oé oẻ oẽ oẹ".split(), strict=True)),
    **dict(zip("ùy úy ủy ũy ụy".split(), "uỳ uý uỷ uỹ uỵ".split(), strict=True)),
}
CAPITALS = set("AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ")


@cache
def fold(text: str) -> str:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    for first, second in SPELLINGS.items():
        plain = re.sub(("(?<!q)" if second[0] == "u" else "") + first, second, plain)
    return " ".join(plain.split())


def tags_of(subject: RelatedSubject) -> set[str]:
    return {fold(tag) for tag in subject.tags if fold(tag)}


def kind(char: str) -> str:
    return "space" if char.isspace() else "text" if char.isalnum() or char == "_" else "sign"


def neighbour(runs: list[str], n: int, step: int) -> str:
    """Return the syllable next to a run, with only space between; "" for none."""
    there = n + 2 * step
    return (
        runs[there] if 0 <= there < len(runs) and runs[n + step].isspace() and runs[there].isalpha() else ""
    )


def words_of(title: str) -> set[str]:
    """Return the words of a title, found from each run of characters of one kind."""
    runs = ["".join(run) for _, run in groupby(unicodedata.normalize("NFC", title), kind)]
    words, singles = set(), set()
    for n, syllable in enumerate(runs):
        if not syllable.isalpha():
            continue
        before, after = neighbour(runs, n, -1), neighbour(runs, n, +1)
        if after:
            words.add(f"{fold(syllable)} {fold(after)}")
        is_number = set(syllable) <= set("IVX")
        beside_capitals = any(other.isupper() and not set(other) <= set("IVX") for other in (before, after))
        if len(syllable) > 2 and CAPITALS & set(syllable[1:]) and not is_number and not beside_capitals:
            words.add(fold(syllable))
        if len(syllable) > 1:
            singles.add(fold(syllable))
    return words or singles


def counting_words(subjects: list[RelatedSubject]) -> list[set[str]]:
    held_by = Counter(word for subject in subjects for word in words_of(subject.title))
    rare = {word for word, times in held_by.items() if 2 <= times <= module.RARE_IN}
    return [
        set(sorted(words_of(subject.title) & rare, key=lambda word: (held_by[word], word))[:WORDS])
        for subject in subjects
    ]


def naive(subjects: list[RelatedSubject], count: int, newest: int = 0) -> list[tuple[int, ...]]:
    """Compute the documented result without any optimization."""
    tags, words = [tags_of(subject) for subject in subjects], counting_words(subjects)
    lists = []
    by_date = sorted(range(len(subjects)), key=lambda k: (-subjects[k].recency, subjects[k].address))
    for i, own in enumerate(subjects):
        others = [k for k in by_date[newest:] if k != i]
        shared_tags = {k: len(tags[i] & tags[k]) for k in others}
        shared_words = {k: len(words[i] & words[k]) for k in others}
        steps = [
            [k for k in own.chosen if k != i],
            sorted(filter(shared_tags.__getitem__, others), key=lambda k: -shared_tags[k]),
            sorted(filter(shared_words.__getitem__, others), key=lambda k: -shared_words[k]),
            [k for k in others if subjects[k].section == own.section],
        ]
        lists.append(tuple(dict.fromkeys(k for step in steps for k in step))[:count])
    return lists


TAGS = [
    *("một cửa", "MỘT CỬA", unicodedata.normalize("NFD", "một cửa"), " một  cửa ", "mot cua", "", " "),
    *("số hóa", "Số hoá"),
    *(f"thẻ {n}" for n in range(MAX_SETS_OF + 6)),
]
SYLLABLES = ["cải", "Cải", "cách", unicodedata.normalize("NFD", "cách"), "hành", "chính", "xã", "thi"]
ABBREVIATIONS = ["PAPI", "Papi", "SIPAS", "PAR", "INDEX", "VNeID", "HĐND", "XIV", "TĐƯ", "HÀNH"]
SPELT_TWICE = ["hóa", "hoá", unicodedata.normalize("NFD", "Hóa"), "ủy", "uỷ", "quý", "qúy"]
SIGNS = ["ký", "số", "ý", "2018", "m²", "5G", "a_b", "xã,thi", "xã,", "“hành", "–", "cải-cách", "\u00a0"]
WORDLIKE = st.sampled_from([*SYLLABLES, *SYLLABLES, *ABBREVIATIONS, *SPELT_TWICE, *SIGNS])
TITLES = st.one_of(
    st.lists(WORDLIKE, max_size=7).map(" ".join),
    st.text("abóòaĐUPI ,-_|5²\u0323", max_size=9),
)


@st.composite
def bulletins(
    draw: st.DrawFn, most_tags: int = MAX_SETS_OF + 4, tags: int = len(TAGS)
) -> list[RelatedSubject]:
    size = draw(st.integers(0, 16))
    places = st.lists(st.integers(0, max(size - 1, 0)), max_size=4)
    return [
        RelatedSubject(
            address=f"/{name:02}.html",
            title=draw(TITLES),
            tags=tuple(draw(st.lists(st.sampled_from(TAGS[:tags]), max_size=most_tags))),
            section=draw(st.sampled_from(["", "tin", "tin/con"])),
            recency=draw(st.integers(0, 3)),
            chosen=tuple(draw(st.one_of(st.just([]), places))),
        )
        for name in draw(st.permutations(range(size)))
    ]


@given(bulletins(), st.integers(0, 7), st.integers(0, 5))
def test_lists_equal_those_of_comparing_every_pair(
    subjects: list[RelatedSubject], count: int, newest: int
) -> None:
    assert related(subjects, count, newest) == naive(subjects, count, newest)


@given(bulletins(most_tags=4, tags=10), st.integers(1, 3), st.integers(0, 5))
def test_lists_equal_those_of_every_pair_where_many_have_the_same_tags(
    subjects: list[RelatedSubject], count: int, newest: int
) -> None:
    assert related(subjects, count, newest) == naive(subjects, count, newest)


@given(bulletins(most_tags=0), st.integers(1, 5), st.integers(2, 5))
def test_lists_equal_those_of_every_pair_where_titles_alone_decide(
    subjects: list[RelatedSubject], count: int, rare_in: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "RARE_IN", rare_in)
        assert related(subjects, count) == naive(subjects, count)


@pytest.mark.parametrize("wide", [0, 3, 99])
@settings(max_examples=50)
@given(subjects=bulletins(tags=14), count=st.integers(1, 5), newest=st.integers(0, 5))
def test_the_way_of_counting_shared_tags_changes_nothing(
    wide: int, subjects: list[RelatedSubject], count: int, newest: int
) -> None:
    """The threshold between bit masks and sets varies from all masks to all sets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_numbers, "MAX_SETS_OF", wide)
        assert related(subjects, count, newest) == naive(subjects, count, newest)


@settings(max_examples=50)
@given(bulletins(), st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(
    subjects: list[RelatedSubject], count: int, rng: random.Random
) -> None:
    order = list(range(len(subjects)))
    rng.shuffle(order)
    new_place = {old: new for new, old in enumerate(order)}
    moved = [
        subjects[old]._replace(chosen=tuple(new_place[k] for k in subjects[old].chosen)) for old in order
    ]
    expected = related(subjects, count)
    moved_related = related(moved, count)
    assert [tuple(order[k] for k in moved_related[new_place[i]]) for i in range(len(subjects))] == expected


@settings(max_examples=30)
@given(bulletins(), st.integers(0, 5))
def test_look_ups_in_any_order_and_twice_give_the_same(subjects: list[RelatedSubject], count: int) -> None:
    index = Index(subjects, count)
    backwards = [look_up(index, i) for i in reversed(range(len(subjects)))]
    assert look_ups(index, range(len(subjects))) == backwards[::-1] == related(subjects, count)


@pytest.mark.parametrize("seed", range(3))
def test_lists_equal_those_of_every_pair_in_a_bulletin_of_some_size(seed: int) -> None:
    """The bulletin is large enough for lists to be cut; it has so few tags that many articles share one."""
    rng = random.Random(seed)
    tags = [f"thẻ {n}" for n in range(14)]
    titles = ["hội nghị sơ kết", "tập huấn chữ ký số", "công bố chỉ số", "họp ban chỉ đạo", "mở quầy mới"]
    subjects = [
        RelatedSubject(
            address=f"/{n:03}.html",
            title=f"{rng.choice(titles)} {rng.choice(titles)}",
            tags=tuple(rng.sample(tags, rng.choice([0, 1, 3, 4, 5, 6, 6, 12]))),
            section=f"muc-{n % 5}",
            recency=rng.randrange(60),
            chosen=tuple(rng.sample(range(220), 3)) if n % 4 == 0 else (),
        )
        for n in range(220)
    ]
    assert related(subjects, 5) == naive(subjects, 5)


def test_lists_equal_those_of_every_pair_in_a_large_bulletin_with_a_few_over_tagged_articles() -> None:
    """The bulletin is so large that rare tags are stored differently from common ones."""
    rng = random.Random(7)
    common = [f"thẻ {n}" for n in range(20)]
    rare = [f"hiếm {n}" for n in range(1500)]
    subjects = [
        RelatedSubject(
            address=f"/{n:05}.html",
            title="",
            tags=tuple(rng.sample(common, rng.randint(0, 4)) + rng.sample(rare, 2 if n % 75 else 30)),
            section=f"{n}",
            recency=rng.randint(0, 99),
            chosen=(),
        )
        for n in range(3000)
    ]
    index = Index(subjects, 6)
    for i in [*range(0, 3000, 75), *range(1, 200, 7)]:
        own = set(subjects[i].tags)
        shared = {k: len(own & set(other.tags)) for k, other in enumerate(subjects) if k != i}
        nearest = sorted(shared, key=lambda k: (-shared[k], -subjects[k].recency, subjects[k].address))
        assert look_up(index, i) == tuple(k for k in nearest[:6] if shared[k])
