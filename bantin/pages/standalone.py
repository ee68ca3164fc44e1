"""One page for each standalone page, such as "Giới thiệu": text without a place among the news."""

from bantin.model import PageLink
from bantin.pages.articles import article_view
from bantin.pages.context import SiteContext
from bantin.pages.inputs import ArticleMedia, ArticleText, SectionBreadcrumb
from bantin.pages.metadata import page_metadata
from bantin.pages.page_kind import Page, PageKind, PageSource, Values
from bantin.pages.shared_parts import slots_of
from bantin.site import StoredArticle


def _stored(context: SiteContext, page: Page) -> StoredArticle:
    return context.site.standalone_pages[page.article_index]


class StandalonePage(PageKind):
    name = "standing"
    is_listed = True

    article = ArticleText(_stored)  # stays the first, see ArticlePage
    breadcrumb = SectionBreadcrumb(lambda context, page: _stored(context, page).article.section)
    links_and_pictures = ArticleMedia(_stored)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        """Return all standalone pages in their order; some of them are SiteMapPages."""
        return [
            Page(
                article.address,
                f"pages/{article.kind}.html",
                "map" if article.kind == "map" else cls.name,
                slots_of(article.section, context),
                article_index=index,
            )
            for index, (article, _) in enumerate(context.site.standalone_pages)
        ]

    @classmethod
    def source(cls, context: SiteContext, page: Page) -> PageSource:
        return PageSource(_stored(context, page).article.source)

    def values(self) -> Values:
        settings = self.settings
        # What has a date or tags stands among the news; a standalone page shows when it was updated.
        article = self.article._replace(date="", tags=())
        crumbs = (*self.breadcrumb.crumbs, PageLink(settings.url(article.address), article.title))
        description = article.summary or settings.default_description("page", article.title)
        metadata = page_metadata(settings, article.address, article.title, description, crumbs)
        media = self.links_and_pictures
        return {
            "page": metadata._replace(picture=media.shared_picture),
            # Only authors of articles have a page.
            "article": article_view(settings, article, media)._replace(author_url=""),
        }
