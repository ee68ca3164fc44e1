"""Pages of a section: its articles and those of the sections below it, newest first."""

from bantin.model import PageLink
from bantin.pages.addresses import section_address
from bantin.pages.context import SiteContext
from bantin.pages.feed_links import feed_links
from bantin.pages.inputs import Cards, Data, SectionBreadcrumb, Sections
from bantin.pages.metadata import page_metadata
from bantin.pages.page_kind import Page, PageKind, PageSource, Values
from bantin.pages.pagination import list_position, paginate
from bantin.pages.shared_parts import menu_slots
from bantin.pages.side_column import side_of_list
from bantin.urls import list_pages


class SectionPage(PageKind):
    name = "section"
    is_listed = True

    breadcrumb = SectionBreadcrumb(lambda _context, page: page.key)
    section = Sections(lambda _context, page: [page.key])
    sub_sections = Sections(lambda context, page: context.section(page.key).children)
    articles = Cards(
        lambda context, page: context.site.members[page.key][page.listing.start : page.listing.stop]
    )
    position_in_list = Data(list_position)

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        size = context.config.lists.page
        return [
            Page(
                part.address,
                "pages/list.html",
                cls.name,
                {
                    **menu_slots(path, context),
                    **side_of_list(members[part.start : part.stop], context),
                },
                path,
                listing=part,
            )
            for path, members in context.site.members.items()
            if path
            for part in list_pages(section_address(path), len(members), size)
        ]

    @classmethod
    def newest(cls, context: SiteContext, page: Page) -> int:
        return context.site.members[page.key][0] if page.listing.stop and not page.listing.start else -1

    @classmethod
    def source(cls, _context: SiteContext, page: Page) -> PageSource:
        return PageSource(f"{page.key}/")

    def values(self) -> Values:
        settings, stories, crumbs = self.settings, self.articles, self.breadcrumb.crumbs
        (section,) = self.section
        paged = paginate(settings, section_address(section.path), section.title, self.position_in_list)
        if paged.is_later:
            crumbs = (*crumbs, PageLink(settings.url(self.page.address), paged.title))
        summary = "" if paged.is_later else section.summary
        description = summary or settings.default_description("section", paged.title)
        metadata = page_metadata(settings, self.page.address, paged.title, description, crumbs)
        cards = settings.share_cards(section_address(section.path), "", section.title)
        metadata = metadata._replace(picture=cards[0] if cards else metadata.picture)
        feeds = feed_links(settings, section.path, section.title) if stories else ()
        return {
            "page": metadata._replace(feeds=feeds),
            "title": settings.heading(paged.title),
            "description": section.summary,
            "children": tuple(child.link for child in self.sub_sections),
            "cards": stories,
            "pages": paged.numbers,
            "older": paged.older,
            "newer": paged.newer,
        }
