"""The page 404.html, which a host shows for a missing page."""

from markupsafe import Markup

from bantin.model import PageLink
from bantin.pages.addresses import NOT_FOUND
from bantin.pages.context import SiteContext
from bantin.pages.inputs import Sections
from bantin.pages.metadata import page_metadata
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.pages.shared_parts import menu_of


class NotFoundPage(PageKind):
    name = "not-found"

    sections = Sections(lambda context, _page: menu_of(context))

    @classmethod
    def pages(cls, _context: SiteContext) -> list[Page]:
        return [Page(NOT_FOUND, "pages/not_found.html", cls.name)]

    def values(self) -> Values:
        settings = self.settings
        title = settings.labels["not_found"]
        crumbs = (settings.home, PageLink(settings.url(NOT_FOUND), title))
        metadata = page_metadata(settings, NOT_FOUND, title, "", crumbs)
        return {
            "page": metadata._replace(canonical="", data=Markup("")),
            "sections": tuple(section.link for section in self.sections),
        }
