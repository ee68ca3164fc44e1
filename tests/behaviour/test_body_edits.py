"""An edit of bodies alone is put into the pages as they stand, and is told from every other edit."""

import shutil
import time
from collections.abc import Callable

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import ENGINE, NOW, Site
from tests.unit.images.samples import encoded, photo

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{size}"><path d="M0 0h8v8z"/></svg>'
DATA = """\
title = "PAPI của tỉnh"
source = "Trang tin của tỉnh"
unit = "tỉnh"
places = 63
[[series]]
index = "PAPI"
values = [{ year = 2017, rank = 63 }, { year = 2018, rank = 26 }]
"""
PAGE = "tin/bai.html"
DAY = 24 * 60 * 60

BODIES = {
    "text": "Đoạn đầu.\n\nĐoạn hai.",
    "a link to a file": "Đoạn đầu.\n\nXem [bài khác](khac.md#muc-mot).",
    "a link to an address": "Đoạn đầu.\n\nXem [bài khác](/tin/khac.html).",
    "a link away": "Đoạn đầu.\n\nXem [cổng](https://dichvucong.gov.vn/a?b=1&c=2).",
    "an attachment": "Đoạn đầu.\n\nXem [mẫu](mau.csv) và [mẫu ấy](mau.csv).",
    "a drawing": 'Đoạn đầu.\n\n![Hình](hinh.svg "Chú thích")',
    "a photograph and itself in full": "Đoạn đầu.\n\n![Ảnh](anh.jpg)\n\nXem [ảnh lớn](anh.jpg).",
    "a photograph before all": "![Ảnh](anh.jpg)\n\nĐoạn đầu.\n\n![Hình](hinh.svg)",
    "what the fast path leaves": "Đoạn đầu.\n\nHai<br>dòng.",
    "headings": "Đoạn đầu.\n\n## Mục một\n\nChữ.\n\n## Mục một\n\n- một\n- hai",
}


@pytest.fixture
def village(site: Site) -> Site:
    """A site in which feeds show the newest article of each section, and no page but their own the others."""
    site.write("site.toml", (site.folder / "site.toml").read_text(encoding="utf-8") + "[lists]\nfeed = 1\n")
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/moi.md", title="Mới nhất", date="2026-08-02")
    site.article("content/tin/bai.md", title="Bài", body=f"{BODIES['text']}\n")
    site.article("content/tin/khac.md", title="Khác", date="2026-07-01", body=f"{BODIES['text']}\n")
    site.write("content/tin/hinh.svg", DRAWING.format(size=8))
    site.write("content/tin/anh.jpg", encoded(photo(900, 300), "JPEG"))
    site.write("content/tin/mau.csv", "a,b\n")
    site.write("content/data/so.toml", DATA)
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    return site


def is_retouched(site: Site, *, now: int = NOW, drafts: bool = False) -> bool:
    """Build; tell whether only pages were patched, and assert that a clean build gives the same."""
    report = site.build(now=now, drafts=drafts)
    quick = site.bytes()
    site.build(now=now, drafts=drafts, clean=True)
    assert site.bytes() == quick
    return "arrange" not in dict(report.stages)


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_is_replaced_in_its_existing_page(village: Site, kind: str) -> None:
    village.article("content/tin/bai.md", title="Bài", body=f"{BODIES[kind]}\n")
    village.build()
    before = village.page(PAGE)
    village.article("content/tin/bai.md", title="Bài", body=f"{BODIES[kind]}\n\nThêm một câu.\n")
    assert is_retouched(village)
    assert "Thêm một câu." in village.page(PAGE) and "Thêm một câu." not in before


def test_several_bodies_at_once(village: Site) -> None:
    for name in ("bai", "khac"):
        text = (village.folder / f"content/tin/{name}.md").read_text(encoding="utf-8")
        village.write(f"content/tin/{name}.md", f"{text}\nThêm một câu.\n")
    report = village.build()
    assert "arrange" not in dict(report.stages)
    assert (report.written, report.removed) == (2, 0)
    assert "Thêm một câu." in village.page(PAGE) and "Thêm một câu." in village.page("tin/khac.html")


@pytest.mark.parametrize("layout", ["page", "map"])
def test_a_standalone_page_has_a_body_too(village: Site, layout: str) -> None:
    page = {"title": "Giới thiệu", "date": "", "layout": layout}
    village.article("content/gioi-thieu.md", **page, body="Đoạn đầu.\n")
    village.build()
    village.article("content/gioi-thieu.md", **page, body="Đoạn đầu.\n\nThêm một câu.\n")
    assert is_retouched(village)
    assert "Thêm một câu." in village.page("gioi-thieu.html")


def edit(**front_matter: object) -> Callable[[Site], object]:
    """Return an edit that gives the article a longer body, and these fields."""
    article = {"title": "Bài", "body": f"{BODIES['text']}\n\nThêm một câu.\n", **front_matter}
    return lambda site: site.article("content/tin/bai.md", **article)  # type: ignore[arg-type]


def and_besides(change: Callable[[Site], object]) -> Callable[[Site], object]:
    def both(site: Site) -> None:
        edit()(site)
        change(site)

    return both


MORE = {
    "its title": edit(title="Bài khác"),
    "its first paragraph": edit(body="Đoạn khác.\n\nĐoạn hai.\n"),
    "its summary": edit(summary="Tóm tắt."),
    "its tags": edit(tags=("Thẻ",)),
    "its date": edit(date="2026-07-31"),
    "its author": edit(author="Ban Biên tập"),
    "its address": edit(slug="bai-khac"),
    "an old address of it": edit(aliases=("cu.html",)),
    "its picture": edit(image="hinh.svg"),
    "whether it is published": edit(draft=True),
    "where it leads": edit(body="Đoạn đầu.\n\nXem [bài khác](khac.md).\n"),
    "a chart": edit(body="Đoạn đầu.\n\n![](/data/so.toml)\n"),
    "a picture": and_besides(lambda site: site.write("content/tin/hinh.svg", DRAWING.format(size=9))),
    "a new article": and_besides(lambda site: site.article("content/tin/them.md", date="2020-01-01")),
    "one article less": and_besides(lambda site: (site.folder / "content/tin/khac.md").unlink()),
    "the name of one": and_besides(
        lambda site: (site.folder / "content/tin/khac.md").rename(site.folder / "content/tin/la.md")
    ),
    "the title of another": and_besides(
        lambda site: site.article("content/tin/khac.md", title="Khác hẳn", date="2026-07-01")
    ),
    "the settings": and_besides(
        lambda site: site.write(
            "site.toml", (site.folder / "site.toml").read_text(encoding="utf-8").replace("thử", "mới")
        )
    ),
    "a layout": and_besides(lambda site: site.write("layouts/slots/imprint.html", "<footer></footer>")),
    "a damaged page": and_besides(lambda site: site.write("output/tin/khac.html", "Hỏng")),
    "a damaged page of its own": and_besides(lambda site: site.write(f"output/{PAGE}", "Hỏng")),
    "a file more in output/": and_besides(lambda site: site.write("output/la.txt", "Lạ")),
}


@pytest.mark.parametrize("what", MORE)
def test_if_more_than_bodies_has_changed_the_site_is_assembled(village: Site, what: str) -> None:
    MORE[what](village)
    assert not is_retouched(village)


@pytest.mark.parametrize("body", ["![](/data/so.toml)", "Xem [mục](../xa/_index.md)."])
def test_a_body_may_lead_to_a_chart_or_to_a_section_without_a_file(village: Site, body: str) -> None:
    village.article("content/xa/a.md", title="Ở xã")  # in a section without a file
    village.article("content/tin/bai.md", title="Bài", body=f"Đoạn đầu.\n\n{body}\n")
    village.build()
    village.article("content/tin/bai.md", title="Bài", body=f"Đoạn đầu.\n\n{body}\n\nThêm một câu.\n")
    assert is_retouched(village)
    assert "Thêm một câu." in village.page(PAGE)


@pytest.mark.parametrize("bodies", [("", "Chữ.\n"), ("Chữ.\n", "")])
def test_a_body_may_become_empty_or_be_filled(village: Site, bodies: tuple[str, str]) -> None:
    for body in bodies:
        village.article("content/tin/bai.md", title="Bài", summary="Tóm tắt.", body=body)
        village.build()
    quick = village.bytes()
    village.build(clean=True)
    assert village.bytes() == quick


FEEDS = [f"{folder}{name}" for folder in ("", "tin/") for name in ("rss.xml", "atom.xml", "feed.json")]


def build_of_old_files(site: Site) -> None:
    """Build when settings and layouts are old enough to be trusted."""
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()


def newest(site: Site, body: str, **front_matter: object) -> None:
    """Write the newest article, which feeds show."""
    site.article("content/tin/moi.md", title="Mới nhất", date="2026-08-02", body=body, **front_matter)


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_in_feeds_is_replaced_there_too(village: Site, kind: str) -> None:
    more = {"tags": ("Thẻ",), "author": "Ban Biên tập", "image": "hinh.svg", "summary": "Tóm tắt."}
    newest(village, f"{BODIES[kind]}\n", **more)
    village.build()
    newest(village, f"{BODIES[kind]}\n\nThêm một câu.\n", **more)
    assert is_retouched(village)
    for path in (*FEEDS, "tin/moi.html"):
        assert "Thêm một câu." in village.page(path), path


def test_feeds_of_summaries_do_not_change(village: Site) -> None:
    settings = village.folder / "site.toml"
    village.write("site.toml", settings.read_text(encoding="utf-8") + "[machines]\nfull_text = false\n")
    newest(village, "Chữ.\n")
    build_of_old_files(village)
    before = {path: village.page(path) for path in FEEDS}
    newest(village, "Chữ.\n\nThêm một câu.\n")
    assert is_retouched(village)
    assert before == {path: village.page(path) for path in FEEDS}


def test_the_state_of_feeds_is_kept(village: Site) -> None:
    """Twice, and once among other edits; then a whole build finds nothing to do."""
    newest(village, "Chữ.\n\nThêm một câu.\n")
    assert "arrange" not in dict(village.build().stages)
    edit()(village)
    newest(village, "Chữ.\n\nThêm hai câu.\n")
    report = village.build()
    assert "arrange" not in dict(report.stages)
    assert report.written == len(FEEDS) + 2
    settings = village.folder / "site.toml"
    settings.write_bytes(settings.read_bytes())
    report = village.build()
    assert ("arrange" in dict(report.stages), report.written) == (True, 0)


def test_feeds_name_sections_by_their_own_files(village: Site) -> None:
    """Those of a nested section, and of one that has no file."""
    village.section("content/tin/so", title="Chuyển đổi số")
    village.article("content/tin/so/a.md", title="Ở dưới", date="2026-08-03", body="Chữ.\n")
    village.article("content/xa/b.md", title="Ở xã", date="2026-08-04", body="Chữ.\n")
    build_of_old_files(village)
    for path, title, date in (("tin/so/a", "Ở dưới", "2026-08-03"), ("xa/b", "Ở xã", "2026-08-04")):
        village.article(f"content/{path}.md", title=title, date=date, body="Chữ.\n\nThêm một câu.\n")
        assert is_retouched(village)


@pytest.mark.parametrize("body", ["![](/data/so.toml)", "Xem [mục](../xa/_index.md)."])
def test_other_articles_of_a_feed_may_lead_to_a_chart_or_to_a_section_without_a_file(
    village: Site, body: str
) -> None:
    village.article("content/xa/a.md", title="Ở xã")
    village.write(
        "site.toml",
        (village.folder / "site.toml").read_text(encoding="utf-8").replace("feed = 1", "feed = 2"),
    )
    village.article("content/tin/hai.md", title="Hai", date="2026-08-03", body=f"Đoạn đầu.\n\n{body}\n")
    build_of_old_files(village)
    newest(village, "Chữ.\n\nThêm một câu.\n")
    assert is_retouched(village)
    assert "Thêm một câu." in village.page("rss.xml")


def test_a_feed_may_have_a_layout_of_its_own(village: Site) -> None:
    """With all that layouts are given, and a shared part."""
    layout = "{{ site.search }} {{ feed.updated }}{% for item in items %}{{ item.body }}{% endfor %}"
    for text in (layout, layout + '{{ slot("imprint") }}'):
        village.write("layouts/feeds/rss.xml", text)
        newest(village, "Chữ.\n")
        build_of_old_files(village)
        newest(village, "Chữ.\n\nThêm một câu.\n")
        assert is_retouched(village)
        assert "Thêm một câu." in village.page("rss.xml")


def test_a_feed_may_lead_to_the_last_search_index(village: Site) -> None:
    settings = village.folder / "site.toml"
    village.write(
        "site.toml", settings.read_text(encoding="utf-8").replace("search = false", "search = true")
    )
    village.write(
        "layouts/feeds/rss.xml", "{{ site.search }}{% for item in items %}{{ item.body }}{% endfor %}"
    )
    time.sleep(TRUST_AFTER_NS / 1e9)
    for mode in ("build", "last"):
        village.build(search=mode)
    newest(village, "Chữ.\n\nThêm một câu.\n")
    assert "arrange" not in dict(village.build(search="last").stages)
    assert "tim-kiem" in village.page("rss.xml") and "Thêm một câu." in village.page("rss.xml")
    settings.write_bytes(settings.read_bytes())
    assert village.build(search="last").written == 0


def test_a_search_index_that_is_gone_is_not_led_to(village: Site) -> None:
    """No source tells that; the recipes of the feeds do."""
    settings = village.folder / "site.toml"
    village.write(
        "site.toml", settings.read_text(encoding="utf-8").replace("search = false", "search = true")
    )
    layout = "[{{ site.search }}]{% for item in items %}{{ item.body }}{% endfor %}"
    village.write("layouts/feeds/rss.xml", layout)
    time.sleep(TRUST_AFTER_NS / 1e9)
    for mode in ("build", "last"):
        village.build(search=mode)
    for folder in (village.folder / ".cache/search").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    newest(village, "Chữ.\n\nThêm một câu.\n")
    assert "arrange" in dict(village.build(search="last").stages)
    assert village.page("rss.xml").startswith("[]")


def test_a_feed_layout_that_fails_with_the_new_body_is_told(village: Site) -> None:
    village.write(
        "layouts/feeds/rss.xml",
        "{% for item in items %}\n{% if 'câu' in item.body %}{{ item.khong }}{% endif %}\n{% endfor %}",
    )
    build_of_old_files(village)
    before = village.bytes()
    newest(village, "Chữ.\n\nThêm một câu.\n")
    (problem,) = village.problems()
    assert "layouts/feeds/rss.xml:2" in problem and "khong" in problem
    assert village.bytes() == before


def test_time_may_change_more_than_a_body(village: Site) -> None:
    village.article("content/tin/mai.md", title="Ngày mai", date="2026-08-06")
    village.build()
    edit()(village)
    assert not is_retouched(village, now=NOW + 2 * DAY)
    assert "Ngày mai" in village.page("index.html")


def test_a_text_that_has_expired_does_not_take_the_page_of_its_copy(village: Site) -> None:
    old = {"title": "Bài", "slug": "bai", "expires": "2026-08-02"}
    village.article("content/tin/cu.md", **old, body=f"{BODIES['text']}\n")
    village.build()
    village.article("content/tin/cu.md", **old, body=f"{BODIES['text']}\n\nThêm một câu.\n")
    assert not is_retouched(village)
    assert "Thêm một câu." not in village.page(PAGE)


def test_bodies_of_drafts_are_patched(village: Site) -> None:
    village.article("content/tin/nhap.md", title="Nháp", date="2026-07-02", draft=True)
    village.build(drafts=True)
    edit()(village)
    assert is_retouched(village, drafts=True)
    village.article(
        "content/tin/nhap.md", title="Nháp", date="2026-07-02", draft=True, body="Chữ.\n\nThêm.\n"
    )
    assert not is_retouched(village, drafts=True)


def test_saving_an_article_without_an_edit_changes_nothing(village: Site) -> None:
    path = village.folder / "content/tin/bai.md"
    path.write_bytes(path.read_bytes())
    report = village.build()
    assert (report.written, "arrange" in dict(report.stages)) == (0, False)


def test_a_warning_follows_the_edits_of_a_body(village: Site) -> None:
    warnings = []
    for body in (
        "Đoạn<br>đầu.\n\n<blink>Hai</blink>.\n",
        "Đoạn<br>đầu.\n\nBa <blink>bốn</blink>.\n",
        "Đoạn<br>đầu.\n\nBa.\n",
    ):
        village.article("content/tin/bai.md", title="Bài", body=body)
        warnings.append([(warning.code, warning.line) for warning in village.build().warnings])
    assert warnings == [[("warn-tag-removed", 8)], [("warn-tag-removed", 8)], []]


def test_a_mistake_in_the_body_is_told_and_nothing_is_published(village: Site) -> None:
    before = village.bytes()
    village.article("content/tin/bai.md", title="Bài", body=f"{BODIES['text']}\n\n![](khong-co.svg)\n")
    assert len(village.problems()) == 1
    assert village.bytes() == before
    edit()(village)
    assert is_retouched(village)


def test_an_empty_folder_that_is_a_mistake_is_told(village: Site) -> None:
    (village.folder / "content/Tin").mkdir()
    edit()(village)
    assert len(village.problems()) == 1


def test_the_state_equals_that_of_a_clean_build(village: Site) -> None:
    """So the next build that looks at everything finds that nothing is to be done."""
    edit()(village)
    assert "arrange" not in dict(village.build().stages)
    settings = village.folder / "site.toml"
    settings.write_bytes(settings.read_bytes())
    report = village.build()
    assert "arrange" in dict(report.stages)
    assert report.written == 0


def inodes(site: Site) -> dict[str, int]:
    """Return the inodes of all files in output/, and of output/ itself."""
    output = site.folder / "output"
    return {str(path.relative_to(output)): path.stat().st_ino for path in (output, *output.rglob("*"))}


def test_a_single_page_is_replaced_by_a_rename(village: Site) -> None:
    before = inodes(village)
    edit()(village)
    village.build()
    after = inodes(village)
    assert [path for path in before if after[path] != before[path]] == [PAGE]
    assert not (village.folder / ".output.previous").exists()


def test_serve_notifies_pages_as_soon_as_the_page_is_replaced(village: Site) -> None:
    """`serve` has browsers load it then."""
    edit()(village)
    messages: list[tuple[str, bool]] = []
    settings = config.load(str(village.folder), engine=str(ENGINE))
    pipeline.build(
        settings, Options(NOW), lambda stage: messages.append((stage, "Thêm một câu." in village.page(PAGE)))
    )
    assert messages[-2:] == [("publish", False), ("tidy", True)]


def test_saving_an_article_without_an_edit_leaves_output_unchanged(village: Site) -> None:
    before = inodes(village)
    path = village.folder / "content/tin/bai.md"
    path.write_bytes(path.read_bytes())
    build_of_old_files(village)
    assert inodes(village) == before
    assert "read" not in dict(village.build().stages)


@pytest.mark.parametrize("has_page", [True, False])
def test_the_next_site_is_made_of_the_one_before_a_page_was_replaced(village: Site, has_page: bool) -> None:
    """That has the page as it was before, or not at all."""

    def write(number: str) -> None:
        body = f"Đoạn đầu.\n\nThêm {number} câu.\n"
        village.article("content/tin/them.md", title="Thêm", date="2020-01-01", body=body)

    write("một")
    village.build()
    if has_page:
        newest(village, "Chữ.\n\nThêm một câu.\n")
        village.build()
    spare = (village.folder / ".output.previous").stat().st_ino
    assert (village.folder / ".output.previous/tin/them.html").exists() == has_page
    for number in ("hai", "ba"):
        write(number)
        assert "arrange" not in dict(village.build().stages)
        assert (village.folder / ".output.previous").stat().st_ino == spare
    newest(village, "Chữ.\n\nThêm hai câu.\n")
    assert village.build().written == len(FEEDS) + 1
    assert (village.folder / "output").stat().st_ino == spare
    assert "Thêm ba câu." in village.page("tin/them.html")
    quick = village.bytes()
    village.build(clean=True)
    assert village.bytes() == quick


def test_shared_regions_are_replaced_around_a_new_body(village: Site) -> None:
    edit()(village)
    village.build()
    village.article("content/tin/moi.md", title="Mới nhất, tên khác", date="2026-08-02")
    village.build()
    page = village.page(PAGE)
    assert "Mới nhất, tên khác" in page and "Thêm một câu." in page
    quick = village.bytes()
    village.build(clean=True)
    assert village.bytes() == quick


def test_the_search_index_follows_a_body(village: Site) -> None:
    settings = village.folder / "site.toml"
    village.write(
        "site.toml", settings.read_text(encoding="utf-8").replace("search = false", "search = true")
    )
    time.sleep(TRUST_AFTER_NS / 1e9)
    village.build(search="build")
    before = {path: data for path, data in village.bytes().items() if "tim-kiem" in path}
    edit()(village)
    village.build(search="build")
    quick = village.bytes()
    assert before != {path: quick[path] for path in quick if "tim-kiem" in path}
    village.build(search="build", clean=True)
    assert village.bytes() == quick


def test_a_picture_that_waits_for_better_files_gets_them(village: Site) -> None:
    """In a preview new photographs are given out as one file each."""
    body = BODIES["a photograph before all"]
    village.article("content/tin/bai.md", title="Bài", body=f"{body}\n")
    for name in ("output", ".cache"):
        shutil.rmtree(village.folder / name)
    settings = config.load(str(village.folder), engine=str(ENGINE))
    preview = Options(NOW, preview=True)
    pipeline.build(settings, preview)
    village.article("content/tin/bai.md", title="Bài", body=f"{body}\n\nThêm một câu.\n")
    assert "arrange" not in dict(pipeline.build(settings, preview).stages)
    assert "<picture" not in village.page(PAGE)
    village.article("content/tin/bai.md", title="Bài", body=f"{body}\n\nThêm hai câu.\n")
    assert not is_retouched(village)
    assert "<picture" in village.page(PAGE) and "Thêm hai câu." in village.page(PAGE)
