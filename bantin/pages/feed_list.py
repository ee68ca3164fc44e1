"""The page of all feeds, section by section, with instructions for subscribing."""

from bantin.model import PageLink
from bantin.pages.addresses import FEED_LIST
from bantin.pages.article_lists import metadata
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import FeedLink, feed_links, formats
from bantin.pages.feeds import sections_with_feeds
from bantin.pages.inputs import Sections
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.system.named_tuple import NamedTuple


class FeedRow(NamedTuple):
    """A row of the page. link: to the page with the same articles. feeds: in each format.

    depth: 0 for the whole site and for top sections.
    """

    link: PageLink
    feeds: tuple[FeedLink, ...]
    depth: int


class FeedListPage(PageKind):
    name = "feed list"
    is_listed = True

    sections = Sections(lambda context, _page: sections_with_feeds(context))

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(FEED_LIST, "pages/feeds.html", cls.name)] if formats(context.config) else []

    def values(self) -> Values:
        settings = self.settings
        labels = settings.labels
        rows = []
        for section in self.sections:
            named = [form.name for form in formats(settings.config)]
            links = feed_links(settings, section.path, section.title)
            feeds = tuple(link._replace(title=name) for link, name in zip(links, named, strict=True))
            link = section.link if section.path else section.link._replace(title=labels["feeds_all"])
            rows.append(FeedRow(link, feeds, section.path.count("/")))
        return {
            "page": metadata(settings, FEED_LIST, labels["feed"], "feeds"),
            "title": labels["feed"],
            "lead": labels["feeds_lead"],
            "steps": tuple(labels[f"feeds_step_{number}"] for number in (1, 2, 3)),
            "rows": tuple(rows),
        }
