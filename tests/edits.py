"""A bulletin with a page of every kind, and edits of everything that its pages show."""

from collections.abc import Callable, Iterable

import pytest

from bantin.pages import news_sitemap, sitemaps
from tests.conftest import SETTINGS, Site
from tests.unit.images.samples import encoded, photo

MORE = """
side = ["latest", "most_read", "recently_read"]
[machines]
feeds = ["rss", "atom", "json"]
extras = ["manifest", "llms_txt", "news_sitemap"]
[lists]
page = 3
index = 3
feed = 3
latest = 3
share_cards = 2
[[charts]]
data = "/data/so.toml"
"""
DATA = """\
title = "Hạng"
unit = "Lai Châu"
places = 63

[[series]]
index = "PAPI"
values = [ { year = 2017, rank = 63 }, { year = 2018, rank = %d } ]
"""
BODY = """\
Đoạn đầu: [bài kia](/tin/moi/b0.md), [bài nữa](/tin/c2.html), [bảng](/tin/bang.csv), [ảnh](/tin/hinh.png).

![Ảnh](/tin/anh.png)

![Hạng](/data/so.toml)
"""
ATTACHMENT = "a,b\n" * 25_600  # 100 KB
COUNTS = """\
address,views,shown,ranked,recent,days
/tin/c%d.html,9,9,9,9,20260801:9
/so/e1.html,3,3,0,3,20260801:3
"""

# The articles at the start: path and fields.
ARTICLES: dict[str, dict[str, object]] = {
    **{f"tin/a{n}": {"image": "anh.png", "tags": ["Họp", f"Thẻ {n}"], "related": ["b1"]} for n in range(3)},
    **{
        f"tin/moi/b{n}": {"views": 7, "tags": ["Họp"], "date": "2026-08-05 07:00", "aliases": [f"cu{n}.htm"]}
        for n in range(3)
    },
    **{f"tin/c{n}": {"updated": "2026-08-03", "author": "Phòng Cải cách"} for n in range(3)},
    **{f"so/e{n}": {"author": "Sở Nội vụ"} for n in range(6)},
    "so/nguon": {"layout": "page"},
    "xa/hop/g0": {},
    "gioi-thieu": {"layout": "page", "author": "Ban biên tập"},
    "so-do": {"layout": "map", "body": "![Ảnh](/tin/anh.png)\n"},
}

Edit = Callable[[Site], object]


def article(site: Site, name: str, **changes: object) -> None:
    """Write an article of ARTICLES with these fields changed."""
    fields = {"title": f"Bài {name[-2:]}", "body": BODY, **ARTICLES.get(name, {}), **changes}
    site.article(f"content/{name}.md", **fields)  # type: ignore[arg-type]


def changed(name: str, **changes: object) -> Edit:
    return lambda site: article(site, name, **changes)


def together(edits: Iterable[Edit]) -> Edit:
    each = tuple(edits)
    return lambda site: [edit(site) for edit in each]


def written(path: str, content: str | bytes) -> Edit:
    return lambda site: site.write(path, content)


def settings(labels: str = "", head: str = "") -> str:
    return head + SETTINGS.replace("share_cards = []\n", "").replace("search = false\n", "") + MORE + labels


IMAGE = "\n  src: anh.png\n  alt: {}\n  caption: {}\n  credit: {}\n  focus: {}"
EDITS: dict[str, Edit] = {
    "body": changed("tin/a0", body=BODY + "\nĐoạn nữa.\n"),
    "first paragraph": changed("tin/a0", body="Mở đầu khác.\n\n" + BODY),
    "no body": changed("tin/a0", body=""),
    "title": changed("tin/moi/b1", title="Tên khác"),
    "summary": changed("tin/a1", summary="Tóm tắt khác."),
    "date": changed("tin/c0", date="2026-08-02"),
    "time": changed("tin/moi/b0", date="2026-08-05 07:30"),
    "updated": changed("tin/c0", updated="2026-08-04"),
    "tags": changed("tin/a0", tags=["Họp", "Khác"]),
    "author": changed("tin/c0", author="Phòng Khác"),
    "author in other letters": changed("tin/c0", author="PHÒNG CẢI CÁCH"),
    "author of a page": changed("gioi-thieu", author="Phòng Khác"),
    "body of a page": changed("gioi-thieu", body=BODY + "\nĐoạn nữa.\n"),
    "source": changed("tin/c0", source="Báo Lai Châu"),
    "views": changed("tin/moi/b2", views=8),
    "counted views": written("content/data/views.csv", COUNTS % 1),
    "views counted since the last ranking": written(
        "content/data/views.csv", (COUNTS % 0).replace("9,9,9,9,20260801:9", "12,12,9,9,20260801:12")
    ),
    "featured": changed("tin/c2", featured=True),
    "weight of a page": changed("gioi-thieu", weight=9),
    "related": changed("tin/a0", related=["c2"]),
    "corrections": changed("tin/a0", corrections=['"04/08/2026: Sửa số."']),
    "aliases": changed("tin/moi/b0", aliases=["khac.htm"]),
    "draft": changed("tin/c1", draft=True),
    "expires": changed("tin/c1", expires="2026-08-04"),
    "alternative text": changed("tin/a0", image=IMAGE.format("Khác", "", "", "trên")),
    "caption": changed("tin/a0", image=IMAGE.format("", "Chú thích", "", "trên")),
    "credit": changed("tin/a0", image=IMAGE.format("", "", "An", "trên")),
    "focus": changed("tin/a0", image=IMAGE.format("", "", "", "dưới")),
    "no picture": changed("tin/a1", image="hinh.png"),
    "bytes of a picture": written("content/tin/anh.png", encoded(photo(44, 30), "PNG")),
    "bytes of a linked picture": written("content/tin/hinh.png", encoded(photo(44, 30), "PNG")),
    "attachment": written("content/tin/bang.csv", "a,b\n1,2\n"),
    "attachment of the same size as readers see it": written("content/tin/bang.csv", ATTACHMENT + "1,2\n"),
    "chart": written("content/data/so.toml", DATA % 27),
    "redirect": written("content/data/redirects.csv", "old,new,status\n/cu.html,/tin/c1.html,301\n"),
    "tag in other letters": changed("tin/moi/b0", tags=["HỌP"]),
    "title of a page": changed("gioi-thieu", title="Về chúng tôi"),
    "recent views": written("content/data/views.csv", (COUNTS % 0).replace("9,9,9,9", "9,9,9,8")),
    "oldest article": changed("tin/d0", date="2026-07-01", tags=["Họp"]),
    "article of another year": changed("tin/d0", date="2025-07-01"),
    "summary of a section": lambda site: article(
        site, "tin/_index", title="Tin tức", date="", summary="Khác."
    ),
    "section": lambda site: site.section("content/tin", title="Tin khác"),
    "inner section": lambda site: site.section("content/tin/moi", title="Tin khác"),
    "order of sections of one title": lambda site: site.section("content/moi", title="Xã", weight=10),
    "order of sections": lambda site: site.section("content/tin", title="Tin tức", weight=3),
    "label": written("site.toml", settings('[labels]\nrelated = "Cùng chuyên mục"\n')),
    "place": written("site.toml", settings(head='place = "tỉnh Lai Châu"\n')),
    "new article": changed("tin/moi/d0", date="2026-08-05 08:00"),
    "page of its own": changed("tin/a2", layout="page"),
    "another page of each list": together(
        changed(f"so/d{n}", date="2026-08-05 08:00", tags=["Họp"], author="Sở Nội vụ") for n in range(3)
    ),
    "oldest article of a month": changed("tin/z0"),
    "no authors": together(
        changed(name, author='""') for name, fields in ARTICLES.items() if "author" in fields
    ),
    "expiry of a linked address": changed("tin/c2", expires="2026-08-04"),
    "title of a recently read article": changed("so/e1", title="Tên khác"),
    "title of the map": changed("so-do", title="Toàn bộ"),
    "title of a section with a page": lambda site: site.section("content/so", title="Con số", weight=1),
    "first article of a section": changed("moi/f0", author="Sở Nội vụ"),
    "section without articles of its own": lambda site: site.section("content/xa", title="Cấp xã", weight=9),
    "script of search": written("assets/js/search.js", "let other;\n"),
}


def write_bulletin(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the bulletin. Its sitemaps are small, so that there are several."""
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 40)
    monkeypatch.setattr(news_sitemap, "MAX_NEWS", 3)
    site.write("site.toml", settings())
    site.write("content/data/so.toml", DATA % 26)
    site.write("content/data/redirects.csv", "old,new,status\n/cu.html,/tin/moi/b0.html,301\n")
    site.write("content/data/views.csv", COUNTS % 0)
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/moi", title="Tin mới")
    site.section("content/so", title="Số liệu", weight=1)
    site.section("content/moi", title="Xã", weight=8)
    site.section("content/xa", title="Xã", weight=9)
    site.write("content/tin/bang.csv", ATTACHMENT)
    for name in ("anh", "hinh"):
        site.write(f"content/tin/{name}.png", encoded(photo(40, 30), "PNG"))
    for name in ARTICLES:
        article(site, name)
