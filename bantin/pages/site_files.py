"""What tells machines of the whole site: robots.txt, a web app manifest, llms.txt."""

import re
from typing import Any

from bantin.cache.blobs import digest
from bantin.pages.bulletin import MANIFEST, Bulletin, Fetch, Page, Parts, Views
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


def pages(bulletin: Bulletin) -> list[Page]:
    found = [Page(ROBOTS, "feeds/robots.txt", "robots", (), {})]
    if "manifest" in bulletin.config.machines.extras:
        found.append(Page(MANIFEST, "feeds/manifest.webmanifest", "manifest", (), {}))
    if "llms_txt" in bulletin.config.machines.extras:
        found.append(Page(LLMS, "feeds/llms.txt", "llms", (), {}))
    return found


def parts(bulletin: Bulletin, page: Page) -> Parts:
    if page.kind == "robots":
        return (digest(len(news_files(bulletin))),)
    if page.kind == "manifest":
        return ()
    sections = bulletin.site.sections
    standing = [(shelf.article.link, shelf.article.summary) for shelf in bulletin.site.pages]
    return bulletin.sections_digest(sections), digest(standing)


def values(bulletin: Bulletin, _views: Views, page: Page, _prose: Fetch) -> dict[str, Any]:
    if page.kind == "robots":
        names = [SITEMAP, *(one.address for one in news_files(bulletin))]
        return {"sitemaps": tuple(map(bulletin.whole_url, names)) if bulletin.config.machines.listed else ()}
    return _manifest(bulletin) if page.kind == "manifest" else _llms(bulletin)


def _manifest(bulletin: Bulletin) -> dict[str, Any]:
    config = bulletin.config
    home = bulletin.url("")
    return {
        "app": App(config.name, config.title, config.description, config.language, home),
        "icons": tuple(
            ManifestIcon(bulletin.url(icon.address), f"{icon.width}x{icon.height}", icon.purpose)
            for icon in bulletin.assets.icons
        ),
    }


def _llms(bulletin: Bulletin) -> dict[str, Any]:
    config, site = bulletin.config, bulletin.site
    sections = [
        _entry(bulletin, f"{path}/", one.title, one.summary) for path, one in site.sections.items() if path
    ]
    standing = [
        _entry(bulletin, shelf.article.address, shelf.article.title, shelf.article.summary)
        for shelf in site.pages
    ]
    feeds = [Entry(config.origin + feed.url, _markdown(feed.title)) for feed in feed_links(bulletin, "")]
    groups = {
        "sections": sections,
        "standing_pages": standing,
        "for_machines": [*feeds, Entry(bulletin.whole_url(SITEMAP), "Sitemap")],
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


def _entry(bulletin: Bulletin, address: str, title: str, summary: str) -> Entry:
    return Entry(bulletin.whole_url(address), _markdown(title), _markdown(summary))


def _markdown(text: str) -> str:
    """A text in which Markdown sees no signs of its own."""
    return re.sub(r"([\\\\`*_\[\]<>#])", r"\\\1", text)
