"""All authors, and the articles of each."""

from bantin.model import PageLink
from bantin.pages.addresses import AUTHORS, author_address
from bantin.pages.article_lists import (
    LAYOUT,
    ArticleList,
    ListHeading,
    TreeNode,
    articles_on_page,
    index_values,
    list_values,
    metadata,
    pages_of,
)
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Data, Links
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.pagination import list_position


class AuthorsPage(PageKind):
    name = "authors"
    is_listed = True

    authors = Data(
        lambda context, _page: [
            (term.slug, term.name, len(term.indexes)) for term in context.terms["authors"].values()
        ]
    )

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(AUTHORS, LAYOUT, cls.name)] if context.terms["authors"] else []

    def values(self) -> Values:
        settings = self.settings
        page = metadata(settings, AUTHORS, settings.labels["authors"], "authors")
        nodes = tuple(
            TreeNode(PageLink(settings.url(author_address(slug)), name), settings.count(count))
            for slug, name, count in self.authors
        )
        return index_values(page, nodes)


class AuthorPage(PageKind):
    name = "author"
    is_listed = True

    author = Data(lambda context, page: context.terms["authors"][page.key].name)
    articles = Links(
        lambda context, page: articles_on_page(context.terms["authors"][page.key].indexes, page.listing)
    )
    position_in_list = Data(list_position)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            page
            for slug, term in context.terms["authors"].items()
            for page in pages_of(ArticleList(cls.name, slug, author_address(slug), term.indexes), context)
        ]

    @classmethod
    def newest(cls, context: SiteContext, page: Page) -> int:
        return context.terms["authors"][page.key].indexes[0] if not page.listing.start else -1

    def values(self) -> Values:
        settings = self.settings
        above = [PageLink(settings.url(AUTHORS), settings.labels["authors"])]
        address = author_address(self.page.key)
        heading = ListHeading(address, self.author, "author", above, group=settings.labels["author"])
        return list_values(settings, heading, self.position_in_list, self.articles)
