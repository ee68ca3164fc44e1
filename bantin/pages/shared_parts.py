"""The regions that many pages share: head, masthead, menu, side column, imprint."""

from collections.abc import Iterable, Mapping

from bantin.model import PageLink
from bantin.pages.addresses import ARCHIVE, FEED_LIST
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import formats
from bantin.pages.page_kind import Page
from bantin.pages.settings import SiteSettings
from bantin.pages.side_column import side_columns
from bantin.pages.site_view import SiteView
from bantin.pages.views import ViewFactory
from bantin.system.named_tuple import NamedTuple


class MenuEntry(NamedTuple):
    link: PageLink
    children: tuple[PageLink, ...]
    current: bool


class Slot(NamedTuple):
    """The layout and values of a shared region. Its rendered bytes show whether it has changed."""

    layout: str
    values: Mapping[str, object]


def menu_slots(section: str, context: SiteContext) -> dict[str, str]:
    """Return the slots of pages in a section: a menu that marks their top section."""
    top = section.partition("/")[0]
    return {"menu": f"menu:{top}"} if top in menu_of(context) else {}


def menu_of(context: SiteContext) -> tuple[str, ...]:
    """Return the top sections in the menu: those of site.toml, else all."""
    sections = context.site.sections
    return tuple(path for path in context.config.menu if path in sections) or sections[""].children


def slots(views: ViewFactory, site: SiteView, pages: Iterable[Page]) -> dict[str, Slot]:
    """Return all shared regions of a site, by slot, with the side columns of these pages."""
    context = views.context
    shortcuts = _shortcuts(context, views.settings)
    parts = {
        "head": Slot("slots/head.html", {"site": site}),
        "masthead": Slot("slots/masthead.html", {"site": site}),
        "imprint": Slot("slots/imprint.html", {"site": site, "shortcuts": shortcuts}),
        "aids": Slot("slots/aids.html", {"site": site}),
    }
    for name, blocks in side_columns(views, pages).items():
        parts[name] = Slot("slots/side.html", {"site": site, "blocks": blocks})
    tops = menu_of(context)
    for current in ("", *tops):
        entries = tuple(_menu_entry(context, top, current) for top in tops)
        values = {"site": site, "shortcuts": shortcuts, "entries": entries}
        parts[f"menu:{current}" if current else "menu"] = Slot("slots/menu.html", values)
    return parts


def _shortcuts(context: SiteContext, settings: SiteSettings) -> tuple[PageLink, ...]:
    """Return the shortcuts of site.toml, else all standalone pages, the archive and the page of feeds."""
    if context.config.shortcuts:
        return settings.links(context.config.shortcuts)
    return (
        *context.standalone_links(),
        *([PageLink(settings.url(ARCHIVE), settings.labels["archive"])] if context.months else []),
        *([PageLink(settings.url(FEED_LIST), settings.labels["feed"])] if formats(context.config) else []),
    )


def _menu_entry(context: SiteContext, top: str, current: str) -> MenuEntry:
    children = tuple(context.section_link(child) for child in context.section(top).children)
    return MenuEntry(context.section_link(top), children, top == current)
