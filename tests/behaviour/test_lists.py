"""Lists of articles as readers meet them: home, sections, tags, months, the most read, old addresses."""

import re
import time

import pytest

from bantin.config import read_zone
from bantin.system.stat_signature import TRUST_AFTER_NS
from bantin.text.vietnamese import parse_date
from bantin.urls import file_name
from tests.conftest import SETTINGS, Site
from tests.trees import Node, block, read_tree


def at(date: str) -> int:
    """Return the instant that an editor in Việt Nam writes so, in seconds since 1970."""
    return parse_date(date, read_zone("Asia/Ho_Chi_Minh"))[0]


def page(site: Site, path: str) -> Node:
    return read_tree(site.page(path))


def titles(site: Site, path: str, selector: str = ".card__title") -> list[str]:
    return page(site, path).texts(selector)


def names(node: Node) -> list[str]:
    return [a.text for a in node.all("a")]


def places(node: Node) -> list[tuple[str, str]]:
    """Return the links of a node with their text."""
    return [(a.attributes["href"], a.text) for a in node.all("a")]


def news(site: Site, count: int) -> None:
    """Write articles "Bài 1" (1 July 2026) to "Bài <count>", a day apart, in the section tin/."""
    site.section("content/tin", title="Tin tức")
    for number in range(1, count + 1):
        site.article(f"content/tin/bai-{number}.md", title=f"Bài {number}", date=f"2026-07-{number:02}")


def settings(site: Site, more: str) -> None:
    site.write("site.toml", f'name = "Bản tin thử"\naddress = "https://thu.example/"\n{more}\n')


# ---- the home page ----


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


def test_each_section_has_a_block_with_what_does_not_stand_above_it(site: Site) -> None:
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


def test_a_site_without_articles_is_built(site: Site) -> None:
    site.section("content/tin", title="Tin tức")
    site.build()
    assert page(site, "index.html").texts("h1") == ["Bản tin thử"]
    assert "Chưa có bài trong mục này." in page(site, "tin/index.html").text
    assert "Bản tin chưa có bài nào." in page(site, "index.html").text
    assert {"the/index.html", "luu-tru/index.html", "doc-nhieu.html"} & site.bytes().keys() == set()


# ---- sections ----


def test_a_section_is_paged_from_the_oldest_and_its_first_page_shows_the_newest(site: Site) -> None:
    news(site, 8)
    settings(site, "[lists]\npage = 3")
    site.build()
    assert titles(site, "tin/index.html") == ["Bài 8", "Bài 7", "Bài 6", "Bài 5", "Bài 4"]
    assert titles(site, "tin/trang-1.html") == ["Bài 3", "Bài 2", "Bài 1"]
    assert "tin/trang-2.html" not in site.bytes()
    first, last = page(site, "tin/index.html"), page(site, "tin/trang-1.html")
    assert first.one(".pager").hrefs() == ["/tin/trang-1.html"] * 2  # by its number, and as the older one
    assert places(last.one(".pager")) == [("/tin/", "‹ Mới hơn"), ("/tin/", "Trang 2")]
    assert last.one("h1").text == "Tin tức, trang 1"


def test_a_new_article_does_not_change_older_pages_of_a_list(site: Site) -> None:
    news(site, 8)
    settings(site, "side = []\n[lists]\npage = 3")
    site.build()
    before = site.page("tin/trang-1.html")
    site.article("content/tin/bai-9.md", title="Bài 9", date="2026-07-09")
    site.build()
    assert titles(site, "tin/trang-2.html") == ["Bài 6", "Bài 5", "Bài 4"]
    assert titles(site, "tin/trang-1.html") == ["Bài 3", "Bài 2", "Bài 1"]
    assert page(site, "tin/trang-1.html").one(".cards").text == read_tree(before).one(".cards").text


def test_a_new_article_renders_no_older_page_of_its_lists(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(day: int) -> None:
        fields = {"date": f"2026-07-0{day}", "tags": ("PAPI",), "author": "Sở Nội vụ"}
        site.article(f"content/tin/{day}.md", title=f"Bài {day}", **fields)  # type: ignore[arg-type]

    settings(site, "search = false\nside = []\n[lists]\npage = 3\nindex = 3")
    for day in range(1, 7):
        write(day)
    time.sleep(TRUST_AFTER_NS / 1e9)  # else the next build renders everything
    site.main(capsys, "build", "--now", "2026-08-05")
    write(7)
    for name in ("tin", "the/papi", "tac-gia/so-noi-vu", "luu-tru/2026/07"):
        answers = [
            site.main(capsys, "why", "--now", "2026-08-05", f"/{name}/{page}").out.partition("\n")[0]
            for page in ("", "trang-1.html")
        ]
        assert answers == [
            f"{name}/index.html: to be rendered, since the inputs marked * have changed",
            f"{name}/trang-1.html: to be kept as it is",
        ]


def test_a_section_holds_the_articles_of_those_below_it(site: Site) -> None:
    news(site, 1)
    site.section("content/tin/xa", title="Cấp xã")
    site.article("content/tin/xa/hop.md", title="Họp xã", date="2026-07-20")
    site.build()
    assert titles(site, "tin/index.html") == ["Họp xã", "Bài 1"]
    assert titles(site, "tin/xa/index.html") == ["Họp xã"]
    assert places(page(site, "tin/index.html").one(".head")) == [("/tin/xa/", "Cấp xã")]


# ---- tags ----


def test_two_spellings_of_a_tag_are_one_page_named_as_the_newest_writes_it(site: Site) -> None:
    news(site, 3)
    for day, tag in ((1, "hiện đại hoá"), (2, "HIỆN ĐẠI HOÁ"), (3, "Hiện đại hóa")):
        site.article(f"content/tin/bai-{day}.md", title=f"Bài {day}", date=f"0{day}/07/2026", tags=(tag,))
    site.build()
    assert titles(site, "the/hien-dai-hoa/index.html", "h1") == ["Hiện đại hóa"]
    assert names(page(site, "the/hien-dai-hoa/index.html").all(".links")[0]) == ["Bài 3", "Bài 2", "Bài 1"]
    assert places(page(site, "tin/bai-2.html").one(".tags")) == [("/the/hien-dai-hoa/", "HIỆN ĐẠI HOÁ")]


def test_tags_and_authors_in_other_scripts_have_pages_that_articles_lead_to(site: Site) -> None:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", title="Kết nghĩa", tags=["日本", "Đối ngoại"], author="山田")
    site.build()
    article = page(site, "tin/a.html")
    assert ("/the/xn-wgv71a/", "日本") in places(article.one(".tags"))
    assert places(article.one(".byline")) == [("/tac-gia/xn-rhtu98c/", "山田")]
    for address in ("the/xn-wgv71a/", "tac-gia/xn-rhtu98c/"):
        assert names(page(site, f"{address}index.html").all(".links")[0]) == ["Kết nghĩa"]


def test_tags_are_listed_in_the_alphabets_order_with_their_counts(site: Site) -> None:
    for number, tags in enumerate([("Đất đai", "Dân số"), ("Đất đai", "Ấp"), ("Y tế",)]):
        site.article(f"content/tin/{number}.md", title=f"Bài {number}", tags=tags)
    site.section("content/tin", title="Tin tức")
    site.build()
    assert titles(site, "the/index.html", ".branches") == ["Ấp 1 Dân số 1 Đất đai 2 Y tế 1"]


def test_a_long_tag_is_paged_like_a_section(site: Site) -> None:
    for day in ("01", "02", "03", "04", "05"):
        site.article(f"content/tin/{day}.md", title=f"Bài {day}", date=f"2026-07-{day}", tags=("PAPI",))
    settings(site, "side = []\n[lists]\nindex = 2")
    site.build()
    assert names(page(site, "the/papi/index.html").one(".links")) == ["Bài 05", "Bài 04", "Bài 03"]
    last = page(site, "the/papi/trang-1.html")
    assert names(last.one(".links")) == ["Bài 02", "Bài 01"]
    assert places(last.one(".crumbs")) == [("/", "Trang chủ"), ("/the/", "Thẻ"), ("/the/papi/", "PAPI")]


# ---- authors ----


def test_each_author_has_a_page_that_the_byline_leads_to(site: Site) -> None:
    news(site, 3)
    for day, author in ((1, "Sở Nội vụ"), (2, "Lò Văn Én"), (3, "SỞ NỘI VỤ")):
        site.article(f"content/tin/bai-{day}.md", title=f"Bài {day}", date=f"0{day}/07/2026", author=author)
    site.article("content/tin/khong.md", title="Không ai ký")
    site.article("content/gioi-thieu.md", title="Giới thiệu", layout="page", author="Ban biên tập")
    site.build()
    byline = page(site, "tin/bai-1.html").one(".byline")
    assert places(byline) == [("/tac-gia/so-noi-vu/", "Sở Nội vụ")]
    office = page(site, "tac-gia/so-noi-vu/index.html")
    assert (office.one("h1").text, office.one("title").text) == (
        "SỞ NỘI VỤ",
        "Tác giả: SỞ NỘI VỤ | Bản tin thử",
    )
    assert names(office.all(".links")[0]) == ["Bài 3", "Bài 1"]
    assert places(office.one(".crumbs")) == [("/", "Trang chủ"), ("/tac-gia/", "Tác giả")]
    assert titles(site, "tac-gia/index.html", ".branches") == ["Lò Văn Én 1 SỞ NỘI VỤ 2"]
    listed = [f"https://thu.example/tac-gia/{name}" for name in ("", "lo-van-en/", "so-noi-vu/")]
    assert re.findall("<loc>(.*tac-gia.*)</loc>", site.page("sitemap.xml")) == listed
    assert "</loc><lastmod>2026-07-03</lastmod>" in site.page("sitemap.xml").partition(listed[2])[2][:60]
    assert not page(site, "gioi-thieu.html").one(".byline").all("a")  # a page of text, in no author's list


def test_a_quick_build_moves_an_article_to_its_new_author(site: Site) -> None:
    news(site, 2)
    site.article("content/tin/bai-1.md", title="Bài 1", date="2026-07-01", author="Sở Nội vụ")
    site.article("content/tin/bai-2.md", title="Bài 2", date="2026-07-02", author="Sở Nội vụ")
    time.sleep(TRUST_AFTER_NS / 1e9)  # else site.toml is too new for a quick build
    site.build()
    site.article("content/tin/bai-2.md", title="Bài 2", date="2026-07-02", author="Lò Văn Én")
    site.build()
    assert titles(site, "tac-gia/index.html", ".branches") == ["Lò Văn Én 1 Sở Nội vụ 1"]
    assert names(page(site, "tac-gia/so-noi-vu/index.html").all(".links")[0]) == ["Bài 1"]
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


# ---- years and months ----


DAYS = {"a": "2025-12-31", "b": "2026-01-01", "c": "2026-04-30T23:59", "d": "01/04/2026"}


def test_the_archive_leads_from_years_to_months_to_articles(site: Site) -> None:
    settings(site, "side = []")
    for name, date in DAYS.items():
        site.article(f"content/tin/{name}.md", title=f"Bài {name}", date=date)
    site.build()
    year, month = page(site, "luu-tru/2026/index.html"), page(site, "luu-tru/2026/04/index.html")
    archive = page(site, "luu-tru/index.html")
    assert archive.one("main").texts("h2") == ["Năm 2026", "Năm 2025"]
    grid = archive.all(".months")[0]
    assert grid.hrefs() == ["/luu-tru/2026/01/", "/luu-tru/2026/04/"]
    assert grid.texts("li")[:4] == [
        "Tháng 1 1 bài",
        "Tháng 2",
        "Tháng 3",
        "Tháng 4 2 bài",
    ]
    assert year.one(".months").hrefs() == ["/luu-tru/2026/01/", "/luu-tru/2026/04/"]
    assert year.one("main").texts("h2") == ["Tháng 4/2026", "Tháng 1/2026"]
    assert names(year.all(".links")[0]) == ["Bài c", "Bài d"]
    assert places(year.one(".neighbours")) == [("/luu-tru/2025/", "Năm trước Năm 2025")]
    assert places(month.one(".neighbours")) == [("/luu-tru/2026/01/", "Tháng trước Tháng 1/2026")]
    assert month.one("h1").text == "Tháng 4/2026"
    assert names(month.one(".links")) == ["Bài c", "Bài d"]
    assert names(month.one(".crumbs")) == ["Trang chủ", "Kho bài theo tháng", "Năm 2026"]
    assert "luu-tru/2026/02/index.html" not in site.bytes()  # a month without articles


# ---- the newest beside a page ----


def newest_beside(site: Site, path: str) -> list[str]:
    return names(page(site, path).one("aside").one(".links"))


def test_the_newest_beside_a_page_are_those_that_it_does_not_show(site: Site) -> None:
    news(site, 6)
    for number in range(1, 4):
        site.article(f"content/khac/bai-{number}.md", title=f"Khác {number}", date=f"2026-06-{number:02}")
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 3')
    site.build()
    assert newest_beside(site, "khac/bai-1.html") == ["Bài 6", "Bài 5", "Bài 4"]
    assert newest_beside(site, "tin/bai-6.html") == ["Bài 5", "Bài 4", "Bài 3"]
    assert newest_beside(site, "tin/bai-4.html") == ["Bài 6", "Bài 5", "Bài 3"]
    assert newest_beside(site, "tin/index.html") == ["Khác 3", "Khác 2", "Khác 1"]
    assert newest_beside(site, "khac/index.html") == ["Bài 6", "Bài 5", "Bài 4"]


def test_no_old_article_is_called_new_because_a_list_shows_all_newer_ones(site: Site) -> None:
    news(site, 7)
    site.article("content/khac/cu.md", title="Bài cũ", date="2020-06-01")
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 2')
    site.build()
    assert page(site, "tin/index.html").all("aside") == []
    assert newest_beside(site, "khac/index.html") == ["Bài 7", "Bài 6"]


def test_after_a_new_article_and_a_new_title_the_newest_beside_pages_are_those_of_a_clean_build(
    site: Site,
) -> None:
    news(site, 6)
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 2')
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    site.article("content/tin/bai-5.md", title="Bài 5 tên khác", date="2026-07-05", body="Chữ khác.\n")
    site.build()
    assert newest_beside(site, "tin/bai-6.html") == ["Bài 5 tên khác", "Bài 4"]
    assert newest_beside(site, "tin/bai-1.html") == ["Bài 6", "Bài 5 tên khác"]
    site.article("content/tin/bai-7.md", title="Bài 7", date="2026-07-07")
    site.build()
    assert newest_beside(site, "tin/bai-7.html") == ["Bài 6", "Bài 5 tên khác"]
    assert newest_beside(site, "tin/bai-5.html") == ["Bài 7", "Bài 6"]
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


def test_the_newest_beside_every_kind_of_list_are_not_in_that_list(site: Site) -> None:
    news(site, 4)
    for number in (3, 4):
        site.article(
            f"content/tin/bai-{number}.md",
            title=f"Bài {number}",
            date=f"2026-07-0{number}",
            tags=("Đất đai",),
            author="Ban Biên tập",
            views="7",
        )
    site.article("content/tin/cu.md", title="Bài cũ", date="2025-01-02")
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 2')
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    lists = ("the/dat-dai/", "tac-gia/ban-bien-tap/", "doc-nhieu.html")
    assert [newest_beside(site, file_name(path)) for path in lists] == [["Bài 2", "Bài 1"]] * 3
    for path in ("luu-tru/2026/", "luu-tru/2026/07/"):
        assert newest_beside(site, file_name(path)) == ["Bài cũ"]
    assert newest_beside(site, "luu-tru/2025/index.html") == ["Bài 4", "Bài 3"]
    site.article("content/tin/bai-5.md", title="Bài 5", date="2026-07-05", tags=("Đất đai",))
    site.build()
    assert newest_beside(site, "the/dat-dai/index.html") == ["Bài 2", "Bài 1"]
    assert newest_beside(site, "tac-gia/ban-bien-tap/index.html") == ["Bài 5", "Bài 2"]
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


# ---- the most read, the map ----


def test_a_ranking_marks_the_article_on_whose_page_it_stands(site: Site) -> None:
    for day, views in (("01", "30"), ("02", "20"), ("03", "10")):
        site.article(f"content/tin/{day}.md", title=f"Bài {day}", date=f"2026-07-{day}", views=views)
    settings(site, 'side = ["most_read"]\n[lists]\nmost_read = 2')
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()

    def linked_and_current(path: str) -> tuple[list[str], list[str]]:
        ranking = page(site, path).one("aside").one(".ranked")
        return names(ranking), ranking.texts("b")

    assert linked_and_current("tin/01.html") == (["Bài 02"], ["Bài 01"])
    assert linked_and_current("tin/03.html") == (["Bài 01", "Bài 02"], [])
    site.article("content/tin/03.md", title="Bài 03", date="2026-07-03", views="40")
    site.build()
    assert linked_and_current("tin/03.html") == (["Bài 01"], ["Bài 03"])
    assert linked_and_current("tin/02.html") == (["Bài 03", "Bài 01"], [])
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


def test_the_most_read_are_ordered_by_views_and_of_equals_the_newest_first(site: Site) -> None:
    for day, views in (("01", "1.871"), ("02", "12"), ("03", "12"), ("04", "0")):
        date = f"2026-07-{day}"
        site.article(f"content/tin/{day}.md", title=f"Bài {day}", date=date, views=views)
    settings(site, 'side = ["most_read"]\n[lists]\nmost_read = 2')
    site.build()
    [whole], [side] = (page(site, path).all(".ranked") for path in ("doc-nhieu.html", "tin/index.html"))
    assert (names(whole), names(side)) == (["Bài 01", "Bài 03", "Bài 02"], ["Bài 01", "Bài 03"])
    assert whole.all("li")[0].text == "Bài 01 01/07/2026 1.871 lượt xem"
    assert page(site, "tin/index.html").one("aside").one("h2").hrefs() == ["/doc-nhieu.html"]


def test_the_map_shows_every_section_and_every_standalone_page(site: Site) -> None:
    news(site, 3)
    site.section("content/tin/xa", title="Cấp xã", weight=2)
    site.article("content/tin/xa/hop.md", title="Họp xã")
    site.section("content/an", title="Ấn phẩm", weight=1)
    site.article("content/lien-he.md", title="Liên hệ", date="", layout="page", weight=2)
    site.article("content/gioi-thieu.md", title="Giới thiệu", date="", layout="page", weight=1)
    site.article(
        "content/so-do.md",
        title="Tìm ở đâu",
        date="",
        layout="map",
        weight=3,
        summary="Mọi chuyên mục.",
        body="Tin mới ở [trang nhất](/).",
    )
    site.build()
    shown = page(site, "so-do.html").one("main")
    assert shown.texts("h1,h2,.article-head__lead,.prose") == [
        "Tìm ở đâu",
        "Mọi chuyên mục.",
        "Tin mới ở trang nhất.",
        "Chuyên mục",
        "Giới thiệu và trợ giúp",
        "Danh sách khác",
    ]
    assert places(shown)[1:] == [
        ("/", "trang nhất"),
        ("/tin/", "Tin tức"),
        ("/tin/xa/", "Cấp xã"),
        ("/an/", "Ấn phẩm"),
        ("/gioi-thieu.html", "Giới thiệu"),
        ("/lien-he.html", "Liên hệ"),
        ("/luu-tru/", "Kho bài theo tháng"),
        ("/nhan-tin.html", "Nhận tin qua RSS"),
    ]
    assert shown.texts(".branches__count") == ["4", "1", "0"]
    menu = page(site, "tin/index.html").one(".menu__all")
    assert names(menu)[-5:-2] == ["Giới thiệu", "Liên hệ", "Tìm ở đâu"]


def test_a_site_map_without_text_shows_only_its_tree(site: Site) -> None:
    news(site, 1)
    site.article("content/so-do.md", title="Sơ đồ", date="", layout="map", body="")
    site.build()
    shown = page(site, "so-do.html").one("main")
    assert shown.texts("h1,h2,p") == ["Sơ đồ", "Chuyên mục", "Danh sách khác"]
    assert shown.all(".prose") == []


# ---- numbers ----


def test_numbers_are_shown_in_the_sites_patterns(site: Site) -> None:
    news(site, 3)
    site.write("content/tin/bang.zip", bytes(2_340_000))
    site.article("content/tin/bai-1.md", title="Bài 1", views="1.871", body="[Bảng](bang.zip)")
    settings(site, '[numbers]\ncount = "0 \'lần\'"\ndecimal = "0.00"')
    site.build()
    shown = page(site, "tin/bai-1.html")
    assert shown.texts(".dateline")[0].endswith("1871 lần lượt xem")
    assert shown.texts(".file") == ["(ZIP, 2,30 MB)"]
    assert "1871 lần lượt xem" in page(site, "doc-nhieu.html").text
    assert page(site, "luu-tru/index.html").one("main").texts(".block-head__more") == ["3 lần bài Năm 2026"]


# ---- old addresses ----


@pytest.mark.parametrize("alias, file", [("/cu/118.html", "cu/118.html"), ("cu/", "cu/index.html")])
def test_an_old_address_leads_to_where_the_article_is_now(site: Site, alias: str, file: str) -> None:
    site.article("content/tin/moi.md", title="Bài mới", aliases=(alias,))
    site.build()
    old = page(site, file)
    assert places(old) == [("/tin/moi.html", "Bài mới")]
    contents = [node.attributes.get("content") for node in old.all("meta")]
    assert {"0; url=/tin/moi.html", "noindex"} <= {*contents}
    assert "/cu/" not in site.page("sitemap.xml")


def test_two_articles_cannot_have_one_old_address(site: Site) -> None:
    news(site, 2)
    site.article("content/tin/bai-1.md", title="Bài 1", aliases=("/cu.html",))
    site.article("content/tin/bai-2.md", title="Bài 2", aliases=("/CU.html",))
    [problem] = site.problems()
    assert "content/tin/bai-1.md" in problem and "content/tin/bai-2.md" in problem


# ---- what is not out, not yet or no longer ----


def waiting(site: Site) -> None:
    """One article that is out at NOW, half past eight on 5 August, and three that are not."""
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/ra.md", title="Đã ra", date="2026-08-01")
    site.article("content/tin/nhap.md", title="Nháp", date="2026-08-02", draft=True)
    site.article("content/tin/mai.md", title="Ngày mai", date="2026-08-06T07:00")
    site.article("content/tin/het.md", title="Hết hạn", date="2026-07-01", expires="2026-08-05T08:00")


def test_unpublished_articles_are_in_no_list(site: Site) -> None:
    waiting(site)
    site.build()
    assert titles(site, "tin/index.html") == ["Đã ra"]
    for path, data in site.bytes().items():
        assert not any(word.encode() in data for word in ("Nháp", "Ngày mai", "Hết hạn")), path


def test_with_drafts_both_kinds_are_shown_and_marked_and_the_expired_stays_out(site: Site) -> None:
    waiting(site)
    site.build(drafts=True)
    assert titles(site, "tin/index.html") == ["Ngày mai", "Nháp", "Đã ra"]
    marks = {name: page(site, f"tin/{name}.html").texts(".notice") for name in ("ra", "nhap", "mai")}
    assert marks == {"ra": [], "nhap": ["Bản nháp, chưa đăng"], "mai": ["Chưa đến ngày đăng"]}
    listed = page(site, "tin/index.html").all(".cards")[0]
    assert [card.texts(".flag") for card in listed.all("article")] == [
        ["Chưa đến ngày đăng"],
        ["Bản nháp, chưa đăng"],
        [],
    ]
    [newest] = block(page(site, "tin/ra.html"), "Tin mới nhất")
    assert newest.texts(".flag") == ["Chưa đến ngày đăng", "Bản nháp, chưa đăng"]
    assert page(site, "index.html").one(".lead-card").texts(".flag") == ["Chưa đến ngày đăng"]
    assert "tin/het.html" not in site.bytes()
    site.build(now=at("2026-08-06T07:00"), drafts=True)
    assert page(site, "tin/mai.html").texts(".notice") == []
    assert page(site, "index.html").one(".lead-card").texts(".flag") == []


def test_an_article_is_published_and_withdrawn_by_time_alone(site: Site) -> None:
    waiting(site)
    site.build(now=at("2026-08-05T07:00"))
    assert titles(site, "tin/index.html") == ["Đã ra", "Hết hạn"]
    assert site.build(now=at("2026-08-05T07:59")).written == 0
    site.build(now=at("2026-08-05T08:00"))
    assert titles(site, "tin/index.html") == ["Đã ra"]
    assert site.build(now=at("2026-08-06T06:59")).written == 0
    site.build(now=at("2026-08-06T07:00"))
    assert titles(site, "tin/index.html") == ["Ngày mai", "Đã ra"]
    assert "Ngày mai" in site.page("index.html")


DATA = """\
title = "Hạng"
unit = "Lai Châu"
places = 63
[[series]]
index = "PAPI"
values = [{ year = 2018, rank = 26 }, { year = 2019, rank = 20 }]
"""
LINKED = """
imprint = [{ label = "Giấy phép", value = "Số 1", url = "tin/het.html" }]
shortcuts = [{ title = "Một", to = "/tin/mai.html" }, { title = "Hai", to = "tin/ra.html" }]
charts = [{ data = "/data/a.toml", to = "tin/mai.html" }]
boxes = [{ title = "Hộp", links = [{ title = "Ba", to = "tin/het.html" }, { title = "Bốn", to = "tin/" }] }]
"""


@pytest.mark.parametrize(
    "hidden, reason",
    [
        (
            "mai",
            "leads to an article that appears on 06/08/2026 07:00, and has no link until then",
        ),
        ("het", "leads to an article that expired on 05/08/2026 08:00, and is shown without a link"),
    ],
)
def test_a_link_to_an_expired_article_is_plain_words_and_a_warning(
    site: Site, hidden: str, reason: str
) -> None:
    waiting(site)
    body = f"Xem [bài **kia**]({hidden}.md), [lại]({hidden}.md#muc-a), [nữa](/tin/{hidden}.html).\n"
    site.article("content/tin/ra.md", title="Đã ra", body=body)
    warnings = [str(warning) for warning in site.build().warnings]
    assert [warning.partition("; ")[0] for warning in warnings] == [
        f"content/tin/ra.md:6: the link to tin/{hidden}.html {reason}",
        f"content/tin/ra.md:6: the link to tin/{hidden}.md {reason}",
    ]
    assert "<p>Xem bài <strong>kia</strong>, lại, nữa.</p>" in site.page("tin/ra.html")
    assert hidden not in site.page("rss.xml")


def test_builds_succeed_when_linked_articles_become_due_or_expire(site: Site) -> None:
    """Links in texts, boxes, shortcuts, imprint and charts; a quick build equals a clean one on every day."""
    waiting(site)
    site.write("content/data/a.toml", DATA)
    site.write("site.toml", SETTINGS + LINKED)
    site.article("content/tin/ra.md", title="Đã ra", body="[a](mai.md) và [b](/tin/het.html).\n")
    codes = {}
    for day in ("2026-08-05T07:00", "2026-08-05T09:00", "2026-08-06T08:00"):
        codes[day] = {warning.code for warning in site.build(now=at(day)).warnings}
        quick = site.bytes()
        site.build(now=at(day), clean=True)
        assert site.bytes() == quick
        assert {warning.code for warning in site.build(now=at(day)).warnings} == codes[day]
        links = read_tree(site.page("tin/ra.html")).hrefs()
        assert ("/tin/het.html" in links, "/tin/mai.html" in links) == (
            day < "2026-08-05T08",
            day > "2026-08-06",
        )
    assert [*codes.values()] == [
        {"warn-link-not-due"},
        {"warn-link-not-due", "warn-link-expired"},
        {"warn-link-expired"},
    ]


def test_mistakes_in_a_scheduled_article_are_reported_now(site: Site) -> None:
    waiting(site)
    body = "[a](khong-co.md) [b](mai.md) ![c](khong-co.png)\n\n![d](/data/khong-co.toml)\n"
    site.article("content/tin/sau.md", date="2026-08-20", body=body, related=("khong-ai",))
    sentences = [problem.partition(": ")[2].partition(";")[0] for problem in site.problems()]
    assert sentences == [
        "`related` names `khong-ai`, but there is no such article",
        "the link to tin/khong-co.md leads nowhere",
        "there is no picture tin/khong-co.png",
        "there is no data file data/khong-co.toml",
    ]


def test_a_link_to_a_draft_is_a_problem(site: Site) -> None:
    waiting(site)
    site.article("content/tin/ra.md", title="Đã ra", body="Xem [bài kia](nhap.md).\n")
    assert site.problems() == [
        "content/tin/ra.md:6: the link to tin/nhap.md leads to an article that is not published now; "
        "delete the link, or publish that article first"
    ]


@pytest.mark.parametrize("hidden", ["nhap", "mai", "het"])
def test_unpublished_articles_in_related_are_ignored_without_a_warning(site: Site, hidden: str) -> None:
    waiting(site)
    site.article("content/tin/ra.md", title="Đã ra", related=(hidden,))
    assert site.build().warnings == ()
    assert page(site, "tin/ra.html").all("section.related") == []


def test_what_an_editor_has_named_comes_first_once_it_is_due(site: Site) -> None:
    waiting(site)
    news(site, 2)
    site.article("content/tin/ra.md", title="Đã ra", related=("mai", "bai-1"))
    site.build()
    assert page(site, "tin/ra.html").one(".related").hrefs()[:1] == ["/tin/bai-1.html"]
    site.build(now=at("2026-08-06T07:00"))
    assert page(site, "tin/ra.html").one(".related").hrefs()[:2] == ["/tin/mai.html", "/tin/bai-1.html"]


def test_a_telephone_number_of_the_imprint_can_be_dialled(site: Site) -> None:
    news(site, 1)
    lines = [("Điện thoại", "(0213) 3876.337"), ("Giấy phép", "Số 12/GP"), ("Thư", "a@b.vn")]
    settings(
        site,
        "imprint = [" + ",".join(f'{{label="{label}", value="{value}"}}' for label, value in lines) + "]",
    )
    site.build()
    footer = page(site, "index.html").one("footer")
    assert footer.one("dl").hrefs() == ["tel:02133876337"]
