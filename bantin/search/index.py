"""The parts of the index (one for some years, one for standalone pages), and which of them to make again."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain

from bantin.cache import blobs
from bantin.cache.blobs import DamagedCacheError, Pack, digest
from bantin.pages import SearchPart, SiteContext, StaticFile
from bantin.parallel import Workers
from bantin.publish.swap import remove
from bantin.search import abbreviations, synonyms
from bantin.search.bundle import Bundle, make
from bantin.search.documents import Document, document
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature
from bantin.text.formats import date_formatter
from bantin.urls import SEARCH_INDEX

# The part of standalone pages, and the only part of a site with few articles.
STANDALONE, WHOLE = "trang", "tat-ca"

# Up to so many articles and pages are one part. If there are more, years are joined until a part has so many,
# since each query fetches files of every part.
FEW = 400


class Part(NamedTuple):
    """A stored part. key: equal while its documents are equal."""

    key: bytes
    bundle: Bundle


class Job(NamedTuple):
    """A part to make. before: its bundle of the last build, if any."""

    part: str
    key: bytes
    before: Bundle | None


class IndexShared(NamedTuple):
    """The arguments that all jobs share. Can be pickled."""

    site_context: SiteContext
    folder: str
    abbreviations: Mapping[str, str]


class IndexStore(NamedTuple):
    """The stored index of a site: a folder for each bundle, and a list of the bundles."""

    folder: str
    drafts: bool
    engine: bytes

    def parts(self) -> dict[str, Part]:
        """Return the parts of the last build with this engine and choice of drafts."""
        saved = blobs.load(_list_file(self.folder, drafts=self.drafts))
        engine, rows = saved if isinstance(saved, tuple) else (b"", {})
        if engine != self.engine:
            return {}
        parts = {part: Part(key, Bundle(*bundle)) for part, (key, bundle) in rows.items()}
        return {
            name: part
            for name, part in parts.items()
            if os.path.isdir(os.path.join(self.folder, part.bundle.name))
        }

    def keep(self, parts: Mapping[str, Part]) -> None:
        """Store these parts, and delete bundles that neither they nor the other choice of drafts use."""
        rows = {part: (key, tuple(bundle)) for part, (key, bundle) in parts.items()}
        blobs.save(_list_file(self.folder, drafts=self.drafts), (self.engine, rows))
        named = {bundle.name for bundle in _bundles(self.folder, drafts=not self.drafts).values()}
        named |= {part.bundle.name for part in parts.values()}
        for name in os.listdir(self.folder):
            path = os.path.join(self.folder, name)
            if os.path.isdir(path) and name not in named:
                remove(path)


def build(
    site_context: SiteContext, workers: Workers, *, store: IndexStore, trust: bool
) -> tuple[tuple[SearchPart, ...], list[StaticFile]]:
    """Return the index of this site; make again only parts whose documents have changed, without `trust` all.

    Write only the store. Raises ContentError for an unreadable list of abbreviations.
    """
    abbreviation_list = abbreviations.load(site_context.config.content)
    os.makedirs(store.folder, exist_ok=True)
    before = store.parts() if trust else {}
    keys = {
        part: _key(site_context, stored, abbreviation_list) for part, stored in _parts(site_context).items()
    }
    unchanged = {
        part: before[part] for part, key in keys.items() if part in before and before[part].key == key
    }
    jobs = [
        Job(part, key, before[part].bundle if part in before else None)
        for part, key in keys.items()
        if part not in unchanged
    ]
    results = workers.run(_make, IndexShared(site_context, store.folder, abbreviation_list), jobs, heavy=True)
    fresh = dict(chain.from_iterable(results))
    parts = {part: unchanged.get(part) or fresh[part] for part in keys}
    if parts != before:
        store.keep(parts)
    return _published({name: part.bundle for name, part in parts.items()}, store.folder)


def last_index(folder: str, *, drafts: bool) -> tuple[tuple[SearchPart, ...], list[StaticFile]] | None:
    """Return the index of the last build, however old; if necessary that with the other choice of drafts."""
    bundles = _bundles(folder, drafts=drafts) or _bundles(folder, drafts=not drafts)
    return _published(bundles, folder) if bundles else None


def index_signature(folder: str) -> StatSignature:
    """Return a signature that changes whenever `last_index` does."""
    rows = []
    for drafts in (False, True):
        with suppress(OSError):
            status = os.stat(_list_file(folder, drafts=drafts))
            rows.append((status.st_ino, status.st_mtime_ns))
    return (len(rows), *(sum(column) for column in zip((0, 0), *rows, strict=True)), 0)


def _list_file(folder: str, *, drafts: bool) -> str:
    return os.path.join(folder, "list-drafts" if drafts else "list")


def _bundles(folder: str, *, drafts: bool) -> dict[str, Bundle]:
    saved = blobs.load(_list_file(folder, drafts=drafts))
    _, rows = saved if isinstance(saved, tuple) else (b"", {})
    if any(len(bundle) != len(Bundle._fields) for _, bundle in rows.values()):
        return {}  # of another engine, whose bundles had another shape
    bundles = {part: Bundle(*bundle) for part, (_, bundle) in rows.items()}
    exist = (os.path.isdir(os.path.join(folder, bundle.name)) for bundle in bundles.values())
    return bundles if all(exist) else {}


def _parts(site_context: SiteContext) -> dict[str, Sequence[StoredArticle]]:
    """Return the articles of each part, the newest part first, newest articles first."""
    site, months = site_context.site, site_context.months
    if len(site.articles) + len(site.standalone_pages) <= FEW:
        return {WHOLE: [*site.articles, *site.standalone_pages]}
    spans = _spans({month: len(articles) for month, articles in months.items() if "-" not in month})
    articles = {
        _name(span): [site.articles[index] for year in reversed(span) for index in months[year]]
        for span in reversed(spans)
    }
    return {STANDALONE: site.standalone_pages, **articles}


def _spans(counts: Mapping[str, int]) -> list[list[str]]:
    """Join years, from the oldest on, until they have FEW articles: new articles change the last span."""
    spans: list[list[str]] = []
    size = FEW
    for year in sorted(counts):
        if size >= FEW:
            spans.append([])
            size = 0
        spans[-1].append(year)
        size += counts[year]
    return spans


def _name(years: list[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]}_{years[-1]}"


def _key(
    site_context: SiteContext, stored: Sequence[StoredArticle], abbreviation_list: Mapping[str, str]
) -> bytes:
    """Return a digest of everything that the documents of a part are made from."""
    config = site_context.config
    rows = [
        (a.address, a.title, a.date, a.summary, a.tags, a.author, a.credited_source, a.image, prose.digest)
        for a, prose in stored
    ]
    return digest((config.base, config.dates.date, [*abbreviation_list.items()], rows))


def _make(shared: IndexShared, jobs: list[Job]) -> list[tuple[str, Part]]:
    parts = _parts(shared.site_context)
    is_only = len(parts) == 1
    bundles = []
    for job in jobs:
        documents = _documents(shared, parts[job.part])
        bundle = make(shared.folder, job.part, documents, job.before, is_only=is_only)
        bundles.append((job.part, Part(job.key, bundle)))
    return bundles


def _documents(shared: IndexShared, stored: Sequence[StoredArticle]) -> Iterator[Document]:
    site_context = shared.site_context
    prose = Pack(site_context.prose_pack)
    date = date_formatter(site_context.config.dates.date)
    groups = [*synonyms.common(), *map(synonyms.group, shared.abbreviations.items())]
    for article, span in stored:
        body = prose.read(span)
        if body is None:
            raise DamagedCacheError
        printed_date = date(article.date) if article.date else ""
        url = site_context.url(article.address)
        yield document(article, body.decode(), url=url, date=printed_date, synonyms=groups)


def _published(bundles: Mapping[str, Bundle], folder: str) -> tuple[tuple[SearchPart, ...], list[StaticFile]]:
    """Return the parts of the index for pages, and its files."""
    files = [
        StaticFile(
            f"{SEARCH_INDEX}{bundle.name}/{name}",
            file,
            None,
            os.path.join(folder, bundle.name, name),
            is_kept=True,
        )
        for bundle in bundles.values()
        for name, file in bundle.files
    ]
    parts = (
        SearchPart(bundle.name, bundle.shards, bundle.documents, bundle.dated) for bundle in bundles.values()
    )
    return tuple(parts), files
