"""Standalone pages with the layout "map": below the text, the tree of all sections, pages and lists."""

from collections.abc import Iterable, Sequence

from bantin.model import PageLink
from bantin.pages.addresses import ARCHIVE, AUTHORS, FEED_LIST, MOST_READ, TAGS
from bantin.pages.article_lists import TreeNode
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Data, Sections, SectionView
from bantin.pages.page_kind import Page, Values
from bantin.pages.settings import SiteSettings
from bantin.pages.standalone import StandalonePage


def top_lists(context: SiteContext) -> tuple[PageLink, ...]:
    """Return links to the lists of tags, authors, months, most read articles, and to the page of feeds."""
    labels = context.config.labels
    lists = (
        ("tags", TAGS, context.terms["tags"]),
        ("authors", AUTHORS, context.terms["authors"]),
        ("archive", ARCHIVE, context.months),
        ("most_read", MOST_READ, context.most_read),
        ("feed", FEED_LIST, context.config.machines.feeds),
    )
    return tuple(
        PageLink(context.url(address), labels[label]) for label, address, entries in lists if entries
    )


def _standalone_links(context: SiteContext, page: Page) -> tuple[PageLink, ...]:
    """Return links to all standalone pages but this one."""
    own = context.url(page.address)
    return tuple(link for link in context.standalone_links() if link.url != own)


class SiteMapPage(StandalonePage):
    name = "map"

    sections = Sections(lambda context, _page: context.site.sections)
    counts = Data(
        lambda context, _page: {path: len(members) for path, members in context.site.members.items()}
    )
    standalone_pages = Data(_standalone_links)
    lists = Data(lambda context, _page: top_lists(context))

    @classmethod
    def pages(cls, _context: SiteContext) -> list[Page]:
        """Return none: StandalonePage.pages returns them."""
        return []

    def values(self) -> Values:
        return {
            **super().values(),
            "tree": section_tree(self.settings, self.sections, self.counts),
            "pages": self.standalone_pages,
            "lists": self.lists,
        }


def section_tree(
    settings: SiteSettings, sections: Sequence[SectionView], counts: dict[str, int]
) -> tuple[TreeNode, ...]:
    """Return the tree of sections. sections: parents before children. counts: articles by section path."""
    below: dict[str, list[SectionView]] = {}
    for section in sections:
        if section.path:
            below.setdefault(section.path.rpartition("/")[0], []).append(section)

    def nodes(siblings: Iterable[SectionView]) -> tuple[TreeNode, ...]:
        return tuple(
            TreeNode(section.link, settings.count(counts[section.path]), nodes(below.get(section.path, ())))
            for section in siblings
        )

    return nodes(below.get("", ()))
