"""Patching pages of output/ as bytes: replace the body, the number of views or shared regions."""

from collections.abc import Callable, Mapping

from bantin.build.changes import Changes, Edit
from bantin.build.context import Context
from bantin.build.site_index import SiteIndex
from bantin.cache.blobs import DamagedCacheError, Pack
from bantin.cache.fingerprints import page_digest_of, with_page_digest
from bantin.cache.tables import PageEntry
from bantin.model import Article, Slots
from bantin.publish.staging import Writer
from bantin.site.filled_body import filled_body
from bantin.site.order import ancestors
from bantin.system.descriptors import read_whole
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature
from bantin.templates.regions import BODY, splice
from bantin.urls import file_name


class Patch(NamedTuple):
    """A page of output/ to patch. slots: its slots. own: new bytes of slots that are not shared."""

    path: str
    slots: Slots
    own: Mapping[str, bytes] = {}


class PatchShared(NamedTuple):
    """The arguments that all patching processes share. parts: the changed regions, by slot."""

    output: str
    parts: Mapping[str, bytes]
    writer: Writer


def patch_pages(shared: PatchShared, patches: list[Patch]) -> list[tuple[bytes, StatSignature]]:
    """Patch pages of output/, which must be unchanged since the last build, and write them into staging.

    Return for each the new `Slots.bounds` and its stat signature: sent between processes, plain tuples take a
    third of a named tuple's time.
    """
    output, parts, writer = shared
    patched = []
    for path, slots, own in patches:
        new = {**parts, **own} if own else parts
        page = read_whole(f"{output}/{path}")
        data, moved = splice(page, slots, new)
        patched.append((moved.bounds, writer.write(path, data, differs=data != page)))
    return patched


class BodyPatch(NamedTuple):
    """The page of an article whose body has changed, and its new fingerprint."""

    patch: Patch
    fingerprint: bytes


def body_patch(context: Context, edit: Edit, targets_of: Callable[[Article], tuple[str, ...]]) -> BodyPatch:
    """Return the patch for the page of an article whose body was edited.

    targets_of: returns the attributes of the targets in an article's body.
    Raises DamagedCacheError if the page was not rendered from the previous version of the article.
    """
    article, prose = edit.after
    path = file_name(article.address)
    entry = _entry(context, path)
    if page_digest_of(entry.fingerprint) != edit.before.page_digest:
        raise DamagedCacheError
    targets = targets_of(article) if article.targets else ()
    pack = Pack(context.previous.pack, fresh_from=context.previous.fresh_from)
    patch = Patch(path, entry.slots, {BODY: filled_body(pack, prose, targets)})
    return BodyPatch(patch, with_page_digest(entry.fingerprint, article.page_digest))


def _entry(context: Context, path: str) -> PageEntry:
    entry = context.previous.state.pages.find(path) if context.previous.state else None
    if entry is None:
        raise DamagedCacheError
    return entry


def are_in_feeds(context: Context, changes: Changes) -> bool:
    """Tell whether a feed shows one of the edited articles."""
    state, count = context.previous.state, context.config.lists.feed
    if state is None or not context.config.machines.feeds:
        return False
    index = SiteIndex(*state.site_index.value)
    return any(
        edit.position in index.first_members(section, count)
        for edit in changes.edits
        if not edit.is_standalone
        for section in ("", *ancestors(edit.after.article.section))
    )
