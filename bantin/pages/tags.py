"""All tags, and the articles of each."""

from bantin.model import PageLink
from bantin.pages.addresses import TAGS, tag_address
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


class TagsPage(PageKind):
    name = "tags"
    is_listed = True

    tags = Data(
        lambda context, _page: [
            (term.slug, term.name, len(term.indexes)) for term in context.terms["tags"].values()
        ]
    )

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(TAGS, LAYOUT, cls.name)] if context.terms["tags"] else []

    def values(self) -> Values:
        settings = self.settings
        page = metadata(settings, TAGS, settings.labels["tags"], "tags")
        nodes = tuple(
            TreeNode(settings.tag_link(name), settings.count(count)) for _, name, count in self.tags
        )
        return index_values(page, nodes)


class TagPage(PageKind):
    name = "tag"
    is_listed = True

    tag = Data(lambda context, page: context.terms["tags"][page.key].name)
    articles = Links(
        lambda context, page: articles_on_page(context.terms["tags"][page.key].indexes, page.listing)
    )
    position_in_list = Data(list_position)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            page
            for slug, term in context.terms["tags"].items()
            for page in pages_of(ArticleList(cls.name, slug, tag_address(slug), term.indexes), context)
        ]

    @classmethod
    def newest(cls, context: SiteContext, page: Page) -> int:
        return context.terms["tags"][page.key].indexes[0] if not page.listing.start else -1

    def values(self) -> Values:
        settings = self.settings
        above = [PageLink(settings.url(TAGS), settings.labels["tags"])]
        address = tag_address(self.page.key)
        heading = ListHeading(address, self.tag, "tag", above, group=settings.labels["tags"])
        return list_values(settings, heading, self.position_in_list, self.articles)
