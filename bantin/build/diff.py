"""The diff: compare a site with the previous one, and decide what to do with each page and file.

A page is kept, patched or rendered, depending on its fingerprint. There is no dependency graph.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bantin.build.changes import Changes, Edit, Level
from bantin.build.context import Context
from bantin.build.patch import Patch, PatchShared, are_in_feeds, body_patch, patch_pages
from bantin.cache.fingerprints import differ_in_views
from bantin.cache.manifest import Manifest, PageEntry
from bantin.model import Article, Slots
from bantin.parallel import flatten
from bantin.publish.publisher import Publication
from bantin.publish.staging import Files, Writer
from bantin.system.named_tuple import NamedTuple
from bantin.templates.regions import VIEWS, shared_names
from bantin.urls import file_name

if TYPE_CHECKING:  # an edit of bodies alone does without them
    from bantin.build.assembled import AssembledSite
    from bantin.build.render import PageRenderer, RenderedPage
    from bantin.pages import Page, StaticFile
    from bantin.pages.page_kind import EditedArticles


# The most seconds that drawing a share card takes on a slow machine: 10 ms are usual, 0.1 ms if it was drawn
# before.
_SECONDS_PER_CARD = 0.1


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


@contextmanager
def writing(
    context: Context, site: "AssembledSite | None", plan: Plan, publication: Publication
) -> Iterator[Callable[[], Manifest]]:
    """Write the planned pages and files. Yield a function that finishes this and returns the new manifest.

    Other processes render and patch from the beginning of the `with` block on.
    """
    if site:
        site.wait()  # processes forked from here on cannot use the helper process
    publication.prepare(plan.files)
    writer = publication.writer()
    shared = PatchShared(context.config.output, _changed_regions(context, plan), writer)
    with (
        context.workers.start(patch_pages, shared, plan.patch) as patched,
        _rendering(context, plan, writer) as rendered,
    ):

        def finish() -> Manifest:
            fingerprints = plan.fingerprints
            if fingerprints is None:
                assert site and plan.renderer
                fingerprints = dict(zip(site.paths, plan.renderer.fingerprints(site.pages), strict=True))
            for file in plan.copy:
                publication.write(file.path, file.read())
            slots: dict[str, Slots] = {}
            # First what this process may do alone, since few pages are rendered: others patch meanwhile.
            for path, names, bounds, signature in flatten(rendered):
                slots[path] = Slots(shared_names(names), bounds)
                publication.note(path, signature)
            for patch, (bounds, signature) in zip(plan.patch, flatten(patched), strict=True):
                slots[patch.path] = Slots(patch.slots.names, bounds)
                publication.note(patch.path, signature)
            publication.seal()
            return _manifest(context, plan, fingerprints, slots)

        yield finish


def _changed_regions(context: Context, plan: Plan) -> dict[str, bytes]:
    """Return the regions that differ from those of the previous site, by slot."""
    state = context.previous.state
    if state is None or plan.renderer is None:
        return {}
    rendered = plan.renderer.slot_parts.items()
    return {slot: part for slot, part in rendered if state.slots.get(slot) != plan.slots[slot]}


@contextmanager
def _rendering(context: Context, plan: Plan, writer: Writer) -> Iterator[Iterator["list[RenderedPage]"]]:
    if plan.renderer is None:
        yield iter(())
        return
    from bantin.build.render import RenderShared, render_pages

    longest_first = plan.render[::-1]  # sitemaps, feeds and lists are last in a plan
    shared = RenderShared(plan.renderer, writer)
    cards = sum(not page.layout for page in plan.render)
    more_seconds = cards * _SECONDS_PER_CARD
    with context.workers.start(render_pages, shared, longest_first, more_seconds=more_seconds) as rendered:
        yield rendered


def _manifest(
    context: Context, plan: Plan, fingerprints: dict[str, bytes], slots: dict[str, Slots]
) -> Manifest:
    """Return the manifest of all pages: the previous entries, and new ones of rendered and patched pages."""
    previous = context.previous
    if plan.pages is None:
        assert previous.state
        pages = previous.state.pages
        changed = {
            path: _entry(pages.find(path), fingerprints.get(path), where) for path, where in slots.items()
        }
        return pages.updated(changed)
    entries = previous.entries
    return Manifest(
        {
            path: PageEntry(fingerprints[path], slots[path] if path in slots else entries[path].slots)
            for path in plan.pages
        }
    )


def _entry(before: PageEntry | None, fingerprint: bytes | None, slots: Slots) -> PageEntry:
    """Return the new entry of a page; without a fingerprint it keeps the previous one."""
    assert before
    return PageEntry(before.fingerprint if fingerprint is None else fingerprint, slots)
