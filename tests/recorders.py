"""Recorders in place of a site's content: what is read of it, and what digests cover."""

from collections import UserDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bantin.assets import Assets
from bantin.config import Config, HomeChart
from bantin.model import (
    CARD_FIELDS,
    LINK_FIELDS,
    PAGE_FIELDS,
    ChartCatalog,
    RenderedChart,
)
from bantin.pages import (
    SearchPart,
    SiteContext,
)
from bantin.pages.site_view import NOT_SHOWN_ASSETS, NOT_SHOWN_SETTINGS
from bantin.site import Section, StoredArticle
from bantin.site.order import ancestors

DIGESTS = {"page_digest", "card_digest", "link_digest", "relations_digest"}
# All digests take the notice in, where there is one (site.order).
OF_ARTICLES = {
    "link_digest": {*LINK_FIELDS, "notice"},
    "card_digest": {*LINK_FIELDS, *CARD_FIELDS, "notice"},
    "page_digest": {*LINK_FIELDS, *CARD_FIELDS, *PAGE_FIELDS, "notice"},
}
OF_SECTIONS = {"path", "title", "summary"}
# Through these alone articles, sections, pictures and settings are reached, which are recorded themselves.
DOORS = {
    ("context", name)
    for name in ("config", "assets", "site", "link_targets", "link_digests", "prose_pack", "prose_fresh_from")
} | {("site", "articles"), ("site", "sections"), ("site", "pages")}
# What `site_digest` is of, which begins every fingerprint.
SETTINGS_AND_ASSETS = {("config", name) for name in {*Config._fields} - NOT_SHOWN_SETTINGS} | {
    ("assets", name) for name in {*Assets._fields} - NOT_SHOWN_ASSETS
}
# What tells a page from all others; its layout is in every fingerprint.
IDENTITY = {("page", name) for name in ("address", "layout", "kind", "slots", "key")}

Read = tuple[str, str]


class Reads:
    """Records what is read of the site, as (whose, field), except while an input selects."""

    def __init__(self) -> None:
        self.seen: set[Read] = set()
        self._paused = 0

    def note(self, whose: str, field: str) -> None:
        if field and not self._paused:  # an article without a picture asks for that named ""
            self.seen.add((whose, field))

    @contextmanager
    def paused(self) -> Iterator[None]:
        self._paused += 1
        try:
            yield
        finally:
            self._paused -= 1

    def during(self, act: Callable[[], object]) -> set[Read]:
        self.seen = set()
        act()
        return self.seen


def recorded(value: Any, whose: str, reads: Reads) -> Any:
    """Return the named tuple as one that notes each field that is read."""
    kind = type(value)

    class Recorded(kind):  # type: ignore[misc, valid-type]  # a class that is known only now
        __slots__ = ()

        def __getattribute__(self, name: str) -> Any:
            if name in kind._fields:
                reads.note(whose, name)
            return super().__getattribute__(name)

    return tuple.__new__(Recorded, value)


class RecordedDict(UserDict[Any, Any]):
    """A mapping that notes each key that is read, and "all" if it is iterated over."""

    def __init__(self, values: Any, whose: str, reads: Reads) -> None:
        self.whose, self.reads = whose, reads
        super().__init__(values)

    def __getitem__(self, key: object) -> Any:
        self.reads.note(self.whose, str(key))
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.reads.note(self.whose, str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        self.reads.note(self.whose, "all")
        return super().__iter__()


class RecordedLinks(list[bytes]):
    def __init__(self, digests: list[bytes], sources: list[str], reads: Reads) -> None:
        super().__init__(digests)
        self.sources, self.reads = sources, reads

    def __getitem__(self, index: Any) -> Any:
        self.reads.note(self.sources[index], "link_digest")
        return super().__getitem__(index)


def recorded_context(context: SiteContext, reads: Reads) -> SiteContext:
    def stored(article: StoredArticle) -> StoredArticle:
        return article._replace(article=recorded(article.article, article.article.source, reads))

    site, targets = context.site, context.link_targets
    sections: dict[str, Section] = {
        path: recorded(section, f"section {path}", reads) for path, section in site.sections.items()
    }
    links = RecordedLinks(context.link_digests, [article.source for article, _ in site.articles], reads)
    chart = RenderedChart("Biểu đồ", "<svg></svg>", (), "")
    charts = ChartCatalog(
        RecordedDict({("data/a.toml", ""): b"1"}, "chart", reads), lambda _: chart, {}, frozenset()
    )
    recorded_site: SiteContext = recorded(
        context._replace(
            site=recorded(
                site._replace(
                    articles=tuple(map(stored, site.articles)),
                    standalone_pages=tuple(map(stored, site.standalone_pages)),
                    sections=sections,
                ),
                "site",
                reads,
            ),
            link_targets=targets._replace(
                pictures=RecordedDict(targets.pictures, "picture", reads),
                linked_pictures=RecordedDict(targets.linked_pictures, "original", reads),
                files=RecordedDict(targets.files, "file", reads),
                charts=charts,
            ),
            config=recorded(context.config._replace(charts=(HomeChart("/data/a.toml"),)), "config", reads),
            assets=recorded(context.assets, "assets", reads),
            link_digests=links,
            search_parts=(SearchPart("2026-b", 1, 2, 2), SearchPart("trang-a", 1, 1, 0)),
        ),
        "context",
        reads,
    )
    return recorded_site


def covered(digested: set[Read]) -> set[Read]:
    """Return everything that the digests of a fingerprint cover."""
    fields = {*digested}
    for whose, digest in digested:
        fields |= {(whose, field) for field in OF_ARTICLES.get(digest, ())}
        if digest == "digest":
            fields |= {(whose, field) for field in OF_SECTIONS}
        if digest == "breadcrumb_digest":
            path = whose.removeprefix("section ")
            above = [f"section {ancestor}" for ancestor in ancestors(path) or [""]]
            fields |= {(section, field) for section in above for field in ("path", "title")}
    return fields
