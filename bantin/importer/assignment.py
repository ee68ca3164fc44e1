"""Assign a file to each page that was read: a new one, one to update, or none because it exists already."""

from collections.abc import Sequence

from bantin.importer import existing_articles
from bantin.importer.old_urls import address_key
from bantin.importer.reading_types import ReadPage
from bantin.importer.staging import Staging
from bantin.system.named_tuple import NamedTuple

NEW, UPDATE, SAME = "new", "update", "same"


class Assignment(NamedTuple):
    """The file of a page. fate: NEW, UPDATE or SAME. path: of the article in content/.

    offset: of the page in staging. written: for an update the digest of what the import wrote before.
    """

    source: str
    digest: str
    fate: str
    path: str
    offset: int
    address: str
    written: str


def assign_paths(
    pages: Sequence[ReadPage],
    imported: existing_articles.ExistingArticles,
    staging: Staging,
    *,
    section: str,
) -> list[Assignment]:
    """Return the assignment of each page, in order. New articles are added to `imported`.

    section: the folder of all pages, or "" for that of their breadcrumbs.
    """
    sketches = _Sketches(staging)
    assignments = []
    for page in pages:
        if page.digest in imported.by_digest:
            continue
        before = imported.by_source.get(page.source)
        if before and before.written:
            assignments.append(_assignment(page, UPDATE, before.path, before.written))
            continue
        path = _existing_path(page, imported, sketches)
        if path:
            assignments.append(_assignment(page, SAME, path, ""))
            continue
        folder = section or ("" if page.is_standalone else imported.sections.folder_of(page.breadcrumb))
        path = imported.free_path(folder, page.title)
        imported.add(path, existing_articles.key_of(page.title, page.date), page.address)
        sketches.staged[path] = page.offset
        for alias in page.aliases:
            imported.by_address.setdefault(address_key(alias), path)
        assignments.append(_assignment(page, NEW, path, ""))
    return assignments


def _assignment(page: ReadPage, fate: str, path: str, written: str) -> Assignment:
    return Assignment(page.source, page.digest, fate, path, page.offset, page.address, written)


class _Sketches:
    """The sketches of texts, of pages and of existing articles."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self.staged: dict[str, int] = {}  # paths of new articles, to the offsets of their pages

    def of_page(self, offset: int) -> frozenset[int]:
        page = self._staging.read_page(offset).page
        return existing_articles.min_hash("\n".join([page.lead, *(block.text for block in page.blocks)]))

    def of_article(self, path: str) -> frozenset[int]:
        if path in self.staged:
            return self.of_page(self.staged[path])
        return existing_articles.min_hash(existing_articles.body_of(self._staging.content, path))


def _existing_path(page: ReadPage, imported: existing_articles.ExistingArticles, sketches: _Sketches) -> str:
    """Return the path of the existing article of a page; "" for none.

    It has the page's old address, or the same title and day and a similar text.
    """
    if page.address and (path := imported.by_address.get(address_key(page.address))):
        return path
    path = imported.by_key.get(existing_articles.key_of(page.title, page.date), "")
    if not path:
        return ""
    is_alike = existing_articles.are_alike(sketches.of_page(page.offset), sketches.of_article(path))
    return path if is_alike else ""
