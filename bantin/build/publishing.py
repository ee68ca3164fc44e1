"""The last steps of a build: what is planned is written and published, and the state is saved."""

import os
from typing import TYPE_CHECKING

from bantin.build.carried import Saved, save_digests
from bantin.build.context import Context
from bantin.build.diff import Plan, writing
from bantin.build.pictures import release_unused
from bantin.build.previous import save_retained, state_key
from bantin.build.report import Report, Run, report
from bantin.build.vanished import GONE
from bantin.cache.blobs import Pack, StoredValue
from bantin.cache.manifest import Manifest
from bantin.cache.records import RecordStore
from bantin.cache.state import State
from bantin.images import card_store
from bantin.publish import swap
from bantin.publish.publisher import Publication, publication
from bantin.publish.retention import retained
from bantin.site.view_counts import to_plain
from bantin.system.os_errors import describe

if TYPE_CHECKING:  # with all that plans pages
    from bantin.build.assembled import AssembledSite


def publish(
    context: Context, run: Run, records: RecordStore, site: "AssembledSite | None", plan: Plan
) -> Report:
    """Write what the plan says, publish it, and save the state, in this order.

    A build killed between publishing and saving leaves a site without a state: the next build makes all anew.
    """
    context.enter("write")
    present, staying = context.snapshot.output.standing, _staying(context, plan)
    files = plan.files.and_kept(staying.keys())
    digests = context.previous.digests.of_kept(files.keep)
    previous = context.previous._replace(retained=staying, digests=digests)
    context = context._replace(previous=previous)
    public = publication(
        context.config.output,
        files,
        present=present,
        last=previous.left,
        in_place=context.config.publish == "in-place",
    )
    with public:
        with writing(context, site, plan._replace(files=files), public) as finish:
            previous.store.save_records(records)
            manifest = finish()
        state = _state(context, records, site, plan, manifest)
        previous.store.save_values(state)
        _show(context, run, public)
        trouble = _save(context, run, public, state, site)
    removed = len(present.files.keys() - files.paths)
    written = len(plan.files.paths - plan.files.keep)
    made = report(context, run, state, written=written, kept=len(plan.files.keep))
    warnings = tuple(sorted(site.problems)) if site else made.warnings
    return made._replace(removed=removed, trouble=trouble, warnings=warnings)


def _staying(context: Context, plan: Plan) -> dict[str, int]:
    """Return the files of earlier releases that stay, as far as they stand there as they were left."""
    options, standing = context.options, context.snapshot.output.standing.files
    since = context.previous.retained
    staying = retained(standing, plan.files.paths, since, now=options.now, days=options.keep_days)
    left = context.previous.left.output.files
    return {path: at for path, at in staying.items() if not left or left.get(path) == standing[path]}


def _show(context: Context, run: Run, public: Publication) -> None:
    """Publish what is staged: from now on the build has succeeded."""
    context.enter("publish")
    if public.is_new_folder:
        context.previous.store.create_folder(public.inode())
    run.held.check()
    if context.options.sync:
        swap.flush(os.path.dirname(context.config.output))
    run.waiting.begin()
    public.publish()
    context.enter("tidy")


def _save(context: Context, run: Run, public: Publication, state: State, site: "AssembledSite | None") -> str:
    """Save the state of the published site, and delete what it has made useless.

    A fault in this harms no reader: it is returned as a sentence, "" for none.
    """
    store, inode = context.previous.store, os.stat(context.config.output).st_ino
    try:
        if context.options.sync:
            swap.flush(os.path.dirname(context.config.output))
        run.held.note_published(drafts=context.options.drafts)
        left = public.finish()
        save_retained(context.config, context.previous.retained)
        store.save(inode, state, context.snapshot.source_digests(state.records.signatures), left)
        if context.options.resident and site:
            context.options.resident.site = site
        store.delete_others(inode, state)
        release_unused(context, state.pictures)
        if context.is_cold:
            card_store.prune(context.config.drawn)
        if context.options.carried:
            saved = Saved(inode, left.output.files, context.snapshot.markdown, context.previous.digests)
            save_digests(store, context.config, saved, context.workers)
    except (OSError, MemoryError) as fault:
        return describe(fault)
    return ""


def _state(
    context: Context, records: RecordStore, site: "AssembledSite | None", plan: Plan, manifest: Manifest
) -> State:
    """Return all that the next build will want to know."""
    pack_size = Pack(context.previous.pack).size()
    if site is None:
        assert context.previous.state
        last = context.previous.state
        return last._replace(records=records, pages=manifest, pack_size=pack_size)
    site_context = site.site_context
    order = site_context.site
    return State(
        key=state_key(context.config, context.options),
        last_change=order.last_change,
        next_change=order.next_change,
        records=records,
        pages=manifest,
        slots=plan.slots,
        files=plan.file_digests,
        site_index=site.site_index,
        link_digests=b"".join(site_context.link_digests),
        relations_key=site.relations_key,
        related=site.related,
        subjects=site.subjects,
        views=StoredValue.of(lambda: to_plain(context.view_counts.result())),
        pictures=site.pictures,
        pack=os.path.basename(context.previous.pack),
        pack_size=pack_size,
        articles=len(order.articles),
        slow=site.slow,
        warnings=tuple(tuple(problem) for problem in sorted(site.problems) if problem.code != GONE),
        unpublished=site.unpublished,
    )
