"""What a reader sees on each of three portals."""

from tests.behaviour.portals.conftest import CREDIT, Portal, posted
from tests.trees import block, meta


def test_a_portal_is_built_without_warnings_and_by_the_engines_layouts(portal: Portal) -> None:
    assert [str(warning) for warning in portal.report.warnings] == []
    assert len(portal.articles) >= 8
    assert portal.is_lai_chau or not (portal.shape.folder / "layouts").exists()


def test_the_breadcrumb_and_the_label_name_the_section(portal: Portal) -> None:
    assert portal.sample.one("nav.crumbs").texts("li")[:-1] == portal.shape.crumbs
    assert portal.sample.one(".article-head").texts(".kicker,h1")[:-1] == portal.shape.label


def test_the_dateline_has_the_portals_own_pattern_and_order(portal: Portal) -> None:
    assert portal.sample.one(".dateline").text == portal.shape.dateline


def test_the_lead_is_under_the_title_and_not_repeated_by_the_text(portal: Portal) -> None:
    lead = portal.sample.one(".article-head").texts("h1,p")[-2]
    assert lead == meta(portal.sample, "description").replace("\xa0", " ")
    for url, page in portal.articles.items():
        assert not {*page.texts(".article-head__lead")} & {*page.one(".prose").texts("p")}, url


def test_pictures_have_a_caption_and_a_credit(portal: Portal) -> None:
    [picture] = [figure for figure in portal.sample.all("figure") if figure.all("img")]
    assert picture.one("figcaption").text == f"{portal.shape.caption} {CREDIT}"
    assert picture.one(".figure__credit").text == CREDIT


def test_only_the_portal_that_prints_updates_shows_them(portal: Portal) -> None:
    shown = [url for url, page in portal.pages.items() if "Cập nhật:" in "".join(page.texts(".dateline"))]
    assert bool(shown) is portal.is_lai_chau
    if shown:
        assert "/tro-nang.html" in shown  # a standalone page has this date and no other


def test_the_end_mark_is_drawn_and_not_written(portal: Portal) -> None:
    assert [url for url, page in portal.articles.items() if page.one(".prose").text.endswith("/.")] == []


def test_the_first_list_has_the_portals_title_and_dates(portal: Portal) -> None:
    [listed] = block(portal.sample, portal.shape.related)
    entries = listed.all("li")
    assert 4 <= len(entries) <= 5
    assert all(entry.one("a").text and entry.one("time").text for entry in entries)


def test_only_the_first_portal_lists_the_newest_five_others_newest_first(portal: Portal) -> None:
    for page in portal.articles.values():
        others = (other for other in portal.articles.values() if other is not page)
        newest = sorted((posted(other)[:10] for other in others), reverse=True)
        blocks = block(page, "Tin mới nhất")
        assert len(blocks) == portal.is_lai_chau
        for listed in blocks:
            assert [time.attributes["datetime"][:10] for time in listed.all("time")] == newest[:5]


def test_the_boxes_lead_to_pages_that_are_there(portal: Portal) -> None:
    boxes = [node for node in portal.sample.one("aside").all("section") if node.all(".places")]
    assert [box.one("h2").text for box in boxes] == portal.shape.boxes
    assert {url for box in boxes for url in box.hrefs()} <= portal.pages.keys()


def test_the_site_map_is_a_page_of_the_content_with_the_tree_below_it(portal: Portal) -> None:
    content = portal.shape.folder / "content"
    shown = portal.pages["/so-do-trang.html"].one("main")
    assert shown.one(".article-head__lead").text in (content / "so-do-trang.md").read_text("utf-8")
    sections = {f"/{path.parent.relative_to(content)}/" for path in content.glob("**/_index.md")} - {"/./"}
    standing = {f"/{path.stem}.html" for path in content.glob("*.md") if path.name != "_index.md"}
    assert sections | standing - {"/so-do-trang.html"} <= {*shown.hrefs()}
    for page in portal.pages.values():
        for imprint in page.all("footer"):
            assert "/so-do-trang.html" in imprint.hrefs()
