"""The whole build, read from top to bottom."""

import os
import time
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from bantin import search
from bantin.build import scan
from bantin.build.options import Options
from bantin.build.pictures import settle, studio_of
from bantin.build.previous import Memory, intact, remember, sources_digests
from bantin.build.scan import Seen
from bantin.cache.blobs import DamagedCacheError
from bantin.cache.records import Frozen
from bantin.cache.state import Glance, State
from bantin.config import Config
from bantin.errors import ContentError, Problem
from bantin.publish import lock, output_guard, swap
from bantin.publish.lock import Lock
from bantin.publish.staging import Staging
from bantin.publish.swap import beside
from bantin.search import Finder
from bantin.system.named_tuple import NamedTuple
from bantin.system.os_errors import sentence
from bantin.system.signals import Waiting

if TYPE_CHECKING:  # with all that reads articles and plans pages
    from bantin.build.body_edits import Anew, Edit
    from bantin.build.diff import Edition
    from bantin.build.resident import Gathered
    from bantin.templates import Renderer


class Report(NamedTuple):
    """What a build did. slow: articles whose prose left the fast path. stages: (name, seconds).

    next_change: when the same sources make another site (seconds since 1970), 0 for never.
    trouble: what hindered tidying up behind the published site, "" if nothing did.
    interrupted: a signal to end came while the site was being swapped in.
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


def build(config: Config, options: Options, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Make the whole site and put it in the place of config.output, or raise and leave that as it is.

    Raises ContentError with every problem an editor can mend, UsageError for what stands in the way.
    `tell` hears the name of each stage as it begins.
    """
    searched = (config.content, *config.layouts, *config.assets)
    output_guard.check(config.output, config.cache, sources=searched, site=config.site)
    with (
        options.workers.beside() as workers,
        Waiting() as waiting,
        lock.held(beside(config.output, "lock"), of=config.output) as held,
    ):
        swap.recover(config.output)
        run = _Run(config, options._replace(workers=workers), held, waiting, _Clock(tell))
        try:
            report = _build(run)
        except DamagedCacheError:
            report = _build(run._replace(options=run.options._replace(clean=True), clock=_Clock(tell)))
    return report._replace(interrupted=waiting.came)


class _Run(NamedTuple):
    """One build at work, with its lock, and with the signals that wait from the swap on."""

    config: Config
    options: Options
    held: Lock
    waiting: Waiting
    clock: "_Clock"


def _build(run: _Run) -> Report:
    config, options, _, _, clock = run
    clock.enter("look")
    now, drafts, clean = options.now, options.drafts, options.clean
    with scan.look(config, options.workers, _load_readers) as seen:
        seen.others.update(search.rows(config, options.search))
        seen.others.update(_cms_rows(config))
        memory = remember(config, seen, now=now, drafts=drafts, clean=clean, recall=options.recall)
        edit = None if memory.unchanged else _edit(run, seen, memory)
    if glance := memory.unchanged:
        return _report(glance, clock, config, written=0, kept=glance.files, removed=0)
    if edit and edit.only_bodies and memory.left.output == seen.output():
        anew = _anew(run, seen, memory, edit)
        if anew is not None:
            return _retouch(run, seen, memory, edit, anew)
    ready = cache(partial(_get_ready, config, seen, memory))
    return _make(run, seen, memory, _read(run, seen, memory, edit, ready), ready)


def _edit(run: _Run, seen: Seen, memory: Memory) -> "Edit | None":
    """A few changed files, if nothing else has changed.

    What comes next is got ready, for another process still looks at output/.
    """
    run.clock.enter("read")
    if memory.state is None:
        return None
    from bantin.build import body_edits

    edit = body_edits.read_edit(run.config, run.options, seen, memory, scan.changed(seen, memory.frozen))
    if not (edit and edit.only_bodies):
        (edit.frozen if edit else memory.frozen).revive()
    elif edit.feed_sections:
        from bantin.build import feed_edits  # noqa: F401 - with Jinja
    return edit


def _read(
    run: _Run, seen: Seen, memory: Memory, edit: "Edit | None", get_ready: Callable[[], object]
) -> Frozen:
    """The records of all Markdown. What comes next is got ready meanwhile."""
    if edit:
        get_ready()
        return edit.frozen
    known, pack = memory.frozen, memory.pack
    changed = scan.changed(seen, known)
    return scan.read(run.config, seen, known, changed, pack, run.options.workers, meanwhile=get_ready)


def _make(run: _Run, seen: Seen, memory: Memory, frozen: Frozen, ready: Callable[[], "Renderer"]) -> Report:
    """The whole site, put in order and compared with the last one."""
    from bantin.build import template_check  # with Jinja, which an unchanged site does without
    from bantin.build.assemble import gather
    from bantin.build.render import compiled_layouts

    config, options, _, _, clock = run
    drafts, clean = options.drafts, options.clean
    clock.enter("arrange")
    find = search.finder(config, options.search, drafts=drafts, engine=memory.engine, clean=clean)
    searched = find is not None
    compiled = compiled_layouts(config, memory.engine)
    gathering = gather(config, seen, frozen, memory, options, search=searched, tell=clock.enter)
    issue = None
    try:
        with gathering as gathered:
            if all(one.is_warning for one in gathered.problems):
                gathered, issue = _prepared(run, memory, gathered, find, ready())
        if issue:
            return _publish(run, seen, memory, frozen, gathered, issue)
    except ContentError as fault:
        found = template_check.faults(gathered, compiled)
        raise ContentError({*gathered.problems, *fault.problems, *found}) from fault
    raise ContentError({*gathered.problems, *template_check.faults_of_changed(gathered, seen, compiled)})


def _cms_rows(config: Config) -> dict[str, tuple[int, int, int, int]]:
    if not config.cms:
        return {}
    from bantin import cms  # with all that knows pages

    return cms.rows(config)


def _load_readers() -> None:
    import bantin.content.read  # noqa: F401


def _get_ready(config: Config, seen: Seen, memory: Memory) -> "Renderer":
    """Load what comes after reading, and what layouts have become."""
    from bantin.build import assemble, diff, media, template_check  # noqa: F401

    media.get_ready(config, seen)
    return diff.renderer_at_hand(config, seen, memory.engine, anew=not memory.state)


def _prepared(
    run: _Run, memory: Memory, gathered: "Gathered", find: Finder | None, renderer: "Renderer"
) -> tuple["Gathered", "Edition"]:
    """A sound site with its search index, if it has one, and an edition of it, to be compared and printed."""
    from bantin.build import diff
    from bantin.build.assemble import with_index

    if find:
        run.clock.enter("search")
        gathered = with_index(gathered, *find(gathered.bulletin, run.options.workers))
    if not (run.config.has_own_output or run.held.has_published):
        output_guard.check_is_ours(run.config.output)  # told after all that is wrong with the content
    return gathered, diff.prepare(gathered, renderer, engine=memory.engine, anew=not memory.state)


def _publish(
    run: _Run, seen: Seen, memory: Memory, frozen: Frozen, gathered: "Gathered", issue: "Edition"
) -> Report:
    """What is planned, printed and put in the place of config.output."""
    from bantin.build import diff

    config, options, _, _, clock = run
    clock.enter("compare")
    verdict = diff.judge(issue, memory.state, intact(memory, seen))

    clock.enter("write")
    with Staging(config.output, present=seen.output(), last=memory.left) as staging:
        with diff.printing(issue, verdict, staging, memory.made, options.workers) as printed:
            memory.store.save_records(frozen)
            state = diff.state_of(memory, frozen, gathered, issue, printed())
        return _put_out(run, staging, seen, memory, state, kept=len(verdict.keep))


def _anew(run: _Run, seen: Seen, memory: Memory, edit: "Edit") -> "Anew | None":
    """The pages that show the bodies of an edit; None where only the whole site tells."""
    from bantin.build.body_edits import Anew, spliced

    pages = spliced(run.config, edit)
    if not edit.feed_sections:
        return pages
    from bantin.build.feed_edits import reprinted  # with Jinja

    feeds = reprinted(run.config, run.options, seen, memory, edit)
    if feeds is None:
        return None
    return Anew(pages.data | feeds.data, pages.made | feeds.made)


def _retouch(run: _Run, seen: Seen, memory: Memory, edit: "Edit", anew: "Anew") -> Report:
    """These pages, among all others of the last build."""
    from bantin.build.body_edits import state_of

    run.clock.enter("write")
    state = state_of(edit, anew.made)
    if len(anew.data) <= 1:
        return _put_in(run, seen, memory, state, anew.data)
    with Staging(run.config.output, present=seen.output(), last=memory.left) as staging:
        paths = memory.left.output.files.keys()
        staging.prepare(paths, paths - anew.data.keys())
        for path, data in anew.data.items():
            staging.write(path, data)
        staging.seal()
        memory.store.save_records(state.records)
        return _put_out(run, staging, seen, memory, state, kept=len(paths) - len(anew.data))


def _put_out(run: _Run, staging: Staging, seen: Seen, memory: Memory, state: State, *, kept: int) -> Report:
    """A staged site in the place of config.output, with its state.

    Whoever looks at a preview need not wait for its state: where a build is killed before that is saved, the
    next one makes all anew.
    """
    run.clock.enter("publish")
    inode, is_awaited = staging.inode(), run.options.preview
    memory.store.make_room(inode)
    swap.get_ready(run.config.output)
    if not is_awaited:
        memory.store.save(inode, state)
    left = staging.left()  # waits for the clock of files

    def save_left() -> None:
        memory.store.save_left(inode, state, sources_digests(seen, state.records.rows), left)

    def finish() -> None:
        staging.put_aside()
        if is_awaited:
            memory.store.save(inode, state)
            save_left()

    if not is_awaited:
        save_left()
    _show(run, staging.publish)
    trouble = _tidy(run, memory, inode, state, first=finish)

    there = left.output.files.keys()
    removed = len(seen.output().files.keys() - there)
    report = _report(state, run.clock, run.config, written=len(there) - kept, kept=kept, removed=removed)
    return report._replace(trouble=trouble)


def _put_in(run: _Run, seen: Seen, memory: Memory, state: State, page: dict[str, bytes]) -> Report:
    """A page, if there is one, in the place of the one in output/, and then the state of the site with it.

    A build killed between the two leaves a page that no state knows, and the next one prints it anew.
    """
    from bantin.publish.replace_file import Replacement

    config, clock = run.config, run.clock
    inode = os.stat(config.output).st_ino
    memory.store.save_records(state.records)
    known = sources_digests(seen, state.records.rows)
    with Replacement(config.output, page, last=memory.left) as replacement:
        replacement.prepare()
        clock.enter("publish")
        _show(run, replacement.publish)

        def save() -> None:
            memory.store.save(inode, state)
            memory.store.save_left(inode, state, known, replacement.left())

        trouble = _tidy(run, memory, inode, state, first=save)
    kept = len(memory.left.output.files) - len(page)
    report = _report(state, clock, config, written=len(page), kept=kept, removed=0)
    return report._replace(trouble=trouble)


def _show(run: _Run, put_there: Callable[[], object]) -> None:
    """Have what lies ready beside output/ stand there: from now on the build has succeeded."""
    run.held.check()
    if run.options.sync:
        swap.flush(os.path.dirname(run.config.output))
    run.waiting.begin()
    put_there()
    run.clock.enter("tidy")


def _tidy(run: _Run, memory: Memory, inode: int, state: State, *, first: Callable[[], object]) -> str:
    """Do what comes `first`, and put away what the published site has made useless.

    What hinders that harms no reader: it is told.
    """
    try:
        if run.options.sync:
            swap.flush(os.path.dirname(run.config.output))
        run.held.note_published(drafts=run.options.drafts)
        first()
        memory.store.forget_others(inode, state)
        user = os.path.basename(memory.store.folder)
        last = memory.state.pictures if memory.state else {}
        settle(studio_of(run.config), user, run.config.output, state.pictures, last)
    except (OSError, MemoryError) as fault:
        return sentence(fault)
    return ""


def _report(
    told: Glance | State, clock: "_Clock", config: Config, *, written: int, kept: int, removed: int
) -> Report:
    return Report(
        written=written,
        kept=kept,
        removed=removed,
        articles=told.articles,
        slow=told.slow,
        warnings=tuple(map(Problem._make, told.warnings)),
        stages=clock.stages(),
        output=config.output,
        next_change=told.next_change,
    )


class _Clock:
    """Seconds by stage, in the order in which they were first entered."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._entered: list[tuple[str, float]] = []

    def enter(self, stage: str) -> None:
        self._tell(stage)
        self._entered.append((stage, time.perf_counter()))

    def stages(self) -> tuple[tuple[str, float], ...]:
        ends = [at for _, at in self._entered[1:]] + [time.perf_counter()]
        spent: dict[str, float] = {}
        for (name, at), end in zip(self._entered, ends, strict=True):
            spent[name] = spent.get(name, 0.0) + end - at
        return tuple(spent.items())
