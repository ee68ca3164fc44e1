"""One part of the index as a folder: the articles of each word, and the cards of results."""

import json
import os
from collections.abc import Iterable
from itertools import chain

from bantin.cache.blobs import digest, digest_bytes
from bantin.publish.staging import write_new
from bantin.publish.swap import remove
from bantin.search.documents import Card, Document
from bantin.search.synonyms import Group
from bantin.system.named_tuple import NamedTuple

# Cards in one file, as in assets/js/search.js: a result needs one, and results are seldom neighbours.
_CARDS = 10

# Bytes of one file of words, about: a question of four words fetches up to four of each part. Smaller files
# would be too many.
_SHARD_BYTES = 16_000

# A site's only part with at most so many bytes of words is one file, which the page of results preloads.
# Compressed it takes 0.7 s at 400 kbit/s; two rounds of requests, which it saves, take 0.8 s at 400 ms.
_ONE_FILE_BYTES = 120_000

REGISTER = "register.json"
VOCABULARY = "vocabulary.json"
ALL = "all.json"


class Bundle(NamedTuple):
    """A stored folder. files: paths in it, each with a digest of its bytes.

    shards: how many files of words it has; 0 where ALL is its only file, and has the others by their names.
    documents: how many articles and pages; `dated`: how many of these, the first ones, have a date.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]
    shards: int
    documents: int
    dated: int


class _Words:
    """Postings: for each key the numbers of its documents, times eight plus the class of weight."""

    def __init__(self) -> None:
        self.forms: dict[str, dict[str, list[int]]] = {}
        self.pairs: dict[str, dict[str, list[int]]] = {}
        self.synonyms: set[Group] = set()

    def add(self, number: int, document: Document) -> None:
        for (key, form), weight in document.words.items():
            self.forms.setdefault(key, {}).setdefault(form, []).append(8 * number + weight)
        for pair in document.pairs:
            first, _, second = pair.partition(" ")
            self.pairs.setdefault(first, {}).setdefault(second, []).append(number)
        self.synonyms |= document.synonyms

    def size(self) -> int:
        """Return about how many bytes all of it takes as JSON."""
        postings = sum(len(numbers) for forms in self.forms.values() for numbers in forms.values())
        after = chain.from_iterable(seconds.items() for seconds in self.pairs.values())
        return 4 * postings + sum(len(second) + 5 + 3 * len(numbers) for second, numbers in after)

    def shards(self, count: int) -> list[dict[str, object]]:
        """Return the contents of `count` shards.

        The words that follow "mot" are below "mot ", terms that begin with it with synonyms below "mot=".
        """
        shards: list[dict[str, object]] = [{} for _ in range(count)]
        for key in sorted(self.forms):
            forms = self.forms[key]
            entry = {form: _gaps(forms[form]) for form in sorted(forms)}
            shards[shard(key, count)][key] = entry[key] if entry.keys() == {key} else entry
        for first in sorted(self.pairs):
            seconds = self.pairs[first]
            shards[shard(first, count)][f"{first} "] = {key: _gaps(seconds[key]) for key in sorted(seconds)}
        for first, rows in _synonyms(self.synonyms).items():
            shards[shard(first, count)][f"{first}="] = rows
        return shards


def shard(key: str, count: int) -> int:
    """Return the number of the file of a key, among `count` files; assets/js/search.js has the same rule."""
    number = 0
    for character in key:
        number = (number * 31 + ord(character)) & 0x7FFFFFFF
    return number % count


def _synonyms(groups: Iterable[Group]) -> dict[str, list[list[str]]]:
    """Return for the first key of each term: the term, followed by the others of its group."""
    rows: dict[str, list[list[str]]] = {}
    for terms in sorted(groups, key=lambda terms: [term.text for term in terms]):
        for term in terms:
            others = [other.text for other in terms if other is not term]
            rows.setdefault(term.first, []).append([term.text, *others])
    return rows


def _gaps(numbers: list[int]) -> list[int]:
    """Return ascending numbers as differences, which have fewer digits."""
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


def make(
    folder: str, part: str, documents: Iterable[Document], before: Bundle | None, *, is_only: bool
) -> Bundle:
    """Write a folder in `folder`, whose name differs whenever a file of it does. Dated documents come first.

    Return `before` where the same would be made: an edit of a body seldom changes what can be searched for.
    An only part may be one file.
    """
    files, shards, cards = _assemble(documents, is_only=is_only)
    listed = tuple((path, digest_bytes(files[path])) for path in sorted(files))
    dated = sum(1 for card in cards if card.machine_date)
    bundle = Bundle(f"{part}-{digest(listed).hex()[:10]}", listed, shards, len(cards), dated)
    if before == bundle:
        return bundle
    target = os.path.join(folder, bundle.name)
    temporary = f"{target}.{os.getpid()}.new"
    try:
        os.makedirs(temporary)
        for path, data in files.items():
            write_new(os.path.join(temporary, path), data)
        remove(target)
        os.rename(temporary, target)
    finally:
        remove(temporary)
    return bundle


def _assemble(documents: Iterable[Document], *, is_only: bool) -> tuple[dict[str, bytes], int, list[Card]]:
    """Return the files, how many of them hold words (0: all in one), and all cards."""
    indexed = _Words()
    cards: list[Card] = []
    sections: list[str] = []
    years: list[str] = []
    for number, document in enumerate(documents):
        indexed.add(number, document)
        cards.append(document.card)
        sections.append(document.section)
        years.append(document.date[:4])
    size = indexed.size()
    shards = 0 if is_only and size <= _ONE_FILE_BYTES else 1 + size // _SHARD_BYTES
    files: dict[str, object] = {
        f"words-{number}.json": shard for number, shard in enumerate(indexed.shards(shards or 1))
    }
    files[VOCABULARY] = sorted(key for key in indexed.forms if len(key) > 2 and not key.isdecimal())
    files[REGISTER] = {"sections": _numbered(sections), "years": _numbered(years)}
    for start in range(0, len(cards), _CARDS):
        files[f"cards-{start // _CARDS}.json"] = cards[start : start + _CARDS]
    if not shards:
        files = {ALL: files}
    return {name: _json(value) for name, value in files.items()}, shards, cards


def _numbered(values: list[str]) -> dict[str, list[object]]:
    """Return the distinct values, and for each document the number of its value."""
    names = sorted(set(values))
    numbers = {name: number for number, name in enumerate(names)}
    return {"names": [*names], "of": [numbers[value] for value in values]}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
