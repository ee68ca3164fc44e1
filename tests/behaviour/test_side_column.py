"""The newest articles beside a page."""

import time

from bantin import config
from bantin.build.options import Options
from bantin.build.prepare import inspect_site
from bantin.system.stat_signature import TRUST_AFTER_NS
from bantin.urls import file_name
from tests.conftest import NOW, Site
from tests.lists import names, news, page, settings


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


def test_related_articles_are_not_the_newest_that_the_page_lists_unless_an_editor_chose_them(
    site: Site,
) -> None:
    news(site, 9)
    chosen = "---\ntitle: Bài chọn\ndate: 2026-06-01\nrelated: [bai-9]\n---\n\nChữ.\n"
    site.write("content/tin/chon.md", chosen)
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 2\nrelated = 3')
    site.build()

    def related(path: str) -> list[str]:
        return names(page(site, path).one("section.related"))

    assert related("tin/bai-3.html") == ["Bài 7", "Bài 6", "Bài 5"]
    # Beside one of the newest another article stands as new.
    assert newest_beside(site, "tin/bai-8.html") == ["Bài 9", "Bài 7"]
    assert related("tin/bai-8.html") == ["Bài 6", "Bài 5", "Bài 4"]
    assert related("tin/chon.html")[0] == "Bài 9"
    for path in site.bytes():
        if path.startswith("tin/bai"):
            beside, below = newest_beside(site, path), related(path)
            assert not set(beside) & set(below), path


def test_in_a_small_bulletin_the_newest_are_related_as_well(site: Site) -> None:
    news(site, 8)
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 2\nrelated = 3')

    def related(path: str) -> list[str]:
        site.build()
        return names(page(site, path).one("section.related"))

    assert related("tin/bai-3.html") == ["Bài 8", "Bài 7", "Bài 6"]
    assert related("tin/bai-8.html") == ["Bài 6", "Bài 5", "Bài 4"], "Bài 7 is above, as the article before"
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.article("content/tin/bai-9.md", title="Bài 9", date="2026-07-09")
    assert related("tin/bai-3.html") == ["Bài 7", "Bài 6", "Bài 5"]
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


def test_lists_that_leave_out_the_same_of_the_newest_share_one_column(site: Site) -> None:
    """Each column is rendered once; older articles of a list do not make it another one."""
    news(site, 9)
    site.article("content/tin/bai-9.md", title="Bài 9", date="2026-07-09", tags=("Một", "Hai"))
    site.article("content/tin/bai-5.md", title="Bài 5", date="2026-07-05", tags=("Hai",))
    settings(site, 'side = ["latest"]\n[lists]\nlatest = 2')
    prepared = config.load(str(site.folder), engine=str(site.engine))
    pages = inspect_site(prepared, Options(NOW), lambda inspected: inspected.site.pages)
    one, two = (listed.slots["side"] for listed in pages if listed.address in ("the/mot/", "the/hai/"))
    assert one == two
