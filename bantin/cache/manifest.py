"""The page manifest: fingerprint and slots of each page of the last build. Entries are unpacked on demand."""

from collections.abc import Collection, Iterator

from bantin.cache.tables import (
    FlatTable,
    PageEntry,
    find_page,
    flatten_pages,
    replace_pages,
    unflatten_pages,
)
from bantin.model import Slots

_MANY = 50


class Manifest:
    """Page entries by output path, in order: as a dict, or as a flat table, the stored form."""

    def __init__(self, entries: dict[str, PageEntry] | None = None, *, flat: FlatTable | None = None) -> None:
        self._entries = entries
        self._flat = flat

    def entries(self) -> dict[str, PageEntry]:
        """Return all entries."""
        if self._entries is None:
            self._entries = unflatten_pages(self.flat())
        return self._entries

    def flat(self) -> FlatTable:
        """Return the entries as a flat table, the stored form."""
        if self._flat is None:
            self._flat = flatten_pages(self._entries or {})
        return self._flat

    def find(self, path: str) -> PageEntry | None:
        """Return the entry of the page at an output path, or None."""
        return find_page(self.flat(), path) if self._entries is None else self._entries.get(path)

    def find_all(self, paths: Collection[str]) -> dict[str, PageEntry]:
        """Return the entries of those of these pages that are in the manifest."""
        if len(paths) > _MANY:
            self.entries()  # looking one up takes a hundredth of this
        entries = {path: self.find(path) for path in paths}
        return {path: entry for path, entry in entries.items() if entry}

    def updated(self, changed: dict[str, PageEntry]) -> "Manifest":
        """Return the manifest with some entries replaced; each path of `changed` must already be in it."""
        if self._entries is not None:
            return Manifest(self._entries | changed)
        return Manifest(flat=replace_pages(self.flat(), changed))

    def pages_with(self, slots: frozenset[str]) -> Iterator[tuple[str, Slots]]:
        """Yield output path and slots of each page that has one of these slots."""
        for path, entry in self.entries().items():
            if not slots.isdisjoint(entry.slots.names):
                yield path, entry.slots
