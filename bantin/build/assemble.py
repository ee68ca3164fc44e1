"""Assembling a site from all records: order, pictures, attachments, related articles, checked links."""

from collections import Counter
from collections.abc import Mapping

from bantin import cms
from bantin.assets import Assets, collect_assets
from bantin.build import media as media_files
from bantin.build import redirects, site_problems, url_conflicts
from bantin.build.assembled import AssembledSite, Relations, submit_relate
from bantin.build.context import Context
from bantin.build.entry_lines import at_entries
from bantin.build.gone_addresses import gone_addresses
from bantin.build.media import Media, collect_media
from bantin.build.report import UnpublishedCounts
from bantin.build.site_index import index_of
from bantin.cache.blobs import StoredValue, digest_bytes
from bantin.cache.records import Record, RecordStore
from bantin.config import SITE_TOML, line_of_text, readable_moment
from bantin.content.dead_links import as_warning
from bantin.content.fields import section_of
from bantin.content.rules import switched_on
from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.pages import (
    NEWS_SECONDS,
    SiteContext,
    StaticFile,
    identity,
    listed_pages,
    plan_pages,
)
from bantin.pages.empty_lists import with_addresses
from bantin.pages.redirects import ListedRedirectPage
from bantin.site import Site, StoredArticle, arrange, link_check, view_counts
from bantin.site.link_check import UnpublishedArticles
from bantin.site.links import LinkTargets
from bantin.site.order import is_published, state_of
from bantin.site.relations import chosen_by_editors, relations_key, subjects
from bantin.site.taxonomies import collect_taxonomies
from bantin.site.view_counts import ShownCounts
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import article_address, composed, file_name


class CheckedRecords(NamedTuple):
    """All records by validity.

    valid: articles that can be published. invalid: parsed with errors; used only to find further errors.
    broken: sources of all that are not valid.
    """

    valid: list[StoredArticle]
    invalid: list[Article]
    broken: list[str]


def assemble(context: Context, records: RecordStore, *, has_search: bool) -> AssembledSite:
    """Assemble the site. Its problems are returned in it, not raised.

    If one of them stops the build, use the site only to find further problems.
    has_search: whether the site has a page of search results; the index is built later.
    """
    by_source = records.records(context.snapshot.markdown)
    checked = _sort_by_validity(by_source, context.view_counts.result())
    site = _arrange(context, by_source, checked)
    relations, unknown_related = _relate(context, site, checked)
    articles = [stored.article for stored in _published(site)] + checked.invalid
    media = collect_media(context, articles)
    assets = collect_assets(context.snapshot.names_by_folder(context.config.assets), context.config.identity)
    targets = _link_targets(context, site, checked, media)
    site_context = _site_context(context, site, relations, targets, assets)
    site_context = site_context._replace(search_parts=() if has_search else None)
    pages = plan_pages(site_context)
    files = _files(context, site, assets, media)
    redirect_targets, redirect_problems = redirects.find(context, site_context, pages, files)
    site_context = site_context._replace(redirects=redirect_targets, listed=listed_pages(site_context, pages))
    pages += ListedRedirectPage.pages(site_context)
    addresses = frozenset([page.address for page in pages] + [file.path for file in files])
    site_context = with_addresses(site_context, targets, addresses)
    targets = site_context.link_targets
    assembled = AssembledSite(
        site_context,
        pages,
        paths=[file_name(page.address) for page in pages],
        files=files,
        pictures=media.pictures.prepared,
        relations=relations,
        site_index=StoredValue.of(lambda: tuple(index_of(site_context, pages, files))),
        off_fast_path=sum(not stored.article.used_fast_path for stored in site.articles),
        problems=(),
        unpublished=_count_unpublished(site, context.options.now),
    )
    unpublished = unpublished_articles(context, site)
    problems = (
        *(problem for record in by_source.values() for problem in record.problems),
        *(*unknown_related, *context.snapshot.problems, *redirect_problems),
        *(map(as_warning, media.problems) if targets.dead_as_text else media.problems),
        *_problems(context, assembled, checked, unpublished),
        *gone_addresses(context, records, site, targets),
        *_check_links(context, articles, targets, unpublished),
    )
    off_in_files = _off_in_files(by_source, context.content_name)
    switched = switched_on(problems, context.config.check, off_in_files)
    located = at_entries(switched, context.config.content, context.content_name)
    return assembled._replace(problems=tuple(located))


def _off_in_files(records: Mapping[str, Record], shown_as: str) -> dict[str, tuple[str, ...]]:
    """Return the rules that files switch off for themselves, by path as problems name it."""
    return {shown_as + source: record.rules_off for source, record in records.items() if record.rules_off}


def _check_links(
    context: Context, articles: list[Article], targets: LinkTargets, unpublished: UnpublishedArticles
) -> list[Problem]:
    """Return the problems of links in published and in scheduled articles."""
    shown_as = context.content_name
    problems = [
        *link_check.check(articles, targets, unpublished, shown_as=shown_as),
        *link_check.check_scheduled(unpublished, targets, shown_as=shown_as),
    ]
    return [*map(as_warning, problems)] if targets.dead_as_text else problems


def _sort_by_validity(records: Mapping[str, Record], counts: ShownCounts) -> CheckedRecords:
    checked = CheckedRecords([], [], [])
    for source, record in records.items():
        if record.prose is None:
            checked.broken.append(source)
            if record.article:
                checked.invalid.append(record.article)
        elif record.article:
            checked.valid.append(StoredArticle(view_counts.counted(record.article, counts), record.prose))
    return checked


def _arrange(context: Context, records: Mapping[str, Record], checked: CheckedRecords) -> Site:
    folders = {section_of(source) for source in records}
    fresh = NEWS_SECONDS if "news_sitemap" in context.config.machines.extras else 0
    options = context.options
    return arrange(checked.valid, folders, now=options.now, drafts=options.drafts, fresh_for=fresh)


def _published(site: Site) -> list[StoredArticle]:
    return [*site.articles, *site.standalone_pages, *site.indexes.values()]


def _relate(context: Context, site: Site, checked: CheckedRecords) -> tuple[Relations, list[Problem]]:
    """Relate all articles; reuse the result of the last build if their relations digests are equal.

    Return the problems of `related` fields, too.
    """
    digests, state = relations_key(site.articles, site.unpublished), context.previous.state
    key = digest_bytes(digests)
    is_known = state is not None and state.relations_key == key and state.articles == len(site.articles)
    chosen: dict[int, tuple[int, ...]] = {}
    problems: list[Problem] = []
    if not is_known or any(article.related for article in checked.invalid):
        not_shown = [*checked.invalid, *unpublished_articles(context, site).scheduled_articles()]
        chosen, problems = chosen_by_editors(site, checked.broken, not_shown, shown_as=context.content_name)
    if state and is_known:
        return Relations(key, state.related, state.subjects), problems
    if problems:  # which stop the build
        no_relations = StoredValue.of(lambda: [()] * len(site.articles))
        return Relations(key, no_relations, no_relations), problems
    return submit_relate(context, digests, subjects(site.articles, chosen)), problems


def _link_targets(context: Context, site: Site, checked: CheckedRecords, media: Media) -> LinkTargets:
    """Return the link targets without the addresses of pages, which are not planned yet."""
    sources_by_file = _source_addresses(site)
    unpublished = {composed(source): article.address for source, article in site.unpublished.items()}
    broken = [*map(composed, checked.broken), *map(_likely_address, checked.broken)]
    broken += map(composed, media.refused)
    return LinkTargets(
        sources=sources_by_file,
        unpublished=unpublished,
        unpublished_addresses=frozenset(unpublished.values()) - frozenset(sources_by_file.values()),
        addresses=frozenset(),
        broken=frozenset(broken),
        pictures={composed(source): picture for source, picture in media.pictures.shown.items()},
        linked_pictures={composed(source): picture for source, picture in media.pictures.linked.items()},
        files={composed(source): attachment for source, (attachment, _) in media.attachments.items()},
        charts=media.charts,
        other_files=tuple(
            composed(path) for path in context.snapshot.content.files if not path.endswith(".md")
        ),
        base=context.config.base,
        video_hosts=context.config.video_hosts,
        knows_addresses=not context.config.problems,
        dead_as_text=context.config.dead_links == "warn",
        origin=context.config.origin,
    )


def unpublished_articles(context: Context, site: Site) -> UnpublishedArticles:
    zone = context.config.zone
    return UnpublishedArticles(
        site.unpublished, context.options.now, lambda moment: readable_moment(moment, zone)
    )


def _source_addresses(site: Site) -> dict[str, str]:
    addresses = {composed(stored.article.source): stored.article.address for stored in _published(site)}
    for path in site.sections:
        addresses.setdefault(f"{path}/_index.md" if path else "_index.md", f"{path}/" if path else "")
    return addresses


def _likely_address(source: str) -> str:
    """Return the address that a file with problems will have, unless it has a `slug`."""
    return article_address(source.rpartition("/")[0], slug(source.rpartition("/")[2].removesuffix(".md")))


def _site_context(
    context: Context, site: Site, relations: Relations, targets: LinkTargets, assets: Assets
) -> SiteContext:
    """Return the context of pages, without the search index."""
    return SiteContext(
        context.config,
        site,
        related=relations.lists(),
        taxonomies=collect_taxonomies(
            site.articles,
            most_read=context.config.lists.most_read_page,
            counts=context.view_counts.result(),
        ),
        link_targets=targets,
        assets=assets,
        prose_pack=context.previous.pack,
        prose_fresh_from=context.previous.fresh_from,
        now=context.options.now,
        link_digests=[stored.article.link_digest for stored in site.articles],
    )


def _count_unpublished(site: Site, now: int) -> UnpublishedCounts:
    states = [(state_of(article, now=now), article.published_at) for article in site.unpublished.values()]
    count = Counter(state for state, _ in states)
    next_due = min((due for state, due in states if state == "scheduled"), default=0)
    return UnpublishedCounts(count["draft"], count["scheduled"], next_due, count["expired"])


def _files(context: Context, site: Site, assets: Assets, media: Media) -> list[StaticFile]:
    """Return all files but those of the search index."""
    titles = {path: section.title for path, section in site.sections.items()}
    return [
        *(StaticFile(asset.address, digest_bytes(asset.data), asset.data, "") for asset in assets.files),
        *media_files.files(context, media),
        *cms.files(context.config, context.snapshot.content.folders, titles),
    ]


def _problems(
    context: Context, assembled: AssembledSite, checked: CheckedRecords, unpublished: UnpublishedArticles
) -> list[Problem]:
    """Return the problems of the settings, the assets and the site as a whole."""
    config, site_context = context.config, assembled.site_context
    now, drafts = context.options.now, context.options.drafts
    due = [article for article in checked.invalid if is_published(article, now=now, drafts=drafts)]
    return [
        *config.problems,
        *cms.problems(config),
        *(problem(f"assets/{name}", 0, "icon-not-png") for name in site_context.assets.faulty),
        *(problem(f"assets/{name}", 0, "css-unclosed") for name in site_context.assets.unclosed),
        *identity.problems(config, site_context.assets),
        *url_conflicts.find(context, assembled, due),
        *url_conflicts.windows_names(context, assembled),
        *url_conflicts.same_sections(context, site_context.site),
        *site_problems.find(context, site_context, checked.broken, unpublished),
        *_chart_problems(context, site_context.link_targets),
    ]


def _chart_problems(context: Context, targets: LinkTargets) -> list[Problem]:
    config = context.config
    return [
        chart_problem
        for chart in config.charts
        for chart_problem in link_check.chart_problems(
            *chart.request, targets, SITE_TOML, line_of_text(config, chart.data)
        )
    ]
