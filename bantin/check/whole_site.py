"""Everything that is wrong with a site, and what could be better. Publishes nothing.

What is wrong is what a build finds, and is found by its very steps. What could be better is told by rules,
one family a module, which names its rules at its end: RULES look at one article alone, SITE_RULES at a whole
site. A rule takes a Subject and yields problems whose codes begin with `advice-`.
"""

from collections.abc import Callable, Iterable

from bantin.build import template_check
from bantin.build.diff import plan_all
from bantin.build.front_half import PreparedSite, look_at_site
from bantin.build.options import Options
from bantin.build.render import PageRenderer
from bantin.check import articles, files, files_alone, form, links, pages
from bantin.check.subject import WholeSite
from bantin.config import Config
from bantin.errors import Problem

RULES: tuple[Callable[[WholeSite], Iterable[Problem]], ...] = (
    *files_alone.RULES,
    *articles.SITE_RULES,
    *links.SITE_RULES,
    *files.SITE_RULES,
    *form.SITE_RULES,
)


def check(config: Config, options: Options) -> tuple[Problem, ...]:
    """Problems, warnings and advice, in the order of files and lines.

    Pages that the last build left as they must be are not rendered again, and new pictures are only looked
    at. Raises UsageError as a build would.
    """
    return look_at_site(config, options._replace(preview=True, search="build"), _found)


def _found(front: PreparedSite) -> tuple[Problem, ...]:
    findings = {*front.site.problems, *template_check.problems(front.context, front.site)}
    if not any(map(stops, findings)):
        findings |= _problems_of_pages(front)
    subject = WholeSite(front.site.site_context, front.context.content_name)
    return tuple(sorted({*findings, *(advice for rule in RULES for advice in rule(subject))}))


def stops(finding: Problem) -> bool:
    """Whether a build would stop for it."""
    return not (finding.is_warning or finding.is_advice)


def _problems_of_pages(front: PreparedSite) -> set[Problem]:
    """Return what only rendering all that a build would render can tell."""
    context, site = front.context, front.with_search()
    site.wait()
    renderer = PageRenderer(context, site.site_context, context.renderer.result())
    return pages.problems(renderer, plan_all(context, site, renderer).render, context.workers)
