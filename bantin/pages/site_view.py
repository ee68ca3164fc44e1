"""`site` in layouts: values from site.toml and assets/ for every page."""

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bantin.assets import Assets
from bantin.cache.blobs import digest
from bantin.config import Config, ImprintLine, Shortcut
from bantin.model import PageLink
from bantin.pages.addresses import MANIFEST, SEARCH
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import FeedLink, feed_links
from bantin.pages.identity import emblem_markup, own_tile, theme_colour
from bantin.pages.settings import SiteSettings
from bantin.site.players import player_hosts
from bantin.system.named_tuple import NamedTuple
from bantin.urls import query_text

if TYPE_CHECKING:
    from bantin.images.tile import Tile

# The URLs for sharing, to which the URL of a page is appended unquoted: ours have no special characters.
SHARE_URLS = {"facebook": "https://www.facebook.com/sharer/sharer.php?u=", "email": "mailto:?subject="}


class ShareLink(NamedTuple):
    """A link for sharing: `before` and the page's absolute URL. has_subject: with the title between them."""

    before: str
    title: str
    has_subject: bool = False


class SiteView(NamedTuple):
    """`site` in layouts. URLs are URL paths, "" if the site has no such file.

    locale: as in OpenGraph ("vi_VN"), "" if the country is unknown.
    listed, open_graph, dublin_core, aids, share: settings of site.toml. frames: the hosts of video players,
    for the content security policy. emblem: markup, "" for the star of the layouts. hem: None for that of the
    layouts.
    """

    name: str
    place: str
    title: str
    description: str
    language: str
    home: str
    css: str
    list_css: str
    charted_css: str
    script: str
    reading: str
    figures: str
    icon: str
    icon_type: str
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
    share: tuple[ShareLink, ...]
    report: ShareLink | None
    portals: tuple[PageLink, ...]
    frames: str
    labels: SimpleNamespace
    emblem: Markup
    hem: "Tile | None"
    theme_colour: str


def site_view(context: SiteContext) -> SiteView:
    """Return `site` for layouts. Texts are escaped here as Markup, once instead of once a page."""
    config, assets = context.config, context.assets
    settings = SiteSettings(config, assets)

    def url(address: str) -> str:
        return escape(settings.url(address)) if address else ""

    imprint = tuple(_imprint_line(settings, line) for line in config.imprint)
    return SiteView(
        name=escape(settings.heading(config.name)),
        place=escape(settings.heading(config.place)),
        title=escape(config.title),
        description=escape(config.description),
        language=escape(config.language),
        home=escape(settings.url("")),
        css=url(assets.css),
        list_css=url(assets.lists),
        charted_css=url(assets.charted),
        script=url(assets.script),
        figures=url(assets.figures),
        reading=url(assets.reading) if "listen" in config.aids else "",
        icon=url(assets.icon),
        icon_type="image/png" if assets.icon.endswith(".png") else "image/svg+xml",
        favicon=url(assets.favicon),
        touch_icon=url(assets.touch_icon),
        manifest=url(MANIFEST if "manifest" in config.machines.extras else ""),
        feeds=tuple(FeedLink(*map(escape, feed)) for feed in feed_links(settings)),
        publisher=escape(config.publisher),
        locale=escape(_locale(config.language)),
        listed=config.machines.listed,
        open_graph="open_graph" in config.machines.head,
        dublin_core="dublin_core" in config.machines.head,
        search=url(SEARCH) if context.has_search else "",
        imprint=imprint,
        note=escape(config.note),
        report=_report(settings, imprint),
        portals=tuple(_portal(settings, portal) for portal in config.portals),
        aids=config.aids,
        share=tuple(
            ShareLink(escape(SHARE_URLS[way]), escape(config.labels[f"share_{way}"]), way == "email")
            for way in config.share
        ),
        frames=" ".join(f"https://{host}" for host in player_hosts(config.video_hosts)),
        labels=SimpleNamespace(**{name: escape(label) for name, label in config.labels.items()}),
        emblem=emblem_markup(assets, url(assets.icon)),
        hem=own_tile(config, assets),
        theme_colour=theme_colour(config),
    )


# The settings and assets that no page shows.
NOT_SHOWN_SETTINGS = frozenset("site content output cache compiled drawn layouts assets".split())
NOT_SHOWN_ASSETS = frozenset("files faulty search unclosed".split())


def site_digest(config: Config, context: SiteContext) -> bytes:
    """Return a digest of all settings and assets that pages may show."""
    settings = _without(config, NOT_SHOWN_SETTINGS)
    assets = _without(context.assets, NOT_SHOWN_ASSETS)
    return digest((repr(settings), repr(assets), context.has_search))


def _without(values: Config | Assets, left_out: frozenset[str]) -> dict[str, object]:
    """Return the fields by name, except some."""
    return {name: getattr(values, name) for name in values._fields if name not in left_out}


# A phone number: digits with spaces, dots, brackets and hyphens.
_PHONE = re.compile(r"\+?[0-9(][0-9 .()\xa0-]{6,}[0-9]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def _imprint_line(settings: SiteSettings, line: ImprintLine) -> ImprintLine:
    """Return a line with its URL; without one, a phone number and a mail address get one."""
    if line.url:
        return line._replace(url=settings.link_url(line.url))
    if _PHONE.fullmatch(line.value):
        return line._replace(url=f"tel:{re.sub('[^0-9+]', '', line.value)}")
    if _MAIL.fullmatch(line.value):
        return line._replace(url=f"mailto:{line.value}")
    return line


def _portal(settings: SiteSettings, portal: Shortcut) -> PageLink:
    return PageLink(escape(settings.link_url(portal.to)), escape(portal.title))


def _report(settings: SiteSettings, imprint: tuple[ImprintLine, ...]) -> ShareLink | None:
    """Return the link for reporting a mistake: to the form, else the first mail address of the imprint."""
    label, form = settings.labels["report_mistake"], settings.config.report
    if form:
        url = settings.link_url(form)
        return ShareLink(escape(f"{url}{'&' if '?' in url else '?'}bai="), escape(label))
    mail = next((line.url for line in imprint if line.url.startswith("mailto:")), "")
    return ShareLink(escape(f"{mail}?subject={query_text(label)}:%20"), escape(label), True) if mail else None


def _locale(language: str) -> str:
    """Return "vi_VN" for "vi", "en_GB" for "en-GB", "" for other languages without a country."""
    language, _, country = language.partition("-")
    country = country or ("VN" if language == "vi" else "")
    return f"{language}_{country.upper()}" if country else ""
