"""Write imported pages to content/: pictures first, then articles, then the lists of addresses and pages."""

import os
import posixpath
from collections.abc import Collection, Sequence

from bantin import urls
from bantin.config import Config, read_zone
from bantin.content import front_matter
from bantin.content.fields import INDEX, Fields, file_slug, section_of
from bantin.content.tree import REDIRECTS
from bantin.editing import redirect_rows
from bantin.errors import Problem, problem
from bantin.importer import existing_articles, imported_list, pending_related
from bantin.importer.assignment import NEW, SAME, UPDATE, Assignment
from bantin.importer.old_urls import address_key, complete, host_of
from bantin.importer.page import Page
from bantin.importer.pending_related import PendingTitle
from bantin.importer.report import Pairs
from bantin.importer.source_links import SourceLinks
from bantin.importer.source_links import by_address as by_old_address
from bantin.importer.staging import StagedPage, Staging
from bantin.importer.write_article import scalar, text_of
from bantin.markdown import write as write_prose
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug


class WriteResult(NamedTuple):
    """What was written; see `report.Report`."""

    new: Pairs
    updated: Pairs
    same: Pairs
    kept: Pairs
    problems: tuple[Problem, ...]
    addresses: int
    linked: tuple[str, ...]


def write(
    config: Config,
    imported: existing_articles.ExistingArticles,
    assignments: Sequence[Assignment],
    staging: Staging,
    *,
    dry_run: bool,
) -> WriteResult:
    """Write every page with an assigned file. A dry run only computes what would be written."""
    paths = [(row.source, row.path) for row in imported.rows]
    paths += [(page.source, page.path) for page in assignments]
    writer = _Writer(config, imported, staging, SourceLinks(paths), dry_run=dry_run)
    for page in assignments:
        writer.add(page)
    return writer.finish()


class _Writer:
    """Collects what was written, and the rows of imported.csv."""

    def __init__(
        self,
        config: Config,
        imported: existing_articles.ExistingArticles,
        staging: Staging,
        links: SourceLinks,
        *,
        dry_run: bool,
    ) -> None:
        self._links = links
        self._config = config
        self._existing = imported
        self._staging = staging
        self._dry_run = dry_run
        self._fields = Fields(read_zone(config.zone), config.keep_together)
        self._rows = {row.source: row for row in imported.rows}
        self._old: dict[str, str] = {}
        self._pending: list[PendingTitle] = []
        self._dead: list[str] = []  # targets of links of the present page that lead nowhere
        self._lists: dict[str, list[tuple[str, str]]] = {NEW: [], UPDATE: [], SAME: [], "kept": []}
        self._problems: list[Problem] = []
        if not dry_run:
            for folder, title in imported.sections.added.items():
                text = f"---\ntitle: {scalar(title)}\n---\n"
                staging.put(text.encode(), f"{folder}/{INDEX}", replace=False)

    def add(self, page: Assignment) -> None:
        if page.address:
            self._old.setdefault(address_key(page.address), address_of(page.path))
        if page.fate == SAME:
            self._add_existing(page)
            return
        staged = self._staging.read_page(page.offset)
        names = _names(staged, page.path)
        self._dead.clear()
        data = self._text(staged, names, page).encode()
        fate = page.fate if self._may_write(page, data) else "kept"
        if fate != "kept" and not self._dry_run:
            for file in staged.files:
                if file.name:
                    beside = posixpath.join(posixpath.dirname(page.path), names[file.reference])
                    self._staging.move(file.name, beside, replace=True)
            self._staging.put(data, page.path, replace=True)
        self._record(page, fate, imported_list.digest(data) if fate != "kept" else page.written)
        if fate != "kept":
            self._lint(page.path, data, {names[file.reference] for file in staged.files if file.name})
            self._report_dead_links(page.path)
        for alias in staged.page.aliases:
            self._old.setdefault(address_key(alias), address_of(page.path))

    def _add_existing(self, page: Assignment) -> None:
        """Record a page of an existing article. If a killed run has written it, it belongs to the import."""
        staged = self._staging.read_page(page.offset)
        data = self._text(staged, _names(staged, page.path), page).encode()
        is_own = self._read_bytes(page.path) == data and all(
            row.path != page.path for row in self._rows.values()
        )
        self._record(page, NEW if is_own else SAME, imported_list.digest(data) if is_own else "")

    def _record(self, page: Assignment, fate: str, written: str) -> None:
        self._lists[fate].append((page.source, page.path))
        self._rows[page.source] = imported_list.ImportedRow(
            page.source, page.digest, page.path, written, page.address
        )

    def _read_bytes(self, path: str) -> bytes | None:
        try:
            with open(os.path.join(self._config.content, path), "rb") as file:
                return file.read()
        except OSError:
            return None

    def _may_write(self, page: Assignment, data: bytes) -> bool:
        """Tell whether only the import has written this file."""
        present = self._read_bytes(page.path)
        if page.fate == NEW:
            return present is None or present == data
        return present is not None and imported_list.digest(present) == page.written

    def _text(self, staged: StagedPage, names: dict[str, str], page: Assignment) -> str:
        related = []
        for item in staged.page.related:
            path = self._by_title(item.title, item.day)
            if path and path != page.path:
                related.append(self._existing.reference(path))
            elif not path:
                self._pending.append(PendingTitle(page.path, item.title, item.day))
        return text_of(
            staged.page,
            names,
            tuple(dict.fromkeys(related)),
            lambda target: names.get(target) or self._link(target, staged.page, page),
        )

    def _by_title(self, title: str, day: str) -> str:
        """Return the article with a title; lists may print another day than the article's own page."""
        key = existing_articles.key_of(title, day)
        return self._existing.by_key.get(key, "") or self._existing.by_title.get(key.title, "")

    def _link(self, target: str, page: Page, assigned: Assignment) -> str:
        """Return the new target of a link: an imported article or another site; "" for none."""
        path = assigned.path
        if target.startswith(("mailto:", "tel:")):
            return target
        of_file = self._links.beside if page.address else self._by_source
        if other := of_file(target, assigned.source):
            return _relative(other, path)
        full = complete(page.address, target) if not target.startswith("#") else ""
        if not full.startswith(("http://", "https://")):
            if not target.startswith("#") and not target.lower().startswith("javascript:"):
                self._dead.append(target)
            return ""
        known_host = not page.address or host_of(full) == host_of(page.address)
        other = self._existing.by_address.get(address_key(full), "") if known_host else ""
        if other:
            return _relative(other, path)
        return full

    def _by_source(self, target: str, source: str) -> str:
        """Return the article that a link means by its saved file or its old address; "" for none."""
        by_address = self._existing.by_address
        return self._links.find(target, source) or by_old_address(
            target, lambda address: by_address.get(address_key(address), "")
        )

    def _lint(self, path: str, data: bytes, saved: Collection[str]) -> None:
        """Report what `check` would find in the new file. saved: the names of the files beside it."""
        shown_path = f"content/{path}"
        parts, problems = front_matter.split(data, path=shown_path)
        _, field_problems = self._fields.check(parts.entries, path=shown_path)
        prose, faults = write_prose(parts.body, path=shown_path, first_line=parts.body_line)
        self._problems += [*problems, *field_problems, *faults]
        for target in prose.targets if prose else ():
            if target.kind == "picture" and target.source not in saved:
                self._problems.append(
                    problem(shown_path, target.line, "warn-import-picture", name=target.source)
                )

    def _report_dead_links(self, path: str) -> None:
        """Report the links whose words alone are kept, since they lead to files that were not saved."""
        if self._dead:
            name, count = self._dead[0], len(self._dead)
            self._problems.append(problem(f"content/{path}", 0, "warn-import-link", name=name, count=count))

    def finish(self) -> WriteResult:
        linked = self._link_earlier()
        addresses = self._finish_lists()
        return WriteResult(
            tuple(self._lists[NEW]),
            tuple(self._lists[UPDATE]),
            tuple(self._lists[SAME]),
            tuple(self._lists["kept"]),
            tuple(self._problems),
            addresses,
            linked,
        )

    def _link_earlier(self) -> tuple[str, ...]:
        """Add related articles imported since to articles of earlier imports; return the paths of these."""
        written = {row.path: row.written for row in self._rows.values() if row.written}
        earlier = pending_related.read(self._config.content)
        later = pending_related.resolve(self._config.content, earlier, self._reference, written)
        self._pending += later.missing
        digests = {path: imported_list.digest(text.encode()) for path, text in later.texts.items()}
        linked = sorted(path for path, digest in digests.items() if written[path] != digest)
        if not self._dry_run:
            for path in linked:
                self._staging.put(later.texts[path].encode(), path, replace=True)
        for source, row in self._rows.items():
            if row.written and row.path in digests:
                self._rows[source] = row._replace(written=digests[row.path])
        return tuple(linked)

    def _reference(self, pending: PendingTitle) -> str:
        path = self._by_title(pending.title, pending.day)
        return self._existing.reference(path) if path not in ("", pending.path) else ""

    def _finish_lists(self) -> int:
        content = self._config.content
        text, addresses = redirect_rows.added(content, self._old)
        if self._dry_run:
            return addresses
        if addresses:
            self._staging.put(text.encode(), REDIRECTS, replace=True)
        rows = sorted(self._rows.values())
        earlier = pending_related.read(content)
        if rows != sorted(self._existing.rows):  # a run killed after either leaves what the next one needs
            self._put_pending([*earlier, *self._pending], earlier)
            self._staging.put(imported_list.text_of(rows).encode(), imported_list.FILE, replace=True)
        self._put_pending(self._pending, pending_related.read(content))
        return addresses

    def _put_pending(self, titles: Sequence[PendingTitle], before: Sequence[PendingTitle]) -> None:
        text = pending_related.text_of(titles)
        if text != pending_related.text_of(before):
            self._staging.put(text.encode(), pending_related.FILE, replace=True)


def _relative(other: str, path: str) -> str:
    """Return the link from the article at `path` to another; "" for a link to itself."""
    return posixpath.relpath(other, posixpath.dirname(path) or ".") if other != path else ""


def address_of(path: str) -> str:
    """Return the site's own address of an article, with a leading slash."""
    return "/" + urls.article_address(section_of(path), file_slug(existing_articles.stem_of(path)))


def _names(staged: StagedPage, path: str) -> dict[str, str]:
    """Return the file name of each picture and document of an article, by reference."""
    stem = existing_articles.stem_of(path)
    names: dict[str, str] = {}
    number = 0
    for file in staged.files:
        if file.stem:
            name = f"{stem}-{slug(file.stem)[:60] or 'tep'}{file.ending}"
            while name in names.values():
                name = f"{name.removesuffix(file.ending)}-1{file.ending}"
        else:
            number += 1
            name = f"{stem}-{number}{file.ending}"
        names[file.reference] = name
    return names
