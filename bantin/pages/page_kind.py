"""The base class of page kinds, and of the inputs of which their pages are made.

A subclass of `PageKind` declares each thing that its pages show as an `Input`, once. The input gives both the
digest for the page's fingerprint and the value; `values` has no other access to the site's content. The
settings of site.toml and assets/ (`settings`) are part of every fingerprint.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import ClassVar, Generic, TypeVar

from bantin.cache.blobs import PackSpan
from bantin.pages.context import SiteContext
from bantin.pages.settings import SiteSettings
from bantin.pages.views import ViewFactory
from bantin.system.named_tuple import NamedTuple
from bantin.templates.regions import BodySlot
from bantin.urls import ListPage

# Fetches an article's body from the prose pack and fills its targets with these attributes.
FetchBody = Callable[[PackSpan, tuple[str, ...]], BodySlot]

Values = dict[str, object]
Value = TypeVar("Value", covariant=True)


class SitemapRange(NamedTuple):
    """The entries [start:stop] of all listed pages."""

    start: int
    stop: int


class Page(NamedTuple):
    """One page to publish. The last four fields distinguish it from other pages of its kind.

    kind: the name of its PageKind. slots: the shared slot for a slot name in the layout ("menu": "menu:tin").
    key: a section's path, the slug of a tag or author, a month. article_index: of the article it shows.
    listing: its part of a paginated list. ranges: of a sitemap, or of all sitemaps in an index.
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
    """The file or folder in content/ that determines a page's address. line: from 1, 0 for the whole."""

    path: str
    line: int = 0


class Rendering(NamedTuple):
    """A page to render, with its sources of values."""

    views: ViewFactory
    page: Page
    fetch_body: FetchBody


class EditedArticles(NamedTuple):
    """The articles that edits have changed, by index; none has another position or address.

    texts: with edited files. standalone: edited standalone pages, by their own index. cards, links: with
    changed cards, with changed links. views: with other counted views. shown: whose own pages may change: all
    of these, those that link to one of `links`, and those with other related articles.
    has_update: whether the time of an update has changed. has_index: whether the search index may change.
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
    """One thing that a kind of page shows; a subclass defines its digest and its value.

    An input is an attribute of a class of pages: `articles = Links(…)`. In an instance, which is
    a page to render, `self.articles` is its value, since Python calls `__get__` for it.

    Digest and value are of what `select(context, page)` returns, which may read anything of the site.
    Everything else that `value` reads must be covered by `digest`: tests/unit/test_inputs.py renders pages
    with a recording proxy in place of the site's content. `may_change` tells whether edits of articles can
    change the input; by default they can.
    """

    name = ""
    select: Callable[[SiteContext, Page], object]

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name.replace("_", " ")

    def __get__(self, page_kind: "PageKind", _owner: type) -> Value:
        return self.value(page_kind.rendering)

    def digest(self, context: SiteContext, page: Page) -> bytes:
        """Return 16 bytes that change with everything that `value` returns."""
        raise NotImplementedError

    def may_change(self, _context: SiteContext, _page: Page, _edited: "EditedArticles") -> bool:
        """Tell whether these edits can change the digest, without reading other articles."""
        return True

    def value(self, rendering: Rendering) -> Value:
        raise NotImplementedError


class PageKind:
    """A kind of page; an instance is a page to render. name: see Page.kind. is_listed: in sitemaps."""

    name: ClassVar[str]
    inputs: ClassVar[tuple[Input[object], ...]] = ()
    is_listed: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Collect the inputs that the class declares, after those of its base classes."""
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
        """Return the site's pages of this kind. Links are not resolved yet."""
        raise NotImplementedError

    @classmethod
    def newest(cls, _context: SiteContext, _page: Page) -> int:
        """Return the index of the article whose last change counts as the page's in sitemaps; -1 for none."""
        return -1

    @classmethod
    def may_change(cls, context: SiteContext, page: Page, edited: EditedArticles) -> bool:
        """Tell whether these edits can change what the page shows."""
        return any(shown.may_change(context, page, edited) for shown in cls.inputs)

    @classmethod
    def source(cls, _context: SiteContext, _page: Page) -> PageSource | None:
        """Return the file or folder in content/ that determines the address; None for generated pages."""
        return None

    def values(self) -> Values:
        """Return the values for the page's layout, besides `site`."""
        raise NotImplementedError
