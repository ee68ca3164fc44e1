"""Lists of articles as readers see them: sections, tags, authors, months, the most read, the site map."""

import re
import time

import pytest

from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import Site
from tests.lists import links, names, news, page, settings, titles
from tests.trees import read_tree

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
    assert links(last.one(".pager")) == [("/tin/", "‹ Mới hơn"), ("/tin/", "Trang 2")]
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
    assert links(page(site, "tin/index.html").one(".head")) == [("/tin/xa/", "Cấp xã")]


# ---- tags ----


def test_two_spellings_of_a_tag_are_one_page_named_as_the_newest_writes_it(site: Site) -> None:
    news(site, 3)
    for day, tag in ((1, "hiện đại hoá"), (2, "HIỆN ĐẠI HOÁ"), (3, "Hiện đại hóa")):
        site.article(f"content/tin/bai-{day}.md", title=f"Bài {day}", date=f"0{day}/07/2026", tags=(tag,))
    site.build()
    assert titles(site, "the/hien-dai-hoa/index.html", "h1") == ["Hiện đại hóa"]
    assert names(page(site, "the/hien-dai-hoa/index.html").all(".links")[0]) == ["Bài 3", "Bài 2", "Bài 1"]
    assert links(page(site, "tin/bai-2.html").one(".tags")) == [("/the/hien-dai-hoa/", "HIỆN ĐẠI HOÁ")]


def test_tags_and_authors_in_other_scripts_have_pages_that_articles_lead_to(site: Site) -> None:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", title="Kết nghĩa", tags=["日本", "Đối ngoại"], author="山田")
    site.build()
    article = page(site, "tin/a.html")
    assert ("/the/xn-wgv71a/", "日本") in links(article.one(".tags"))
    assert links(article.one(".byline")) == [("/tac-gia/xn-rhtu98c/", "山田")]
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
    assert links(last.one(".crumbs")) == [("/", "Trang chủ"), ("/the/", "Thẻ"), ("/the/papi/", "PAPI")]


# ---- authors ----


def test_each_author_has_a_page_that_the_byline_leads_to(site: Site) -> None:
    news(site, 3)
    for day, author in ((1, "Sở Nội vụ"), (2, "Lò Văn Én"), (3, "SỞ NỘI VỤ")):
        site.article(f"content/tin/bai-{day}.md", title=f"Bài {day}", date=f"0{day}/07/2026", author=author)
    site.article("content/tin/khong.md", title="Không ai ký")
    site.article("content/gioi-thieu.md", title="Giới thiệu", layout="page", author="Ban biên tập")
    site.build()
    byline = page(site, "tin/bai-1.html").one(".byline")
    assert links(byline) == [("/tac-gia/so-noi-vu/", "Sở Nội vụ")]
    office = page(site, "tac-gia/so-noi-vu/index.html")
    assert (office.one("h1").text, office.one("title").text) == (
        "SỞ NỘI VỤ",
        "Tác giả: SỞ NỘI VỤ | Bản tin thử",
    )
    assert names(office.all(".links")[0]) == ["Bài 3", "Bài 1"]
    assert links(office.one(".crumbs")) == [("/", "Trang chủ"), ("/tac-gia/", "Tác giả")]
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
    assert links(year.one(".neighbours")) == [("/luu-tru/2025/", "Năm trước Năm 2025")]
    assert links(month.one(".neighbours")) == [("/luu-tru/2026/01/", "Tháng trước Tháng 1/2026")]
    assert month.one("h1").text == "Tháng 4/2026"
    assert names(month.one(".links")) == ["Bài c", "Bài d"]
    assert names(month.one(".crumbs")) == ["Trang chủ", "Kho bài theo tháng", "Năm 2026"]
    assert "luu-tru/2026/02/index.html" not in site.bytes()  # a month without articles


# ---- related articles, the most read ----


def test_related_articles_are_not_the_neighbours_that_the_page_shows(site: Site) -> None:
    news(site, 5)
    site.build()

    def related(path: str) -> list[str]:
        return [title for lists in page(site, path).all("section.related") for title in names(lists)]

    assert [a.text for a in page(site, "tin/bai-3.html").one("nav.neighbours").all("a")] == [
        "Bài trước Bài 2",
        "Bài sau Bài 4",
    ]
    assert related("tin/bai-3.html") == ["Bài 5", "Bài 1"]
    site.article("content/tin/bai-3.md", title="Bài 3", date="2026-07-03", related=("bai-4",))
    site.build()
    assert related("tin/bai-3.html") == ["Bài 4", "Bài 5", "Bài 2", "Bài 1"]
    settings(site, "[lists]\nrelated = 2")
    site.build()
    assert related("tin/bai-2.html") == ["Bài 5", "Bài 4"]
    assert related("tin/bai-3.html") == ["Bài 4", "Bài 5"]
    settings(site, 'below = ["related"]')
    site.build()
    assert related("tin/bai-2.html") == ["Bài 5", "Bài 4", "Bài 3", "Bài 1"]


def test_a_ranking_marks_the_article_whose_page_shows_it(site: Site) -> None:
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
