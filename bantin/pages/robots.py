"""robots.txt, which names the sitemaps."""

from bantin.pages.addresses import ROBOTS, SITEMAP
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Data
from bantin.pages.news_sitemap import news_addresses
from bantin.pages.page_kind import Page, PageKind, Values


class RobotsPage(PageKind):
    name = "robots"

    news_sitemaps = Data(lambda context, _page: news_addresses(context))

    @classmethod
    def pages(cls, _context: SiteContext) -> list[Page]:
        return [Page(ROBOTS, "feeds/robots.txt", cls.name)]

    def values(self) -> Values:
        addresses = [SITEMAP, *self.news_sitemaps] if self.settings.config.machines.listed else []
        return {"sitemaps": tuple(map(self.settings.absolute_url, addresses))}
