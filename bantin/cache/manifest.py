"""What the last build made of each page; of the table of all pages no more is opened than is asked for."""

from bantin.cache.tables import Flat, flat_pages, page_at, pages_of, with_page
from bantin.model import Slots
from bantin.system.named_tuple import NamedTuple


class Made(NamedTuple):
    """A published page: the recipe it was rendered by (digests of 16 bytes), and where its slots stand."""

    recipe: bytes
    slots: Slots


class Pages:
    """Made by output path, in order: as a dict, or flat as it is kept."""

    def __init__(self, made: dict[str, Made] | None = None, *, flat: Flat | None = None) -> None:
        self._made = made
        self._flat = flat

    def all(self) -> dict[str, Made]:
        if self._made is None:
            new = tuple.__new__  # as in content.records
            pages = pages_of(self.flat())
            self._made = {path: new(Made, (recipe, slots)) for path, recipe, slots in pages}
        return self._made

    def flat(self) -> Flat:
        if self._flat is None:
            self._flat = flat_pages(self._made or {})
        return self._flat

    def find(self, path: str) -> Made | None:
        if self._made is not None:
            return self._made.get(path)
        found = page_at(self.flat(), path)
        return Made(*found) if found else None

    def with_made(self, made: dict[str, Made]) -> "Pages":
        """The same with these for pages that are there."""
        if self._made is not None:
            return Pages(self._made | made)
        flat = self.flat()
        for path, page in made.items():
            flat = with_page(flat, path, *page)
        return Pages(flat=flat)
