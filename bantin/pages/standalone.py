"""Standalone pages such as "Giới thiệu", which no list of articles contains."""

from bantin.model import PageLink
from bantin.pages.articles import article_view
from bantin.pages.context import SiteContext
from bantin.pages.inputs import ArticleMedia, ArticleText, SectionBreadcrumb
from bantin.pages.metadata import has_charts, page_metadata
from bantin.pages.page_kind import Page, PageKind, PageSource, Values
from bantin.pages.shared_parts import menu_slots
from bantin.site import StoredArticle


def stored_page(context: SiteContext, page: Page) -> StoredArticle:
    return context.site.standalone_pages[page.article_index]


class StandalonePage(PageKind):
    name = "standalone"
    is_listed = True

    article = ArticleText(stored_page)  # must stay first, see ArticlePage
    breadcrumb = SectionBreadcrumb(lambda context, page: stored_page(context, page).article.section)
    links_and_pictures = ArticleMedia(stored_page)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        """Return all standalone pages in their order, including those of SiteMapPage."""
        return [
            Page(
                article.address,
                f"pages/{article.kind}.html",
                "map" if article.kind == "map" else cls.name,
                menu_slots(article.section, context),
                article_index=index,
            )
            for index, (article, _) in enumerate(context.site.standalone_pages)
        ]

    @classmethod
    def source(cls, context: SiteContext, page: Page) -> PageSource:
        return PageSource(stored_page(context, page).article.source)

    def values(self) -> Values:
        settings = self.settings
        # Only articles show a date and tags; a standalone page shows when it was updated.
        article = self.article._replace(date="", tags=())
        crumbs = (*self.breadcrumb.crumbs, PageLink(settings.url(article.address), article.title))
        description = article.summary or settings.default_description("page", article.title)
        metadata = page_metadata(settings, article.address, article.title, description, crumbs)
        media = self.links_and_pictures
        return {
            "page": metadata._replace(picture=media.shared_picture, has_charts=has_charts(article)),
            # Only authors of articles have a page of their own.
            "article": article_view(settings, article, media)._replace(author_url=""),
        }
