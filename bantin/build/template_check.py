"""The template check: find all problems of layouts, after a build has failed for another reason."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from markupsafe import Markup

from bantin.build.assembled import AssembledSite
from bantin.build.context import Context
from bantin.build.layouts import compiled_layouts
from bantin.build.render import LINK_LINE, PICTURE, no_body
from bantin.cache.blobs import digest, load, save
from bantin.cache.state import signatures_digest
from bantin.errors import ContentError, Problem
from bantin.images.picture import PreparedPicture
from bantin.model import Article
from bantin.pages import Page, SiteContext, ViewFactory, page_values
from bantin.pages.shared_parts import slots
from bantin.pages.site_view import site_view
from bantin.templates.renderer import Renderer

# The most pages rendered for each layout. They use different values; a hundred take some 10 ms.
MAX_PAGES = 100


def problems(context: Context, site: AssembledSite) -> set[Problem]:
    """Return the problems of layouts: errors of syntax and undefined names.

    The site may have problems: missing pictures and link targets are replaced.
    """
    return _TemplateCheck(site.site_context, compiled_layouts(context.config)).run(site.pages)


def problems_once(context: Context, site: AssembledSite) -> set[Problem]:
    """Do as `problems`, but check layouts without problems again only after they have changed."""
    config = context.config
    folders = tuple(f"{folder}/" for folder in config.layouts)
    others = context.snapshot.others
    signatures = signatures_digest(
        {path: signature for path, signature in others.items() if path.startswith(folders)}
    )
    key = digest((compiled_layouts(context.config), signatures))
    mark = os.path.join(config.cache, "checked-layouts")
    if load(mark) == key:
        return set()
    layout_problems = problems(context, site)
    if not layout_problems:
        os.makedirs(config.cache, exist_ok=True)
        save(mark, key)
    return layout_problems


class _TemplateCheck:
    """Renders regions and some pages of each layout, and continues after each problem."""

    def __init__(self, site_context: SiteContext, compiled: str) -> None:
        targets = site_context.link_targets
        self._site_context = site_context._replace(
            link_targets=targets._replace(pictures=_PicturesWithPlaceholders(targets.pictures))
        )
        self._found: set[Problem] = set()
        self._renderer = Renderer(site_context.config.layouts, compiled=compiled, note=self._found.add)
        self._compiled: dict[str, bool] = {}

    def run(self, pages: Iterable[Page]) -> set[Problem]:
        """Return every problem in the layouts of these pages and of shared regions."""
        line, draw = self._macro(LINK_LINE, "link_line"), self._macro(PICTURE, "picture")
        views = _ViewsWithoutTargets(self._site_context, line, draw)
        site = site_view(self._site_context)
        for slot in slots(views, site, ()).values():
            self._render(slot.layout, slot.values)
        for page in _first_pages(pages):
            self._render(page.layout, {"site": site, **page_values(views, page, no_body)})
        return self._found

    def _render(self, layout: str, given: Mapping[str, Any]) -> None:
        if self._compiles(layout):
            with self._noting():
                self._renderer.render(layout, given)

    def _macro(self, layout: str, name: str) -> Callable[..., Markup]:
        """Return a macro of a layout, which returns "" if it fails."""
        if self._compiles(layout):
            with self._noting():
                macro = self._renderer.macro(layout, name)
                return lambda *given: self._written(macro, *given)
        return lambda *_given: Markup()

    def _written(self, macro: Callable[..., Markup], *given: Any) -> Markup:
        with self._noting():
            return macro(*given)
        return Markup()

    def _compiles(self, layout: str) -> bool:
        if layout not in self._compiled:
            faults = self._renderer.problems(layout)
            self._found.update(faults)
            self._compiled[layout] = not faults
        return self._compiled[layout]

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except ContentError as fault:
            self._found.update(fault.problems)


class _ViewsWithoutTargets(ViewFactory):
    """Values of articles without resolved links and pictures."""

    def targets(self, _article: Article) -> tuple[str, ...]:
        return ()

    def absolute_body(self, _index: int) -> bytes:
        return b"<p></p>"


class _PicturesWithPlaceholders(dict[str, PreparedPicture]):
    """Pictures, with a placeholder for each missing one."""

    def __contains__(self, source: object) -> bool:
        return True

    def __missing__(self, source: str) -> PreparedPicture:
        return PreparedPicture(name=source, digest=b"", width=1, height=1, files=())


def _first_pages(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the first MAX_PAGES pages of each layout."""
    met: Counter[str] = Counter()
    for page in pages:
        met[page.layout] += 1
        if page.layout and met[page.layout] <= MAX_PAGES:
            yield page
