"""No page shows a value that is not in its fingerprint.

Every page of a small site is fingerprinted and its values are made, with recorders in place of the site's
content: each field of an article or section that the values are made from must be in a digest that the
fingerprint took. What an input's `select` reads only chooses what is shown: it must be no field whose
edits are applied to a site without choosing again.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from markupsafe import Markup

from bantin import pages
from bantin.build.changes import APPLIED_FIELDS
from bantin.model import (
    CARD_FIELDS,
    COUNTED_FIELDS,
    LINK_FIELDS,
    PAGE_FIELDS,
    RELATION_FIELDS,
    STRUCTURAL_FIELDS,
    Article,
    Card,
    Link,
    Picture,
)
from bantin.pages import (
    Page,
    SiteContext,
    page_digests,
    page_values,
    plan_pages,
    sitemaps,
)
from bantin.pages.articles import ArticlePage
from bantin.pages.inputs import Cards
from bantin.pages.kinds import CONTENT_KINDS
from bantin.pages.most_read import MostReadPage
from bantin.pages.page_kind import Rendering, Values
from bantin.pages.sections import SectionPage
from bantin.pages.site_view import site_view
from bantin.pages.views import ViewFactory
from bantin.templates.regions import BodySlot
from tests.conftest import SETTINGS, Site
from tests.printed_values import printed
from tests.recorders import (
    DIGESTS,
    DOORS,
    IDENTITY,
    SETTINGS_AND_ASSETS,
    Reads,
    covered,
    recorded,
    recorded_context,
)
from tests.unit.images.samples import drawing, encoded

# With everything that a page shows only if a setting asks for it.
EVERYTHING = (
    SETTINGS.replace("share_cards = []", "section_label = true")
    + """\
side = ["latest", "most_read", "recently_read", "boxes"]

[machines]
feeds = ["rss", "atom", "json"]
extras = ["manifest", "llms_txt", "news_sitemap"]

[[boxes]]
title = "Đường dây nóng"

[[boxes.links]]
title = "Tiếp dân"
to = "tin/"

[[shortcuts]]
title = "Giới thiệu"
to = "gioi-thieu.html"
"""
)


@pytest.fixture
def context(site: Site, monkeypatch: pytest.MonkeyPatch) -> SiteContext:
    """Return the context of a site with a page of every kind."""
    seen: list[SiteContext] = []
    make = ViewFactory.__init__

    def spy(self: ViewFactory, context: SiteContext, *more: Any) -> None:
        seen.append(context)
        make(self, context, *more)

    monkeypatch.setattr(ViewFactory, "__init__", spy)
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 10)
    site.write("site.toml", EVERYTHING)
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/moi", title="Tin mới")
    site.write("content/tin/anh.png", encoded(drawing(8, 8), "PNG"))
    site.write("content/tin/bang.csv", "a,b\n")
    body = "Đoạn, [bài kia](b0.md), [bảng](bang.csv) và [ảnh](anh.png).\n\n![Ảnh](anh.png)\n"
    for number in range(3):
        more: dict[str, Any] = {
            "tags": ["Họp", f"Thẻ {number}"],
            "author": "Phòng Cải cách",
            "views": 5,
            "aliases": [f"a{number}.htm"],
        }
        site.article(f"content/tin/a{number}.md", title=f"Bài a{number}", body=body, image="anh.png", **more)
        site.article(f"content/tin/moi/b{number}.md", title=f"Bài b{number}", date="2026-08-05 07:00")
        site.article(f"content/tin/b{number}.md", title=f"Tin b{number}", updated="2026-08-03")
    site.write("content/data/redirects.csv", "old,new,status\n/cu.html,/tin/b0.html,301\n")
    site.article("content/gioi-thieu.md", title="Giới thiệu", layout="page", author="Ban biên tập")
    site.article("content/so-do.md", title="Sơ đồ", layout="map")
    site.build()
    assert any(seen[-1].related)
    return seen[-1]


def not_covered(context: SiteContext, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str, str]]:
    """Return what pages show and fingerprints do not cover: (kind, whose, field)."""
    reads = Reads()
    site = recorded_context(context, reads)
    with reads.paused():
        planned = plan_pages(site)
    assert {page.kind for page in planned} == {*pages.KINDS}
    for kind in pages.KINDS.values():
        for shown_input in kind.inputs:
            monkeypatch.setattr(shown_input, "select", _paused(shown_input.select, reads))
    uncovered: set[tuple[str, str, str]] = set()
    for planned_page in planned:
        page: Page = recorded(planned_page, "page", reads)
        digested = reads.during(partial(page_digests, site, page))
        shown = reads.during(partial(_print_values, site, page))
        bare = shown - covered(digested) - DOORS - SETTINGS_AND_ASSETS - IDENTITY
        uncovered |= {(planned_page.kind, *read) for read in bare}
    return uncovered


def _print_values(site: SiteContext, page: Page) -> list[str]:
    return [*printed(page_values(ViewFactory(site, _line, _draw), page, _body))]


def _paused(select: Callable[..., object], reads: Reads) -> Callable[..., object]:
    def paused(*arguments: object) -> object:
        with reads.paused():
            return select(*arguments)

    return paused


def _line(link: Link) -> str:
    return f"{link.date} {link.title}"


def _draw(picture: Picture, _place: str, _alt: str) -> Markup:
    return Markup("<img>")


def _body(*_arguments: object) -> BodySlot:
    return BodySlot()


def test_whatever_a_page_shows_is_in_its_fingerprint(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not_covered(context, monkeypatch) == set()


def test_site_in_layouts_is_made_from_settings_and_assets_alone(context: SiteContext) -> None:
    reads = Reads()
    site = recorded_context(context, reads)
    read = reads.during(partial(site_view, site))
    assert read - SETTINGS_AND_ASSETS == {("context", name) for name in ("config", "assets", "search_parts")}


def test_a_field_that_a_card_shows_outside_its_digest_is_found(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = ViewFactory.card

    def with_author(self: ViewFactory, index: int) -> Card:
        return card(self, index)._replace(summary=self.context.article(index).author)

    monkeypatch.setattr(ViewFactory, "card", with_author)
    uncovered = not_covered(context, monkeypatch)
    assert {field for _, _, field in uncovered} == {"author"}
    assert {kind for kind, _, _ in uncovered} >= {"home", "section", "most-read"}


def test_a_value_that_bypasses_the_inputs_is_found(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = SectionPage.values

    def with_newest(self: SectionPage) -> Values:
        site = self.rendering.views.context
        return {**values(self), "newest": site.article(site.site.members[self.page.key][0]).title}

    monkeypatch.setattr(SectionPage, "values", with_newest)
    assert ("section", "site", "members") in not_covered(context, monkeypatch)


def test_an_input_whose_digest_leaves_out_what_it_shows_is_found(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Weights(Cards):
        def value(self, rendering: Rendering) -> Any:
            site = rendering.views.context
            return [site.article(index).weight for index in self.select(site, rendering.page)]

    class Weighed(ArticlePage):
        weights = Weights(lambda _context, page: [page.article_index])

        def values(self) -> Values:
            return {**super().values(), "weights": self.weights}

    monkeypatch.setitem(pages.KINDS, "article", Weighed)
    uncovered = not_covered(context, monkeypatch)
    assert {(kind, field) for kind, _, field in uncovered} == {("article", "weight")}


def chosen_by_applied_fields(context: SiteContext) -> set[tuple[str, str]]:
    """Return by which fields pages and their articles are chosen though edits of these plan no page again."""
    reads = Reads()
    site = recorded_context(context, reads)
    applied = {
        (article.source, field)
        for article, _ in context.site.articles
        for field in APPLIED_FIELDS - DIGESTS - {"image"}  # whether there is one is structure
    }
    choices: list[tuple[str, Callable[[], object]]]
    choices = [(kind.name, partial(kind.pages, site)) for kind in CONTENT_KINDS]
    choices += [
        (page.kind, partial(shown_input.select, site, page))
        for page in plan_pages(site)
        for shown_input in pages.KINDS[page.kind].inputs
    ]
    return {(kind, field) for kind, choose in choices for _, field in reads.during(choose) & applied}


def test_a_choice_by_a_field_whose_edits_are_applied_is_found(
    context: SiteContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_sitemaps = {
        ("sitemap-index", "updated"),
        ("sitemap-index", "updated_at"),
    }  # see LastChanges.may_change
    assert chosen_by_applied_fields(context) == of_sitemaps

    def longest(site: SiteContext, _page: Page) -> list[int]:
        return sorted(site.most_read, key=lambda index: len(site.article(index).title))

    monkeypatch.setattr(MostReadPage.__dict__["articles"], "select", longest)
    assert chosen_by_applied_fields(context) == {*of_sitemaps, ("most-read", "title")}


def unaccounted(fields: tuple[str, ...]) -> set[str]:
    """Return the fields of articles that no digest covers and no table calls structural."""
    digested = {*LINK_FIELDS, *CARD_FIELDS, *PAGE_FIELDS, *COUNTED_FIELDS, *RELATION_FIELDS, "notice"}
    return {*fields} - digested - STRUCTURAL_FIELDS - DIGESTS


def test_every_field_of_an_article_is_in_a_digest_or_structural() -> None:
    assert unaccounted(Article._fields) == set()
    assert unaccounted((*Article._fields, "later_field")) == {"later_field"}
    assert not STRUCTURAL_FIELDS & {*LINK_FIELDS, *CARD_FIELDS, *PAGE_FIELDS}
