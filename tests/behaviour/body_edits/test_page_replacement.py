"""What an edited body changes in output/: one file by a rename, or the page and what depends on it."""

import shutil
import time

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.behaviour.body_edits.conftest import (
    BODIES,
    FEEDS,
    PAGE,
    build_of_old_files,
    edit,
    is_patched,
    newest,
)
from tests.conftest import ENGINE, NOW, Site


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
    """Browsers load the page as soon as `serve` notifies them."""
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
    """The site before has the old page, or none."""

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
    """A preview publishes one file of each new photograph."""
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
    assert not is_patched(village)
    assert "<picture" in village.page(PAGE) and "Thêm hai câu." in village.page(PAGE)
