"""The diff: compare a site with the previous one, and decide what to do with each page and file.

A page is kept, patched or rendered, depending on its fingerprint. There is no dependency graph.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bantin.build.changes import Changes, Edit, Level
from bantin.build.context import Context
from bantin.build.patch import Patch, are_in_feeds, body_patch
from bantin.cache.fingerprints import differ_in_views
from bantin.cache.tables import PageEntry
from bantin.model import Article
from bantin.publish.staging import Files
from bantin.system.named_tuple import NamedTuple
from bantin.templates.regions import VIEWS
from bantin.urls import file_name

if TYPE_CHECKING:  # an edit of bodies alone does without them
    from bantin.build.assembled import AssembledSite
    from bantin.build.render import PageRenderer
    from bantin.pages import Page, StaticFile
    from bantin.pages.page_kind import EditedArticles


class Plan(NamedTuple):
    """The decision for each page and file.

    files: all files of output/, and those that are kept. renderer: None if no page is rendered.
    fingerprints: by output path, of the pages to render and patch, or of all pages; None for a cold build,
    which computes them while other processes render.
    pages: the output paths of all pages; None if they are those of the previous site.
    slots, file_digests: see `State.slots`, `State.files`.
    """

    files: Files
    slots: dict[str, bytes]
    file_digests: dict[str, bytes]
    fingerprints: dict[str, bytes] | None
    patch: list[Patch]
    render: "list[Page]"
    copy: "list[StaticFile]"
    renderer: "PageRenderer | None" = None
    pages: list[str] | None = None


def plan_bodies(context: Context, changes: Changes) -> Plan | None:
    """Plan edits that change only bodies on the articles' own pages; return None for any other.

    No other page is examined, and layouts are loaded only for bodies with pictures.
    """
    state = context.previous.state
    if state is None or changes.level > Level.BODIES or are_in_feeds(context, changes):
        return None
    targets_of = _targets_of(context, changes.edits)
    patches = [body_patch(context, edit, targets_of) for edit in changes.edits]
    paths = context.previous.site_paths
    return Plan(
        Files(paths, paths - {patch.path for patch, _ in patches}),
        state.slots,
        state.files,
        {patch.path: fingerprint for patch, fingerprint in patches},
        patch=[patch for patch, _ in patches],
        render=[],
        copy=[],
    )


def _targets_of(context: Context, edits: Iterable[Edit]) -> Callable[[Article], tuple[str, ...]]:
    """Return a function that gives the attributes of the targets in an edited body."""
    if not any(edit.after.article.targets for edit in edits):
        return lambda _: ()
    from bantin.build.restored_targets import BodyTargets  # a body without targets does without it

    return BodyTargets(context).of


def plan_changes(context: Context, site: "AssembledSite", changes: Changes, renderer: "PageRenderer") -> Plan:
    """Plan a site to which changes have been applied: compare only pages that may show an edited one.

    If the search index depends on bodies, its files are compared, too.
    """
    from bantin.build.apply import edited_by

    state = context.previous.state
    assert state
    slots = renderer.render_slots(site.pages) if changes.level > Level.BODIES else state.slots
    edited = edited_by(context, changes, site)
    fingerprints, patch, render = _compare(context, site, changes, renderer, edited)
    changed_slots = frozenset(slot for slot, now in slots.items() if state.slots.get(slot) != now)
    for path, where in state.pages.pages_with(changed_slots) if changed_slots else ():
        if path not in fingerprints:
            patch[path] = Patch(path, where)
    files = site.files if edited.has_index else []
    copy = [file for file in files if state.files.get(file.path) != file.digest]
    written = {*fingerprints, *patch, *(file.path for file in copy)}
    paths = {*site.paths, *(file.path for file in files)} if files else context.previous.site_paths
    return Plan(
        Files(paths, paths - written),
        slots,
        {file.path: file.digest for file in files} if files else state.files,
        fingerprints,
        [*patch.values()],
        render,
        copy,
        renderer,
    )


def _compare(
    context: Context,
    site: "AssembledSite",
    changes: Changes,
    renderer: "PageRenderer",
    edited: "EditedArticles",
) -> tuple[dict[str, bytes], dict[str, Patch], list["Page"]]:
    """Return the new fingerprints of changed pages, those to patch by path, and those to render."""
    from bantin.pages import affected_pages

    bodies = {edit.position: edit for edit in changes.edits if edit.is_of_article_body}
    fingerprints: dict[str, bytes] = {}
    render: list[Page] = []
    patch: dict[str, Patch] = {}
    affected = affected_pages(site.site_context, site.pages, edited)
    state = context.previous.state
    entries = state.pages.find_all([site.paths[number] for number in affected]) if state else {}
    for number in affected:
        page, path = site.pages[number], site.paths[number]
        before, now = entries.get(path), renderer.fingerprint(page)
        if before and before.fingerprint == now:
            continue
        fingerprints[path] = now
        edit = bodies.get(page.article_index) if page.kind == "article" else None
        new_body = body_patch(context, edit, renderer.views.targets) if edit else None
        new_number = _views_patch(page, before, now, renderer) if before else None
        if new_body and new_body.fingerprint == now:
            patch[path] = new_body.patch
        elif new_number:
            patch[path] = new_number
        else:
            render.append(page)
    return fingerprints, patch, render


def plan_all(context: Context, site: "AssembledSite", renderer: "PageRenderer") -> Plan:
    """Plan a site assembled from all records: compare every page; for a cold build render all."""
    renderer.read_layouts(site.pages)
    slots = renderer.render_slots(site.pages)
    digests = {file.path: file.digest for file in site.files}
    paths = {*site.paths, *digests}
    state = context.previous.state
    if state is None:
        renderer.make_lines()
        files = Files(paths, frozenset())
        return Plan(files, slots, digests, None, [], site.pages, site.files, renderer, site.paths)
    intact = context.previous.unchanged_files(context.snapshot)
    changed = {slot for slot, now in slots.items() if state.slots.get(slot) != now}
    entries, render, patch = state.pages.entries(), [], []
    fingerprints = dict(zip(site.paths, renderer.fingerprints(site.pages), strict=True))
    for page, path in zip(site.pages, site.paths, strict=True):
        before = entries.get(path)
        if before is None or path not in intact:
            render.append(page)
        elif before.fingerprint != fingerprints[path]:
            new_number = _views_patch(page, before, fingerprints[path], renderer)
            patch.append(new_number) if new_number else render.append(page)
        elif changed and not changed.isdisjoint(before.slots.names):
            patch.append(Patch(path, before.slots))
    copy = [
        file for file in site.files if state.files.get(file.path) != file.digest or file.path not in intact
    ]
    written = {
        *(file_name(page.address) for page in render),
        *(page.path for page in patch),
        *(file.path for file in copy),
    }
    files = Files(paths, paths - written)
    return Plan(files, slots, digests, fingerprints, patch, render, copy, renderer, site.paths)


def _views_patch(
    page: "Page", before: PageEntry, fingerprint: bytes, renderer: "PageRenderer"
) -> Patch | None:
    """Return the patch for an article's page if only its number of views has changed, else None."""
    is_alone = page.kind == "article" and differ_in_views(before.fingerprint, fingerprint)
    if not is_alone or VIEWS not in before.slots.names:
        return None
    if renderer.site_context.article(page.article_index).views < 0:
        return None
    return Patch(file_name(page.address), before.slots, {VIEWS: renderer.number_of_views(page)})
