"""The last steps of a build: write the planned pages, publish them, save the state."""

import os
from typing import TYPE_CHECKING

from bantin.build.context import Context
from bantin.build.diff import Plan
from bantin.build.gone_addresses import ADDRESS_GONE
from bantin.build.previous import save_retained, state_key
from bantin.build.report import Report, Run, report
from bantin.build.restored_cache import SavedSite, save_digests
from bantin.build.write import writing
from bantin.cache.blobs import Pack, StoredValue
from bantin.cache.manifest import Manifest
from bantin.cache.records import RecordStore
from bantin.cache.state import State
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
    """Write the planned pages, publish them, and save the state, in this order.

    After a build that was killed before saving the state, the next build renders everything.
    """
    context.enter("write")
    present, staying = context.snapshot.output.present, _retained_files(context, plan)
    files = plan.files.and_kept(staying.keys())
    digests = context.previous.digests.of_kept(files.keep)
    previous = context.previous._replace(retained=staying, digests=digests)
    context = context._replace(previous=previous)
    public = publication(
        context.config.output,
        files,
        present=present,
        last=previous.output_state,
        in_place=context.config.publish == "in-place",
    )
    with public:
        with writing(context, site, plan._replace(files=files), public) as finish:
            previous.store.save_records(records)
            state = _state(context, records, site, plan)
            previous.store.save_values(state)
            state = state._replace(pages=finish())
        _publish(context, run, public)
        trouble = _save(context, run, public, state, site)
    removed = len(present.files.keys() - files.paths)
    written = len(plan.files.paths - plan.files.keep)
    made = report(context, run, state, written=written, kept=len(plan.files.keep))
    warnings = tuple(sorted(site.problems)) if site else made.warnings
    return made._replace(removed=removed, trouble=trouble, warnings=warnings)


def _retained_files(context: Context, plan: Plan) -> dict[str, int]:
    """Return the retained files of earlier releases that are unchanged, with the time since when."""
    options, present = context.options, context.snapshot.output.present.files
    since = context.previous.retained
    staying = retained(present, plan.files.paths, since, now=options.now, days=options.keep_days)
    previous_files = context.previous.output_state.output.files
    return {
        path: at
        for path, at in staying.items()
        if not previous_files or previous_files.get(path) == present[path]
    }


def _publish(context: Context, run: Run, public: Publication) -> None:
    """Publish the staged site. From then on the build has succeeded."""
    context.enter("publish")
    if public.is_new_folder:
        context.previous.store.create_folder(public.inode())
    run.lock.check()
    if context.options.sync:
        swap.flush(os.path.dirname(context.config.output))
    run.signals.begin()
    public.publish()
    context.enter("tidy")


def _save(context: Context, run: Run, public: Publication, state: State, site: "AssembledSite | None") -> str:
    """Save the state of the published site, and delete files that are no longer needed.

    Return a sentence about an error, or "": readers are not affected.
    """
    store, inode = context.previous.store, os.stat(context.config.output).st_ino
    try:
        if context.options.sync:
            swap.flush(os.path.dirname(context.config.output))
        run.lock.note_published(drafts=context.options.drafts)
        output_state = public.finish()
        save_retained(context.config, context.previous.retained)
        store.save(inode, state, context.snapshot.source_digests(state.records.signatures), output_state)
        if context.options.resident and site:
            context.options.resident.site = site
        store.delete_others(inode, state)
        if state.pictures != context.previous.pictures:
            from bantin.build.pictures import release_unused

            release_unused(context, state.pictures)
        if context.is_cold:
            from bantin.images.card_store import prune

            prune(context.config.drawn)
        if context.options.portable_cache:
            saved = SavedSite(
                inode, output_state.output.files, context.snapshot.markdown, context.previous.digests
            )
            save_digests(store, context.config, saved, context.workers)
    except (OSError, MemoryError) as fault:
        return describe(fault)
    return ""


def _state(context: Context, records: RecordStore, site: "AssembledSite | None", plan: Plan) -> State:
    """Return the state for the next build, without the manifest."""
    pack_size = Pack(context.previous.pack).size()
    if site is None:
        assert context.previous.state
        last = context.previous.state
        return last._replace(records=records, pages=Manifest(), pack_size=pack_size)
    site_context = site.site_context
    order = site_context.site
    return State(
        key=state_key(context.config, context.options),
        last_change=order.last_change,
        next_change=order.next_change,
        records=records,
        pages=Manifest(),
        slots=plan.slots,
        files=plan.file_digests,
        site_index=site.site_index,
        link_digests=b"".join(site_context.link_digests),
        relations_key=site.relations.key,
        related=site.relations.related,
        subjects=site.relations.subjects,
        views=StoredValue.of(lambda: to_plain(context.view_counts.result())),
        pictures=site.pictures,
        pack=os.path.basename(context.previous.pack),
        pack_size=pack_size,
        articles=len(order.articles),
        off_fast_path=site.off_fast_path,
        warnings=tuple(tuple(problem) for problem in sorted(site.problems) if problem.code != ADDRESS_GONE),
        unpublished=(*site.unpublished,),
    )
