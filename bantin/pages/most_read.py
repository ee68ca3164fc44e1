"""The page of the most read articles: of all time, and of the last thirty days."""

from bantin.pages.addresses import MOST_READ
from bantin.pages.article_lists import metadata
from bantin.pages.context import SiteContext
from bantin.pages.inputs import MostReadCards, RecentlyReadCards
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.side_column import side_of_ranking


class MostReadPage(PageKind):
    name = "most-read"
    is_listed = True

    articles = MostReadCards(lambda context, _page: context.most_read)
    recently_read = RecentlyReadCards(lambda context, _page: context.recently_read)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        if not context.most_read:
            return []
        shown = {*context.most_read, *(article.article_index for article in context.recently_read)}
        return [Page(MOST_READ, "pages/most_read.html", cls.name, slots=side_of_ranking(shown, context))]

    def values(self) -> Values:
        title = self.settings.labels["most_read"]
        page = metadata(self.settings, MOST_READ, title, "most_read")
        return {"page": page, "title": title, "cards": self.articles, "recent": self.recently_read}
