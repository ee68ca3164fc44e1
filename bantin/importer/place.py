"""Which file each page that was read becomes: a new one, one that it updates, or none, since it is there."""

from collections.abc import Sequence
from typing import Protocol

from bantin.importer import library
from bantin.importer.staging import Staging
from bantin.system.named_tuple import NamedTuple

NEW, UPDATE, SAME = "new", "update", "same"


class PendingPage(Protocol):
    """A page that was read, as `run` has it."""

    @property
    def source(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def breadcrumb(self) -> tuple[str, ...]: ...
    @property
    def at(self) -> int: ...


class Assignment(NamedTuple):
    """fate: see above. path: of the article in content/. at: where in the staging the page waits. written:
    for an update the digest of what was written there before.
    """

    source: str
    digest: str
    fate: str
    path: str
    at: int
    address: str
    written: str


def assign_paths(
    pages: Sequence[PendingPage], imported: library.ExistingArticles, staging: Staging, *, section: str
) -> list[Assignment]:
    """The fate of each page, in order. `known` learns of each new article. section: for all, or ""."""
    sketch = _Sketches(staging)
    placed = []
    for page in pages:
        if page.digest in imported.by_digest:
            continue
        before = imported.by_source.get(page.source)
        if before and before.written:
            placed.append(_placed(page, UPDATE, before.path, before.written))
            continue
        path = _there(page, imported, sketch)
        if path:
            placed.append(_placed(page, SAME, path, ""))
            continue
        folder = section or imported.sections.folder_of(page.breadcrumb)
        path = imported.free_path(folder, page.title)
        imported.add(path, library.key_of(page.title, page.date), page.address)
        sketch.waiting[path] = page.at
        placed.append(_placed(page, NEW, path, ""))
    return placed


def _placed(page: PendingPage, fate: str, path: str, written: str) -> Assignment:
    return Assignment(page.source, page.digest, fate, path, page.at, page.address, written)


class _Sketches:
    """What texts can be compared by, of pages that wait and of articles that are there."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self.waiting: dict[str, int] = {}  # path to where in the staging

    def of_page(self, at: int) -> frozenset[int]:
        page = self._staging.page_at(at).page
        return library.sketch("\n".join([page.lead, *(block.text for block in page.blocks)]))

    def of_article(self, path: str) -> frozenset[int]:
        if path in self.waiting:
            return self.of_page(self.waiting[path])
        return library.sketch(library.body_of(self._staging.content, path))


def _there(page: PendingPage, imported: library.ExistingArticles, sketch: _Sketches) -> str:
    """The article that is this page's: of its old address, or of its title and day and a text alike."""
    if page.address and (path := imported.by_address.get(library.address_key(page.address))):
        return path
    path = imported.by_key.get(library.key_of(page.title, page.date), "")
    if not path:
        return ""
    return path if library.are_alike(sketch.of_page(page.at), sketch.of_article(path)) else ""
