"""`check`: find all problems and warnings of a site, and advice. Publish nothing.

Problems and warnings come from the steps of a build. Advice comes from rules, one family a module, which
lists its rules at its end: RULES take ArticlesToCheck and need one article only, SITE_RULES take a WholeSite.
A rule yields problems whose codes begin with `advice-`.
"""

from collections.abc import Callable, Iterable

from bantin.build import template_check
from bantin.build.diff import plan_all
from bantin.build.options import Options
from bantin.build.prepare import PreparedSite, inspect_site
from bantin.build.render import PageRenderer
from bantin.cache.blobs import Pack
from bantin.check import articles, files, files_alone, form, links
from bantin.check.external import Rule
from bantin.check.subject import WholeSite
from bantin.config import Config
from bantin.errors import ContentError, Problem
from bantin.pages import Page
from bantin.parallel import flatten

RULES: tuple[Callable[[WholeSite], Iterable[Problem]], ...] = (
    *files_alone.RULES,
    *articles.SITE_RULES,
    *links.SITE_RULES,
    *files.SITE_RULES,
    *form.SITE_RULES,
)


def check(config: Config, options: Options, more: tuple[Rule, ...] = ()) -> tuple[Problem, ...]:
    """Return problems, warnings and advice, sorted by file and line.

    more: additional rules. Pages that are up to date are not rendered again, and new pictures are only
    inspected. Raises UsageError as a build does.
    """
    rules = (*RULES, *more)
    check_options = options._replace(preview=True, search="build")
    return inspect_site(config, check_options, lambda prepared: _all_findings(prepared, rules))


def _all_findings(
    prepared: PreparedSite, rules: tuple[Callable[[WholeSite], Iterable[Problem]], ...]
) -> tuple[Problem, ...]:
    findings = {*prepared.site.problems, *template_check.problems(prepared.context, prepared.site)}
    if not any(finding.stops_build for finding in findings):
        findings |= _page_problems(prepared)
    subject = WholeSite(prepared.site.site_context, prepared.context.content_name)
    return tuple(sorted({*findings, *(advice for rule in rules for advice in rule(subject))}))


def _page_problems(prepared: PreparedSite) -> set[Problem]:
    """Return the problems that appear only when the outdated pages are rendered."""
    context, site = prepared.context, prepared.with_search()
    site.wait()
    renderer = PageRenderer(context, site.site_context, context.renderer.result())
    outdated = plan_all(context, site, renderer).render
    return set(flatten(context.workers.run(_problems_of_rendering, renderer, outdated)))


def _problems_of_rendering(renderer: PageRenderer, pages: list[Page]) -> list[Problem]:
    """Render these pages, and write nothing."""
    prose = Pack(renderer.site_context.prose_pack)
    problems: set[Problem] = set()
    for page in pages:
        if not page.layout:
            continue
        try:
            composed = renderer.compose(page, prose)
            renderer.fill(composed, renderer.render(composed))
        except ContentError as fault:
            problems.update(fault.problems)
    return list(problems)
