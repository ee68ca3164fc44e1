"""From records to a Bulletin: order, pictures, attachments, related articles, and every link checked."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from bantin import links, sources
from bantin.addresses import article_address
from bantin.assets import Assets
from bantin.assets import gather as gather_assets
from bantin.cache import digest, digest_bytes
from bantin.catalog import Shelf, Site, arrange
from bantin.catalog.kin import find_kin, kin_key
from bantin.catalog.site import is_published
from bantin.catalog.terms import by_month, by_tag, most_read
from bantin.clashes import clashes, twin_sections
from bantin.config import FILE, Config, line_of
from bantin.content.fields import section_of
from bantin.content.records import Record
from bantin.content.tree import Tree
from bantin.errors import Problem, problem
from bantin.images import SUFFIXES
from bantin.links import DATA, SERIES, Attachment, Places
from bantin.model import Article, Drawn, Gallery, Wish
from bantin.patterns import number_pattern
from bantin.pictures import Wanted, prepare, studio_of
from bantin.plan import NEWS_SECONDS, Bulletin, Bundles, File, Page, outline
from bantin.review import review
from bantin.rows import trusted
from bantin.sources import Seen
from bantin.state import State
from bantin.vietnamese import slug
from bantin.workers import Workers

MANY = 4000


class Gathered(NamedTuple):
    """A Bulletin, its pages and files, what the state remembers of them, and every problem found."""

    bulletin: Bulletin
    pages: list[Page]
    files: list[File]
    pictures: dict[str, tuple[Any, ...]]
    kin_key: bytes
    problems: tuple[Problem, ...]


def gather(
    config: Config,
    seen: Seen,
    records: Mapping[str, Record],
    *,
    last: State | None,
    pack: str,
    now: int,
    drafts: bool,
    search: bool,
    workers: Workers,
    preview: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Put the site together. Where problems stop the build, nothing else of it is to be trusted.

    With `search` it has a page of results, whose index is still to come.
    preview: see images.Studio. `tell` hears of what takes so long that it is a stage of its own.
    """
    tree, shown_as = seen.content, sources.shown_as(config)
    assets = gather_assets(_names_by_folder(config.assets, seen))
    shelves = [Shelf(one.article, one.prose) for one in records.values() if one.article and one.prose]
    broken = [source for source, one in records.items() if one.prose is None]
    unsound = [one.article for one in records.values() if one.article and not one.prose]
    folders = {section_of(source) for source in records}
    fresh = NEWS_SECONDS if "news_sitemap" in config.machines.extras else 0
    site = arrange(shelves, folders, now=now, drafts=drafts, fresh_for=fresh)
    published = [shelf.article for shelf in (*site.articles, *site.pages, *site.indexes.values())]

    shown, linked, wishes = _wanted([*published, *unsound])
    wanted = _pictures_among(seen, shown, linked)
    pictures = prepare(
        studio_of(config, preview=preview),
        wanted,
        last.pictures if last else {},
        folder=config.content,
        shown_as=shown_as,
        workers=workers,
        tell=tell,
    )
    found = pictures.problems
    refused = wanted.rows.keys() - pictures.remembered.keys()
    files, more = _attachments(config, seen, linked, shown_as)
    found += more
    found += [problem(f"assets/{name}", 0, "icon-not-png") for name in assets.faulty]
    gallery, more = _gallery(config, tree, wishes.union(one.wish for one in config.charts), shown_as)
    found += more
    found += [*config.problems, *sources.problems(seen, records.values())]

    key = kin_key(site.articles, site.hidden)
    kin, more = _kin(config, site, broken, unsound, key, last, shown_as, workers)
    found += more

    places = Places(
        sources=_sources(published, site),
        hidden={source: article.address for source, article in site.hidden.items()},
        addresses=frozenset(),
        broken=frozenset([*broken, *map(_likely_address, broken), *refused]),
        pictures=pictures.shown,
        originals=pictures.linked,
        files={source: one for source, (one, _) in files.items()},
        gallery=gallery,
        present=tuple(source for source in tree.files if not source.endswith(".md")),
        base=config.base,
        knows_addresses=not config.problems,
    )
    bulletin = Bulletin(
        config,
        site,
        related=kin,
        tags=by_tag(site.articles),
        months=by_month(site.articles),
        most_read=most_read(site.articles, config.lists.most_read_page),
        places=places,
        assets=assets,
        prose_pack=pack,
        now=now,
        link_digests=[shelf.article.link for shelf in site.articles],
        crumb_digests={},
        feed_parts={},
        search=Bundles("", ()) if search else None,
    )
    pages = outline(bulletin)
    published_files = _files(config, assets, places, files)
    due = [article for article in unsound if is_published(article, now=now, drafts=drafts)]
    found += clashes(pages, published_files, due, bulletin, shown_as)
    found += twin_sections(tree.folders, site, shown_as)
    addresses = frozenset([page.address for page in pages] + [file.path for file in published_files])
    bulletin = bulletin._replace(places=places._replace(addresses=addresses))
    found += review(config, seen, site, assets, broken, addresses)
    found += _check_charts(config, bulletin.places)
    found += links.check([*published, *unsound], bulletin.places, shown_as=shown_as)
    return Gathered(bulletin, pages, published_files, pictures.remembered, key, tuple(found))


def with_index(gathered: Gathered, bundles: Bundles, files: list[File]) -> Gathered:
    """The same with the search index that its page of results has waited for, and that page's script."""
    bulletin = gathered.bulletin._replace(search=bundles)
    script = bulletin.assets.search
    of_script = File(script.address, digest_bytes(script.data), script.data, "")
    return gathered._replace(bulletin=bulletin, files=[*gathered.files, of_script, *files])


def _wanted(articles: Iterable[Article]) -> tuple[set[str], set[str], set[Wish]]:
    """The pictures that articles show, all files that they link to, and the charts they show."""
    shown: set[str] = set()
    linked: set[str] = set()
    charts: set[Wish] = set()
    for article in articles:
        if article.image:
            shown.add(article.image[0])
        for kind, where, tail, _ in article.targets:
            if kind == "picture":
                shown.add(where)
            elif kind == "file":
                linked.add(where)
            elif kind == "chart":
                charts.add((where, tail))
    return shown, linked, charts


def _kin(
    config: Config,
    site: Site,
    broken: Iterable[str],
    unsound: Iterable[Article],
    key: bytes,
    last: State | None,
    shown_as: str,
    workers: Workers,
) -> tuple[list[tuple[int, ...]], list[Problem]]:
    """The related articles of each: as they were, while nothing that decides them has changed."""
    if last and last.kin_key == key and len(last.kin) == len(site.articles):
        return last.kin, []
    return find_kin(
        site.articles,
        site.hidden,
        broken,
        unsound,
        count=config.lists.related,
        shown_as=shown_as,
        # Below some thousands, starting processes takes longer than looking everybody's relations up.
        workers=workers if len(site.articles) > MANY else Workers(),
    )


def _sources(published: Iterable[Any], site: Site) -> dict[str, str]:
    found = {article.source: article.address for article in published}
    for path in site.sections:
        found.setdefault(f"{path}/_index.md" if path else "_index.md", f"{path}/" if path else "")
    return found


def _likely_address(source: str) -> str:
    """Where a file that cannot be read yet will stand, unless it names a slug."""
    return article_address(source.rpartition("/")[0], slug(source.rpartition("/")[2].removesuffix(".md")))


def _pictures_among(seen: Seen, shown: set[str], linked: set[str]) -> Wanted:
    """What of these is there; what is not is told with the links that lead to it."""
    rows = seen.content.files
    linked = {source for source in linked & rows.keys() if source.lower().endswith(SUFFIXES)}
    shown = shown & rows.keys()
    return Wanted(shown, linked, {source: rows[source] for source in shown | linked}, seen.at)


def _nothing(wish: Wish) -> Drawn:
    raise KeyError(wish)


def _gallery(
    config: Config, tree: Tree, wishes: Iterable[Wish], shown_as: str
) -> tuple[Gallery, list[Problem]]:
    """The charts among `wishes`. All data files are read: a mistake is one whether a page shows it or not."""
    paths = list(tree.files)
    data = paths[bisect_left(paths, DATA) : bisect_left(paths, f"{DATA}\U0010ffff")]
    names = [path for path in data if path.endswith(SERIES)]
    if not names:
        return Gallery({}, _nothing, {}, frozenset()), []
    from bantin.charts.hang import hang  # with the readers of TOML and numbers, and all that draws
    from bantin.charts.wording import Wording

    wording = Wording(config.labels, count=config.numbers.count, decimal=config.numbers.decimal)
    return hang(config.content, names, sorted(wishes), wording, shown_as=shown_as)


def _attachments(
    config: Config, seen: Seen, wanted: Iterable[str], shown_as: str
) -> tuple[dict[str, tuple[Attachment, bytes]], list[Problem]]:
    """The attachments among `wanted`, each with a digest that changes with the file."""
    found: dict[str, tuple[Attachment, bytes]] = {}
    problems = []
    decimal = number_pattern(config.numbers.decimal)
    for source in sorted(wanted):
        row = seen.content.files.get(source)
        attachment = links.attachment(source, row[0], decimal) if row else None
        if row and attachment:
            known = trusted(row, seen.at)
            found[source] = (attachment, digest(known) if known else os.urandom(16))
            if row[0] > links.MAX_BYTES:
                place = shown_as + source
                problems.append(problem(place, 0, "file-too-large", size=row[0], limit=links.MAX_BYTES))
    return found, problems


def _files(
    config: Config, assets: Assets, places: Places, files: Mapping[str, tuple[Attachment, bytes]]
) -> list[File]:
    found = [File(asset.address, digest_bytes(asset.data), asset.data, "") for asset in assets.files]
    variants = {one[0]: one for picture in places.all_pictures() for one in picture.files}
    store = studio_of(config).store
    for address, _, known, kept in map(variants.__getitem__, sorted(variants)):
        found.append(File(address, known, None, f"{store}/{kept}", is_kept=True))
    for source, (attachment, known) in files.items():
        found.append(File(attachment.address, known, None, os.path.join(config.content, source)))
    return found


def _check_charts(config: Config, places: Places) -> list[Problem]:
    return [
        fault
        for one in config.charts
        for fault in links.chart_fault(*one.wish, places, FILE, line_of(config, one.data))
    ]


def _names_by_folder(folders: Iterable[str], seen: Seen) -> dict[str, list[str]]:
    """The files in each of these folders, below it."""
    return {
        folder: [path[len(folder) + 1 :] for path in seen.others if path.startswith(f"{folder}/")]
        for folder in folders
    }
