"""Which files of the search index builds write, keep and leave. What readers find: tests/browser/search/."""

import json
import re
import shutil
import time
from collections.abc import Mapping

import pytest

from bantin.parallel import Workers
from bantin.search import bundle, index
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import NOW, SETTINGS, Site
from tests.trees import read_tree

PAGE = "tim-kiem.html"


@pytest.fixture
def news(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with four articles of three years and a standalone page, divided into parts like a large one."""
    monkeypatch.setattr(index, "FEW", 0)
    site.write("site.toml", SETTINGS.replace("search = false\n", ""))
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/xa", title="Tin xã")
    site.article(
        "content/tin/hop-bao.md", title="Họp báo tháng Tám", date="2026-08-01", body="Đường dây nóng.\n"
    )
    site.article("content/tin/xa/mot-cua.md", title="Một cửa", date="2026-07-01", body="Hồ sơ.\n")
    site.article("content/tin/cu.md", title="Tin cũ", date="2025-08-01")
    site.article("content/tin/cu-hon.md", title="Tin cũ hơn", date="2024-08-01")
    site.article("content/gioi-thieu.md", title="Giới thiệu", date="", layout="page")
    site.article("content/so-do-trang.md", title="Sơ đồ trang", date="", layout="map")
    return site


def bundles(site: Site) -> dict[str, str]:
    """Return the folders of the index by their contents: "trang", "2026"."""
    return {path.name.partition("-")[0]: path.name for path in (site.folder / "output/tim-kiem").iterdir()}


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {part for part in before.keys() | after.keys() if before.get(part) != after.get(part)}


def edit(site: Site, path: str, old: str, new: str) -> None:
    file = site.folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# ---- what is published ----


def test_there_is_a_part_for_each_year_and_one_for_standalone_pages(news: Site) -> None:
    news.build(search="build")
    parts = bundles(news)
    assert set(parts) == {"trang", "2024", "2025", "2026"}
    register = json.loads(news.page(f"tim-kiem/{parts['2026']}/register.json"))
    assert register["sections"] == {"names": ["tin", "tin/xa"], "of": [0, 1]}
    cards = json.loads(news.page(f"tim-kiem/{parts['2026']}/cards-0.json"))
    assert [card[0] for card in cards] == ["Họp báo tháng Tám", "Một cửa"]


def test_few_articles_are_one_part(news: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 400)
    news.build(search="build")
    assert set(bundles(news)) == {"tat"}
    [name] = bundles(news).values()
    assert f'data-parts="{name}:0:6:4 "' in news.page(PAGE)
    assert f'<link rel="preload" href="/tim-kiem/{name}/all.json" as="fetch" crossorigin>' in news.page(PAGE)
    index_file = json.loads(news.page(f"tim-kiem/{name}/all.json"))
    assert index_file.keys() == {"cards-0.json", "register.json", "vocabulary.json", "words-0.json"}
    titles = [card[0] for card in index_file["cards-0.json"]]
    assert titles[-2:] == ["Giới thiệu", "Sơ đồ trang"], "what has no date comes last"


def test_years_with_few_articles_are_joined_from_the_oldest_on(
    news: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "FEW", 2)
    news.build(search="build")
    before = bundles(news)
    assert set(before) == {"trang", "2024_2025", "2026"}
    register = json.loads(news.page(f"tim-kiem/{before['2024_2025']}/register.json"))
    assert register["years"] == {"names": ["2024", "2025"], "of": [1, 0]}
    news.article("content/tin/moi.md", title="Năm sau", date="2027-01-01")
    news.build(now=NOW + 200 * 86_400, search="build")
    assert bundles(news)["2024_2025"] == before["2024_2025"]


def test_many_words_are_several_files_that_no_page_preloads(
    news: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "FEW", 400)
    monkeypatch.setattr(bundle, "_ONE_FILE_BYTES", 0)
    news.build(search="build")
    [name] = bundles(news).values()
    assert f'data-parts="{name}:1:6:4 "' in news.page(PAGE)
    assert 'rel="preload"' not in news.page(PAGE)
    assert len(json.loads(news.page(f"tim-kiem/{name}/cards-0.json"))) == 6


def test_the_index_is_data_alone(news: Site) -> None:
    news.build(search="build")
    names = {path.rpartition("/")[2] for path in news.bytes() if path.startswith("tim-kiem/")}
    assert names == {"cards-0.json", "register.json", "vocabulary.json", "words-0.json"}


def postings(site: Site, part: str) -> dict[str, object]:
    shard = json.loads(site.page(f"tim-kiem/{bundles(site)[part]}/words-0.json"))
    assert isinstance(shard, dict)
    return shard


def test_abbreviations_are_found_by_their_meaning_and_the_other_way_round(news: Site) -> None:
    listed = 'CCHC = "cải cách hành chính"\nUBND = "Ủy ban nhân dân"\n"KT-XH" = "kinh tế - xã hội"\n'
    news.write("content/data/viet-tat.toml", listed)
    edit(news, "content/tin/hop-bao.md", "Đường dây", "Kế hoạch CCHC, KT-XH:")
    edit(news, "content/tin/cu.md", "Chữ.", "Uỷ ban nhân dân tỉnh.")
    news.build(search="build")
    assert {"cchc", "cai", "hanh ", "kinh"} <= postings(news, "2026").keys()
    assert postings(news, "2026")["cai "] == {"cach": [0]}
    assert postings(news, "2026")["cchc="] == [["cchc", "cải cách hành chính"]]
    assert postings(news, "2026")["cai="] == [["cải cách hành chính", "cchc"]]
    assert "ubnd" in postings(news, "2025")
    assert "ubnd" not in postings(news, "2024")


def test_every_page_has_a_plain_form_and_only_one_loads_a_script_for_it(news: Site) -> None:
    news.build(search="build")
    for path in news.bytes():
        if not path.endswith(".html"):
            continue
        page = news.page(path)
        tree = read_tree(page)
        forms = [form for form in tree.all("form.find") if form.attributes["action"] == f"/{PAGE}"]
        assert [[field.attributes["name"] for field in form.all("input")] for form in forms][:1] == [["q"]], (
            path
        )
        assert "script-src 'self';" in page
        assert ("/assets/search." in page) is (path == PAGE)


def test_the_page_of_results_offers_sections_years_and_orders(news: Site) -> None:
    news.build(search="build")
    tree = read_tree(news.page(PAGE))
    lists = {node.attributes["name"]: node.texts("option") for node in tree.all("select")}
    assert lists == {
        "muc": ["Tất cả", "Tin tức", "– Tin xã"],
        "nam": ["Mọi năm", "2026", "2025", "2024"],
        "xep": ["Phù hợp nhất", "Mới nhất", "Cũ nhất"],
    }
    assert "/so-do-trang.html" in tree.one("noscript").hrefs()


# ---- what is written again ----


def test_sections_are_listed_before_and_below_results(news: Site) -> None:
    news.build(search="build")
    below = news.page(PAGE).partition('class="results"')[2].partition('class="side"')[0]
    assert '<a href="/tin/">Tin tức</a>' in below


def test_two_clean_builds_and_any_number_of_processes_give_the_same_bytes(news: Site) -> None:
    news.build(search="build")
    first = news.bytes()
    shutil.rmtree(news.folder / ".cache")
    news.build(search="build", workers=Workers(3))
    assert news.bytes() == first


EDITS = [
    ("content/tin/hop-bao.md", "Đường dây", "Số điện thoại", {"2026"}),
    ("content/tin/cu.md", "Tin cũ", "Tin xưa", {"2025"}),
    ("content/tin/cu.md", "2025-08-01", "2026-01-01", {"2025", "2026"}),
    ("content/gioi-thieu.md", "Chữ.", "Lời.", {"trang"}),
    # What nobody searches for, nor is shown among results.
    ("content/tin/hop-bao.md", "nóng", "*nóng*", set()),
    ("content/tin/hop-bao.md", "---\n\n", "views: 12\n---\n\n", set()),
    ("content/tin/_index.md", "Tin tức", "Tin", set()),
]


def inodes(site: Site) -> dict[str, int]:
    """Return the inode of each bundle's folder, which is new if the bundle is."""
    folders = (path for path in (site.folder / ".cache/search").iterdir() if path.is_dir())
    return {path.name.partition("-")[0]: path.stat().st_ino for path in folders}


def test_an_edit_makes_the_parts_again_whose_words_it_changes(news: Site) -> None:
    news.build(search="build")
    for path, old, new, parts in EDITS:
        names, folders = bundles(news), inodes(news)
        edit(news, path, old, new)
        news.build(search="build")
        assert changed(names, bundles(news)) == parts, new
        assert changed(folders, inodes(news)) == parts, new
    quick, folders = news.bytes(), inodes(news)
    news.build(search="build", clean=True)
    assert news.bytes() == quick
    assert not folders.items() & inodes(news).items()


def test_a_build_that_finds_nothing_changed_does_not_ask_for_the_index(news: Site) -> None:
    news.build(search="build")
    news.build(search="build")  # files are too young at first to be believed unread
    report = news.build(search="build")
    assert (report.written, report.removed) == (0, 0)
    assert "search" not in dict(report.stages)


@pytest.mark.parametrize("harm", ["delete the folder", "delete a file", "truncate a file"])
def test_a_damaged_cache_is_made_again(news: Site, harm: str) -> None:
    news.build(search="build")
    expected = news.bytes()
    folder = news.folder / ".cache/search" / bundles(news)["2026"]
    if harm == "delete the folder":
        shutil.rmtree(folder)
    elif harm == "delete a file":
        (folder / "register.json").unlink()
    else:
        (folder / "register.json").write_bytes(b"{")
    shutil.rmtree(news.folder / "output")
    news.build(search="build")
    assert news.bytes() == expected


def test_only_bundles_in_use_are_kept(news: Site) -> None:
    news.build(search="build")
    edit(news, "content/tin/hop-bao.md", "Đường dây", "Số điện thoại")
    news.article("content/tin/nhap.md", title="Nháp", date="2026-08-02", draft=True)
    news.build(search="build")
    plain = set(bundles(news).values())
    news.build(search="build", drafts=True)
    with_drafts = set(bundles(news).values())
    kept = {path.name for path in (news.folder / ".cache/search").iterdir() if path.is_dir()}
    assert kept == plain | with_drafts
    assert len(with_drafts - plain) == 1


# ---- leaving it out ----


@pytest.mark.parametrize("how", ["--no-search", "site.toml"])
def test_search_can_be_left_out(news: Site, capsys: pytest.CaptureFixture[str], how: str) -> None:
    arguments = [how] if how == "--no-search" else []
    if not arguments:
        news.write("site.toml", SETTINGS)
    assert news.main(capsys, "build", "--now", "2026-08-05", *arguments).code == 0
    without = news.bytes()
    assert not [path for path in without if "tim-kiem" in path or "search" in path]
    assert not [path for path, data in without.items() if b"tim-kiem" in data]


def test_search_can_be_switched_on_and_off(news: Site) -> None:
    time.sleep(TRUST_AFTER_NS / 1e9)  # else every build renders everything
    news.build(search="build")
    with_search = news.bytes()
    assert f"/{PAGE}</loc>" in news.page("sitemap.xml")
    news.build()
    without = news.bytes()
    assert without.keys() < with_search.keys()
    news.build(clean=True)
    assert news.bytes() == without
    news.build(search="build")
    assert news.bytes() == with_search
    news.build()
    assert news.bytes() == without


def test_authors_may_link_to_the_page_of_results(news: Site) -> None:
    edit(news, "content/tin/cu.md", "Chữ.", "[Tìm](/tim-kiem.html?q=một+cửa)")
    news.build(search="build")
    assert re.search(r'href="/tim-kiem\.html\?q=[^"]+">Tìm', news.page("tin/cu.html"))
