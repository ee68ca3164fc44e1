"""Pages at old addresses that redirect to new ones, for aliases and for redirects.csv."""

from bantin.content.tree import REDIRECTS
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Data, LinkedArticle
from bantin.pages.page_kind import Page, PageKind, PageSource, Values
from bantin.site import StoredArticle
from bantin.site.redirects import alias_pages

# The values of `Page.key`: the list to which `Page.article_index` refers; that of a section ends with its
# path.
_ARTICLES, _STANDALONE, _SECTION = "article", "standalone", "section:"


def _stored(context: SiteContext, page: Page) -> StoredArticle:
    if page.key.startswith(_SECTION):
        return context.site.indexes[page.key.removeprefix(_SECTION)]
    stored_articles = context.site.articles if page.key == _ARTICLES else context.site.standalone_pages
    return stored_articles[page.article_index]


def _articles_with_keys(context: SiteContext) -> list[tuple[str, int, StoredArticle]]:
    """Return (Page.key, Page.article_index, article) of everything that may have aliases."""
    site = context.site
    keyed = [(_ARTICLES, index, stored) for index, stored in enumerate(site.articles)]
    keyed += [(_STANDALONE, index, stored) for index, stored in enumerate(site.standalone_pages)]
    return keyed + [(f"{_SECTION}{path}", -1, stored) for path, stored in sorted(site.indexes.items())]


class RedirectPage(PageKind):
    name = "redirect"

    target = LinkedArticle(_stored)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        base = context.config.base
        return [
            Page(address, "pages/redirect.html", cls.name, key=key, article_index=index)
            for key, index, (article, _) in _articles_with_keys(context)
            if article.aliases
            for address in alias_pages(article.aliases, article.address, base)
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
            "canonical": settings.absolute_url(article.address),
        }


class ListedRedirectPage(PageKind):
    """A page for a row of content/data/redirects.csv. `Page.key`: URL path and absolute URL of the target."""

    name = "listed-redirect"

    target = Data(lambda _context, page: tuple(page.key.split("\n")))

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            Page(address, "pages/redirect.html", cls.name, key=f"{url}\n{absolute_url}")
            for address, url, absolute_url in context.redirects
        ]

    @classmethod
    def source(cls, _context: SiteContext, _page: Page) -> PageSource:
        return PageSource(REDIRECTS)

    def values(self) -> Values:
        url, absolute_url = self.target
        return {"title": absolute_url, "url": url, "canonical": absolute_url}
