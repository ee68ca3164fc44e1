"""The formats of feeds, and links to feeds."""

from bantin.config import Config
from bantin.pages.addresses import section_address
from bantin.pages.settings import SiteSettings
from bantin.system.named_tuple import NamedTuple


class FeedFormat(NamedTuple):
    """A format. address: relative to that of the section. name: for readers."""

    address: str
    layout: str
    media_type: str
    name: str


# The keys are their names in site.toml.
FORMATS = {
    "rss": FeedFormat("rss.xml", "feeds/rss.xml", "application/rss+xml", "RSS"),
    "atom": FeedFormat("atom.xml", "feeds/atom.xml", "application/atom+xml", "Atom"),
    "json": FeedFormat("feed.json", "feeds/feed.json", "application/feed+json", "JSON Feed"),
}


class FeedLink(NamedTuple):
    """A link to a feed. url: a URL path."""

    media_type: str
    title: str
    url: str


def formats(config: Config) -> list[FeedFormat]:
    """Return the formats that site.toml asks for."""
    return [FORMATS[name] for name in config.machines.feeds]


def feed_links(settings: SiteSettings, path: str = "", section_title: str = "") -> tuple[FeedLink, ...]:
    """Return the feeds of a section, or of the whole site."""
    folder, title = section_address(path), feed_title(settings, path, section_title)
    return tuple(
        FeedLink(form.media_type, f"{title} ({form.name})", settings.url(folder + form.address))
        for form in formats(settings.config)
    )


def feed_title(settings: SiteSettings, path: str, section_title: str) -> str:
    title = settings.config.title
    return f"{section_title} | {title}" if path else title
