"""The existing articles of content/, to recognize them by title and day, old address or file name."""

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

from bantin.config import read_zone
from bantin.content import front_matter
from bantin.content.fields import INDEX
from bantin.content.tree import DATA_FOLDER, scan
from bantin.importer import imported_list
from bantin.importer.old_urls import address_key
from bantin.importer.sections import Sections, read_titles
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import fold, parse_date, slug

_LONGEST_STEM = 80
_SIGNS = re.compile(r"\W+")


class Key(NamedTuple):
    """What tells one article from another. title: without marks and signs. day: of its date."""

    title: str
    day: str


def key_of(title: str, date: str) -> Key:
    return Key(_SIGNS.sub(" ", fold(title)).strip(), date[:10])


def min_hash(text: str) -> frozenset[int]:
    """Return the 32 smallest digests of a text's word triples, to compare two texts by (MinHash)."""
    words = re.findall(r"\w+", text.lower())
    triples = {crc32(" ".join(words[at : at + 3]).encode()) for at in range(max(len(words) - 2, 1))}
    return frozenset(sorted(triples)[:32])


def are_alike(first: frozenset[int], second: frozenset[int]) -> bool:
    """Tell whether two texts are versions of one. Short texts are too short to compare."""
    if min(len(first), len(second)) < 8:
        return True
    joined = frozenset(sorted(first | second)[:32])
    return len(joined & first & second) >= 6


class ExistingArticles(NamedTuple):
    """by_key, by_title, by_address: paths in content/. stems: number of articles for each file name.

    taken: every path, in lower case. rows: of imported.csv; by_digest, by_source: the same rows by these.
    """

    by_key: dict[Key, str]
    by_title: dict[str, str]
    by_address: dict[str, str]
    stems: Counter[str]
    taken: set[str]
    sections: Sections
    rows: list[imported_list.ImportedRow]
    by_digest: dict[str, imported_list.ImportedRow]
    by_source: dict[str, imported_list.ImportedRow]

    def add(self, path: str, key: Key, address: str) -> None:
        self.by_key.setdefault(key, path)
        self.by_title.setdefault(key.title, path)
        if address:
            self.by_address.setdefault(address_key(address), path)
        self.stems[stem_of(path)] += 1
        self.taken.add(path.lower())

    def free_path(self, folder: str, title: str) -> str:
        """Return a path for a new article, from its title; with a number if it exists."""
        stem = slug(title)
        if len(stem) > _LONGEST_STEM:
            stem = stem[: stem.rfind("-", 0, _LONGEST_STEM + 1)]
        stem = stem[:_LONGEST_STEM].strip("-") or "bai-viet"
        number = 1
        while True:
            name = stem if number == 1 else f"{stem}-{number}"
            path = f"{folder}/{name}.md" if folder else f"{name}.md"
            if path.lower() not in self.taken:
                return path
            number += 1

    def reference(self, path: str) -> str:
        """Return how `related` names an article."""
        stem = stem_of(path)
        return stem if self.stems[stem] == 1 else path.removesuffix(".md")


def stem_of(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")


def read(content: str, zone: str) -> ExistingArticles:
    """Read the existing articles. Raises imported_list.ImportedListError."""
    tree = scan(content, shown_as="content/")
    rows = imported_list.read(content)
    existing = ExistingArticles(
        by_key={},
        by_title={},
        by_address={},
        stems=Counter(),
        taken={path.lower() for path in tree.files},
        sections=Sections(tree.folders, read_titles(content, tree.folders)),
        rows=rows,
        by_digest={row.digest: row for row in rows},
        by_source={row.source: row for row in rows},
    )
    area = read_zone(zone)
    for path in _articles(tree.files):
        parts = front_matter.read(os.path.join(content, path))
        try:
            _, day = parse_date(parts.text("date"), area)
        except ValueError:
            day = ""
        existing.add(path, key_of(parts.text("title"), day), "")
    for row in rows:
        if row.address:
            existing.by_address.setdefault(address_key(row.address), row.path)
    return existing


def _articles(paths: Iterable[str]) -> list[str]:
    return [
        path
        for path in paths
        if path.endswith(".md") and not path.startswith(DATA_FOLDER) and posixpath.basename(path) != INDEX
    ]


def body_of(content: str, path: str) -> str:
    """Return the text of an existing article; "" if it cannot be read."""
    return front_matter.read(os.path.join(content, path)).body.decode()
