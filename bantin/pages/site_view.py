"""What every layout sees: the site, and the slots that pages share."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from markupsafe import escape

from bantin.assets import Asset
from bantin.cache.blobs import digest
from bantin.config import Config, ImprintLine, Shortcut
from bantin.model import PageLink
from bantin.pages.context import ARCHIVE, MANIFEST, SiteContext, ViewFactory
from bantin.pages.feeds import FeedLink, feed_links
from bantin.system.named_tuple import NamedTuple

# What takes a shared address at its end, as it stands: ours have no sign that a query reads otherwise.
SHARED_AT = {"facebook": "https://www.facebook.com/sharer/sharer.php?u=", "email": "mailto:?body="}


class ShareWay(NamedTuple):
    """A link that shares a page: `before`, then the page's whole address."""

    before: str
    title: str


class SiteView(NamedTuple):
    """`site` in layouts. All addresses are URL paths, "" for what the site does not have.

    locale: language and country as OpenGraph writes them, "" where site.toml tells no country.
    listed, open_graph, dublin_core, aids, share: as site.toml says.
    """

    name: str
    place: str
    title: str
    description: str
    language: str
    home: str
    css: str
    list_css: str
    script: str
    icon: str
    favicon: str
    touch_icon: str
    manifest: str
    feeds: tuple[FeedLink, ...]
    publisher: str
    locale: str
    listed: bool
    open_graph: bool
    dublin_core: bool
    search: str
    imprint: tuple[ImprintLine, ...]
    note: str
    aids: tuple[str, ...]
    share: tuple[ShareWay, ...]
    labels: SimpleNamespace


SEARCH = "tim-kiem.html"


class MenuEntry(NamedTuple):
    place: PageLink
    children: tuple[PageLink, ...]
    current: bool


class SideBlock(NamedTuple):
    """A titled list in the side column. kind: "links" (title and date), "ranked" or "places"."""

    id: str
    kind: str
    title: str
    items: tuple[Any, ...]


class Slot(NamedTuple):
    """A part that many pages share. Its printed bytes tell whether it has changed."""

    layout: str
    values: Mapping[str, Any]


def site_view(context: SiteContext) -> SiteView:
    """Its texts are escaped once here, and not once a page: layouts that escape leave Markup alone."""
    config, assets = context.config, context.assets

    def url(address: str) -> str:
        return escape(context.url(address)) if address else ""

    return SiteView(
        name=escape(config.name),
        place=escape(config.place),
        title=escape(config.title),
        description=escape(config.description),
        language=escape(config.language),
        home=escape(context.url("")),
        css=url(assets.css),
        list_css=url(assets.lists),
        script=url(assets.script),
        icon=url(assets.icon),
        favicon=url(assets.favicon),
        touch_icon=url(assets.touch_icon),
        manifest=url(MANIFEST if "manifest" in config.machines.extras else ""),
        feeds=tuple(FeedLink(*map(escape, feed)) for feed in feed_links(context, "")),
        publisher=escape(config.publisher),
        locale=escape(_locale(config.language)),
        listed=config.machines.listed,
        open_graph="open_graph" in config.machines.head,
        dublin_core="dublin_core" in config.machines.head,
        search=url(SEARCH) if context.search else "",
        imprint=tuple(
            one._replace(url=_url_of(context, one.url)) if one.url else one for one in config.imprint
        ),
        note=escape(config.note),
        aids=config.aids,
        share=tuple(
            ShareWay(escape(SHARED_AT[way]), escape(config.labels[f"share_{way}"])) for way in config.share
        ),
        labels=SimpleNamespace(**{name: escape(label) for name, label in config.labels.items()}),
    )


def site_digest(config: Config, context: SiteContext) -> bytes:
    """Of everything in the site's settings and assets that any page may show."""
    settings = {
        name: getattr(config, name)
        for name in config._fields
        if name not in ("site", "content", "output", "cache", "compiled", "layouts", "assets")
    }
    shown = context.assets._replace(files=(), faulty=(), search=Asset("", b""))
    return digest((repr(settings), repr(shown), context.search is not None))


def _locale(language: str) -> str:
    """ "vi" is spoken in one country; of others only those that name theirs ("en-GB") have a locale."""
    language, _, country = language.partition("-")
    country = country or ("VN" if language == "vi" else "")
    return f"{language}_{country.upper()}" if country else ""


def _shortcuts(context: SiteContext) -> tuple[PageLink, ...]:
    """As site.toml names them, else all standing pages, the archive and the feed."""
    if context.config.shortcuts:
        return _places(context, context.config.shortcuts)
    labels = context.config.labels
    return (
        *context.standalone_links(),
        *([PageLink(context.url(ARCHIVE), labels["archive"])] if context.months else []),
        *(PageLink(feed.url, labels["feed"]) for feed in feed_links(context, "")[:1]),
    )


def slots_of(section: str, context: SiteContext) -> dict[str, str]:
    """Which slots a page of this section uses: the menu marks the top section the page stands in."""
    top = section.partition("/")[0]
    return {"menu": f"menu:{top}"} if top in menu_of(context) else {}


def slots(context: SiteContext, views: ViewFactory, site: SiteView) -> dict[str, Slot]:
    """All shared parts of a site, by slot."""
    shortcuts = _shortcuts(context)
    found = {
        "head": Slot("slots/head.html", {"site": site}),
        "masthead": Slot("slots/masthead.html", {"site": site}),
        "imprint": Slot("slots/imprint.html", {"site": site, "shortcuts": shortcuts}),
        "side": Slot("slots/side.html", {"site": site, "blocks": _side(context, views)}),
        "aids": Slot("slots/aids.html", {"site": site}),
    }
    tops = menu_of(context)
    for current in ("", *tops):
        entries = tuple(_menu_entry(context, top, current) for top in tops)
        values = {"site": site, "shortcuts": shortcuts, "entries": entries}
        found[f"menu:{current}" if current else "menu"] = Slot("slots/menu.html", values)
    return found


def _side(context: SiteContext, views: ViewFactory) -> tuple[SideBlock, ...]:
    """What site.toml asks for, in its order; a list without items is left out."""
    config = context.config
    newest = range(min(config.lists.latest, len(context.site.articles)))
    blocks: dict[str, list[SideBlock]] = {
        "latest": [SideBlock("moi-nhat", "links", config.labels["latest"], views.links(newest))],
        "most_read": [
            SideBlock(
                "doc-nhieu",
                "ranked",
                config.labels["most_read"],
                views.cards(context.most_read[: config.lists.most_read]),
            )
        ],
        "boxes": [
            SideBlock(f"hop-{place}", "places", box.title, _places(context, box.links))
            for place, box in enumerate(config.boxes, 1)
        ],
    }
    return tuple(block for name in config.side for block in blocks[name] if block.items)


def _places(context: SiteContext, links: tuple[Shortcut, ...]) -> tuple[PageLink, ...]:
    return tuple(PageLink(_url_of(context, one.to), one.title) for one in links)


def _url_of(context: SiteContext, to: str) -> str:
    """What site.toml names: a page of this site by its address, or a whole address."""
    return to if ":" in to else context.url(to.removeprefix("/"))


def menu_of(context: SiteContext) -> tuple[str, ...]:
    """The top sections in the menu: as site.toml names them, else all that are."""
    sections = context.site.sections
    return tuple(path for path in context.config.menu if path in sections) or sections[""].children


def _menu_entry(context: SiteContext, top: str, current: str) -> MenuEntry:
    children = tuple(context.section_link(child) for child in context.section(top).children)
    return MenuEntry(context.section_link(top), children, top == current)
