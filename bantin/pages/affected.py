"""The pages that edits of articles can change, if no article changes its position or address.

Each input of a page tells whether the edits can change it, without reading other articles. So an edit is
cheaper than a build that compares all pages.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bantin.pages.context import SiteContext
from bantin.pages.kinds import CONTENT_KINDS
from bantin.pages.page_kind import EditedArticles, Page, PageKind
from bantin.pages.sitemaps import Sitemap, SitemapIndex

_KINDS: tuple[type[PageKind], ...] = (*CONTENT_KINDS, Sitemap, SitemapIndex)
KINDS = {kind.name: kind for kind in _KINDS}


def affected_pages(context: SiteContext, pages: Sequence[Page], edited: EditedArticles) -> list[int]:
    """Return the indexes of the pages that the edits may change."""
    return [number for number, page in enumerate(pages) if KINDS[page.kind].may_change(context, page, edited)]


def articles_that_link(context: SiteContext, links: AbstractSet[int]) -> set[int]:
    """Return the articles whose pages link to one of these articles, as a neighbour or as related."""
    if not links:
        return set()
    site = context.site
    neighbours = zip(context.related, site.older, site.newer, strict=True)
    return {
        index
        for index, (related, older, newer) in enumerate(neighbours)
        if older in links or newer in links or not links.isdisjoint(related)
    }
