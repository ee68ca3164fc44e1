"""A proof of all layouts, read once a build has failed: all in them that would have stopped it next."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from markupsafe import Markup

from bantin.build.render import LINK_LINE, PICTURE
from bantin.build.resident import Gathered
from bantin.build.scan import Seen
from bantin.cache.blobs import digest, load, save
from bantin.cache.state import rows_digest
from bantin.errors import ContentError, Problem
from bantin.images import Prepared
from bantin.model import Article, Span
from bantin.pages import Page, SiteContext, ViewFactory, page_values
from bantin.pages.shared_parts import slots
from bantin.pages.site_view import site_view
from bantin.templates import Renderer, slot_marker
from bantin.templates.regions import BODY

# Pages of one layout that are read. They differ in what they show, and so in the names they need; a
# hundred take a few hundredths of a second.
SAMPLE = 100


def faults(gathered: Gathered, compiled: str) -> set[Problem]:
    """What keeps layouts from being compiled, and names in them that nobody gives.

    Articles may have problems of their own: pictures and links that lead nowhere do no harm here.
    compiled: where the Renderer keeps what Jinja makes of layouts.
    """
    return _Proof(gathered.bulletin, compiled).read(gathered.pages)


def faults_of_changed(gathered: Gathered, seen: Seen, compiled: str) -> set[Problem]:
    """The same, but layouts in which nothing was found are not read again before they change."""
    config = gathered.bulletin.config
    folders = tuple(f"{folder}/" for folder in config.layouts)
    rows = rows_digest({path: row for path, row in seen.others.items() if path.startswith(folders)})
    key = digest((compiled, rows))
    mark = os.path.join(config.cache, "proved")
    if load(mark) == key:
        return set()
    found = faults(gathered, compiled)
    if not found:
        os.makedirs(config.cache, exist_ok=True)
        save(mark, key)
    return found


class _Proof:
    """Renders what a build would, and goes on after each fault."""

    def __init__(self, bulletin: SiteContext, compiled: str) -> None:
        pictures = _Pictures(bulletin.link_targets.pictures)
        self._bulletin = bulletin._replace(link_targets=bulletin.link_targets._replace(pictures=pictures))
        self._found: set[Problem] = set()
        self._renderer = Renderer(bulletin.config.layouts, compiled=compiled, note=self._found.add)
        self._compiled: dict[str, bool] = {}

    def read(self, pages: Iterable[Page]) -> set[Problem]:
        """Every fault in the layouts of these pages and in the parts they share."""
        line, draw = self._macro(LINK_LINE, "link_line"), self._macro(PICTURE, "picture")
        views = _Views(self._bulletin, line, draw)
        site = site_view(self._bulletin)
        for slot in slots(views, site).values():
            self._render(slot.layout, slot.values)
        for page in _sample(pages):
            self._render(page.layout, {"site": site, **page_values(views, page, _body)})
        return self._found

    def _render(self, layout: str, given: Mapping[str, Any]) -> None:
        if self._compiles(layout):
            with self._noting():
                self._renderer.render(layout, given)

    def _macro(self, layout: str, name: str) -> Callable[..., Markup]:
        """A macro of a layout, which writes nothing where it is at fault."""
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
            found = self._renderer.faults(layout)
            self._found.update(found)
            self._compiled[layout] = not found
        return self._compiled[layout]

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except ContentError as fault:
            self._found.update(fault.problems)


class _Views(ViewFactory):
    """Articles whose links and pictures need not lead anywhere."""

    def targets(self, _article: Article) -> tuple[str, ...]:
        return ()

    def whole_body(self, _place: int) -> bytes:
        return b"<p></p>"


class _Pictures(dict[str, Prepared]):
    """Those that are there, and for each that is not a stand-in."""

    def __missing__(self, source: str) -> Prepared:
        return Prepared(name=source, digest=b"", width=1, height=1, files=())


def _body(_span: Span, _attributes: tuple[str, ...]) -> Markup:
    return slot_marker(BODY)


def _sample(pages: Iterable[Page]) -> Iterator[Page]:
    """The first pages of each layout."""
    met: Counter[str] = Counter()
    for page in pages:
        met[page.layout] += 1
        if met[page.layout] <= SAMPLE:
            yield page
