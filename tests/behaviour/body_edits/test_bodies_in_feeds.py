"""An edited body is replaced in the feeds that show it, too."""

import shutil
import time

import pytest

from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.behaviour.body_edits.conftest import (
    BODIES,
    FEEDS,
    build_of_old_files,
    edit,
    is_patched,
    newest,
)
from tests.conftest import Site


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_in_feeds_is_replaced_there_too(village: Site, kind: str) -> None:
    more = {"tags": ("Thẻ",), "author": "Ban Biên tập", "image": "hinh.svg", "summary": "Tóm tắt."}
    newest(village, f"{BODIES[kind]}\n", **more)
    village.build()
    newest(village, f"{BODIES[kind]}\n\nThêm một câu.\n", **more)
    assert is_patched(village)
    for path in (*FEEDS, "tin/moi.html"):
        assert "Thêm một câu." in village.page(path), path


def test_feeds_of_summaries_do_not_change(village: Site) -> None:
    settings = village.folder / "site.toml"
    village.write("site.toml", settings.read_text(encoding="utf-8") + "[machines]\nfull_text = false\n")
    newest(village, "Chữ.\n")
    build_of_old_files(village)
    before = {path: village.page(path) for path in FEEDS}
    newest(village, "Chữ.\n\nThêm một câu.\n")
    assert is_patched(village)
    assert before == {path: village.page(path) for path in FEEDS}


def test_the_state_of_feeds_is_kept(village: Site) -> None:
    """After two edits, and after one among other edits, a full build finds nothing to do."""
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
    """Also those of a nested section, and of a section without a file."""
    village.section("content/tin/so", title="Chuyển đổi số")
    village.article("content/tin/so/a.md", title="Ở dưới", date="2026-08-03", body="Chữ.\n")
    village.article("content/xa/b.md", title="Ở xã", date="2026-08-04", body="Chữ.\n")
    build_of_old_files(village)
    for path, title, date in (("tin/so/a", "Ở dưới", "2026-08-03"), ("xa/b", "Ở xã", "2026-08-04")):
        village.article(f"content/{path}.md", title=title, date=date, body="Chữ.\n\nThêm một câu.\n")
        assert is_patched(village)


@pytest.mark.parametrize("body", ["![](/data/so.toml)", "Xem [mục](../xa/_index.md)."])
def test_other_articles_of_a_feed_may_link_to_a_chart_or_to_a_section_without_a_file(
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
    assert is_patched(village)
    assert "Thêm một câu." in village.page("rss.xml")


def test_a_feed_may_have_a_layout_of_its_own(village: Site) -> None:
    """The layout gets the same values as all layouts, and may include a shared part."""
    layout = "{{ site.search }} {{ feed.updated }}{% for item in items %}{{ item.body }}{% endfor %}"
    for text in (layout, layout + '{{ slot("imprint") }}'):
        village.write("layouts/feeds/rss.xml", text)
        newest(village, "Chữ.\n")
        build_of_old_files(village)
        newest(village, "Chữ.\n\nThêm một câu.\n")
        assert is_patched(village)
        assert "Thêm một câu." in village.page("rss.xml")


def test_a_feed_may_link_to_the_page_of_the_last_search_index(village: Site) -> None:
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


def test_a_feed_does_not_link_to_a_search_index_that_no_longer_exists(village: Site) -> None:
    """No source shows this; the recipes of the feeds do."""
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


def test_a_feed_layout_that_fails_with_the_new_body_is_reported(village: Site) -> None:
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
