"""llms.txt: a description and table of contents of the site for language models (llmstxt.org)."""

import re

from bantin.pages.addresses import LLMS, SITEMAP, section_address
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import feed_links
from bantin.pages.inputs import Data, Sections
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.settings import SiteSettings
from bantin.system.named_tuple import NamedTuple


class Entry(NamedTuple):
    """A page in llms.txt. url: absolute. title, summary: as Markdown."""

    url: str
    title: str
    summary: str = ""


class Group(NamedTuple):
    title: str
    entries: tuple[Entry, ...]


class _StandalonePage(NamedTuple):
    address: str
    title: str
    summary: str


class LlmsPage(PageKind):
    name = "llms"

    sections = Sections(lambda context, _page: [path for path in context.site.sections if path])
    standalone_pages = Data(
        lambda context, _page: [
            _StandalonePage(page.address, page.title, page.summary)
            for page, _ in context.site.standalone_pages
        ]
    )

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return (
            [Page(LLMS, "feeds/llms.txt", cls.name)] if "llms_txt" in context.config.machines.extras else []
        )

    def values(self) -> Values:
        settings = self.settings
        config = settings.config
        feeds = [Entry(config.origin + feed.url, _markdown(feed.title)) for feed in feed_links(settings)]
        groups = {
            "sections": [
                _entry(settings, section_address(section.path), section.title, section.summary)
                for section in self.sections
            ],
            "standing_pages": [_entry(settings, *page) for page in self.standalone_pages],
            "for_machines": [*feeds, Entry(settings.absolute_url(SITEMAP), "Sitemap")],
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


def _entry(settings: SiteSettings, address: str, title: str, summary: str) -> Entry:
    return Entry(settings.absolute_url(address), _markdown(title), _markdown(summary))


def _markdown(text: str) -> str:
    """Return a text with Markdown's special characters escaped."""
    return re.sub(r"([\\\\`*_\[\]<>#])", r"\\\1", text)
