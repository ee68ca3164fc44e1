"""Assign a file to each page that was read: a new one, one to update, or none because it exists already."""

from collections.abc import Sequence
from typing import Protocol

from bantin.importer import existing_articles
from bantin.importer.staging import Staging
from bantin.system.named_tuple import NamedTuple

NEW, UPDATE, SAME = "new", "update", "same"


class PendingPage(Protocol):
    """A page that was read, as `run` keeps it."""

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
    """The file of a page. fate: NEW, UPDATE or SAME. path: of the article in content/. at: number of the page
    in staging.

    written: for an update the digest of what the import wrote before.
    """

    source: str
    digest: str
    fate: str
    path: str
    at: int
    address: str
    written: str


def assign_paths(
    pages: Sequence[PendingPage],
    imported: existing_articles.ExistingArticles,
    staging: Staging,
    *,
    section: str,
) -> list[Assignment]:
    """Return the assignment of each page, in order. New articles are added to `imported`. section: for all
    pages, or "".
    """
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
        imported.add(path, existing_articles.key_of(page.title, page.date), page.address)
        sketch.waiting[path] = page.at
        placed.append(_placed(page, NEW, path, ""))
    return placed


def _placed(page: PendingPage, fate: str, path: str, written: str) -> Assignment:
    return Assignment(page.source, page.digest, fate, path, page.at, page.address, written)


class _Sketches:
    """The sketches of texts, of pages and of existing articles."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self.waiting: dict[str, int] = {}  # path to where in the staging

    def of_page(self, at: int) -> frozenset[int]:
        page = self._staging.page_at(at).page
        return existing_articles.sketch("\n".join([page.lead, *(block.text for block in page.blocks)]))

    def of_article(self, path: str) -> frozenset[int]:
        if path in self.waiting:
            return self.of_page(self.waiting[path])
        return existing_articles.sketch(existing_articles.body_of(self._staging.content, path))


def _there(page: PendingPage, imported: existing_articles.ExistingArticles, sketch: _Sketches) -> str:
    """Return the existing article of a page: with its old address, or with its title and day and a similar
    text; "" for none.
    """
    if page.address and (path := imported.by_address.get(existing_articles.address_key(page.address))):
        return path
    path = imported.by_key.get(existing_articles.key_of(page.title, page.date), "")
    if not path:
        return ""
    return path if existing_articles.are_alike(sketch.of_page(page.at), sketch.of_article(path)) else ""
