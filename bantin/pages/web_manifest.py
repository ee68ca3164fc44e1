"""The web app manifest: name and icons of the site on the home screen of a phone."""

from bantin.pages.addresses import MANIFEST
from bantin.pages.context import SiteContext
from bantin.pages.page_kind import Page, PageKind, Values
from bantin.system.named_tuple import NamedTuple


class App(NamedTuple):
    """`app` in the manifest's layout. home: a URL path."""

    name: str
    title: str
    description: str
    language: str
    home: str


class ManifestIcon(NamedTuple):
    """src: a URL path. sizes: "192x192". purpose: "any" or "maskable"."""

    src: str
    sizes: str
    purpose: str


class ManifestPage(PageKind):
    """The manifest, which depends on settings and assets only."""

    name = "manifest"

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        if "manifest" not in context.config.machines.extras:
            return []
        return [Page(MANIFEST, "feeds/manifest.webmanifest", cls.name)]

    def values(self) -> Values:
        settings = self.settings
        config = settings.config
        return {
            "app": App(config.name, config.title, config.description, config.language, settings.url("")),
            "icons": tuple(
                ManifestIcon(settings.url(icon.address), f"{icon.width}x{icon.height}", icon.purpose)
                for icon in settings.icons
            ),
        }
