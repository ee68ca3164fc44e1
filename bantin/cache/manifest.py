"""The page manifest: what the last build made of each page. No more of it is unpacked than is asked for."""

from collections.abc import Collection, Iterator

from bantin.cache.tables import Flat, flat_pages, page_at, pages_of, with_pages
from bantin.model import Slots
from bantin.system.named_tuple import NamedTuple

_MANY = 50


class PageEntry(NamedTuple):
    """A published page: the fingerprint it was made by (digests of 16 bytes), and where its slots stand."""

    fingerprint: bytes
    slots: Slots


class Manifest:
    """Page entries by output path, in order: as a dict, or flat as they are stored."""

    def __init__(self, entries: dict[str, PageEntry] | None = None, *, flat: Flat | None = None) -> None:
        self._entries = entries
        self._flat = flat

    def entries(self) -> dict[str, PageEntry]:
        """Return all entries."""
        if self._entries is None:
            new = tuple.__new__  # as in records.unpack
            pages = pages_of(self.flat())
            self._entries = {path: new(PageEntry, (fingerprint, slots)) for path, fingerprint, slots in pages}
        return self._entries

    def flat(self) -> Flat:
        """Return the table as it is stored."""
        if self._flat is None:
            self._flat = flat_pages(self._entries or {})
        return self._flat

    def find(self, path: str) -> PageEntry | None:
        """Return the entry of one page, or None where there is none."""
        if self._entries is not None:
            return self._entries.get(path)
        row = page_at(self.flat(), path)
        return PageEntry(*row) if row else None

    def find_all(self, paths: Collection[str]) -> dict[str, PageEntry]:
        """Return the entries of those of these pages that are in the manifest."""
        if len(paths) > _MANY:
            self.entries()  # looking one up takes a hundredth of this
        found = {path: self.find(path) for path in paths}
        return {path: entry for path, entry in found.items() if entry}

    def updated(self, changed: dict[str, PageEntry]) -> "Manifest":
        """Return the manifest with other entries for pages that are in it."""
        if self._entries is not None:
            return Manifest(self._entries | changed)
        return Manifest(flat=with_pages(self.flat(), changed))

    def pages_with(self, slots: frozenset[str]) -> Iterator[tuple[str, Slots]]:
        """Yield the pages that show one of these slots, with where their slots stand."""
        for path, entry in self.entries().items():
            if not slots.isdisjoint(entry.slots.names):
                yield path, entry.slots
