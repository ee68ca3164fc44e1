"""Stale pages to bytes in staging: rendered anew, or spliced where only a shared part has changed."""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from bantin.cache.blobs import Pack, digest, digest_bytes
from bantin.cache.fingerprints import own_of
from bantin.config import Config
from bantin.model import Slots, Span
from bantin.pages import Page, SiteContext, Unchanged, ViewFactory, page_digests, page_values
from bantin.pages.pictures import DrawPicture
from bantin.pages.shared_parts import slots
from bantin.pages.site_view import SiteView, site_digest, site_view
from bantin.publish.staging import Staging, Writer, read_whole
from bantin.site.links import filled_body
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import Row
from bantin.system.timeouts import patience
from bantin.templates import SECONDS, Renderer, slot_marker
from bantin.templates.regions import BODY, SLOT, fill_slots, splice
from bantin.urls import file_name

# The layouts of an article's line in lists, and of a picture.
LINK_LINE, PICTURE = "parts/link_line.html", "parts/picture.html"


def compiled_layouts(config: Config, engine: bytes) -> str:
    """The folder where this engine keeps what Jinja makes of layouts, of all sites that it builds."""
    return os.path.join(config.compiled, engine.hex())


def renderer_of(config: Config, engine: bytes) -> Renderer:
    """Renders the site's layouts."""
    return Renderer(config.layouts, compiled=compiled_layouts(config, engine))


def picture_drawer(config: Config, engine: bytes) -> DrawPicture:
    """What writes the markup of pictures. It raises ContentError for a layout at fault, as this does."""
    return renderer_of(config, engine).macro(PICTURE, "picture")


# Pages that are at one step at a time: with more, memory grows and nothing is gained.
_TOGETHER = 160


class Composed(NamedTuple):
    """A page before its layout. own: what it has in slots that no other page shares."""

    page: Page
    values: dict[str, Any]
    own: Mapping[str, bytes]


class Printed(NamedTuple):
    """A page in staging with its row, and where its slots stand."""

    path: str
    slots: Slots
    row: Row


class Press:
    """Prints a SiteContext's pages. Crosses to other processes."""

    def __init__(self, bulletin: SiteContext, renderer: Renderer, *, engine: bytes) -> None:
        self.bulletin = bulletin
        self.renderer = renderer
        self._views: ViewFactory | None = None
        self._site: SiteView = site_view(bulletin)
        self._shared: dict[tuple[str, str], bytes] = {}
        self._common = digest((engine, site_digest(bulletin.config, bulletin)))
        self.writer = Writer("", replaces=False)
        self.slot_parts: dict[str, bytes] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_views": None}

    @property
    def views(self) -> ViewFactory:
        if self._views is None:
            macro = self.renderer.macro
            self._views = ViewFactory(self.bulletin, macro(LINK_LINE, "link_line"), macro(PICTURE, "picture"))
        return self._views

    def recipes(self, pages: list[Page]) -> list[bytes]:
        """What each page is made from: its digests, joined. `why` takes them apart again."""
        return [self._recipe(page) for page in pages]

    def recipes_since(self, pages: list[Page], last: Iterable[bytes], steady: Unchanged) -> list[bytes]:
        """The same, without a look at pages that are `steady`, which have the recipe that they had `last`; of
        articles, where their own file says the same.
        """
        articles, (kinds, touched) = self.bulletin.site.articles, steady

        def is_as_it_was(page: Page, before: bytes) -> bool:
            if page.kind != "article" or touched is None:
                return page.kind in kinds
            place = page.article_index
            return place not in touched and own_of(before) == articles[place].article.page_digest

        return [
            before if before and is_as_it_was(page, before) else self._recipe(page)
            for page, before in zip(pages, last, strict=True)
        ]

    def _recipe(self, page: Page) -> bytes:
        return b"".join((self._common_parts(page), *page_digests(self.bulletin, page)))

    def read_layouts(self, pages: list[Page]) -> bytes:
        """Have at hand what these pages' layouts are, for this process and those it starts. Gives a digest of
        them, and of what else all pages have in common.
        """
        layouts = sorted({LINK_LINE, PICTURE, *(page.layout for page in pages)})
        return digest((self._common, [self.renderer.digest(layout) for layout in layouts]))

    def _common_parts(self, page: Page) -> bytes:
        """The digests of recipes.COMMON_PARTS, joined."""
        layout, menu = page.layout, page.slots.get("menu", "")
        if (layout, menu) not in self._shared:
            layouts = b"".join(map(self.renderer.digest, (layout, LINK_LINE, PICTURE)))
            self._shared[layout, menu] = self._common + digest_bytes(layouts) + digest(menu)
        return self._shared[layout, menu]

    def make_lines(self) -> None:
        """Make every article's line in lists, for this process and those it starts."""
        with patience(SECONDS) as go_on:
            for place in range(len(self.bulletin.site.articles)):
                self.views.link(place)
                go_on()

    def print_slots(self) -> dict[str, bytes]:
        """Print all shared parts, for pages to take in; gives each one's digest."""
        with patience(SECONDS) as go_on:
            for name, slot in slots(self.views, self._site).items():
                text = self.renderer.render(slot.layout, slot.values)
                if SLOT in text:
                    raise self.renderer.refusal(slot.layout, 0, "a slot cannot hold another slot")
                self.slot_parts[name] = text.strip("\n").encode()
                go_on()
        return {name: digest_bytes(data) for name, data in self.slot_parts.items()}

    def for_staging(self, staging: Staging) -> "Press":
        """This press, printing into that folder."""
        self.writer = staging.writer()
        return self

    def compose(self, page: Page, prose: Pack) -> Composed:
        """The page's values, and its body, which goes into the page as the bytes of the pack."""
        own: Mapping[str, bytes] = self.views.feed_bodies

        def fetch(span: Span, attributes: tuple[str, ...]) -> Markup:
            """The layout only marks the body's place."""
            nonlocal own
            own = {BODY: filled_body(prose, span, attributes)}
            return slot_marker(BODY)

        found = page_values(self.views, page, fetch)
        return Composed(page, found, own)

    def print(self, composed: Composed) -> tuple[bytes, Slots]:
        """The page's bytes, and where its slots stand in them."""
        return self.fill(composed, self.render(composed))

    def render(self, composed: Composed) -> str:
        """The page with its slots marked."""
        return self.renderer.render(composed.page.layout, {"site": self._site, **composed.values})

    def fill(self, composed: Composed, text: str) -> tuple[bytes, Slots]:
        page = composed.page
        try:
            return fill_slots(text, page.slots, self.slot_parts, composed.own)
        except KeyError as fault:
            said = f"there is no slot {str(fault.args[0])[:40]!r}"
            if page.kind == "feed":
                said += "; `slot` is printed as it stands, by `forceescape` or by `tojson`, else take `body`"
            raise self.renderer.refusal(page.layout, 0, said) from fault


def print_pages(press: Press, pages: list[Page]) -> list[Printed]:
    """Print these pages into staging."""
    pack = Pack(press.bulletin.prose_pack, fresh_from=press.bulletin.prose_fresh_from)
    with pack.opened() as prose, patience(SECONDS) as go_on:
        parts = (pages[start : start + _TOGETHER] for start in range(0, len(pages), _TOGETHER))
        return [one for part in parts for one in _print_together(press, part, prose, go_on)]


def _print_together(press: Press, pages: list[Page], prose: Pack, go_on: Callable[[], None]) -> list[Printed]:
    """All are composed, then all are rendered, then all are filled and written, which keeps each step's code
    at hand for the processor.
    """
    composed, rendered, printed = [], [], []
    for page in pages:
        composed.append(press.compose(page, prose))
        go_on()
    for one in composed:
        rendered.append(press.render(one))
        go_on()
    for one, text in zip(composed, rendered, strict=True):
        data, where = press.fill(one, text)
        path = file_name(one.page.address)
        printed.append(Printed(path, where, press.writer.write(path, data)))
        go_on()
    return printed


def splice_pages(press: Press, jobs: list[tuple[str, Slots]]) -> list[Printed]:
    """Put the present slots into pages of output/ that are else unchanged: (path, where they stood)."""
    output = press.bulletin.config.output
    printed = []
    for path, where in jobs:
        data, moved = splice(read_whole(f"{output}/{path}"), where, press.slot_parts)
        printed.append(Printed(path, moved, press.writer.write(path, data)))
    return printed
