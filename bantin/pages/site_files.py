"""What tells machines of the whole site: robots.txt, a web app manifest, llms.txt."""

import re
from typing import Any

from bantin.cache.blobs import digest
from bantin.pages.context import MANIFEST, Digests, FetchBody, Page, SiteContext, ViewFactory
from bantin.pages.feeds import feed_links
from bantin.pages.sitemaps import SITEMAP, news_files
from bantin.system.named_tuple import NamedTuple

NAMES = {
    "robots": ("sitemaps",),
    "manifest": (),
    "llms": ("sections", "standing pages"),
}

ROBOTS = "robots.txt"
LLMS = "llms.txt"


class App(NamedTuple):
    """`app` in a manifest's layout. home: a URL path."""

    name: str
    title: str
    description: str
    language: str
    home: str


class ManifestIcon(NamedTuple):
    """src: a URL path. sizes: "192x192". purpose: "any" or "maskable"."""

    src: str
    sizes: str
    purpose: str


class Entry(NamedTuple):
    """A page as llms.txt names it: its whole address, its title and summary as Markdown."""

    url: str
    title: str
    summary: str = ""


class Group(NamedTuple):
    title: str
    entries: tuple[Entry, ...]


def pages(context: SiteContext) -> list[Page]:
    found = [Page(ROBOTS, "feeds/robots.txt", "robots", (), {})]
    if "manifest" in context.config.machines.extras:
        found.append(Page(MANIFEST, "feeds/manifest.webmanifest", "manifest", (), {}))
    if "llms_txt" in context.config.machines.extras:
        found.append(Page(LLMS, "feeds/llms.txt", "llms", (), {}))
    return found


def parts(context: SiteContext, page: Page) -> Digests:
    if page.kind == "robots":
        return (digest(len(news_files(context))),)
    if page.kind == "manifest":
        return ()
    sections = context.site.sections
    standing = [(stored.article.link_digest, stored.article.summary) for stored in context.site.pages]
    return context.sections_digest(sections), digest(standing)


def values(context: SiteContext, _views: ViewFactory, page: Page, _prose: FetchBody) -> dict[str, Any]:
    if page.kind == "robots":
        names = [SITEMAP, *(one.address for one in news_files(context))]
        return {"sitemaps": tuple(map(context.whole_url, names)) if context.config.machines.listed else ()}
    return _manifest(context) if page.kind == "manifest" else _llms(context)


def _manifest(context: SiteContext) -> dict[str, Any]:
    config = context.config
    home = context.url("")
    return {
        "app": App(config.name, config.title, config.description, config.language, home),
        "icons": tuple(
            ManifestIcon(context.url(icon.address), f"{icon.width}x{icon.height}", icon.purpose)
            for icon in context.assets.icons
        ),
    }


def _llms(context: SiteContext) -> dict[str, Any]:
    config, site = context.config, context.site
    sections = [
        _entry(context, f"{path}/", one.title, one.summary) for path, one in site.sections.items() if path
    ]
    standing = [
        _entry(context, stored.article.address, stored.article.title, stored.article.summary)
        for stored in site.pages
    ]
    feeds = [Entry(config.origin + feed.url, _markdown(feed.title)) for feed in feed_links(context, "")]
    groups = {
        "sections": sections,
        "standing_pages": standing,
        "for_machines": [*feeds, Entry(context.whole_url(SITEMAP), "Sitemap")],
    }
    return {
        "title": _markdown(config.title),
        "description": _markdown(config.description),
        "note": _markdown(config.note),
        "groups": tuple(
            Group(_markdown(config.labels[label]), tuple(entries))
            for label, entries in groups.items()
            if entries
        ),
    }


def _entry(context: SiteContext, address: str, title: str, summary: str) -> Entry:
    return Entry(context.whole_url(address), _markdown(title), _markdown(summary))


def _markdown(text: str) -> str:
    """A text in which Markdown sees no signs of its own."""
    return re.sub(r"([\\\\`*_\[\]<>#])", r"\\\1", text)
