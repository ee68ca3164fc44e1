"""Which pages an edit of what articles say can change, where every article keeps its place and its address.

Each input of a page says whether it can change. No other article is read for that: it keeps an edit cheaper
than a build that compares all pages.
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
    """Return the numbers of the pages that may show something else; all others are as they were."""
    return [number for number, page in enumerate(pages) if KINDS[page.kind].may_change(context, page, edited)]


def articles_that_link(context: SiteContext, links: AbstractSet[int]) -> set[int]:
    """Return the articles whose pages show a link to one of these, as a neighbour or as a related article."""
    if not links:
        return set()
    site = context.site
    neighbours = zip(context.related, site.older, site.newer, strict=True)
    return {
        index
        for index, (related, older, newer) in enumerate(neighbours)
        if older in links or newer in links or not links.isdisjoint(related)
    }
