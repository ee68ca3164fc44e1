"""The steps of an import: read pages, assign files, write, save the list of imported pages.

Pages are read first and stored under content/.import/. Then content/ is written, since related articles and
targets of links are known only when all pages are. imported.csv is written last; the next run recognizes
articles of a killed run by their bytes.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bantin.config import Config, read_zone
from bantin.content.fields import MAX_TITLE
from bantin.errors import ContentError, Problem, UsageError, problem
from bantin.i18n import gettext
from bantin.importer import existing_articles, imported_list, media, profiles
from bantin.importer.assignment import Assignment, assign_paths
from bantin.importer.input_files import saved_pages
from bantin.importer.old_urls import complete
from bantin.importer.page import Page
from bantin.importer.reading import Reader, articles
from bantin.importer.reading_types import ExtractedArticle, ReadPage
from bantin.importer.report import Report
from bantin.importer.staging import Staging
from bantin.importer.write import write
from bantin.system.descriptors import locked
from bantin.system.folders import is_inside
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import parse_date


class ImportRequest(NamedTuple):
    """The options of an import.

    profile: its name, or "" to recognize it. section: a folder, or "" for the breadcrumb's. now: in seconds
    since 1970. addresses: of saved pages by name, from an editor's list.
    """

    paths: tuple[str, ...]
    profile: str
    section: str
    now: int
    dry_run: bool
    addresses: dict[str, str]


class _Run(NamedTuple):
    """A running import. imported: the articles of earlier ones."""

    config: Config
    request: ImportRequest
    imported: existing_articles.ExistingArticles
    staging: Staging


class _PagesRead(NamedTuple):
    """The pages to import.

    problems: of pages that are refused, and notes on others. unchanged: number of pages that an earlier
    import has read.
    """

    pages: list[ReadPage]
    problems: list[Problem]
    unchanged: int


def import_pages(config: Config, request: ImportRequest, progress: Callable[[int], None]) -> Report:
    """Import all pages. progress: called with the number of pages read so far.

    Raises ContentError for an invalid profile or list of imported pages, UsageError if the pages are those of
    the site itself.
    """
    _refuse_own_content(config.content, request.paths)
    with _locked(config.content), Staging(config.content) as staging:
        try:
            imported = existing_articles.read(config.content, config.zone)
        except imported_list.ImportedListError as fault:
            where = f"content/{imported_list.FILE}"
            raise ContentError([problem(where, int(str(fault)), "import-ledger")]) from fault
        run = _Run(config, request, imported, staging)
        read = _without_shared_texts(_read(run, progress))
        unchanged = sum(page.digest in imported.by_digest for page in read.pages)  # items of an export
        assignments = assign_paths(read.pages, imported, staging, section=request.section)
        report = _report(run, assignments)
        return report._replace(
            problems=(*read.problems, *report.problems),
            unchanged=read.unchanged + unchanged,
            guessed=tuple(page.source for page in read.pages if page.is_guessed),
        )


def _refuse_own_content(content: str, paths: Sequence[str]) -> None:
    own = os.path.realpath(content)
    for path in paths:
        saved = os.path.realpath(path)
        if is_inside(own, saved) or is_inside(saved, own):
            raise UsageError(
                gettext(
                    "{path} holds the site's own articles; put saved pages into another folder", path=path
                )
            )


@contextmanager
def _locked(content: str) -> Iterator[None]:
    """Hold a lock, since only one import may run at a time."""
    try:
        with locked(content, wait=False):
            yield
    except BlockingIOError as fault:
        raise UsageError(
            gettext("another import of this content folder is running; wait for it to end")
        ) from fault


def reader_of(config: Config, profile: str) -> Reader:
    """Return the reader. Raises UsageError for an unknown profile, ContentError for an invalid one."""
    all_profiles = profiles.load_all(config.site)
    chosen = None
    if profile:
        try:
            chosen = profiles.load(config.site, profile)
        except KeyError as fault:
            names = ", ".join(each.name for each in all_profiles)
            raise UsageError(
                gettext(
                    "there is no profile {profile}; the profiles are {names}", profile=profile, names=names
                )
            ) from fault
    return Reader(all_profiles, chosen, read_zone(config.zone))


def _read(run: _Run, progress: Callable[[int], None]) -> _PagesRead:
    config, request, imported, staging = run
    reader = reader_of(config, request.profile)
    pages: list[ReadPage] = []
    problems: list[Problem] = []
    unchanged = 0
    for saved in saved_pages(request.paths):
        if isinstance(saved, Problem):
            problems.append(saved)
            continue
        digest = imported_list.digest(saved.data)
        if digest in imported.by_digest:
            unchanged += 1
            continue
        for article in articles(saved, reader):
            if isinstance(article, Problem):
                problems.append(article)
                continue
            fault = _problem_of(article, request.now, config.zone)
            if fault:
                problems.append(fault)
                continue
            problems += article.notes
            page = _with_address(article, request)
            files = (file for kind in (media.pictures, media.documents) for file in kind(page, saved))
            pages.append(_read_page(article.source, digest, page, staging.add(page, files)))
            progress(len(pages))
    named = any(fault.code != "warn-import-no-items" for fault in problems)  # a sitemap is not an article
    if not (pages or named or unchanged):
        problems += [problem(path, 0, "import-nothing") for path in request.paths]
    return _PagesRead(pages, problems, unchanged)


def _with_address(article: ExtractedArticle, request: ImportRequest) -> Page:
    name = article.source.rpartition("/")[2]
    address = request.addresses.get(article.source) or request.addresses.get(name) or article.page.address
    return article.page._replace(address=complete("", address))


def _read_page(source: str, digest: str, page: Page, offset: int) -> ReadPage:
    text = f"{page.lead}\n" + "\n".join(block.text for block in page.blocks)
    _, is_part, part = source.partition("#")
    return ReadPage(
        source=source,
        digest=imported_list.digest(f"{digest}{part}{text}".encode()) if is_part else digest,
        title=page.title,
        date=page.date,
        address=page.address,
        breadcrumb=page.breadcrumb,
        words=imported_list.digest(" ".join(text.split()).encode()),
        offset=offset,
        is_guessed=not page.profile,
        is_standalone=page.is_standalone,
        aliases=page.aliases,
    )


def _problem_of(article: ExtractedArticle, now: int, zone: str) -> Problem | None:
    """Return the problem that keeps a page from becoming an article, or None."""
    page, source = article.page, article.source
    if len(page.title) > MAX_TITLE:
        return problem(source, 0, "title-long", field="title", count=len(page.title), limit=MAX_TITLE)
    if not any(sign.isalnum() for sign in page.title):
        return problem(source, 0, "import-item-title" if "#" in source else "import-no-title")
    if page.is_standalone:
        return None
    try:
        when, _ = parse_date(page.date, read_zone(zone))
    except ValueError:
        return problem(source, 0, "import-no-date")
    if when > now and not page.draft:  # a draft of another system may be scheduled
        return problem(source, 0, "import-future", date=page.date)
    return None


def _without_shared_texts(read: _PagesRead) -> _PagesRead:
    """Refuse pages of several articles with one text: a portal's answer if it has nothing to show.

    All are refused, so that importing them again changes nothing. Many copies of one article are reported.
    """
    problems = [*read.problems]
    by_words: dict[str, list[ReadPage]] = defaultdict(list)
    for page in read.pages:
        by_words[page.words].append(page)
    refused: set[str] = set()
    for same in by_words.values():
        keys = {existing_articles.key_of(page.title, page.date) for page in same}
        first = same[0]
        if len(keys) == 1 and len(same) > 3:
            problems.append(problem(first.source, 0, "import-many-of-one", count=len(same)))
        if len(keys) > 1:
            for page in same:
                other = same[1] if page is first else first
                problems.append(
                    problem(page.source, 0, "import-same-text", other=other.source, count=len(same))
                )
            refused |= {page.source for page in same}
    pages = [page for page in read.pages if page.source not in refused]
    return read._replace(pages=pages, problems=problems)


def _report(run: _Run, assignments: Sequence[Assignment]) -> Report:
    """Write the assigned articles; report them without the problems of reading."""
    config, request, imported, staging = run
    sections = tuple(f"content/{folder}/" for folder in imported.sections.added)
    done = write(config, imported, assignments, staging, dry_run=request.dry_run)
    return Report(
        new=done.new,
        updated=done.updated,
        same=done.same,
        kept=done.kept,
        sections=sections,
        problems=done.problems,
        addresses=done.addresses,
        linked=done.linked,
        dry_run=request.dry_run,
    )
