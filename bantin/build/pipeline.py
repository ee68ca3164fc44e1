"""The path from sources to output/: scan, read, apply, diff, render, publish.

A cold build, a quick build and a build of `serve` differ only in the previous site. Commands that publish
nothing, such as `check` and `why`, share the first half, `prepare.inspect_site`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bantin import search
from bantin.build.context import Context, open_context
from bantin.build.options import Options
from bantin.build.report import Report, Run, Stages, report
from bantin.cache.blobs import DamagedCacheError
from bantin.config import Config
from bantin.errors import ContentError
from bantin.publish import lock, output_guard, swap
from bantin.publish.swap import sibling_path
from bantin.system.os_errors import describe
from bantin.system.signals import DeferredSignals

if TYPE_CHECKING:  # a build that finds nothing changed does without them
    from bantin.build.assembled import AssembledSite
    from bantin.build.diff import Plan
    from bantin.build.prepare import Sources

__all__ = ["Report", "build"]


def build(config: Config, options: Options, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Build the site into config.output. tell: called with the name of each stage as it begins.

    Raises ContentError with all problems of the site, UsageError if the build cannot be carried out; output/
    is unchanged then.
    """
    sources = (config.content, *config.layouts, *config.assets)
    output_guard.check(config.output, config.cache, sources=sources, site=config.site)
    signals, result = DeferredSignals(), None
    try:
        with (
            signals,
            options.workers.with_helper() as workers,
            lock.hold_lock(sibling_path(config.output, "lock"), of=config.output) as output_lock,
        ):
            swap.recover(config.output)
            run = Run(output_lock, signals, Stages(tell))
            options = options._replace(workers=workers)
            try:
                result = _build(run, config, options)
            except DamagedCacheError:
                result = _build(run._replace(stages=Stages(tell)), config, options._replace(clean=True))
    except (OSError, MemoryError) as fault:  # after the site was published
        if result is None:
            raise
        result = result._replace(trouble=result.trouble or describe(fault))
    return result


def _build(run: Run, config: Config, options: Options) -> Report:
    context = open_context(config, options, run.stages.enter)
    if header := context.previous.unchanged:
        kept = header.files - len(context.previous.retained)
        return report(context, run, header, written=0, kept=kept)
    from bantin.build.prepare import assemble_or_apply, read_sources

    sources = read_sources(context, publishes=True)
    plan = _plan_bodies(context, sources)
    if plan is None:
        return _publish_site(context, run, sources)
    from bantin.build.publishing import publish

    keeps_site = options.resident is not None and options.resident.site is not None
    site = assemble_or_apply(context, sources) if keeps_site else None
    return publish(context, run, sources.records, site, plan)


def _plan_bodies(context: Context, sources: "Sources") -> "Plan | None":
    from bantin.build.diff import plan_bodies

    if search.follows_bodies(context.config, context.options.search):
        return None
    try:
        return plan_bodies(context, sources.changes)
    except ContentError:  # of a layout: reported later with all other problems
        return None


def _publish_site(context: Context, run: Run, sources: "Sources") -> Report:
    """Assemble the site, compare it with the previous one, and publish the differences."""
    from bantin.build.prepare import assemble_or_apply
    from bantin.build.publishing import publish

    if not sources.changes.are_bodies:
        context.enter("arrange")
    site = assemble_or_apply(context, sources)
    if not site.has_no_errors:
        from bantin.build import template_check

        raise ContentError({*site.problems, *template_check.problems_once(context, site)})
    try:
        return publish(context, run, sources.records, site, _plan(context, run, sources, site))
    except ContentError as fault:
        from bantin.build import template_check

        layout_problems = template_check.problems(context, site)
        raise ContentError({*site.problems, *fault.problems, *layout_problems}) from fault


def _plan(context: Context, run: Run, sources: "Sources", site: "AssembledSite") -> "Plan":
    from bantin.build.diff import plan_all, plan_changes
    from bantin.build.render import PageRenderer

    index_provider, changes = sources.index_provider, sources.changes
    if index_provider and (changes.is_structure or (context.options.search == "build" and changes.have_text)):
        context.enter("search")
        site = site.with_search(*index_provider(site.site_context, context.workers))
    if not (context.config.has_own_output or run.lock.has_published):
        output_guard.check_made_by_builds(context.config.output)  # reported after the problems of the content
    context.enter("compare")
    renderer = PageRenderer(context, site.site_context, context.renderer.result())
    if changes.is_structure:
        return plan_all(context, site, renderer)
    return plan_changes(context, site, changes, renderer)
