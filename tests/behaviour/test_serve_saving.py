"""`build.py serve` while an editor saves: what is reported, what is shown, what is not touched."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW, ROOT, Site
from tests.serving import POLICY, PROBLEMS, RELOAD, Serving, serving, small_site, until

BROKEN = "---\ntitle: Hỏng\ndate: 31/02/2026\n---\n\nChữ.\n"


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "site")


@pytest.fixture
def server(small: Site) -> Iterator[Serving]:
    with serving(small) as running:
        yield running


# ---- saving ----


def test_after_each_save_the_page_is_notified_and_new(server: Serving, small: Site) -> None:
    with server.page() as page:
        for text in ("Bản hai.", "Bản ba.", "Bản bốn."):  # livereload alone drops what comes within 3 seconds
            small.article("content/tin/hop-bao.md", title="Họp báo", body=text)
            assert page.next_reload() == RELOAD
            assert text in server.get("/tin/hop-bao.html").text
    assert not (small.folder / "output").exists()


def test_a_connecting_page_gets_the_messages_it_missed(server: Serving, small: Site) -> None:
    with server.page(build_id="another.0") as page:
        assert page.next_reload() == RELOAD


def test_a_burst_of_saves_is_one_build(server: Serving, small: Site) -> None:
    with server.page() as page:
        for number in range(60):
            small.article(f"content/tin/bai-{number}.md", title=f"Bài {number}")
        until(lambda: server.get("/tin/bai-59.html").status == 200)
        assert page.next_reload() == RELOAD
    assert len(re.findall("written", server.out.read_text())) <= 3  # the first build, and a burst cut in two


def test_saves_during_builds_are_not_lost(server: Serving, small: Site) -> None:
    with server.page() as page:
        for number in range(12):
            small.article("content/tin/hop-bao.md", title="Họp báo", body=f"Lần {number}.\n")
            page.is_left_alone(0.03)
        until(lambda: "Lần 11." in server.get("/tin/hop-bao.html").text)


def test_temporary_files_of_text_editors_cause_no_build(server: Serving, small: Site) -> None:
    with server.page() as page:
        for name in ("hop-bao.md~", ".hop-bao.md.swp", "#hop-bao.md#", ".git/x.md"):
            small.write(f"content/tin/{name}", BROKEN)
        small.build(now=NOW)  # output/, its lock and .cache/ beside it
        assert page.is_left_alone(0.5)


def test_layouts_and_settings_are_watched_even_when_they_are_new(server: Serving, small: Site) -> None:
    own = (
        (ROOT / "layouts/pages/article.html").read_text().replace("{% block main %}", "{% block main %}<hr>")
    )
    with server.page() as page:
        small.write("layouts/pages/article.html", own)
        assert page.next_reload() == RELOAD
        assert "<hr>" in server.get("/tin/hop-bao.html").text
        small.write("layouts/pages/article.html", own.replace("<hr>", "<br>"))
        until(lambda: "<br>" in server.get("/tin/hop-bao.html").text)
        small.write("site.toml", 'name = "Tên khác"\naddress = "https://thu.example/moi/"\n')
        until(lambda: server.get("/").headers["Location"] == "/moi/")
        assert "Tên khác" in server.get("/moi/").text


def has_line(file: Path, pattern: str) -> bool:
    """Tell whether there is a line of that form after the time of day."""
    return re.search(rf"^\d\d:\d\d:\d\d {pattern}", file.read_text(), re.MULTILINE) is not None


def test_the_terminal_shows_when_what_was_saved_and_how_long_it_took(server: Serving, small: Site) -> None:
    name = "content/tin/hop-bao.md"
    with server.page() as page:
        small.article(name, title="Họp báo", body="Bản hai.\n")
        assert page.next_reload() == RELOAD
        until(lambda: has_line(server.out, rf"{name}: \d+ written, .* in \d+ ms$"))
        small.write(name, BROKEN)
        assert page.next_reload() == PROBLEMS
        until(lambda: has_line(server.err, rf"{name}: 1 problem in \d+ ms; "))
        small.article(name, title="Họp báo", body="Bản hai.\n")
        assert page.next_reload() == RELOAD
        until(lambda: has_line(server.out, rf"{name}: all problems are solved: "))


# ---- problems ----


@pytest.mark.parametrize(
    ("path", "text", "position"),
    [
        ("content/tin/hop-bao.md", BROKEN, "content/tin/hop-bao.md:3"),
        ("content/tin/hop-bao.md", None, "content/tin/doc.md"),
        ("layouts/pages/article.html", "{% if %}", "layouts/pages/article.html:1"),
        ("site.toml", 'name = "Thử"\naddress = 3\n', "site.toml:2"),
        ("site.toml", None, "no site.toml"),
    ],
)
def test_problems_are_shown_until_they_are_corrected(
    small: Site, path: str, text: str | None, position: str
) -> None:
    small.article("content/tin/doc.md", title="Đọc", body="Xem [họp báo](hop-bao.md).\n")
    file = small.folder / path
    before = file.read_bytes() if file.exists() else b""
    with serving(small) as server, server.page() as page:
        if text is None:
            file.unlink()
        else:
            small.write(path, text)
        assert page.next_reload() == PROBLEMS
        answer = server.get(PROBLEMS)
        assert answer.status == 200
        assert position in answer.text
        assert "Not built: " in answer.text
        assert position in server.err.read_text()
        assert "the last good site is still shown" in server.err.read_text()
        assert "Bản đầu." in server.get("/tin/hop-bao.html").text
        with server.page() as late:
            assert late.next_reload() == PROBLEMS
        if before:
            file.write_bytes(before)
        else:
            file.unlink()
        assert page.next_reload() == RELOAD
        assert server.get(PROBLEMS).status == 204


@pytest.mark.parametrize("path", ["content/tin/hop-bao.md", "site.toml"])
def test_without_a_good_build_every_page_shows_the_problems(small: Site, path: str) -> None:
    good = (small.folder / path).read_bytes()
    layout = re.sub(r"\{% if site.frames %\}.*?\{% endif %\}", "", (ROOT / "layouts/base.html").read_text())
    small.write(path, BROKEN)
    with serving(small) as server:
        for address in ("/", "/tin/hop-bao.html"):
            got = server.get(address)
            assert got.status == 500
            assert path in got.text
            assert POLICY.findall(got.text) == POLICY.findall(layout)
        assert server.err.read_text().count("there is no site to show yet") == 1
        with server.page() as page:
            small.write(path, BROKEN + "\n{")
            assert page.next_reload() == RELOAD
            (small.folder / path).write_bytes(good)
            until(lambda: server.get("/tin/hop-bao.html").status == 200)


def test_problems_are_escaped_in_html(server: Serving, small: Site) -> None:
    with server.page() as page:
        small.write("content/tin/<b>.md", '---\ntitle: A\ndate: "<script>x</script>"\n---\n')
        assert page.next_reload() == PROBLEMS
    html = server.get(PROBLEMS).text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
