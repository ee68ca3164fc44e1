"""Rendering pages: fingerprints, values, layouts, slots."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import escape

from bantin.build.context import Context
from bantin.cache.blobs import Pack, PackSpan, digest, digest_bytes
from bantin.images.card_store import load_or_draw
from bantin.images.share_card import ShareCard
from bantin.model import Slots
from bantin.pages import Page, SiteContext, ViewFactory, page_digests, page_values
from bantin.pages.pictures import DrawPicture
from bantin.pages.shared_parts import slots
from bantin.pages.site_view import SiteView, site_digest, site_view
from bantin.publish.staging import Writer
from bantin.site.filled_body import filled_body
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature
from bantin.system.timeouts import time_limit
from bantin.templates.regions import BODY, SLOT, VIEWS, BodySlot, fill_slots
from bantin.templates.renderer import TIME_LIMIT_SECONDS, Renderer
from bantin.urls import file_name

# The layouts of an article's line in lists, and of a picture.
LINK_LINE, PICTURE = "parts/link_line.html", "parts/picture.html"

# The number of pages in a batch: with more, memory grows and nothing is gained.
_BATCH = 64


def picture_drawer(renderer: Renderer) -> DrawPicture:
    """Return the macro that writes the markup of pictures. Both raise ContentError for a faulty layout."""
    return renderer.macro(PICTURE, "picture")


class ComposedPage(NamedTuple):
    """A page with its values. own: the bytes of its slots that are not shared."""

    page: Page
    values: dict[str, Any]
    own: Mapping[str, bytes]


class PageRenderer:
    """Renders the pages of a site, and computes their fingerprints."""

    def __init__(self, context: Context, site_context: SiteContext, renderer: Renderer) -> None:
        self.site_context = site_context
        self.renderer = renderer
        self.slot_parts: dict[str, bytes] = {}
        self._views: ViewFactory | None = None
        self._site: SiteView = site_view(site_context)
        self._common = digest((context.engine_digest, site_digest(site_context.config, site_context)))
        self._inputs: dict[tuple[str, tuple[str, str]], bytes] = {}

    @property
    def views(self) -> ViewFactory:
        if self._views is None:
            line = self.renderer.macro(LINK_LINE, "link_line")
            self._views = ViewFactory(self.site_context, line, picture_drawer(self.renderer))
        return self._views

    def fingerprint(self, page: Page) -> bytes:
        """Return the joined digests of all inputs of a page."""
        return b"".join((self._common_inputs(page), *page_digests(self.site_context, page)))

    def fingerprints(self, pages: Iterable[Page]) -> list[bytes]:
        """Return the fingerprints of these pages."""
        return [self.fingerprint(page) for page in pages]

    def _common_inputs(self, page: Page) -> bytes:
        """Return the joined digests of `fingerprints.COMMON_INPUTS`."""
        layout, chosen = page.layout, (page.slots.get("menu", ""), page.slots.get("side", ""))
        if (layout, chosen) not in self._inputs:
            names = (layout, LINK_LINE, PICTURE) if layout else ()
            layouts = b"".join(map(self.renderer.digest, names))
            self._inputs[layout, chosen] = self._common + digest_bytes(layouts) + digest(chosen)
        return self._inputs[layout, chosen]

    def read_layouts(self, pages: Iterable[Page]) -> None:
        """Digest the layouts of these pages, before forking processes that would each do so."""
        for layout in sorted({LINK_LINE, PICTURE, *(page.layout for page in pages if page.layout)}):
            self.renderer.digest(layout)

    def make_lines(self) -> None:
        """Render every article's line in lists, before forking processes that would each do so."""
        with time_limit(TIME_LIMIT_SECONDS) as restart_timer:
            for index in range(len(self.site_context.site.articles)):
                self.views.link(index)
                restart_timer()

    def render_slots(self, pages: Iterable[Page]) -> dict[str, bytes]:
        """Render all shared parts, for these pages to take in; return the digest of each."""
        with time_limit(TIME_LIMIT_SECONDS) as restart_timer:
            for name, slot in slots(self.views, self._site, pages).items():
                text = self.renderer.render(slot.layout, slot.values)
                if SLOT in text:
                    raise self.renderer.error(slot.layout, 0, "a slot cannot hold another slot")
                self.slot_parts[name] = text.strip("\n").encode()
                restart_timer()
        return {name: digest_bytes(data) for name, data in self.slot_parts.items()}

    def compose(self, page: Page, prose: Pack) -> ComposedPage:
        """Return the page's values, and the bytes of its own slots. prose: the pack with the bodies."""
        number = {VIEWS: self.number_of_views(page)} if page.kind == "article" else {}
        own: Mapping[str, bytes] = number or self.views.feed_bodies

        def fetch(span: PackSpan, attributes: tuple[str, ...]) -> BodySlot:
            nonlocal own
            own = {**number, BODY: filled_body(prose, span, attributes)}
            return BodySlot()

        values = page_values(self.views, page, fetch)
        return ComposedPage(page, values, own)

    def number_of_views(self, page: Page) -> bytes:
        """Return the contents of the slot VIEWS of an article's page."""
        views = self.site_context.article(page.article_index).views
        return str(escape(self.views.settings.count(views))).encode()

    def render(self, composed: ComposedPage) -> str:
        """Return the text of the page, with markers for its slots."""
        return self.renderer.render(composed.page.layout, {"site": self._site, **composed.values})

    def fill(self, composed: ComposedPage, text: str) -> tuple[bytes, Slots]:
        """Return the page's bytes, and the positions of its slots."""
        page = composed.page
        try:
            return fill_slots(text, page.slots, self.slot_parts, composed.own)
        except KeyError as fault:
            slot = str(fault.args[0])
            if slot in page.slots.values() or not self.slot_parts:
                self.render_slots([page])  # after an edit of bodies; few pages that it renders show any
                if slot in self.slot_parts:
                    return self.fill(composed, text)
            message = f"there is no slot {slot[:40]!r}"
            if page.kind == "feed":
                message += (
                    "; `slot` is printed as it stands, by `forceescape` or by `tojson`, else take `body`"
                )
            elif not slot.isidentifier():  # what a filter has left of the marker of a body
                message += "; a body can only be printed, without filters and tests"
            raise self.renderer.error(page.layout, 0, message) from fault


# A page in staging: its path, the names and bounds of its slots (see `Slots`), and its stat signature. Sent
# between processes, plain tuples take a seventh of a named tuple's time.
RenderedPage = tuple[str, tuple[str, ...], bytes, StatSignature]


class RenderShared(NamedTuple):
    """The arguments that all rendering processes share."""

    renderer: PageRenderer
    writer: Writer


def render_pages(shared: RenderShared, pages: list[Page]) -> list[RenderedPage]:
    """Render these pages into staging, and draw the share cards among them."""
    site_context = shared.renderer.site_context
    pack = Pack(site_context.prose_pack, fresh_from=site_context.prose_fresh_from)
    cards = [page for page in pages if not page.layout]
    pages = [page for page in pages if page.layout]
    with pack.opened() as prose, time_limit(TIME_LIMIT_SECONDS) as restart_timer:
        parts = (pages[start : start + _BATCH] for start in range(0, len(pages), _BATCH))
        rendered = [
            rendered for part in parts for rendered in _render_batch(shared, part, prose, restart_timer)
        ]
    return rendered + _draw_cards(shared, cards)


def _draw_cards(shared: RenderShared, cards: list[Page]) -> list[RenderedPage]:
    """Draw these share cards into staging."""
    renderer, writer = shared
    folder, views = renderer.site_context.config.drawn, renderer.views
    rendered: list[RenderedPage] = []
    for page in cards:
        card = page_values(views, page, no_body)["card"]
        assert isinstance(card, ShareCard)
        data = load_or_draw(folder, card)
        rendered.append((page.address, (), b"", writer.write(page.address, data)))
    return rendered


def no_body(_span: PackSpan, _attributes: tuple[str, ...]) -> BodySlot:
    """Take the place of a `FetchBody` where no body is needed."""
    return BodySlot()


def _render_batch(
    shared: RenderShared, pages: list[Page], prose: Pack, restart_timer: Callable[[], None]
) -> list[RenderedPage]:
    """Compose all pages, render all, then fill and write all: this keeps code in the processor's cache."""
    renderer, writer = shared
    composed, texts = [], []
    rendered: list[RenderedPage] = []
    for page in pages:
        composed.append(renderer.compose(page, prose))
        restart_timer()
    for composed_page in composed:
        texts.append(renderer.render(composed_page))
        restart_timer()
    for composed_page, text in zip(composed, texts, strict=True):
        data, (names, bounds) = renderer.fill(composed_page, text)
        path = file_name(composed_page.page.address)
        rendered.append((path, names, bounds, writer.write(path, data)))
        restart_timer()
    return rendered
