"""One part of the index as a folder: which articles have a word, and what a result shows of each."""

import json
import os
from collections.abc import Iterable

from bantin.cache.blobs import digest, digest_bytes
from bantin.publish.staging import write_new
from bantin.publish.swap import remove
from bantin.search.documents import Card, Document
from bantin.system.named_tuple import NamedTuple

# Cards in one file: a result needs one, and seldom stands beside another.
_CARDS = 25

# Bytes of one file of words, about: a question of four words fetches up to four of each part.
_SHARD_BYTES = 40_000

REGISTER = "register.json"
VOCABULARY = "vocabulary.json"


class Bundle(NamedTuple):
    """A folder made. files: paths in it, each with a digest of its bytes.

    shards: how many files of words it has. documents: how many articles and pages; `dated`: how many of
    these, the first ones, have a date.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]
    shards: int
    documents: int
    dated: int


class _Words:
    """Postings: for each key the documents that have it, as numbers times four plus the class of weight."""

    def __init__(self) -> None:
        self.forms: dict[str, dict[str, list[int]]] = {}
        self.pairs: dict[str, list[int]] = {}

    def add(self, number: int, document: Document) -> None:
        for (key, form), weight in document.words.items():
            self.forms.setdefault(key, {}).setdefault(form, []).append(4 * number + weight)
        for pair in document.pairs:
            self.pairs.setdefault(pair, []).append(number)

    def shards(self) -> list[dict[str, object]]:
        """All of it, shared out by `shard`; a pair stands where its first word does."""
        postings = sum(len(numbers) for forms in self.forms.values() for numbers in forms.values())
        size = 4 * postings + sum(len(pair) + 5 + 3 * len(numbers) for pair, numbers in self.pairs.items())
        shards: list[dict[str, object]] = [{} for _ in range(1 + size // _SHARD_BYTES)]
        for key in sorted(self.forms):
            forms = self.forms[key]
            entry = {form: _gaps(forms[form]) for form in sorted(forms)}
            shards[shard(key, len(shards))][key] = entry[key] if entry.keys() == {key} else entry
        for pair in sorted(self.pairs):
            shards[shard(pair.partition(" ")[0], len(shards))][pair] = _gaps(self.pairs[pair])
        return shards


def shard(key: str, count: int) -> int:
    """Return in which of `count` files a key stands; assets/js/search.js has the same rule."""
    number = 0
    for character in key:
        number = (number * 31 + ord(character)) & 0x7FFFFFFF
    return number % count


def _gaps(numbers: list[int]) -> list[int]:
    """Ascending numbers as the first and what each adds: fewer digits."""
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


def make(folder: str, part: str, documents: Iterable[Document], before: Bundle | None) -> Bundle:
    """Write a folder in `folder`, whose name differs whenever a file of it does. Dated documents come first.

    Return `before` where the same would be made: an edit of a body seldom changes what can be searched for.
    """
    files, shards, cards = _assemble(documents)
    listed = tuple((path, digest_bytes(files[path])) for path in sorted(files))
    dated = sum(1 for card in cards if card[2])
    bundle = Bundle(f"{part}-{digest(listed).hex()[:10]}", listed, shards, len(cards), dated)
    if before == bundle:
        return bundle
    target = os.path.join(folder, bundle.name)
    made = f"{target}.{os.getpid()}.new"
    try:
        os.makedirs(made)
        for path, data in files.items():
            write_new(os.path.join(made, path), data)
        remove(target)
        os.rename(made, target)
    finally:
        remove(made)
    return bundle


def _assemble(documents: Iterable[Document]) -> tuple[dict[str, bytes], int, list[Card]]:
    """Return the files, how many of them hold words, and all cards."""
    indexed = _Words()
    cards: list[Card] = []
    sections: list[str] = []
    years: list[str] = []
    for number, document in enumerate(documents):
        indexed.add(number, document)
        cards.append(document.card)
        sections.append(document.section)
        years.append(document.date[:4])
    shards = indexed.shards()
    files = {f"words-{number}.json": _json(shard) for number, shard in enumerate(shards)}
    files[VOCABULARY] = _json(sorted(key for key in indexed.forms if len(key) > 2))
    files[REGISTER] = _json({"sections": _numbered(sections), "years": _numbered(years)})
    for at in range(0, len(cards), _CARDS):
        files[f"cards-{at // _CARDS}.json"] = _json(cards[at : at + _CARDS])
    return files, len(shards), cards


def _numbered(values: list[str]) -> dict[str, list[object]]:
    """The values that there are, and of each document which of them."""
    names = sorted(set(values))
    numbers = {name: at for at, name in enumerate(names)}
    return {"names": [*names], "of": [numbers[value] for value in values]}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
