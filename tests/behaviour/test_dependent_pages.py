"""An article whose own file is unchanged shows what has changed elsewhere."""

import marshal
import time
from collections.abc import Callable
from typing import Any

import pytest

from bantin.cache.blobs import load
from bantin.cache.state import State
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import NOW, ROOT, Site

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{size}"><path d="M0 0h8v8z"/></svg>'
DATA = """\
title = "PAPI của tỉnh"
source = "Trang tin của tỉnh"
places = 63
[[series]]
index = "PAPI"
unit = "tỉnh"
values = [{{ year = 2017, rank = {rank} }}, {{ year = 2018, rank = 26 }}]
"""
BODY = """\
![Hình](trong-bai.svg)

[Bài khác](../../khac.md), [giới thiệu](/gioi-thieu.md), [bản vẽ](goc.svg), [mẫu](mau.csv).

![Biểu đồ](/data/so.toml)
"""
PAGE = "tin/xa/bai.html"


def draw(name: str, size: int) -> Callable[[Site], object]:
    return lambda site: site.write(f"content/tin/xa/{name}", DRAWING.format(size=size))


CHANGES: dict[str, Callable[[Site], object]] = {
    "its picture": draw("hinh.svg", 16),
    "a picture in its text": draw("trong-bai.svg", 16),
    "a picture that it links to": draw("goc.svg", 16),
    "the size of an attachment": lambda site: site.write("content/tin/xa/mau.csv", "a,b\n" * 999),
    "a figure of its chart": lambda site: site.write("content/data/so.toml", DATA.format(rank=40)),
    "its section's title": lambda site: site.section("content/tin/xa", title="Tin ở xã"),
    "the title of the section above": lambda site: site.section("content/tin", title="Thời sự"),
    "the address of an article that it links to": lambda site: site.article(
        "content/khac.md", title="Khác", date="2020-01-01", slug="bai-khac"
    ),
    "the address of a page that it links to": lambda site: site.article(
        "content/gioi-thieu.md", title="Giới thiệu", date="", layout="page", slug="ve-chung-toi"
    ),
    "the title of a related article": lambda site: site.article(
        "content/khac.md", title="Bài khác nữa", date="2020-01-01"
    ),
    "the date of its neighbour": lambda site: site.article(
        "content/tin/xa/cu.md", title="Cũ", date="2026-07-31"
    ),
    "an article between it and its neighbour": lambda site: site.article(
        "content/tin/xa/giua.md", title="Giữa", date="2026-07-15"
    ),
}


@pytest.fixture
def village(site: Site) -> Site:
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/xa", title="Tin xã")
    site.article("content/tin/xa/bai.md", title="Bài", image="hinh.svg", related=("khac",), body=BODY)
    site.article("content/tin/xa/cu.md", title="Cũ", date="2026-07-01")
    site.article("content/khac.md", title="Khác", date="2020-01-01")
    site.article("content/gioi-thieu.md", title="Giới thiệu", date="", layout="page")
    for name in ("hinh.svg", "trong-bai.svg", "goc.svg"):
        draw(name, 8)(site)
    site.write("content/tin/xa/mau.csv", "a,b\n")
    site.write("content/data/so.toml", DATA.format(rank=63))
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    return site


@pytest.mark.parametrize("change", CHANGES)
def test_changes_of_other_articles_are_shown_on_an_articles_page(village: Site, change: str) -> None:
    before = village.page(PAGE)
    CHANGES[change](village)
    village.build()
    quick = village.bytes()
    assert village.page(PAGE) != before
    village.build(clean=True)
    assert village.bytes() == quick


def test_a_link_follows_its_file_to_another_address(village: Site) -> None:
    """Two articles exchange their addresses; each address, title and date is as before."""
    for name, slug in (("mot", "dau"), ("hai", "sau")):
        village.article(f"content/{name}.md", title=slug, date="2020-01-01", slug=slug)
    village.article("content/tin/xa/bai.md", title="Bài", body="[Một](../../mot.md)\n")
    village.build()
    assert 'href="/dau.html">Một' in village.page(PAGE)
    for name, slug in (("mot", "sau"), ("hai", "dau")):
        village.article(f"content/{name}.md", title=slug, date="2020-01-01", slug=slug)
    village.build()
    assert 'href="/sau.html">Một' in village.page(PAGE)


# What changes of an article, and the lists that show it.
IN_LISTS: dict[str, tuple[dict[str, object], set[str]]] = {
    "title": (
        {"title": "Khác hẳn"},
        {"luu-tru/2020/01/index.html", "the/xa/index.html", "tin/phuong/index.html"},
    ),
    "summary": ({"summary": "Câu tóm tắt khác."}, {"tin/phuong/index.html"}),
    "views": ({"views": 12}, {"tin/phuong/index.html"}),
    "picture": ({"image": "../xa/goc.svg"}, {"tin/phuong/index.html"}),
    "date": (
        {"date": "2020-02-01"},
        {"luu-tru/2020/02/index.html", "luu-tru/2020/index.html", "the/xa/index.html"},
    ),
    "tags": ({"tags": ("Phường",)}, {"the/index.html", "the/phuong/index.html"}),
    "slug": (
        {"slug": "bai-khac"},
        {"luu-tru/2020/01/index.html", "the/xa/index.html", "tin/phuong/index.html"},
    ),
}


@pytest.mark.parametrize("change", IN_LISTS)
def test_changes_of_an_article_are_shown_in_its_lists(village: Site, change: str) -> None:
    article: dict[str, Any] = {"title": "Khác", "date": "2020-01-01", "tags": ("Xã",)}
    village.article("content/tin/phuong/bai.md", **article)
    village.build()
    before = village.bytes()
    what, lists = IN_LISTS[change]
    village.article("content/tin/phuong/bai.md", **{**article, **what})
    village.build()
    quick = village.bytes()
    assert all(before.get(path) != quick[path] for path in lists)
    village.build(clean=True)
    assert village.bytes() == quick


def test_a_layout_that_has_changed_is_seen_on_all_its_pages(village: Site) -> None:
    village.article("content/tin/xa/the.md", title="Có thẻ", tags=("Xã",))
    names = ("pages/index.html", "pages/article.html", "pages/list.html", "pages/year.html")
    layouts = {name: (ROOT / "layouts" / name).read_text(encoding="utf-8") for name in names}
    for word in ("", "<p>Mới</p>"):
        for name, layout in layouts.items():
            village.write(f"layouts/{name}", layout.replace("{% block main %}", "{% block main %}" + word))
        village.build()
    for path in (PAGE, "tin/xa/index.html", "the/xa/index.html", "the/index.html", "luu-tru/2026/index.html"):
        assert "<p>Mới</p>" in village.page(path)


@pytest.mark.parametrize("name, markup", [("link_line", " <time"), ("picture", "<img")])
def test_a_part_that_links_or_pictures_are_written_by_is_seen_wherever_they_are(
    village: Site, name: str, markup: str
) -> None:
    layout = (ROOT / "layouts" / "parts" / f"{name}.html").read_text(encoding="utf-8")
    for word in ("", "<i>Mới</i>"):
        village.write(f"layouts/parts/{name}.html", layout.replace(markup, word + markup))
        village.build()
    quick = village.bytes()
    assert "<i>Mới</i>" in quick[PAGE].decode()
    village.build(clean=True)
    assert village.bytes() == quick


def test_a_notice_goes_from_lists_with_its_time(village: Site) -> None:
    """In a preview with drafts; the article's own file is unchanged."""
    village.article("content/tin/xa/mai.md", title="Bài ngày mai", date="2026-08-07", tags=("Xã",))
    village.build(drafts=True)
    day = 24 * 60 * 60
    before = village.bytes()
    village.build(drafts=True, now=NOW + 2 * day)
    quick = village.bytes()
    for path in ("the/xa/index.html", "luu-tru/2026/08/index.html", "tin/xa/index.html", PAGE):
        assert before[path] != quick[path]
    village.build(drafts=True, now=NOW + 2 * day, clean=True)
    assert village.bytes() == quick


def swap_files(site: Site) -> None:
    """Exchange the files of two articles with fixed addresses."""
    folder = site.folder / "content/tin/xa"
    for before, after in (("mot.md", "tam.md"), ("hai.md", "mot.md"), ("tam.md", "hai.md")):
        (folder / before).rename(folder / after)


LINK = {"body": "[Một](mot.md)\n"}


@pytest.mark.parametrize(
    "named, kind", [({"related": ("tin/xa/mot",)}, "article"), (LINK, "article"), (LINK, "page")]
)
def test_a_link_to_a_file_means_its_present_article(village: Site, named: dict[str, Any], kind: str) -> None:
    for name, slug in (("mot", "dau"), ("hai", "sau")):
        date = "2020-01-01" if kind == "article" else ""
        village.article(f"content/tin/xa/{name}.md", title=f"Bài {slug}", date=date, slug=slug, layout=kind)
    village.article("content/tin/xa/ba.md", title="Người nhắc", date="2020-01-03", **named)
    village.build()
    before = village.page("tin/xa/ba.html")
    swap_files(village)
    village.build()
    quick = village.bytes()
    assert quick["tin/xa/ba.html"].decode() != before
    village.build(clean=True)
    assert village.bytes() == quick


def test_a_link_to_a_deleted_file_is_a_problem(village: Site) -> None:
    village.article("content/tin/xa/mot.md", title="Bài đầu", date="2020-01-01", slug="dau")
    village.article("content/khac.md", title="Khác", date="2020-01-01", related=("tin/xa/mot",))
    village.build()
    (village.folder / "content/tin/xa/mot.md").rename(village.folder / "content/tin/xa/moi.md")
    problems = village.problems()
    assert len(problems) == 1 and "tin/xa/mot" in problems[0]


def test_all_problems_of_a_new_article_are_reported(village: Site) -> None:
    village.article("content/tin/xa/moi.md", date="32/13/2026", related=("khong-co",))
    problems = village.problems()
    assert len(problems) == 2 and any("khong-co" in problem for problem in problems)


def test_an_edit_of_another_body_keeps_the_page(village: Site) -> None:
    kept = (village.folder / "output" / PAGE).stat().st_ino
    village.article("content/khac.md", title="Khác", date="2020-01-01", body="Chữ khác.\n")
    village.build()
    assert (village.folder / "output" / PAGE).stat().st_ino == kept


def test_every_process_leaves_the_same_fingerprints_and_the_same_order(village: Site) -> None:
    """Otherwise the next build would render unchanged pages."""
    for number in range(8):
        draw(f"hinh-{number}.svg", 8)(village)
        village.article(f"content/tin/xa/bai-{number}.md", title=f"Bài {number}", image=f"hinh-{number}.svg")
    results = set()
    for seed in "123":
        assert village.run("build", "--clean", PYTHONHASHSEED=seed).code == 0
        [state] = (village.folder / ".cache").rglob("site-*/state")
        fields = dict(zip(State._fields, load(str(state)), strict=True))
        site_index = state.parents[1] / f"value-{fields['site_index'].hex()}"
        results.add(repr((fields["pages"], marshal.loads(site_index.read_bytes()))))
    assert len(results) == 1
