"""A small page at each address that an article had before, which leads to where it is now."""

from bantin.pages.context import SiteContext
from bantin.pages.inputs import LinkedArticle
from bantin.pages.page_kind import Page, PageKind, PageSource, Values
from bantin.site import StoredArticle

# What `Page.key` says of the article that `Page.article_index` counts.
_ARTICLES, _STANDALONE = "article", "standing"


def _stored(context: SiteContext, page: Page) -> StoredArticle:
    stored_articles = context.site.articles if page.key == _ARTICLES else context.site.pages
    return stored_articles[page.article_index]


class RedirectPage(PageKind):
    name = "redirect"

    target = LinkedArticle(_stored)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            Page(alias, "pages/redirect.html", cls.name, key=key, article_index=index)
            for key, stored in ((_ARTICLES, context.site.articles), (_STANDALONE, context.site.pages))
            for index, (article, _) in enumerate(stored)
            for alias in article.aliases
        ]

    @classmethod
    def source(cls, context: SiteContext, page: Page) -> PageSource:
        article = _stored(context, page).article
        return PageSource(article.source, article.aliases_line)

    def values(self) -> Values:
        article, settings = self.target, self.settings
        return {
            "title": article.title,
            "url": settings.url(article.address),
            "canonical": settings.whole_url(article.address),
        }
