"""Test rendering: render pages to find problems of their layouts, and write nothing."""

from bantin.build.render import PageRenderer
from bantin.cache.blobs import Pack
from bantin.errors import ContentError, Problem
from bantin.pages import Page
from bantin.parallel import Workers, flatten


def problems(renderer: PageRenderer, pages: list[Page], workers: Workers) -> set[Problem]:
    """Return the problems of layouts with these pages."""
    return set(flatten(workers.run(_render_many, renderer, pages)))


def _render_many(renderer: PageRenderer, pages: list[Page]) -> list[Problem]:
    prose = Pack(renderer.site_context.prose_pack)
    problems: dict[Problem, None] = {}
    for page in pages:
        if not page.layout:
            continue
        try:
            composed = renderer.compose(page, prose)
            renderer.fill(composed, renderer.render(composed))
        except ContentError as error:
            problems |= dict.fromkeys(error.problems)
    return list(problems)
