"""What a kind of page is: which pages it has, what they show, and what a layout gets of that.

A subclass of `PageKind` states each thing that its pages show as an `Input`, once. The input gives the digest
for the page's fingerprint, and it gives the value; `values` has no other way to the site's content. What a
layout sees of site.toml and assets/ (`settings`) is part of every fingerprint.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import ClassVar, Generic, TypeVar

from markupsafe import Markup

from bantin.model import PackSpan
from bantin.pages.context import SiteContext
from bantin.pages.settings import SiteSettings
from bantin.pages.views import ViewFactory
from bantin.system.named_tuple import NamedTuple
from bantin.urls import ListPage

# Fetches an article's body from the pack, with these attributes in place of its targets.
FetchBody = Callable[[PackSpan, tuple[str, ...]], Markup]

Values = dict[str, object]
Value = TypeVar("Value", covariant=True)


class SitemapRange(NamedTuple):
    """The entries of a sitemap, start..stop of all that are listed."""

    start: int
    stop: int


class Page(NamedTuple):
    """One page to publish. What tells it from others of its kind is in the last four fields.

    kind: the name of its PageKind. slots: the shared part that the page means by a slot's name.
    key: a section's path, the slug of a tag or author, a month. article_index: of the article it shows.
    listing: its part of a list of several pages. ranges: of a sitemap, or of each that an index names.
    """

    address: str
    layout: str
    kind: str
    slots: Mapping[str, str] = {}
    key: str = ""
    article_index: int = -1
    listing: ListPage = ListPage("", 1, 0, 0, 1)
    ranges: tuple[SitemapRange, ...] = ()


class PageSource(NamedTuple):
    """The file or folder in content/ that asks for a page. line: counted from 1, 0 for the whole."""

    path: str
    line: int = 0


class Rendering(NamedTuple):
    """One page that is about to be rendered."""

    views: ViewFactory
    page: Page
    fetch_body: FetchBody


class EditedArticles(NamedTuple):
    """What is new of what articles say, while each keeps its place and its address.

    Articles are named by index. texts: all whose files were edited. standalone: edited standalone pages.
    cards, links: those of which lists, or links, show something else. views: those with other counted views.
    shown: those whose own pages show something else: all of these, and those with one of `links` or with
    other related articles than before.
    has_update: whether the time of an update has changed. has_index: whether the search index may be new.
    """

    texts: AbstractSet[int]
    standalone: AbstractSet[int]
    cards: AbstractSet[int]
    links: AbstractSet[int]
    views: AbstractSet[int]
    shown: AbstractSet[int]
    has_update: bool
    has_index: bool


class Input(Generic[Value]):
    """One thing that a kind of page shows; a subclass says how it is digested and how it is shown.

    `may_change` says whether an edit of what articles say can change it; where a type of input does not say,
    it can. Digest and value are of what `select` chooses: `select(context, page)` may read whatever it wants,
    but shows nothing. All else that `value` reads of the site must change `digest`: tests/unit/test_inputs.py
    renders pages with a recorder in place of the site's content.
    """

    name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name.replace("_", " ")

    def __get__(self, kind: "PageKind", _owner: type) -> Value:
        return self.value(kind.rendering)

    def digest(self, context: SiteContext, page: Page) -> bytes:
        """Return 16 bytes that change with all that `value` shows."""
        raise NotImplementedError

    def may_change(self, _context: SiteContext, _page: Page, _edited: "EditedArticles") -> bool:
        """Tell whether these edits can change the digest, without reading other articles."""
        return True

    def value(self, rendering: Rendering) -> Value:
        raise NotImplementedError


class PageKind:
    """A kind of page; an instance is one page that is about to be rendered.

    name: what `Page.kind` says. is_listed: whether sitemaps list its pages.
    """

    name: ClassVar[str]
    inputs: ClassVar[tuple[Input[object], ...]] = ()
    is_listed: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        declared = [value for base in reversed(cls.__mro__) for value in vars(base).values()]
        cls.inputs = tuple([value for value in declared if isinstance(value, Input)])

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering

    @property
    def page(self) -> Page:
        return self.rendering.page

    @property
    def settings(self) -> SiteSettings:
        return self.rendering.views.settings

    @classmethod
    def pages(cls, context: SiteContext) -> list[Page]:
        """Return the site's pages of this kind. No link is resolved yet: this tells what can be linked to."""
        raise NotImplementedError

    @classmethod
    def newest(cls, _context: SiteContext, _page: Page) -> int:
        """Return the index of the article whose last change is the page's, for sitemaps; -1 for none."""
        return -1

    @classmethod
    def may_change(cls, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        """Tell whether these edits can change what the page shows."""
        return any(shown.may_change(context, page, edited) for shown in cls.inputs)

    @classmethod
    def source(cls, _context: SiteContext, _page: Page) -> PageSource | None:
        """Return what an editor can rename to give the page another address; None for pages of our own."""
        return None

    def values(self) -> Values:
        """Return what the page's layout gets, besides `site`."""
        raise NotImplementedError
