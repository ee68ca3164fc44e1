"""The pages of taxonomies: all tags or authors, and the articles of each."""

from typing import ClassVar

from bantin.model import PageLink
from bantin.pages.addresses import AUTHORS, TAGS
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
from bantin.site.taxonomies import Term


class TermsPage(PageKind):
    """All terms of a taxonomy, which has the same name as the kind. address: of the page."""

    address: ClassVar[str]
    is_listed = True

    terms = Data(
        lambda context, page: [
            (term.slug, term.name, len(term.indexes)) for term in context.terms[page.kind].values()
        ]
    )

    @classmethod
    def term_address(cls, slug: str) -> str:
        return f"{cls.address}{slug}/"

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [Page(cls.address, LAYOUT, cls.name)] if context.terms[cls.name] else []

    def values(self) -> Values:
        settings = self.settings
        page = metadata(settings, self.address, settings.labels[self.name], self.name)
        nodes = tuple(
            TreeNode(PageLink(settings.url(self.term_address(slug)), name), settings.count(count))
            for slug, name, count in self.terms
        )
        return index_values(page, nodes)


class TagsPage(TermsPage):
    name = "tags"
    address = TAGS


class AuthorsPage(TermsPage):
    name = "authors"
    address = AUTHORS


def _term(context: SiteContext, page: Page) -> Term:
    return context.terms[_TAXONOMIES[page.kind]][page.key]


class TermPage(PageKind):
    """The articles of a term. terms_page: the page above. group: the label before the title in its head."""

    terms_page: ClassVar[type[TermsPage]]
    group: ClassVar[str]
    is_listed = True

    term = Data(lambda context, page: _term(context, page).name)
    articles = Links(lambda context, page: articles_on_page(_term(context, page).indexes, page.listing))
    position_in_list = Data(list_position)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        return [
            page
            for slug, term in context.terms[cls.terms_page.name].items()
            for page in pages_of(
                ArticleList(cls.name, slug, cls.terms_page.term_address(slug), term.indexes), context
            )
        ]

    @classmethod
    def newest(cls, context: SiteContext, page: Page) -> int:
        return _term(context, page).indexes[0] if not page.listing.start else -1

    def values(self) -> Values:
        settings, terms_page = self.settings, self.terms_page
        above = [PageLink(settings.url(terms_page.address), settings.labels[terms_page.name])]
        address = terms_page.term_address(self.page.key)
        heading = ListHeading(address, self.term, self.name, above, group=settings.labels[self.group])
        return list_values(settings, heading, self.position_in_list, self.articles)


class TagPage(TermPage):
    name = "tag"
    terms_page = TagsPage
    group = "tags"


class AuthorPage(TermPage):
    name = "author"
    terms_page = AuthorsPage
    group = "author"


_TAXONOMIES = {kind.name: kind.terms_page.name for kind in (TagPage, AuthorPage)}
