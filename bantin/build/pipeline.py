"""The one path from sources to output/: scan, read, apply, diff, render, publish.

A cold build, a quick build and a build of `serve` differ only in what the previous site is. Commands that
only look, such as `check` and `why`, take its front half, `look_at_site`.
"""

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bantin import search
from bantin.build.changes import STRUCTURE, Changes, Level, classify, may_apply
from bantin.build.context import Context
from bantin.build.diff import Plan, plan_all, plan_bodies, plan_changes, writing
from bantin.build.options import Options
from bantin.build.pictures import release_unused
from bantin.build.previous import load_previous, state_key
from bantin.build.read import changed_since, read
from bantin.build.scan import Snapshot, content_name, scan
from bantin.build.vanished import GONE
from bantin.cache.blobs import DamagedCacheError, Pack
from bantin.cache.manifest import Manifest
from bantin.cache.records import RecordStore
from bantin.cache.state import Header, State
from bantin.config import Config
from bantin.errors import ContentError, Problem
from bantin.parallel import Future, preload
from bantin.publish import lock, output_guard, swap
from bantin.publish.lock import Lock
from bantin.publish.publisher import Publication, publication
from bantin.publish.swap import beside
from bantin.search import Finder
from bantin.system.named_tuple import NamedTuple
from bantin.system.os_errors import sentence
from bantin.system.signals import Waiting

if TYPE_CHECKING:  # with all that plans pages
    from bantin.build.assembled import AssembledSite
    from bantin.templates import Renderer


T = TypeVar("T")


class Report(NamedTuple):
    """What a build did. slow: articles whose Markdown left the fast path. stages: (name, seconds).

    next_change: when the same sources make another site (seconds since 1970), 0 for never.
    trouble: what went wrong after the site was published, "" if nothing did.
    interrupted: a signal to end came while the site was being published.
    other_version: the version of bantin whose state was ignored, "" if there was none.
    """

    written: int
    kept: int
    removed: int
    articles: int
    slow: int
    warnings: tuple[Problem, ...]
    stages: tuple[tuple[str, float], ...]
    output: str
    next_change: int
    trouble: str = ""
    interrupted: bool = False
    other_version: str = ""


def build(config: Config, options: Options, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Build the whole site into config.output, or raise and leave that as it is.

    Raises ContentError with every problem an editor can mend, UsageError for what stands in the way.
    `tell` is called with the name of each stage as it begins.
    """
    sources = (config.content, *config.layouts, *config.assets)
    output_guard.check(config.output, config.cache, sources=sources, site=config.site)
    with (
        Waiting() as waiting,
        options.workers.with_helper() as workers,
        lock.held(beside(config.output, "lock"), of=config.output) as held,
    ):
        swap.recover(config.output)
        run = _Run(held, waiting, _Stages(tell))
        options = options._replace(workers=workers)
        try:
            report = _build(run, config, options)
        except DamagedCacheError:
            report = _build(run._replace(stages=_Stages(tell)), config, options._replace(clean=True))
    return report._replace(interrupted=waiting.came)


class FrontHalf(NamedTuple):
    """A site as a build would publish it. find: builds its search index, None where it has none."""

    context: Context
    site: "AssembledSite"
    find: Finder | None

    def with_search(self) -> "AssembledSite":
        """Return the site with its search index."""
        if self.find is None:
            return self.site
        return self.site.with_search(*self.find(self.site.site_context, self.context.workers))


def look_at_site(config: Config, options: Options, look: Callable[[FrontHalf], T]) -> T:
    """Scan, read and assemble as a build does; return what `look` finds, and publish nothing.

    Raises UsageError as a build would. Where the cache is damaged it is done again without it.
    """
    try:
        with options.workers.with_helper() as workers:
            context = _context(config, options._replace(workers=workers), lambda _: None, whole=True)
            find, changes, records = _read(context)
            return look(FrontHalf(context, _site(context, changes, records, find), find))
    except DamagedCacheError:
        if options.clean:
            raise
        return look_at_site(config, options._replace(clean=True), look)


class _Run(NamedTuple):
    """A build at work: its lock, and the signals that wait from the moment of publishing on."""

    held: Lock
    waiting: Waiting
    stages: "_Stages"


def _context(
    config: Config, options: Options, enter: Callable[[str], None], *, whole: bool = False
) -> Context:
    """Scan the disk and load the previous site."""
    enter("look")
    snapshot = scan(config, options)
    previous = load_previous(config, snapshot, options, whole=whole)
    renderer = Future(lambda: _load_renderer(config, snapshot, is_cold=previous.state is None))
    return Context(config, options, snapshot, previous, content_name(config), enter, renderer)


def _load_renderer(config: Config, snapshot: Snapshot, *, is_cold: bool) -> "Renderer":
    """Load what renders layouts, and Jinja with it."""
    from bantin.build import render

    return render.load_renderer(config, snapshot, is_cold=is_cold)


def _build(run: _Run, config: Config, options: Options) -> Report:
    context = _context(config, options, run.stages.enter)
    if header := context.previous.unchanged:
        return _report(context, run, header, written=0, kept=header.files)
    find, changes, records = _read(context)
    try:
        plan = None if search.follows_bodies(config, options.search) else plan_bodies(context, changes)
    except ContentError:  # of a layout: told with all else that is wrong
        plan = None
    if plan:
        site = _site(context, changes, records, find) if options.resident and options.resident.site else None
        return _publish(context, run, records, site, plan)
    return _render(context, run, changes, records, find)


def _read(context: Context) -> tuple[Finder | None, Changes, RecordStore]:
    """Read what has changed, and classify the changes."""
    context.enter("read")
    changed = changed_since(context.snapshot, context.previous.records)
    is_small = may_apply(context, changed)
    records = read(context, changed, (lambda: None) if is_small else (lambda: _preload(context)))
    options = context.options
    find = search.finder(
        context.config, options.search, drafts=options.drafts, engine=context.engine, clean=options.clean
    )
    if not is_small:
        return find, STRUCTURE, records
    changes = classify(context, changed, records, has_search=find is not None)
    if changes.level > Level.BODIES:
        _preload(context)  # another process may still look at output/
    if not context.previous.is_output_as_left(context.snapshot):
        changes = STRUCTURE
    return find, changes, records


def _preload(context: Context) -> None:
    """Load what comes after reading, while other processes work."""
    preload(
        "bantin.build.assemble", "bantin.build.apply", "bantin.build.render", "bantin.build.template_check"
    )
    if context.is_cold:
        from bantin.build.media import preload_pictures

        preload_pictures(context)
        context.renderer.result()


def _site(context: Context, changes: Changes, records: RecordStore, find: Finder | None) -> "AssembledSite":
    """Apply changes to the previous site, or assemble the whole site."""
    from bantin.build.apply import apply
    from bantin.build.assemble import assemble

    if changes.level < Level.STRUCTURE:
        return apply(context, changes, records)
    return assemble(context, records, has_search=find is not None)


def _render(
    context: Context, run: _Run, changes: Changes, records: RecordStore, find: Finder | None
) -> Report:
    """Put the site in order, compare it with the previous one, and publish what differs."""
    from bantin.build import template_check

    if changes.level > Level.BODIES:
        context.enter("arrange")
    site = _site(context, changes, records, find)
    if not site.is_sound:
        raise ContentError({*site.problems, *template_check.problems_once(context, site)})
    try:
        return _publish(context, run, records, site, _plan(context, run, changes, site, find))
    except ContentError as fault:
        found = template_check.problems(context, site)
        raise ContentError({*site.problems, *fault.problems, *found}) from fault


def _plan(context: Context, run: _Run, changes: Changes, site: "AssembledSite", find: Finder | None) -> Plan:
    from bantin.build.render import PageRenderer

    is_applied = changes.level < Level.STRUCTURE
    if find and (not is_applied or context.options.search == "build"):
        context.enter("search")
        site = site.with_search(*find(site.site_context, context.workers))
    if not (context.config.has_own_output or run.held.has_published):
        output_guard.check_is_ours(context.config.output)  # told after all that is wrong with the content
    context.enter("compare")
    renderer = PageRenderer(context, site.site_context, context.renderer.result())
    if is_applied:
        return plan_changes(context, site, changes, renderer)
    return plan_all(context, site, renderer)


def _publish(
    context: Context, run: _Run, records: RecordStore, site: "AssembledSite | None", plan: Plan
) -> Report:
    """Write what the plan says, publish it, and save the state, in this order.

    A build killed between publishing and saving leaves a site without a state: the next build makes all anew.
    """
    context.enter("write")
    previous, present = context.previous, context.snapshot.output.standing
    with publication(context.config.output, plan.files, present=present, last=previous.left) as public:
        with writing(context, site, plan, public) as finish:
            previous.store.save_records(records)
            manifest = finish()
        state = _state(context, records, site, plan, manifest)
        previous.store.save_values(state)
        _show(context, run, public)
        trouble = _save(context, run, public, state, site)
    removed = len(present.files.keys() - plan.files.paths)
    written = len(plan.files.paths - plan.files.keep)
    report = _report(context, run, state, written=written, kept=len(plan.files.keep))
    warnings = tuple(sorted(site.problems)) if site else report.warnings
    return report._replace(removed=removed, trouble=trouble, warnings=warnings)


def _show(context: Context, run: _Run, public: Publication) -> None:
    """Publish what is staged: from now on the build has succeeded."""
    context.enter("publish")
    if public.is_new_folder:
        context.previous.store.make_room(public.inode())
    run.held.check()
    if context.options.sync:
        swap.flush(os.path.dirname(context.config.output))
    run.waiting.begin()
    public.publish()
    context.enter("tidy")


def _save(
    context: Context, run: _Run, public: Publication, state: State, site: "AssembledSite | None"
) -> str:
    """Save the state of the published site, and delete what it has made useless.

    A fault in this harms no reader: it is returned as a sentence, "" for none.
    """
    store, inode = context.previous.store, os.stat(context.config.output).st_ino
    try:
        if context.options.sync:
            swap.flush(os.path.dirname(context.config.output))
        run.held.note_published(drafts=context.options.drafts)
        left = public.finish()
        store.save(inode, state, context.snapshot.source_digests(state.records.rows), left)
        if context.options.resident and site:
            context.options.resident.site = site
        store.forget_others(inode, state)
        release_unused(context, state.pictures)
    except (OSError, MemoryError) as fault:
        return sentence(fault)
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
        pictures=site.pictures,
        pack=os.path.basename(context.previous.pack),
        pack_size=pack_size,
        articles=len(order.articles),
        slow=site.slow,
        warnings=tuple(tuple(found) for found in sorted(site.problems) if found.code != GONE),
    )


def _report(context: Context, run: _Run, told: Header | State, *, written: int, kept: int) -> Report:
    return Report(
        written=written,
        kept=kept,
        removed=0,
        articles=told.articles,
        slow=told.slow,
        warnings=tuple(map(Problem._make, told.warnings)),
        stages=run.stages.seconds(),
        output=context.config.output,
        next_change=told.next_change,
        other_version=context.previous.other_version,
    )


class _Stages:
    """Seconds by stage, in the order in which they were first entered."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._entered: list[tuple[str, float]] = []

    def enter(self, stage: str) -> None:
        self._tell(stage)
        self._entered.append((stage, time.perf_counter()))

    def seconds(self) -> tuple[tuple[str, float], ...]:
        ends = [at for _, at in self._entered[1:]] + [time.perf_counter()]
        spent: dict[str, float] = {}
        for (name, at), end in zip(self._entered, ends, strict=True):
            spent[name] = spent.get(name, 0.0) + end - at
        return tuple(spent.items())
