"""`rename` and `publish`: editors change names and dates, and old addresses still lead to the articles."""

from unicodedata import normalize

import pytest

from bantin.content.body_lint import PLACEHOLDER
from tests.conftest import CommandResult, Site

NOW_TEXT = "2026-08-05T08:30"


class Editor:
    """An editor at a site whose articles link to each other in every possible way."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site, self._capsys = site, capsys
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'
        site.section("content/tin", title="Tin tức")
        site.section("content/mot-cua", title="Một cửa")
        site.write("content/tin/hinh.svg", drawing)
        site.article(
            "content/tin/cu.md",
            title="Bài cũ",
            image="hinh.svg",
            body="![Hình](hinh.svg)\n\n[Kia](../mot-cua/kia.md) và [mục](#muc-kia).\n\n## Kia\n\nChữ.\n",
        )
        site.article(
            "content/mot-cua/kia.md",
            title="Bài kia",
            related=("cu", "tin/cu"),
            body="[Một](../tin/cu.md#muc-kia), [hai](/tin/cu.html), [ba][x], "
            "<a href='../tin/cu.md'>bốn</a>.\n\n`../tin/cu.md` là tên tệp.\n\n[x]: <../tin/cu.md> 'Bài'\n",
        )

    def run(self, *arguments: str) -> CommandResult:
        return self.site.main(self._capsys, *arguments, "--now", NOW_TEXT)

    def text(self, path: str) -> str:
        return (self.site.folder / path).read_text("utf-8")

    def is_clean(self) -> bool:
        ended = self.run("check")
        return (ended.code, "warning:" in ended.out, "leads nowhere" in ended.out) == (0, False, False)


@pytest.fixture
def editor(site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.chdir(site.folder)
    return Editor(site, capsys)


def test_a_renamed_article_is_found_at_its_old_address_and_by_every_link(editor: Editor) -> None:
    editor.site.build()
    ended = editor.run("rename", "content/tin/cu.md", "Bài mới")
    assert (ended.code, ended.err) == (0, "")
    assert "/tin/cu.html redirects to /tin/bai-moi.html" in ended.out
    other = editor.text("content/mot-cua/kia.md")
    for link in (
        "(../tin/bai-moi.md#muc-kia)",
        "(/tin/bai-moi.html)",
        "<../tin/bai-moi.md> ",
        "='../tin/bai-moi.md'",
    ):
        assert link in other
    assert "related:\n  - bai-moi\n  - tin/bai-moi\n" in other
    assert "aliases:\n  - /tin/cu.html\n" in editor.text("content/tin/bai-moi.md")
    assert editor.site.build().warnings == ()
    assert "/tin/bai-moi.html" in editor.site.page("tin/cu.html")
    assert editor.is_clean()


def test_links_in_a_moved_article_are_rewritten(editor: Editor) -> None:
    assert editor.run("rename", "/tin/cu.html", "content/mot-cua/").code == 0
    text = editor.text("content/mot-cua/cu.md")
    assert "image: ../tin/hinh.svg\n" in text
    assert "![Hình](../tin/hinh.svg)\n\n[Kia](kia.md) và [mục](#muc-kia)." in text
    assert "(cu.md#muc-kia), [hai](/mot-cua/cu.html)" in editor.text("content/mot-cua/kia.md")
    assert editor.is_clean()


def test_a_renamed_folder_keeps_its_articles_pictures_and_menu_entry(editor: Editor) -> None:
    settings = editor.site.folder / "site.toml"
    settings.write_text(
        settings.read_text("utf-8")
        + 'menu = ["tin", "mot-cua"]\n[[shortcuts]]\ntitle = "tin"\nto = "tin/cu.html"\n',
        "utf-8",
    )
    editor.site.build()
    ended = editor.run("rename", "content/tin", "thoi-su")
    assert ended.code == 0
    assert ended.err == ""
    assert (
        'menu = ["thoi-su", "mot-cua"]\n[[shortcuts]]\ntitle = "tin"\nto = "thoi-su/cu.html"\n'
        in editor.text("site.toml")
    )
    assert not (editor.site.folder / "content/tin").exists()
    assert editor.site.build().warnings == ()
    assert "/thoi-su/cu.html" in editor.site.page("tin/cu.html")
    assert "/thoi-su/" in editor.site.page("tin/index.html")
    assert editor.is_clean()


def test_a_title_with_a_slash_is_not_a_path_and_that_of_a_section_becomes_a_slug(editor: Editor) -> None:
    assert editor.run("rename", "content/tin/cu.md", "Kế hoạch 12/KH-UBND").code == 0
    assert editor.run("rename", "content/tin", "Thời sự").code == 0
    assert (editor.site.folder / "content/thoi-su/ke-hoach-12-kh-ubnd.md").is_file()


def test_a_folder_without_a_page_of_its_own_leaves_no_address_behind(editor: Editor) -> None:
    editor.site.article("content/anh/a.md", title="A")
    ended = editor.run("rename", "content/anh", "hinh")
    assert ended.err == "warning: /anh/ was a list; its old address does not redirect\n"


def test_names_that_macos_has_decomposed_are_meant_as_they_are_typed(editor: Editor) -> None:
    folder = normalize("NFD", "kết quả")
    editor.site.section(f"content/{folder}", title="Kết quả")
    editor.site.article(f"content/{folder}/{normalize('NFD', 'bài đẹp')}.md", title="Đẹp")
    editor.site.article("content/tin/x.md", title="X", body="[Đẹp](<../kết quả/bài đẹp.md>)\n")
    assert editor.run("rename", "content/kết quả/bài đẹp.md", "content/kết quả/moi.md").code == 0
    assert (editor.site.folder / "content" / folder / "moi.md").exists()
    assert editor.run("rename", "content/kết quả", "ket-qua-2026").code == 0
    assert "../ket-qua-2026/moi.md" in editor.text("content/tin/x.md")
    assert editor.is_clean()


def test_the_last_part_of_an_address_is_a_new_name_without_its_ending(editor: Editor) -> None:
    assert editor.run("rename", "cu", "moi.html").code == 0
    assert (editor.site.folder / "content/tin/moi.md").exists()


def test_a_slug_of_its_own_is_what_changes_where_there_is_one(editor: Editor) -> None:
    editor.site.article("content/tin/cu.md", title="Bài cũ", slug="ten-cu", aliases=("/cu-nua.html",))
    editor.site.article("content/mot-cua/kia.md", title="Bài kia", related=("ten-cu",))
    ended = editor.run("rename", "ten-cu", "Tên mới")
    assert (ended.code, ended.err) == (0, "")
    text = editor.text("content/tin/cu.md")
    assert "slug: ten-moi\n" in text
    assert "aliases:\n  - /cu-nua.html\n  - /tin/ten-cu.html\n" in text
    assert "related:\n  - ten-moi\n" in editor.text("content/mot-cua/kia.md")


def test_an_article_that_is_renamed_back_has_no_alias_of_its_own_address(editor: Editor) -> None:
    editor.run("rename", "cu", "moi")
    editor.run("rename", "moi", "cu")
    assert "aliases:\n  - /tin/moi.html\n---\n" in editor.text("content/tin/cu.md")
    assert editor.is_clean()


def test_a_draft_has_no_old_address_and_a_picture_only_links(editor: Editor) -> None:
    editor.site.article("content/tin/nhap.md", draft=True)
    assert editor.run("rename", "nhap", "khac").out == "content/tin/nhap.md is now content/tin/khac.md\n"
    assert editor.run("rename", "content/tin/hinh.svg", "quay").code == 0
    assert "image: quay.svg\n" in editor.text("content/tin/cu.md")
    assert "![Hình](quay.svg)" in editor.text("content/tin/cu.md")


def test_lines_that_need_no_change_are_kept(editor: Editor) -> None:
    text = "\ufeff---\r\ntitle:   Bài  # chú\r\ndate: 05/08/2026\r\n---\r\n[a](cu.md)  \r\nb\r\n"
    written = text.encode()
    editor.site.write("content/tin/word.md", written)
    editor.run("rename", "cu", "moi")
    assert (editor.site.folder / "content/tin/word.md").read_bytes() == written.replace(b"cu.md", b"moi.md")


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("content/tin/cux.md", "a", "there is no content/tin/cux.md; "),
        ("cu", "content/mot-cua/kia.md", "mot-cua/kia.md already exists"),
        ("cu", "../ngoai.md", "leads out of content/"),
        ("cu", "…", "gives no name"),
        ("cu", "content/tin/cu.md", "tin/cu.md has this name already"),
        ("content/tin", "content/tin/trong", "cannot be moved into itself"),
        ("content/tin", "mot-cua", "mot-cua already exists"),
        ("content/tin/_index.md", "khac", "keeps its name; rename its folder"),
    ],
)
def test_a_failed_rename_changes_nothing(editor: Editor, old: str, new: str, message: str) -> None:
    before = {path: path.read_bytes() for path in editor.site.folder.rglob("*") if path.is_file()}
    ended = editor.run("rename", old, new)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert {path: path.read_bytes() for path in editor.site.folder.rglob("*") if path.is_file()} == before


# ---- an address that vanishes ----


def test_a_published_address_that_is_gone_is_named(editor: Editor) -> None:
    editor.site.build()
    (editor.site.folder / "content/tin/cu.md").rename(editor.site.folder / "content/tin/moi.md")
    editor.site.article("content/mot-cua/kia.md", title="Bài kia")
    warnings = editor.site.build().warnings
    assert [(warning.path, dict(warning.args)["address"]) for warning in warnings] == [
        ("content/tin/cu.md", "/tin/cu.html")
    ]


def test_an_address_with_an_alias_or_an_unpublished_article_is_not_reported(editor: Editor) -> None:
    editor.site.article("content/tin/ba.md", title="Ba")
    editor.site.build()
    (editor.site.folder / "content/tin/cu.md").unlink()
    editor.site.article("content/mot-cua/kia.md", title="Bài kia", aliases=("/tin/cu.html",))
    editor.site.article("content/tin/ba.md", title="Ba", draft=True)
    assert editor.site.build().warnings == ()


# ---- publish ----


def test_a_published_draft_has_the_date_of_this_minute(editor: Editor) -> None:
    assert editor.run("new", "Họp báo", "--section", "tin").code == 0
    file = editor.site.folder / "content/tin/hop-bao.md"
    file.write_text(file.read_text("utf-8").replace("2026-08-05T08:30", "01/07/2026"), "utf-8")
    ended = editor.run("publish", "content/tin/hop-bao.md")
    assert ended.code == 2
    assert "has the sentence of `new` in place of its text" in ended.err
    file.write_text(file.read_text("utf-8").replace(PLACEHOLDER, "Sở họp báo."), "utf-8")
    ended = editor.run("publish", "content/tin/hop-bao.md")
    assert (ended.code, ended.err) == (0, "")
    text = editor.text("content/tin/hop-bao.md")
    assert "\ndate: 2026-08-05T08:30\n" in text
    assert "draft" not in text
    assert "Xóa dòng dưới đây" not in text
    editor.site.build()
    assert "<h1>Họp báo</h1>" in editor.site.page("tin/hop-bao.html")


def test_a_scheduled_article_can_be_published_now(editor: Editor) -> None:
    editor.site.article("content/tin/mai.md", date="2026-08-06")
    assert editor.run("publish", "mai").code == 0
    assert "date: 2026-08-05T08:30\n" in editor.text("content/tin/mai.md")


@pytest.mark.parametrize("named", ["Họp mai", "hop-mai.md", "https://thu.example/tin/hop-mai.html"])
def test_an_article_is_named_by_its_title_its_file_or_its_url(editor: Editor, named: str) -> None:
    editor.site.article("content/tin/Họp mai.md", date="2026-08-06")
    assert editor.run("publish", named).code == 0
    assert "date: 2026-08-05T08:30\n" in editor.text("content/tin/Họp mai.md")


def test_a_draft_that_cannot_be_read_stays_as_it_is(editor: Editor) -> None:
    written = '---\ntitle: "Họp báo\ndraft: true\n---\n\nChữ.\n'
    editor.site.write("content/tin/hop.md", written)
    ended = editor.run("publish", "content/tin/hop.md")
    assert (ended.code, "correct what `check` reports first" in ended.err) == (2, True)
    assert editor.text("content/tin/hop.md") == written


@pytest.mark.parametrize("named", ["cu", "content/tin/_index.md", "content/tin/hinh.svg", "content/tin"])
def test_what_is_already_published_or_not_an_article_stays_as_it_is(editor: Editor, named: str) -> None:
    before = editor.text("content/tin/cu.md")
    ended = editor.run("publish", named)
    assert (ended.code, ended.out) == (2, "")
    assert editor.text("content/tin/cu.md") == before


# ---- front matter that is not YAML ----


def test_articles_with_toml_or_json_keep_their_old_address_by_the_list_of_redirects(editor: Editor) -> None:
    """Their front matter gets no `aliases`. The list keeps the dialect in which Excel saved it."""
    editor.site.write(
        "content/tin/t.md", '+++\ntitle = "T"\ndate = 2026-08-01\nrelated = ["j"]\n+++\n\n[J](j.md)\n'
    )
    editor.site.write("content/tin/j.md", '{"title": "J", "date": "2026-08-01"}\n\nChữ.\n')
    editor.site.write("content/data/redirects.csv", "cũ;mới;mã\r\n/cu.html;/tin/;301\r\n")

    ended = editor.run("rename", "content/tin/j.md", "Bài mới")

    assert "/tin/j.html redirects to /tin/bai-moi.html" in ended.out
    assert "rewritten in content/data/redirects.csv" in ended.out
    assert "warning: content/tin/t.md:4: the link j could not be rewritten" in ended.err
    rows = "cũ;mới;mã\n/cu.html;/tin/;301\n/tin/j.html;/tin/bai-moi.html;301\n"
    assert editor.text("content/data/redirects.csv") == rows
    assert "[J](bai-moi.md)" in editor.text("content/tin/t.md")
    editor.site.write("content/tin/t.md", editor.text("content/tin/t.md").replace('["j"]', '["bai-moi"]'))
    editor.site.build()
    assert "/tin/bai-moi.html" in editor.site.page("tin/j.html")


def test_publish_and_a_new_slug_say_what_to_do_by_hand_without_yaml(editor: Editor) -> None:
    editor.site.write(
        "content/tin/t.md", '+++\ntitle = "T"\ndate = 2026-08-01\ndraft = true\nslug = "te"\n+++\n\nChữ.\n'
    )
    before = editor.text("content/tin/t.md")
    ended = editor.run("publish", "content/tin/t.md")
    assert (ended.code, "is not YAML; set its `date` and delete `draft` by hand" in ended.err) == (2, True)
    ended = editor.run("rename", "content/tin/t.md", "Tê mới")
    assert (ended.code, "is not YAML; change its `slug` by hand" in ended.err) == (2, True)
    assert editor.text("content/tin/t.md") == before
