"""The page that lists every section and every standalone page."""

from tests.conftest import Site
from tests.lists import links, names, news, page


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
    assert links(shown)[1:] == [
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
