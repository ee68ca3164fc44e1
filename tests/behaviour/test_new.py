"""`build.py new` writes an article's file with its front matter, and never replaces another file."""

import re
import resource
from pathlib import Path

import pytest

from tests.conftest import CommandResult, Site

NOW = "2026-08-05T08:30"


class Editor:
    """An editor at a site with two sections. `begin` runs the command in this process."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site, self._capsys = site, capsys
        site.section("content/tin", title="Tin tức")
        site.section("content/Kết quả/papi", title="PAPI")
        site.section("content/Kết quả", title="Kết quả")

    def begin(self, *arguments: str) -> CommandResult:
        return self.site.main(self._capsys, "new", *arguments, "--now", NOW)

    def articles(self) -> list[str]:
        """Return the Markdown files of articles."""
        content = self.site.folder / "content"
        files = (file.relative_to(content).as_posix() for file in content.rglob("*.md"))
        return sorted(file for file in files if not file.endswith("_index.md"))


@pytest.fixture
def editor(site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.chdir(site.folder)
    return Editor(site, capsys)


def test_the_file_is_named_by_the_title_and_dated_now_in_the_sites_zone(editor: Editor) -> None:
    ended = editor.begin("Đổi mới “một cửa”: số liệu 2026", "--section", "tin")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("content/tin/doi-moi-mot-cua-so-lieu-2026.md was created; ")
    written = (editor.site.folder / "content/tin/doi-moi-mot-cua-so-lieu-2026.md").read_text("utf-8")
    assert 'title: "Đổi mới “một cửa”: số liệu 2026"\ndate: 2026-08-05T08:30\n' in written


def test_a_new_article_is_a_draft(editor: Editor) -> None:
    editor.begin("Họp báo", "--section", "tin")
    assert editor.site.build().warnings == ()
    assert "tin/hop-bao.html" not in editor.site.bytes()
    editor.site.build(drafts=True)
    assert "<h1>Họp báo</h1>" in editor.site.page("tin/hop-bao.html")
    file = editor.site.folder / "content/tin/hop-bao.md"
    file.write_text(file.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    editor.site.build()
    assert "08:30" in editor.site.page("tin/hop-bao.html").partition('<time datetime="')[2][:25]


def test_a_file_that_cannot_be_written_leaves_no_empty_article(editor: Editor) -> None:
    """For example, on a full disk: an empty article would make the next try fail."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        ended = editor.begin("Họp báo", "--section", "tin")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (ended.code, editor.articles()) == (2, [])
    assert editor.begin("Họp báo", "--section", "tin").code == 0


@pytest.mark.parametrize(
    "title",
    [
        'Hội thi "Chung tay cải cách"',
        "Chỉ số: tăng, giảm",
        "Đường dẫn C:\\hồ-sơ\\n",
        "'Một cửa' là gì?",
        "# 100 % hồ sơ {đúng hạn} & <sớm>",
        "- gạch đầu dòng",
        "true",
        "Cuối dòng là dấu \\",
    ],
)
def test_punctuation_and_quotes_in_a_title_are_kept(editor: Editor, title: str) -> None:
    editor.begin(title, "--section", "tin")
    editor.site.build(drafts=True)
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = shown.replace('"', "&#34;").replace("'", "&#39;").replace(" %", "\xa0%")
    [article] = editor.articles()
    page = editor.site.page(article.replace(".md", ".html"))
    assert f"<h1>{shown}</h1>" in re.sub("\xa0(?!%)", " ", page)


def test_spaces_and_lines_in_a_title_become_single_spaces(editor: Editor) -> None:
    editor.begin("  Họp \n báo\u00a0tháng   Tám ", "--section", "tin")
    assert 'title: "Họp báo tháng Tám"\n' in (
        editor.site.folder / "content/tin/hop-bao-thang-tam.md"
    ).read_text("utf-8")


def test_a_long_title_gets_a_name_of_at_most_80_letters(editor: Editor) -> None:
    editor.begin("Cải cách " * 30, "--section", "tin")
    [article] = editor.articles()
    assert article.startswith("tin/cai-cach-cai-cach-")
    assert 70 <= len(Path(article).stem) <= 80
    assert not Path(article).stem.endswith("-")


def test_an_existing_file_is_not_changed(editor: Editor) -> None:
    editor.site.article("content/tin/hop-bao.md", title="Đã có")
    before = (editor.site.folder / "content/tin/hop-bao.md").read_bytes()
    ended = editor.begin("HỌP BÁO!", "--section", "tin")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "build.py: content/tin/hop-bao.md already exists; choose another title\n"
    assert (editor.site.folder / "content/tin/hop-bao.md").read_bytes() == before


@pytest.mark.parametrize(
    "section, folder",
    [
        ("tin", "tin"),
        ("tin/", "tin"),
        ("/tin/", "tin"),
        ("Kết quả/papi", "Kết quả/papi"),
        ("ket-qua/papi", "Kết quả/papi"),
        ("/ket-qua/", "Kết quả"),
        ("content/tin", "tin"),
        ("Kết quả/PAPI", "Kết quả/papi"),
    ],
)
def test_a_section_is_named_by_its_folder_address_or_title(editor: Editor, section: str, folder: str) -> None:
    assert editor.begin("Họp báo", "--section", section).code == 0
    assert editor.articles() == [f"{folder}/hop-bao.md"]


@pytest.mark.parametrize(
    "section, message",
    [
        ("tinn", "there is no section tinn; did you mean tin?"),
        ("xyz", "there is no section xyz; the sections are Kết quả, Kết quả/papi, tin"),
    ],
)
def test_for_an_unknown_section_the_existing_ones_are_listed(
    editor: Editor, section: str, message: str
) -> None:
    ended = editor.begin("Họp báo", "--section", section)
    assert (ended.code, ended.err) == (2, f"build.py: {message}\n")
    assert editor.articles() == []


@pytest.mark.parametrize(
    "menu, folder", [('["ket-qua", "tin"]', "Kết quả"), ('["tin"]', "tin"), (None, "Kết quả")]
)
def test_without_a_section_the_first_of_the_menu_is_meant(
    editor: Editor, menu: str | None, folder: str
) -> None:
    (editor.site.folder / "content" / "Ảnh").mkdir()  # a folder of pictures is not a section
    if menu:
        file = editor.site.folder / "site.toml"
        file.write_text(f"{file.read_text('utf-8')}menu = {menu}\n", "utf-8")
    assert editor.begin("Họp báo").code == 0
    assert editor.articles() == [f"{folder}/hop-bao.md"]


def test_a_title_without_quotes_is_one_title(editor: Editor) -> None:
    assert editor.begin("Họp", "báo", "tháng", "Tám", "--section", "tin").code == 0
    assert editor.articles() == ["tin/hop-bao-thang-tam.md"]


@pytest.mark.parametrize("title", ["", "   ", "…!?", "漢字", "a" * 301])
def test_a_title_that_gives_no_name_is_refused(editor: Editor, title: str) -> None:
    ended = editor.begin(title)
    assert ended.code == 2
    assert ended.err == "build.py: a title needs letters or digits, and at most 300 characters\n"
    assert editor.articles() == []


def test_without_sections_the_message_says_what_to_create(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = site.main(capsys, "new", "Họp báo")
    assert ended.code == 2
    assert ended.err == "build.py: there is no section yet; make a folder in content/ with an _index.md\n"


def test_folders_without_an_index_are_named_for_the_editor_to_choose(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("content/tin/a.md")
    site.article("content/mot-cua/b.md")
    ended = site.main(capsys, "new", "Họp báo")
    assert ended.code == 2
    assert ended.err == "build.py: no folder has an _index.md; name one with --section: mot-cua, tin\n"
