"""An edit of bodies alone is put into the existing pages, and is distinguished from every other edit."""

from collections.abc import Callable

import pytest

from tests.behaviour.body_edits.conftest import BODIES, DRAWING, PAGE, edit, is_patched
from tests.conftest import NOW, Site

DAY = 24 * 60 * 60


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_is_replaced_in_its_existing_page(village: Site, kind: str) -> None:
    village.article("content/tin/bai.md", title="Bài", body=f"{BODIES[kind]}\n")
    village.build()
    before = village.page(PAGE)
    village.article("content/tin/bai.md", title="Bài", body=f"{BODIES[kind]}\n\nThêm một câu.\n")
    assert is_patched(village)
    assert "Thêm một câu." in village.page(PAGE) and "Thêm một câu." not in before


def test_several_edited_bodies_are_patched_in_one_build(village: Site) -> None:
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
    assert is_patched(village)
    assert "Thêm một câu." in village.page("gioi-thieu.html")


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
    assert not is_patched(village)


@pytest.mark.parametrize("body", ["![](/data/so.toml)", "Xem [mục](../xa/_index.md)."])
def test_a_body_may_link_to_a_chart_or_to_a_section_without_a_file(village: Site, body: str) -> None:
    village.article("content/xa/a.md", title="Ở xã")  # in a section without a file
    village.article("content/tin/bai.md", title="Bài", body=f"Đoạn đầu.\n\n{body}\n")
    village.build()
    village.article("content/tin/bai.md", title="Bài", body=f"Đoạn đầu.\n\n{body}\n\nThêm một câu.\n")
    assert is_patched(village)
    assert "Thêm một câu." in village.page(PAGE)


@pytest.mark.parametrize("between", [("\n\n", " "), (" ", "\n\n")])
def test_pictures_may_become_a_gallery_or_leave_one(village: Site, between: tuple[str, str]) -> None:
    pages = []
    for space in between:
        village.article(
            "content/tin/bai.md", title="Bài", body=f"Đầu.\n\n![A](anh.jpg){space}![B](anh.jpg)\n"
        )
        village.build()
        pages.append(village.page(PAGE))
    apart, together = sorted(pages, key=lambda page: "gallery" in page)
    assert "53rem" in apart and "53rem" not in together, "the width that the pictures are shown in"
    quick = village.bytes()
    village.build(clean=True)
    assert village.bytes() == quick


def test_a_gallery_with_a_caption_before_all_has_no_picture_as_wide_as_the_column(village: Site) -> None:
    body = "![A](anh.jpg) ![B](anh.jpg)\n*Chú thích.*\n\nChữ.\n"
    village.article("content/tin/bai.md", title="Bài", body=body)
    village.build()
    page = village.page(PAGE)
    assert "Chú thích." in page and page.count("26rem") == 4 and "53rem" not in page


@pytest.mark.parametrize("bodies", [("", "Chữ.\n"), ("Chữ.\n", "")])
def test_a_body_may_become_empty_or_be_filled(village: Site, bodies: tuple[str, str]) -> None:
    for body in bodies:
        village.article("content/tin/bai.md", title="Bài", summary="Tóm tắt.", body=body)
        village.build()
    quick = village.bytes()
    village.build(clean=True)
    assert village.bytes() == quick


def test_time_may_change_more_than_a_body(village: Site) -> None:
    village.article("content/tin/mai.md", title="Ngày mai", date="2026-08-06")
    village.build()
    edit()(village)
    assert not is_patched(village, now=NOW + 2 * DAY)
    assert "Ngày mai" in village.page("index.html")


def test_an_expired_text_does_not_take_the_page_of_its_copy(village: Site) -> None:
    old = {"title": "Bài", "slug": "bai", "expires": "2026-08-02"}
    village.article("content/tin/cu.md", **old, body=f"{BODIES['text']}\n")
    village.build()
    village.article("content/tin/cu.md", **old, body=f"{BODIES['text']}\n\nThêm một câu.\n")
    assert not is_patched(village)
    assert "Thêm một câu." not in village.page(PAGE)


def test_bodies_of_drafts_are_patched(village: Site) -> None:
    village.article("content/tin/nhap.md", title="Nháp", date="2026-07-02", draft=True)
    village.build(drafts=True)
    edit()(village)
    assert is_patched(village, drafts=True)
    village.article(
        "content/tin/nhap.md", title="Nháp", date="2026-07-02", draft=True, body="Chữ.\n\nThêm.\n"
    )
    assert not is_patched(village, drafts=True)


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


def test_a_mistake_in_the_body_is_reported_and_nothing_is_published(village: Site) -> None:
    before = village.bytes()
    village.article("content/tin/bai.md", title="Bài", body=f"{BODIES['text']}\n\n![](khong-co.svg)\n")
    assert len(village.problems()) == 1
    assert village.bytes() == before
    edit()(village)
    assert is_patched(village)


def test_an_empty_folder_that_is_a_mistake_is_reported(village: Site) -> None:
    (village.folder / "content/Tin").mkdir()
    edit()(village)
    assert len(village.problems()) == 1


def test_the_state_equals_that_of_a_clean_build(village: Site) -> None:
    """So the next full build finds nothing to do."""
    edit()(village)
    assert "arrange" not in dict(village.build().stages)
    settings = village.folder / "site.toml"
    settings.write_bytes(settings.read_bytes())
    report = village.build()
    assert "arrange" in dict(report.stages)
    assert report.written == 0
