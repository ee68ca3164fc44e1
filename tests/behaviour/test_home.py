"""The home page, and what stands around every page."""

import pytest

from tests.conftest import Site
from tests.lists import names, news, page, settings
from tests.trees import block


def test_the_newest_article_leads_the_home_page_when_none_is_featured(site: Site) -> None:
    news(site, 6)
    site.build()
    home = page(site, "index.html")
    assert home.one(".lead-card").one(".card__title").text == "Bài 6"
    assert home.one(".trio").texts(".card__title") == ["Bài 5", "Bài 4", "Bài 3"]


def test_the_newest_featured_article_leads_however_old_it_is(site: Site) -> None:
    news(site, 6)
    site.article("content/tin/bai-1.md", title="Nêu bật cũ", date="2026-07-01", featured=True)
    site.article("content/tin/bai-2.md", title="Nêu bật mới", date="2026-07-02", featured=True)
    site.build()
    home = page(site, "index.html")
    assert home.one(".lead-card").one(".card__title").text == "Nêu bật mới"
    assert home.one(".trio").texts(".card__title") == ["Bài 6", "Bài 5", "Bài 4"]


def test_each_section_has_a_block_with_articles_that_are_not_above_it(site: Site) -> None:
    news(site, 6)
    site.section("content/du-an", title="Dự án", weight=1)
    site.article("content/du-an/hep.md", title="Dự án hẹp", date="2026-06-01")
    site.section("content/trong", title="Trống", weight=2)
    settings(site, "[lists]\nhome_block = 2")
    site.build()
    home = page(site, "index.html")
    [tin], [project] = block(home, "Tin tức"), block(home, "Dự án")
    assert tin.texts(".card__title") + names(tin.one(".links")) == ["Bài 2", "Bài 1"]
    assert project.texts(".card__title") == ["Dự án hẹp"]
    assert block(home, "Trống") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kỳ họp thứ\n26 khai mạc.",
        "Đạt 74,95\n% năm nay.",
        "**thứ** 26",
        "**Kỳ họp mới**\n\nTheo kỳ họp thứ 26.",
    ],
)
def test_numbers_of_a_teaser_stay_on_a_line_wherever_those_of_its_page_are(site: Site, text: str) -> None:
    news(site, 1)
    site.article("content/tin/bai-2.md", title="Kỳ họp mới", body=f"{text}\n", date="2026-07-02")
    site.build()
    summary = site.page("index.html").partition('"lead-card__summary">')[2].partition("<")[0]
    assert "\xa0" in summary


def test_a_site_without_articles_is_built(site: Site) -> None:
    site.section("content/tin", title="Tin tức")
    site.build()
    assert page(site, "index.html").texts("h1") == ["Bản tin thử"]
    assert "Chưa có bài trong mục này." in page(site, "tin/index.html").text
    assert "Bản tin chưa có bài nào." in page(site, "index.html").text
    assert {"the/index.html", "luu-tru/index.html", "doc-nhieu.html"} & site.bytes().keys() == set()


def test_a_phone_number_and_a_mail_address_of_the_imprint_are_links(site: Site) -> None:
    news(site, 1)
    lines = [("Điện thoại", "(0213) 3876.337"), ("Giấy phép", "Số 12/GP"), ("Thư", "a@b.vn")]
    settings(
        site,
        "imprint = [" + ",".join(f'{{label="{label}", value="{value}"}}' for label, value in lines) + "]",
    )
    site.build()
    footer = page(site, "index.html").one("footer")
    assert footer.one("dl").hrefs() == ["tel:02133876337", "mailto:a@b.vn"]
    assert "mailto:a@b.vn?subject=" in site.page("tin/bai-1.html"), "where readers report a mistake"


def test_a_phone_number_in_a_box_stays_on_one_line(site: Site) -> None:
    news(site, 1)
    link = 'links = [{ title = "Tiếp dân: 0213 387 0000", to = "tel:02133870000" }]'
    settings(site, f'boxes = [{{ title = "Đường dây nóng", {link} }}]')
    site.build()
    assert "Tiếp dân: 0213\xa0387\xa00000" in site.page("index.html")


def test_names_of_the_site_and_of_its_sections_keep_words_together(site: Site) -> None:
    news(site, 5)
    site.section("content/cai-cach", title="Thủ tục hành chính ở Mường Tè")
    site.article("content/cai-cach/a.md", title="Một bài", date="2020-08-01", tags=("Chuyển đổi",))
    settings(site, 'place = "Ủy ban nhân dân"\nkeep_together = ["Mường Tè"]')
    site.build()
    home, held = site.page("index.html"), "Thủ\xa0tục hành\xa0chính ở\xa0Mường\xa0Tè"
    assert 'class="brand__place">Ủy\xa0ban nhân\xa0dân<' in home
    assert f'<a href="/cai-cach/">{held}</a></h2>' in home
    assert f"<h1>{held}</h1>" in site.page("cai-cach/index.html")
    assert "<h1>Chuyển\xa0đổi</h1>" in site.page("the/chuyen-doi/index.html")
    assert "<title>Thủ tục hành chính ở Mường Tè | " in site.page("cai-cach/index.html")
