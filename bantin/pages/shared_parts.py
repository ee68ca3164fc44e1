"""The regions that many pages share: head, masthead, menu, side column, imprint."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bantin.config import Shortcut
from bantin.model import PageLink
from bantin.pages.addresses import ARCHIVE, FEED_LIST
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import formats
from bantin.pages.page_kind import Page
from bantin.pages.settings import SiteSettings
from bantin.pages.site_view import SiteView
from bantin.pages.views import ViewFactory
from bantin.system.named_tuple import NamedTuple


class MenuEntry(NamedTuple):
    link: PageLink
    children: tuple[PageLink, ...]
    current: bool


class SideBlock(NamedTuple):
    """A titled list in the side column. kind: "links" (title and date), "ranked" or "places"."""

    id: str
    kind: str
    title: str
    items: tuple[object, ...]


class Slot(NamedTuple):
    """The layout and values of a shared region. Its rendered bytes show whether it has changed."""

    layout: str
    values: Mapping[str, object]


# With more of the newest articles than this in the side column, it is the same on all pages.
_MAX_LATEST = 30

# The prefix of side columns that leave out some articles; their indexes follow: "side:0,2".
_SIDE = "side:"


def menu_slots(section: str, context: SiteContext) -> dict[str, str]:
    """Return the slots of pages in a section: a menu that marks their top section."""
    top = section.partition("/")[0]
    return {"menu": f"menu:{top}"} if top in menu_of(context) else {}


def side_without(shown: Sequence[int], context: SiteContext) -> dict[str, str]:
    """Return the slot of the side column for a page that shows these articles: its list of the newest leaves
    them out.

    Only the few pages that show one of the newest articles need their own column. Rankings stay complete.
    """
    count = context.config.lists.latest
    is_listed = "latest" in context.config.side and count <= _MAX_LATEST
    if not is_listed or not shown or min(shown) >= count:
        return {}
    left_out = [index for index in range(count + len(shown)) if index in shown]
    return {"side": _SIDE + ",".join(map(str, left_out))}


def menu_of(context: SiteContext) -> tuple[str, ...]:
    """Return the top sections in the menu: those of site.toml, else all."""
    sections = context.site.sections
    return tuple(path for path in context.config.menu if path in sections) or sections[""].children


def slots(views: ViewFactory, site: SiteView, sides: Iterable[str] = ()) -> dict[str, Slot]:
    """Return all shared regions of a site, by slot. sides: see `sides_of`."""
    context = views.context
    shortcuts = _shortcuts(context, views.settings)
    parts = {
        "head": Slot("slots/head.html", {"site": site}),
        "masthead": Slot("slots/masthead.html", {"site": site}),
        "imprint": Slot("slots/imprint.html", {"site": site, "shortcuts": shortcuts}),
        "side": Slot("slots/side.html", {"site": site, "blocks": _side(views)}),
        # For pages that list the newest or the most read articles themselves.
        "side:latest": Slot("slots/side.html", {"site": site, "blocks": _side(views, without=("latest",))}),
        "side:most_read": Slot(
            "slots/side.html", {"site": site, "blocks": _side(views, without=("most_read", "recently_read"))}
        ),
        "aids": Slot("slots/aids.html", {"site": site}),
    }
    for name in sides:
        left_out = frozenset(map(int, name.removeprefix(_SIDE).split(",")))
        parts[name] = Slot("slots/side.html", {"site": site, "blocks": _side(views, left_out=left_out)})
    tops = menu_of(context)
    for current in ("", *tops):
        entries = tuple(_menu_entry(context, top, current) for top in tops)
        values = {"site": site, "shortcuts": shortcuts, "entries": entries}
        parts[f"menu:{current}" if current else "menu"] = Slot("slots/menu.html", values)
    return parts


def _shortcuts(context: SiteContext, settings: SiteSettings) -> tuple[PageLink, ...]:
    """Return the shortcuts of site.toml, else all standalone pages, the archive and the page of feeds."""
    if context.config.shortcuts:
        return _links(settings, context.config.shortcuts)
    return (
        *context.standalone_links(),
        *([PageLink(settings.url(ARCHIVE), settings.labels["archive"])] if context.months else []),
        *([PageLink(settings.url(FEED_LIST), settings.labels["feed"])] if formats(context.config) else []),
    )


def sides_of(pages: Iterable[Page]) -> list[str]:
    """Return the slots of side columns that leave out some articles, among these pages."""
    named = {page.slots.get("side", "") for page in pages}
    return sorted(name for name in named if name.removeprefix(_SIDE)[:1].isdigit())


def _side(
    views: ViewFactory, without: tuple[str, ...] = (), left_out: AbstractSet[int] = frozenset()
) -> tuple[SideBlock, ...]:
    """Return the blocks of site.toml in its order, except empty ones and those named in `without`.

    left_out: indexes of articles to leave out of the newest.
    """
    context, settings = views.context, views.settings
    lists, labels = settings.config.lists, settings.labels
    total = min(lists.latest + len(left_out), len(context.site.articles))
    newest = views.links([index for index in range(total) if index not in left_out][: lists.latest])
    most_read = views.most_read_cards(context.most_read[: lists.most_read])
    recently_read = views.recently_read_cards(context.recently_read[: lists.most_read])
    blocks: dict[str, list[SideBlock]] = {
        "latest": [SideBlock("moi-nhat", "links", labels["latest"], newest)],
        "most_read": [SideBlock("doc-nhieu", "ranked", labels["most_read"], most_read)],
        "recently_read": [SideBlock("doc-gan-day", "ranked", labels["recently_read"], recently_read)],
        "boxes": [
            SideBlock(f"hop-{number}", "places", box.title, _links(settings, box.links))
            for number, box in enumerate(settings.config.boxes, 1)
        ],
    }
    return tuple(
        block for name in settings.config.side if name not in without for block in blocks[name] if block.items
    )


def _links(settings: SiteSettings, shortcuts: tuple[Shortcut, ...]) -> tuple[PageLink, ...]:
    return tuple(PageLink(settings.link_url(shortcut.to), shortcut.title) for shortcut in shortcuts)


def _menu_entry(context: SiteContext, top: str, current: str) -> MenuEntry:
    children = tuple(context.section_link(child) for child in context.section(top).children)
    return MenuEntry(context.section_link(top), children, top == current)
