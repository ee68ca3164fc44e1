"""Writing the planned pages and files into the next site, in several processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bantin.build.context import Context
from bantin.build.diff import Plan
from bantin.build.patch import PatchShared, patch_pages
from bantin.cache.manifest import Manifest
from bantin.cache.tables import PageEntry
from bantin.model import Slots
from bantin.parallel import flatten
from bantin.publish.publisher import Publication
from bantin.publish.staging import Writer
from bantin.templates.regions import shared_names

if TYPE_CHECKING:  # an edit of bodies alone does without them
    from bantin.build.assembled import AssembledSite
    from bantin.build.render import RenderedPage

# The most seconds that drawing a share card takes on a slow machine: 10 ms are usual, 0.1 ms if it was drawn
# before.
_SECONDS_PER_CARD = 0.1


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
