"""Any file of .cache/ may be damaged: a build still publishes what a clean build publishes."""

import os
import shutil
import time
from pathlib import Path

import pytest

from bantin.cache.state import Store
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import NOW, SETTINGS, Site

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'


@pytest.fixture
def news(site: Site) -> Site:
    """A published site with a picture, whose files are old enough to be trusted."""
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo", body="![Hình](hinh.svg)\n")
    site.write("content/tin/hinh.svg", PICTURE)
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    return site


def published_picture(site: Site) -> Path:
    [path] = (site.folder / "output" / "anh").iterdir()
    return path


def harm(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "flipped":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif how == "emptied":
        path.write_bytes(b"")
    elif how == "longer":
        path.write_bytes(content + b"!")
    else:
        path.unlink()


def test_a_build_that_finds_nothing_changed_reads_only_the_header_of_its_state(
    news: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(Store, "load")
    assert news.build().written == 0
    news.article("content/tin/hop-bao.md", title="Họp báo khác")
    with pytest.raises(AttributeError):
        news.build()


@pytest.mark.parametrize("clean", [False, True])
@pytest.mark.parametrize("how", ["flipped", "emptied", "longer", "deleted"])
def test_damaged_pictures_of_the_cache_are_not_published(news: Site, how: str, clean: bool) -> None:
    expected = news.bytes()
    kept = sorted(path for path in (news.folder / ".cache" / "pictures").rglob("*") if path.is_file())
    assert kept
    for path in kept:
        published_picture(news).unlink()
        if path.exists():
            harm(path, how)
        news.build(clean=clean)
        assert news.bytes() == expected, path.name


@pytest.mark.parametrize("how", ["flipped", "emptied", "longer", "deleted"])
def test_damaged_records_are_read_again(news: Site, how: str) -> None:
    """By a full build, by one that replaces a body alone, and by commands that build nothing."""
    body = "![Hình](hinh.svg)\n"
    news.write("site.toml", f"{SETTINGS}[lists]\nfeed = 1\n")
    news.article("content/tin/moi.md", title="Mới nhất", date="2026-08-03")
    time.sleep(TRUST_AFTER_NS / 1e9)
    news.build()
    for command in ("why", "check", "body", "title"):
        for path in (news.folder / ".cache").rglob("records-*"):
            harm(path, how)
        if command == "body":
            body += "\nThêm một câu.\n"
            news.article("content/tin/hop-bao.md", title="Họp báo", body=body)
        elif command == "title":
            news.article("content/tin/hop-bao.md", title="Họp báo tháng Tám", body=body)
        else:
            assert news.run(command, *(["/tin/hop-bao.html"] if command == "why" else [])).code == 0
        news.build()
        quick = news.bytes()
        assert "Thêm một câu." in news.page("tin/hop-bao.html") or command in ("why", "check")
        news.build(clean=True)
        assert news.bytes() == quick


def test_a_picture_changed_just_before_a_build_is_read_again(news: Site) -> None:
    """Size and times are not enough: two changes may fall into one tick of the kernel's clock."""
    picture = news.write("content/tin/hinh.svg", PICTURE.replace("8z", "7z"))
    news.build()
    before = picture.stat()
    picture.write_bytes(PICTURE.replace("8z", "6z").encode())
    os.utime(picture, ns=(before.st_atime_ns, before.st_mtime_ns))
    news.build()
    quick = news.bytes()
    news.build(clean=True)
    assert news.bytes() == quick


def test_a_cache_that_was_deleted_is_made_again(news: Site) -> None:
    expected = news.bytes()
    shutil.rmtree(news.folder / ".cache")
    news.build()
    assert news.bytes() == expected


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize(
    "field", ['date: "2026-08-25"', 'date: "2026-08-01"\nexpires: "2026-08-25"', 'date: "2026-08-04"']
)
def test_a_build_with_an_earlier_now_makes_the_earlier_site(news: Site, field: str, drafts: bool) -> None:
    """A build with a later --now as a preview, then one without. The third article is no longer news then."""
    news.write("content/tin/hen-ngay.md", f"---\ntitle: Hẹn ngày\n{field}\n---\n\nChữ.\n")
    news.build(drafts=drafts)
    today = news.bytes()
    news.build(now=NOW + 30 * 86400, drafts=drafts)
    assert news.bytes() != today
    time.sleep(TRUST_AFTER_NS / 1e9)
    news.build(now=NOW + 30 * 86400, drafts=drafts)
    news.build(drafts=drafts)
    assert news.bytes() == today


def test_a_published_page_from_before_1970_is_made_again(news: Site) -> None:
    expected = news.bytes()
    page = news.folder / "output/tin/hop-bao.html"
    page.write_text("Hỏng")
    os.utime(page, ns=(-1, -1_000_000_000))
    report = news.build()
    assert (report.written, news.bytes()) == (1, expected)


def test_another_file_in_place_of_a_lost_pack_is_not_used(site: Site) -> None:
    """After the cache was cleared while `serve` runs, there is a state without its pack."""
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", title="Trước", date="2026-07-01", body="Bài trước.\n")
    site.article("content/tin/b.md", title="Sau", date="2026-08-01", body="Bài sau.\n")
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    for pack in (site.folder / ".cache").rglob("prose-*.pack"):
        pack.unlink()
    site.article("content/tin/b.md", title="Tên khác", date="2026-08-01", body="Một bài dài. " * 100)
    site.build()
    assert "<p>Bài trước.</p>" in site.page("tin/a.html")


@pytest.mark.parametrize("command", ["build", "check", "why"])
def test_a_folder_in_place_of_the_pack_is_replaced(news: Site, command: str) -> None:
    expected = news.bytes()
    for pack in (news.folder / ".cache").rglob("prose-*.pack"):
        pack.unlink()
        (pack / "la").mkdir(parents=True)
    news.write("content/tin/moi.md", "---\ntitle: Mới\ndate: 2026-08-03\n---\n\nChữ.\n")
    assert news.run(command, *(["/tin/hop-bao.html"] if command == "why" else [])).code == 0
    news.build()
    assert news.page("tin/moi.html")
    (news.folder / "content/tin/moi.md").unlink()
    news.build()
    assert news.bytes() == expected


def test_a_cache_of_another_version_is_ignored_with_a_message(
    news: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bantin.cache.state.__version__", "0.0.9")
    monkeypatch.setattr("bantin.cache.engine.engine_digest", lambda: b"another program")
    news.build()
    expected = news.bytes()
    monkeypatch.undo()
    ended = news.main(capsys, "build", "--now", "2026-08-05T08:30")
    assert "(0.0.9)" in ended.out
    assert news.bytes() == expected
    assert "(0.0.9)" not in news.main(capsys, "build", "--now", "2026-08-05T08:30").out
