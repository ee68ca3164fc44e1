"""Problems that need the whole site: in site.toml, in folders, among assets."""

import os
import re
from collections.abc import Iterable

from bantin.assets import Assets
from bantin.build.context import Context
from bantin.config import SITE_TOML, Config, line_of_text
from bantin.config.abbreviations import PATH as ABBREVIATIONS
from bantin.content import front_matter
from bantin.content.fields import INDEX, section_of
from bantin.content.tree import DATA_FOLDER, REDIRECTS, WORD_LIST, Tree
from bantin.errors import Problem, problem
from bantin.pages import SiteContext
from bantin.schema.values import nearest
from bantin.site import Site
from bantin.site.link_check import UnpublishedArticles, with_scheme
from bantin.site.links import LinkTargets, complete_address
from bantin.site.near_names import ExistingNames
from bantin.site.order import FAR_FUTURE_SECONDS
from bantin.text.vietnamese import slug
from bantin.urls import composed


def find(
    context: Context, site_context: SiteContext, broken: Iterable[str], unpublished: UnpublishedArticles
) -> list[Problem]:
    """Return all these problems. broken: sources with problems of their own."""
    config, site, targets = context.config, site_context.site, site_context.link_targets
    return [
        *_menu(config, site),
        *_shortcuts(config, targets, unpublished),
        *_drawings(site_context.assets),
        *_far_dates(context, site, unpublished),
        *_missing_indexes(site, broken, context.snapshot.content.folders, context.content_name),
        *_ignored_articles(context.snapshot.content, context.content_name),
        *_misnamed_lists(context.snapshot.content, context.content_name),
        *_abbreviations(context),
    ]


def _menu(config: Config, site: Site) -> list[Problem]:
    problems = []
    for path in config.menu:
        if not path or path not in site.sections:
            by_title = "/".join(map(slug, path.split("/")))
            guess = by_title if by_title in site.sections else nearest(path, site.sections)
            code = "menu-unknown-near" if guess else "menu-unknown"
            line = line_of_text(config, path)
            problems.append(problem(SITE_TOML, line, code, name=path, guess=guess))
    return problems


def _shortcuts(config: Config, targets: LinkTargets, unpublished: UnpublishedArticles) -> list[Problem]:
    problems = []
    pages = ExistingNames(targets).pages
    for field, to in config.links:
        address, line = to.removeprefix("/"), line_of_text(config, to)
        if ":" in to or address in targets.addresses:
            continue
        if address in targets.unpublished_addresses:
            problems.append(unpublished.problem(SITE_TOML, line, to, unpublished.find_by_address(address)))
        else:
            guess = _meant_link(address, targets) or pages.of_same_stem(to)
            code = "shortcut-unknown-near" if guess else "shortcut-unknown"
            problems.append(problem(SITE_TOML, line, code, field=field, name=to, guess=guess))
    return problems


def _meant_link(to: str, targets: LinkTargets) -> str:
    """Return the URL or page that a link of site.toml means, without its scheme or by its file; or ""."""
    if meant := with_scheme(to):
        return meant.url
    source = targets.sources.get(composed(to.removeprefix("content/")), "")
    return source or complete_address(to, targets)


def _far_dates(context: Context, site: Site, unpublished: UnpublishedArticles) -> list[Problem]:
    """Return warnings about dates that are probably mistyped, since they are far in the future."""
    problems = []
    for article in unpublished.scheduled_articles():
        if article.published_at > unpublished.now + FAR_FUTURE_SECONDS:
            line = line_of_field(context.config.content, article.source, "date")
            day = unpublished.format_day(article.published_at)
            problems.append(problem(context.content_name + article.source, line, "warn-date-far", day=day))
    for stored in (*site.articles, *site.standalone_pages):
        article = stored.article
        if article.updated_at > unpublished.now and article.published_at <= unpublished.now:
            line = line_of_field(context.config.content, article.source, "updated")
            day = unpublished.format_day(article.updated_at)
            problems.append(
                problem(context.content_name + article.source, line, "warn-updated-later", day=day)
            )
    return problems


def line_of_field(content: str, source: str, field: str) -> int:
    """Return the line of a field in the front matter of an article's file; 0 if it cannot be found."""
    entry = front_matter.read(os.path.join(content, source)).entries.get(field)
    return entry.line if entry else 0


def _drawings(assets: Assets) -> list[Problem]:
    """Return the problems of SVG files in assets/ that contain more than a drawing.

    Those of the emblem and the hem are of `identity.problems`.
    """
    problems = []
    for drawing in assets.files:
        if drawing.source.lower().endswith(".svg") and drawing not in (assets.emblem, assets.hem):
            from bantin.images.svg import SvgError, svg_size

            try:
                svg_size(drawing.data)
            except SvgError as fault:
                path = f"assets/{drawing.source}"
                problems.append(problem(path, fault.line, "svg-refused", name=drawing.address, reason=fault))
    return problems


def _missing_indexes(
    site: Site, broken: Iterable[str], folders: Iterable[str], shown_as: str
) -> list[Problem]:
    """Return a warning for each section without `_index.md`, at its folder as it is named on the disk."""
    present = {"", *site.indexes, *(section_of(source) for source in broken if source.endswith(INDEX))}
    missing = [path for path in site.sections if path not in present]
    if not missing:
        return []
    folder_of = {section_of(folder): folder.rstrip("/") for folder in folders}
    named = ((path, folder_of.get(path, path)) for path in missing)
    return [problem(f"{shown_as}{folder}", 0, "warn-no-index", name=path) for path, folder in named]


def _abbreviations(context: Context) -> list[Problem]:
    if ABBREVIATIONS not in context.snapshot.content.files:
        return []
    from bantin.search import abbreviations  # few sites have a list

    return abbreviations.problems(context.config.content)


# Names of files that were probably meant to end in .md.
_ALMOST_MD = re.compile(r"(.*?)(?:\.md|\.markdown|\.mdown|\.mkd)(?:\.txt)?", re.IGNORECASE | re.DOTALL)


def _ignored_articles(tree: Tree, shown_as: str) -> list[Problem]:
    """Return the problems of files that look like articles but are not read."""
    has_data = DATA_FOLDER in tree.folders
    problems = []
    for source in tree.files:
        if source.endswith(".md"):
            if has_data and source.startswith(DATA_FOLDER):
                problems.append(problem(shown_as + source, 0, "warn-article-in-data"))
        elif parts := _ALMOST_MD.fullmatch(source.rpartition("/")[2]):
            problems.append(problem(shown_as + source, 0, "not-md", guess=f"{parts[1]}.md"))
    return problems


_LISTS = {path.rpartition("/")[2].partition(".")[0]: path for path in (ABBREVIATIONS, REDIRECTS, WORD_LIST)}


def _misnamed_lists(tree: Tree, shown_as: str) -> list[Problem]:
    """Return warnings about lists of the site that are not read, since their name or folder is another."""
    problems = []
    for source in tree.files:
        folder, _, name = source.rpartition("/")
        if source.endswith(".md") or f"{folder}/" not in ("/", DATA_FOLDER) or source in _LISTS.values():
            continue
        if meant := _LISTS.get(nearest(name.partition(".")[0].lower(), _LISTS, cutoff=0.88)):
            problems.append(problem(shown_as + source, 0, "warn-list-misnamed", guess=shown_as + meant))
    return problems
