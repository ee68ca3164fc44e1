"""From records to a SiteContext: order, pictures, attachments, related articles, and every link checked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from bantin import cms, parallel
from bantin.assets import Assets
from bantin.assets import gather as gather_assets
from bantin.build import media, scan
from bantin.build.media import Stock, take_stock
from bantin.build.options import Options
from bantin.build.previous import Memory
from bantin.build.resident import Gathered, keep, renewed
from bantin.build.scan import Seen
from bantin.build.site_problems import review
from bantin.build.url_conflicts import clashes, twin_sections, windows_names
from bantin.build.vanished import vanished
from bantin.cache.blobs import digest_bytes
from bantin.cache.records import Frozen, Record
from bantin.cache.state import Recall, State
from bantin.config import FILE, Config, line_of
from bantin.content.fields import section_of
from bantin.errors import ContentError, Problem, problem
from bantin.model import Article
from bantin.pages import NEWS_SECONDS, Page, SearchBundles, SiteContext, StaticFile, plan_pages
from bantin.parallel import Workers
from bantin.site import Site, StoredArticle, arrange, links
from bantin.site.links import LinkTargets
from bantin.site.order import is_published
from bantin.site.relations import chosen_by_editors, relate, relations_key, subjects
from bantin.site.taxonomies import classify
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import article_address


class _Read(NamedTuple):
    """Records told apart. shelves: what can be published. unsound: articles that are good for nothing but to
    find more that is wrong with them. broken: sources of which not even that much is known, and of those.
    """

    shelves: list[StoredArticle]
    unsound: list[Article]
    broken: list[str]


@contextmanager
def gather(
    config: Config,
    seen: Seen,
    frozen: Frozen,
    memory: Memory,
    options: Options,
    *,
    search: bool,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Gathered]:
    """Put the site together. Problems are told, not raised. Where one stops the build, nothing else of the
    site is to be trusted.

    Within the `with` another process may still relate the articles: `bulletin.related` is there after it,
    and where it ends with a ContentError.

    With `search` it has a page of results, whose index is still to come.
    `tell` hears of what takes so long that it is a stage of its own. What `options.recall` keeps of the site
    before stays as it is, if it can.
    """
    recall = options.recall or Recall()
    kept = recall.kept and renewed(recall.kept, frozen, seen, memory, options, search=search)
    if kept:
        read, site, chosen = _Read([], [], []), kept.gathered.bulletin.site, kept.chosen
    else:
        records = frozen.records(seen.markdown())
        read, chosen = _told_apart(records), None
        site = _arranged(config, records, read, now=options.now, drafts=options.drafts)
    key, kin = _relations(site, memory.state)
    problems: list[Problem] = []
    if chosen is None and (not kin or any(article.related for article in read.unsound)):
        shown_as = scan.shown_as(config)
        chosen, problems = chosen_by_editors(site, read.broken, read.unsound, shown_as=shown_as)
    strangers = [] if kin or problems else subjects(site.articles, chosen or {})
    helpers = options.workers if len(strangers) >= parallel.FEW else Workers()
    with helpers.aside(relate, strangers, config.lists.related, is_last=options.recall is None) as answer:
        if kept:
            found = kept.gathered
        else:
            found = _put_together(
                config, seen, records, read, site, memory, options, search=search, tell=tell
            )
            gone = vanished(memory, frozen, site, found.bulletin.link_targets, shown_as=scan.shown_as(config))
            found = found._replace(problems=(*found.problems, *gone))
        found = found._replace(kin_key=key, problems=(*problems, *found.problems))
        fault = None
        try:
            yield found
        except ContentError as caught:
            fault = caught
        found.bulletin.related.extend(kin or answer() or [()] * len(site.articles))
        if fault:
            raise fault
    if options.recall and all(one.is_warning for one in found.problems):
        recall.kept = keep(found, chosen, frozen, seen, memory)


def _relations(site: Site, last: State | None) -> tuple[bytes, list[tuple[int, ...]]]:
    """What related articles go by, and those of the last build where they went by the same; else none."""
    key = relations_key(site.articles, site.hidden)
    is_known = last and last.kin_key == key and len(last.kin) == len(site.articles)
    return key, last.kin if last and is_known else []


def _put_together(
    config: Config,
    seen: Seen,
    records: Mapping[str, Record],
    read: _Read,
    site: Site,
    memory: Memory,
    options: Options,
    *,
    search: bool,
    tell: Callable[[str], None],
) -> Gathered:
    """All but the related articles."""
    shown_as = scan.shown_as(config)
    asking = [*_published(site), *read.unsound]
    stored = take_stock(
        config,
        seen,
        asking,
        known=memory.state.pictures if memory.state else {},
        shown_as=shown_as,
        workers=options.workers,
        preview=options.preview,
        tell=tell,
    )
    assets = gather_assets(scan.names_by_folder(config.assets, seen))
    places = _places(config, seen, site, read, stored)
    bulletin = bulletin_of(config, site, places, assets, memory, now=options.now, search=search)
    pages = plan_pages(bulletin)
    titles = {path: section.title for path, section in site.sections.items()}
    editor = cms.files(config, seen.content.folders, titles)
    files = [*_asset_files(assets), *media.files(config, stored), *editor]
    addresses = frozenset([page.address for page in pages] + [file.path for file in files])
    bulletin = bulletin._replace(link_targets=bulletin.link_targets._replace(addresses=addresses))
    problems = (
        *scan.problems(seen, records.values()),
        *stored.problems,
        *_faults(seen, read, bulletin, pages, files, shown_as, drafts=options.drafts),
        *links.check(asking, bulletin.link_targets, shown_as=shown_as),
    )
    return Gathered(bulletin, pages, files, stored.pictures.remembered, b"", problems)


def with_index(gathered: Gathered, bundles: SearchBundles, files: list[StaticFile]) -> Gathered:
    """The same with the search index that its page of results has waited for, and that page's script."""
    bulletin = gathered.bulletin._replace(search=bundles)
    script = bulletin.assets.search
    of_script = StaticFile(script.address, digest_bytes(script.data), script.data, "")
    return gathered._replace(bulletin=bulletin, files=[*gathered.files, of_script, *files])


def _told_apart(records: Mapping[str, Record]) -> _Read:
    read = _Read([], [], [])
    for source, record in records.items():
        if record.prose is None:
            read.broken.append(source)
            if record.article:
                read.unsound.append(record.article)
        elif record.article:
            read.shelves.append(StoredArticle(record.article, record.prose))
    return read


def _arranged(config: Config, records: Mapping[str, Record], read: _Read, *, now: int, drafts: bool) -> Site:
    folders = {section_of(source) for source in records}
    fresh = NEWS_SECONDS if "news_sitemap" in config.machines.extras else 0
    return arrange(read.shelves, folders, now=now, drafts=drafts, fresh_for=fresh)


def _published(site: Site) -> list[Article]:
    return [shelf.article for shelf in (*site.articles, *site.pages, *site.indexes.values())]


def _places(config: Config, seen: Seen, site: Site, read: _Read, stored: Stock) -> LinkTargets:
    """All that can be linked to but the site's own pages, which are not planned yet."""
    return LinkTargets(
        sources=_sources(site),
        hidden={source: article.address for source, article in site.hidden.items()},
        addresses=frozenset(),
        broken=frozenset([*read.broken, *map(_likely_address, read.broken), *stored.refused]),
        pictures=stored.pictures.shown,
        originals=stored.pictures.linked,
        files={source: one for source, (one, _) in stored.attachments.items()},
        charts=stored.gallery,
        present=tuple(source for source in seen.content.files if not source.endswith(".md")),
        base=config.base,
        knows_addresses=not config.problems,
    )


def _sources(site: Site) -> dict[str, str]:
    found = {article.source: article.address for article in _published(site)}
    for path in site.sections:
        found.setdefault(f"{path}/_index.md" if path else "_index.md", f"{path}/" if path else "")
    return found


def _likely_address(source: str) -> str:
    """Where a file that cannot be read yet will stand, unless it names a slug."""
    return article_address(source.rpartition("/")[0], slug(source.rpartition("/")[2].removesuffix(".md")))


def bulletin_of(
    config: Config, site: Site, places: LinkTargets, assets: Assets, memory: Memory, *, now: int, search: bool
) -> SiteContext:
    """Without related articles. With `search`, the index is still to come."""
    return SiteContext(
        config,
        site,
        related=[],
        taxonomies=classify(site.articles, most_read=config.lists.most_read_page),
        link_targets=places,
        assets=assets,
        prose_pack=memory.pack,
        prose_fresh_from=memory.fresh_from,
        now=now,
        link_digests=[shelf.article.link_digest for shelf in site.articles],
        search=SearchBundles(()) if search else None,
    )


def _asset_files(assets: Assets) -> list[StaticFile]:
    return [StaticFile(asset.address, digest_bytes(asset.data), asset.data, "") for asset in assets.files]


def _faults(
    seen: Seen,
    read: _Read,
    bulletin: SiteContext,
    pages: list[Page],
    files: list[StaticFile],
    shown_as: str,
    *,
    drafts: bool,
) -> list[Problem]:
    """What is wrong with the settings, the assets and the site as a whole."""
    config, site, places = bulletin.config, bulletin.site, bulletin.link_targets
    due = [article for article in read.unsound if is_published(article, now=bulletin.now, drafts=drafts)]
    return [
        *config.problems,
        *cms.problems(config),
        *(problem(f"assets/{name}", 0, "icon-not-png") for name in bulletin.assets.faulty),
        *clashes(pages, files, due, bulletin, shown_as),
        *windows_names(pages, files, bulletin, shown_as),
        *twin_sections(seen.content.folders, site, shown_as),
        *review(config, seen, site, bulletin.assets, read.broken, places.addresses),
        *_chart_faults(config, places),
    ]


def _chart_faults(config: Config, places: LinkTargets) -> list[Problem]:
    return [
        fault
        for one in config.charts
        for fault in links.chart_problems(*one.wish, places, FILE, line_of(config, one.data))
    ]
