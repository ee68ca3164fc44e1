"""`site` in layouts: what every page shows of site.toml and assets/."""

from types import SimpleNamespace

from markupsafe import escape

from bantin.assets import Asset
from bantin.cache.blobs import digest
from bantin.config import Config, ImprintLine
from bantin.pages.addresses import MANIFEST, SEARCH
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import FeedLink, feed_links
from bantin.pages.settings import SiteSettings
from bantin.system.named_tuple import NamedTuple

# What takes a shared address at its end, as it stands: ours have no sign that a query reads otherwise.
SHARED_AT = {"facebook": "https://www.facebook.com/sharer/sharer.php?u=", "email": "mailto:?body="}


class ShareWay(NamedTuple):
    """A link that shares a page: `before`, then the page's absolute URL."""

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


def site_view(context: SiteContext) -> SiteView:
    """Return `site` for layouts, escaped once here and not once a page: layouts leave Markup alone."""
    config, assets = context.config, context.assets
    settings = SiteSettings(config, assets)

    def url(address: str) -> str:
        return escape(settings.url(address)) if address else ""

    return SiteView(
        name=escape(config.name),
        place=escape(config.place),
        title=escape(config.title),
        description=escape(config.description),
        language=escape(config.language),
        home=escape(settings.url("")),
        css=url(assets.css),
        list_css=url(assets.lists),
        script=url(assets.script),
        icon=url(assets.icon),
        favicon=url(assets.favicon),
        touch_icon=url(assets.touch_icon),
        manifest=url(MANIFEST if "manifest" in config.machines.extras else ""),
        feeds=tuple(FeedLink(*map(escape, feed)) for feed in feed_links(settings)),
        publisher=escape(config.publisher),
        locale=escape(_locale(config.language)),
        listed=config.machines.listed,
        open_graph="open_graph" in config.machines.head,
        dublin_core="dublin_core" in config.machines.head,
        search=url(SEARCH) if context.search else "",
        imprint=tuple(
            line._replace(url=settings.link_url(line.url)) if line.url else line for line in config.imprint
        ),
        note=escape(config.note),
        aids=config.aids,
        share=tuple(
            ShareWay(escape(SHARED_AT[way]), escape(config.labels[f"share_{way}"])) for way in config.share
        ),
        labels=SimpleNamespace(**{name: escape(label) for name, label in config.labels.items()}),
    )


def site_digest(config: Config, context: SiteContext) -> bytes:
    """Return a digest of everything in the site's settings and assets that any page may show."""
    settings = {
        name: getattr(config, name)
        for name in config._fields
        if name not in ("site", "content", "output", "cache", "compiled", "layouts", "assets")
    }
    shown = context.assets._replace(files=(), faulty=(), search=Asset("", b""))
    return digest((repr(settings), repr(shown), context.search is not None))


def _locale(language: str) -> str:
    """Return "vi_VN" for "vi", "en_GB" for "en-GB", "" for other languages without a country."""
    language, _, country = language.partition("-")
    country = country or ("VN" if language == "vi" else "")
    return f"{language}_{country.upper()}" if country else ""
