"""Saved pages of old portals become articles: nothing is lost, nothing comes twice, bad input is named."""

import csv
import json
import os
import signal
import subprocess
import sys
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest
import yaml

from tests import old_portals
from tests.conftest import ROOT, Ended, Site
from tests.old_portals import LEAD, PARAGRAPHS, TITLE, Told

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Importing:
    """A site, and a folder of saved pages beside it."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = site
        self._capsys = capsys
        self.saved = site.folder / "luu"
        self.saved.mkdir()

    def save(self, name: str, data: str | bytes) -> Path:
        path = self.saved / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def run(self, *arguments: str, code: int = 0) -> Ended:
        given = arguments or (str(self.saved),)
        ended = self.site.main(self._capsys, "import", *given, "--now", "2026-08-05")
        assert ended.code == code, ended
        return ended

    def articles(self) -> dict[str, str]:
        content = self.site.folder / "content"
        files = sorted(path for path in content.rglob("*.md") if path.name != "_index.md")
        return {path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in files}

    def article(self) -> tuple[dict[str, object], str]:
        """Return front matter and body of the only article that was imported."""
        (text,) = self.articles().values()
        _, front_matter, body = text.split("---\n", 2)
        return yaml.load(front_matter, yaml.BaseLoader), body.strip()

    def all_files(self) -> dict[str, bytes]:
        content = self.site.folder / "content"
        return {
            str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()
        }

    def table(self, name: str) -> list[list[str]]:
        with (self.site.folder / "content" / "data" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]


@pytest.fixture
def importing(site: Site, capsys: pytest.CaptureFixture[str]) -> Importing:
    return Importing(site, capsys)


BODY = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "name, page, folder, expected",
    [
        (
            "a.txt",
            old_portals.lai_chau(),
            "cai-cach-hanh-chinh-cap-tinh/tin-tuc",
            {"date": "2019-08-28T09:05:12"},
        ),
        (
            "a.txt",
            old_portals.vi_xuyen(),
            "cai-cach-hanh-chinh",
            {"date": "2019-08-28T07:30", "views": "1070"},
        ),
        ("a.html", old_portals.liferay(), "bai-chua-xep-muc", {"date": "2019-08-28T15:06", "views": "107"}),
        (
            "a.html",
            old_portals.nukeviet().replace("<figure", "<!--").replace("</figure>", "-->"),
            "tin-tuc/mot-cua",
            {
                "date": "2019-08-28T14:36",
                "views": "1307",
                "author": "Hải Yến",
                "source": "Phòng Nội vụ",
                "tags": ["đất đai"],
            },
        ),
    ],
    ids=["lai-chau", "vi-xuyen", "liferay", "nukeviet"],
)
def test_a_page_is_imported_completely(
    importing: Importing, name: str, page: str, folder: str, expected: dict[str, object]
) -> None:
    importing.save(name, page)
    importing.run()
    (path,) = importing.articles()
    values, body = importing.article()
    assert path.startswith(f"{folder}/muong-than-nhan-ho-so")
    assert values == {"title": TITLE, "summary": LEAD, **expected}
    assert body == BODY


def test_pages_in_html_of_a_portal_known_by_its_lines_are_read_by_them(importing: Importing) -> None:
    lines = old_portals.bac_giang().split("\n")
    html = "".join(f"<div>{line}</div>" for line in lines if line.strip())
    importing.save("a.html", f"<meta charset=utf-8><title>{TITLE}</title><ul><li>Trang chủ</li></ul>{html}")
    importing.run()
    values, body = importing.article()
    assert (values["date"], values["views"], values["summary"]) == ("2019-08-28", "1871", LEAD)
    assert body == f"*Người dân tra cứu hồ sơ tại Bộ phận Một cửa. Ảnh: BTV/Thu Hoài*\n\n{BODY}"


@pytest.mark.parametrize(
    "box", ["journal-content-article", "noi-dung-khac"], ids=["known box", "box of another name"]
)
def test_a_title_is_the_line_above_the_date_where_the_page_calls_itself_otherwise(
    importing: Importing, box: str
) -> None:
    page = old_portals.liferay().replace(f"<title>{TITLE} - ", "<title>").replace("Admin English", "")
    page = page.replace("</span> <span>| View count", " | View count")
    importing.save("a.html", page.replace("journal-content-article", box))
    importing.run()
    values, body = importing.article()
    assert (values["title"], values["date"], values["views"]) == (TITLE, "2019-08-28T15:06", "107")
    assert body == BODY


def test_a_caption_above_the_lead_is_not_taken_for_it(importing: Importing) -> None:
    caption = "Quang cảnh buổi họp ở trụ sở xã"
    article = Told(lead=f"{caption}\n\n{LEAD}", paragraphs=(*PARAGRAPHS[:2], caption, *PARAGRAPHS[2:]))
    importing.save("a.txt", old_portals.lai_chau(article))
    importing.run()
    values, body = importing.article()
    assert values["summary"] == LEAD
    assert body == f"*{caption}*\n\n{BODY}"  # once, though the portal prints it twice


@pytest.mark.parametrize(
    "posted, date",
    [
        ("28/08/2019 12:00:00 SA", "2019-08-28"),  # no time
        ("28/08/2019 12:30:00 SA", "2019-08-28T00:30"),
        ("28/08/2019 12:05:09 CH", "2019-08-28T12:05:09"),
        ("28/08/2019 3:59:33 CH", "2019-08-28T15:59:33"),
        ("29/08/2019 12:00:00 SA", "2019-08-29T08:00"),  # a list on the page knows the time of that day
    ],
)
def test_dates_have_the_precision_that_the_portal_printed(
    importing: Importing, posted: str, date: str
) -> None:
    importing.save("a.txt", old_portals.lai_chau(posted=posted))
    importing.run()
    assert importing.article()[0]["date"] == date


def test_the_line_of_the_last_update_becomes_a_field(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau(tail="Cập nhật ngày 29/12/2022\n\n"))
    importing.run()
    values, body = importing.article()
    assert (values["updated"], body) == ("2022-12-29", BODY)


def test_a_newspaper_page_keeps_lead_author_time_and_captions(importing: Importing) -> None:
    importing.save("a.html", old_portals.newspaper())
    importing.save("anh/hop.jpg", PNG)  # told by its bytes, not by its name
    importing.run()
    values, body = importing.article()
    assert (values["date"], values["author"], values["summary"]) == ("2019-08-28T14:36", "Hải Yến", LEAD)
    stem = next(iter(importing.articles())).rpartition("/")[2].removesuffix(".md")
    picture = f'![]({stem}-1.png "Buổi họp chiều 27/8. Ảnh: Thu Hoài")'
    assert body == "\n\n".join((*PARAGRAPHS[:2], picture, *PARAGRAPHS[2:]))
    assert (importing.site.folder / "content" / "thoi-su" / f"{stem}-1.png").read_bytes() == PNG


def test_a_picture_that_was_not_saved_is_named_by_the_report_and_by_check(
    importing: Importing, capsys: pytest.CaptureFixture[str]
) -> None:
    importing.save("a.html", old_portals.nukeviet())
    report = importing.run().out
    (path,) = importing.articles()
    picture = f"{path.rpartition('/')[2].removesuffix('.md')}-1.jpg"
    assert f"warning: content/{path}:12: the picture {picture} was not saved with the page" in report
    checked = importing.site.main(capsys, "check", "--now", "2026-08-05")
    assert checked.code == 1
    assert f"content/{path}:12: " in checked.out


LAYOUT = """\
<h3>Kết quả</h3><p>Nhận <b>12</b>&nbsp;hồ sơ; xem <a href="bang.pdf">bảng</a>, <a href="#x">phần dưới</a> và
<a href="https://nguon.example/a?b=(1)">nguồn</a>.</p><ul><li>Một<ul><li>Hai</li></ul></li><li>Ba</li></ul>
<p>1. Thứ nhất</p><p>2. Thứ hai</p><p>- Gạch</p><p>2. Lẻ</p>
<table><tr><th>Xã</th><th>Hồ sơ</th></tr><tr><td rowspan="2">A</td><td>1|2</td></tr>
<tr><td><p>3</p><p>4</p></td></tr></table>
<table class="image"><tr><td><img src="data:image/png;base64,%s" alt="anh1.png"></td></tr>
<tr><td><i>Chú thích</i></td></tr></table>
<blockquote><p>Lời dẫn</p><p>Hai đoạn</p></blockquote><p># không phải đề mục, 5*3*2 và &lt;thẻ&gt; [x](y)</p>
<p>Dòng một<br>dòng hai<br><br>Đoạn sau</p><div style="display:none">ẩn</div><script>alert(1)</script>
"""

WRITTEN = """\
### Kết quả

Nhận **12** hồ sơ; xem [bảng](STEM-bang.pdf), phần dưới và [nguồn](https://nguon.example/a?b=%281%29).

- Một
    - Hai
- Ba

1. Thứ nhất
2. Thứ hai

- Gạch

2\\. Lẻ

| Xã | Hồ sơ |
| --- | --- |
| A | 1\\|2 |
|   | 3<br>4 |

![](STEM-1.png "Chú thích")

> Lời dẫn
>
> Hai đoạn

\\# không phải đề mục, 5\\*3\\*2 và &lt;thẻ> \\[x\\](y)

Dòng một\x20\x20
dòng hai

Đoạn sau"""


def test_the_structure_of_a_text_is_imported(
    importing: Importing, capsys: pytest.CaptureFixture[str]
) -> None:
    page = old_portals.nukeviet(body=LAYOUT % b64encode(PNG).decode())
    importing.save("a.html", page.replace("<figure", "<!--").replace("</figure>", "-->"))
    importing.save("bang.pdf", b"%PDF-1.4 x")
    importing.run()
    (path,) = importing.articles()
    stem = path.rpartition("/")[2].removesuffix(".md")
    assert importing.article()[1] == WRITTEN.replace("STEM", stem)
    assert importing.site.main(capsys, "check", "--now", "2026-08-05").code == 0


# ---- nothing lost, nothing twice ----


def test_importing_again_changes_nothing(importing: Importing) -> None:
    importing.save("a.html", old_portals.nukeviet())
    importing.save(
        "b.txt", old_portals.vi_xuyen(Told(title="Một bài khác hẳn của huyện", lead="Lời dẫn khác hẳn."))
    )
    importing.run()
    before = importing.all_files()
    assert "0 articles were imported, 2 unchanged" in importing.run().out
    assert importing.all_files() == before


def test_an_article_that_an_editor_has_changed_is_never_overwritten(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    importing.run()
    (path,) = importing.articles()
    file = importing.site.folder / "content" / path
    file.write_text(file.read_text(encoding="utf-8") + "\nBiên tập viên thêm câu này.\n", encoding="utf-8")
    importing.save("a.txt", old_portals.lai_chau(tail="Đoạn mới trên cổng.\n\n"))
    assert f"content/{path} was changed by an editor and stays" in importing.run().out
    assert "Biên tập viên thêm" in importing.articles()[path]
    assert "Đoạn mới" not in importing.articles()[path]


def test_a_page_saved_again_updates_its_article(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    importing.run()
    importing.save("a.txt", old_portals.lai_chau(tail="Đoạn mới trên cổng.\n\n"))
    assert "1 updated" in importing.run().out
    assert importing.article()[1] == f"{BODY}\n\nĐoạn mới trên cổng."


def test_two_pages_of_one_article_become_one(importing: Importing) -> None:
    importing.save("a.html", old_portals.liferay())
    importing.save("b.txt", old_portals.lai_chau())
    other = Told(title="Tên bài đã sửa trên cổng sau khi đăng", lead="Lời dẫn cũng đã sửa.")
    importing.save("c.html", old_portals.nukeviet(other))
    importing.save("d.html", old_portals.nukeviet(other, head='<meta name="x">').replace(LEAD, "Khác."))
    report = importing.run(code=0).out
    assert len(importing.articles()) == 2
    assert "luu/b.txt: the same article as content/" in report
    assert "luu/d.html: the same article as content/" in report  # by its canonical address


def test_articles_of_one_title_and_day_with_other_texts_both_arrive(importing: Importing) -> None:
    importing.save("a.txt", old_portals.vi_xuyen(Told(title="Thông báo lịch tiếp công dân")))
    others = tuple(f"Câu thứ {at} của một thông báo hoàn toàn khác, về việc đóng đường." for at in range(5))
    importing.save(
        "b.txt", old_portals.vi_xuyen(Told("Thông báo lịch tiếp công dân", "Lời dẫn khác.", others))
    )
    importing.run()
    assert len(importing.articles()) == 2


def test_related_titles_become_references_and_what_is_not_there_is_noted(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    third = Told(title="Huyện Tân Uyên có thêm ba quầy một cửa", lead="Ba quầy mở trong tháng Bảy ở huyện.")
    importing.save(
        "b.txt",
        old_portals.lai_chau(third._replace(paragraphs=PARAGRAPHS[:3]), posted="02/07/2019 3:15:09 CH"),
    )
    importing.save(
        "c.html",
        old_portals.nukeviet(
            Told(title="Trang có liên quan chưa về", lead="Dẫn.", paragraphs=PARAGRAPHS[1:])
        ),
    )
    importing.run()
    path = next(path for path in importing.articles() if "muong-than" in path)
    assert "related:\n  - huyen-tan-uyen-co-them-ba-quay-mot-cua\n" in importing.articles()[path]
    assert [row[1] for row in importing.table("imported-related.csv")] == ["Ba quầy mới ở Tân Uyên"]


def test_related_articles_of_a_later_import_are_linked_then(importing: Importing) -> None:
    importing.save("dau/a.txt", old_portals.lai_chau())
    importing.run(str(importing.saved / "dau"))
    (path,) = importing.articles()
    title = "Huyện Tân Uyên có thêm ba quầy một cửa"
    assert [row[1] for row in importing.table("imported-related.csv")] == [title]
    third = Told(title=title, lead="Ba quầy mở trong tháng Bảy ở huyện.", paragraphs=PARAGRAPHS[:3])
    importing.save("sau/b.txt", old_portals.lai_chau(third, posted="02/07/2019 3:15:09 CH"))
    ended = importing.run(str(importing.saved / "sau"))
    assert "1 article of an earlier import was given related articles" in ended.out
    assert "related:\n  - huyen-tan-uyen-co-them-ba-quay-mot-cua\n" in importing.articles()[path]
    assert title not in [row[1] for row in importing.table("imported-related.csv")]
    before = importing.all_files()
    importing.run()
    assert importing.all_files() == before


def test_a_later_import_does_not_change_an_editors_article(importing: Importing) -> None:
    importing.save("dau/a.txt", old_portals.lai_chau())
    importing.run(str(importing.saved / "dau"))
    (path,) = importing.articles()
    file = importing.site.folder / "content" / path
    file.write_text(importing.articles()[path].replace("title: ", "title: Sửa: "), encoding="utf-8")
    touched = file.read_bytes()
    third = Told(title="Huyện Tân Uyên có thêm ba quầy một cửa", paragraphs=PARAGRAPHS[:3])
    importing.save("sau/b.txt", old_portals.lai_chau(third, posted="02/07/2019 3:15:09 CH"))
    importing.run(str(importing.saved / "sau"))
    assert file.read_bytes() == touched
    assert third.title in [row[1] for row in importing.table("imported-related.csv")]


def test_old_addresses_are_listed_and_links_between_old_pages_lead_to_articles(importing: Importing) -> None:
    link = '<p>Xem <a href="/vi/news/mot-cua/muong-than-nhan-ho-so-12.html?fbclid=x">bài trước</a>.</p>'
    second = old_portals.nukeviet(Told(title="Bài sau nhắc lại bài trước", lead="Dẫn khác."), body=link)
    importing.save("a.html", old_portals.nukeviet())
    importing.save("b.html", second.replace('muong-than-nhan-ho-so-12.html"', 'bai-sau-13.html"', 1))
    importing.run()
    first, other = sorted(importing.articles(), key=lambda path: "bai-sau" in path)
    assert f"[bài trước]({first.rpartition('/')[2]})" in importing.articles()[other]
    assert [row[:2] for row in importing.table("redirects.csv")] == [
        ["/vi/news/mot-cua/bai-sau-13.html", f"/{other.removesuffix('.md')}.html"],
        ["/vi/news/mot-cua/muong-than-nhan-ho-so-12.html", f"/{first.removesuffix('.md')}.html"],
    ]


def test_a_dry_run_writes_nothing_and_prints_the_same_report(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    report = json.loads(importing.run(str(importing.saved), "--dry-run", "--format", "json").out)
    assert importing.all_files() == {}
    done = json.loads(importing.run(str(importing.saved), "--format", "json").out)
    assert report["imported"] == done["imported"]
    assert [article["path"].removeprefix("content/") for article in done["imported"]] == [
        *importing.articles()
    ]


@pytest.mark.parametrize("writes", [2, 5, 10])
def test_after_a_kill_content_is_complete_and_the_next_run_finishes(
    importing: Importing, writes: int
) -> None:
    for at in range(6):
        article = Told(
            title=f"Bài số {at} về nhận hồ sơ qua mạng", paragraphs=(*PARAGRAPHS, f"Đoạn riêng {at}.")
        )
        importing.save(f"{at}.txt", old_portals.lai_chau(article))
    program = (
        "import os, sys\nfrom bantin.importer.staging import Staging\n"
        "move, left = Staging.move, [int(sys.argv[1])]\n"
        "def dying(self, *given, **more):\n left[0] -= 1\n left[0] or os.kill(os.getpid(), 9)\n"
        " return move(self, *given, **more)\n"
        "Staging.move = dying\nfrom bantin.cli.main import main\n"
        "sys.exit(main(['import', *sys.argv[2:], '--now', '2026-08-05'], engine='.'))\n"
    )
    arguments = [str(importing.saved), "--site", str(importing.site.folder)]
    killed = subprocess.run([sys.executable, "-c", program, str(writes), *arguments], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    for text in importing.articles().values():
        assert text.endswith(".\n") and "Đoạn riêng" in text
    importing.run()
    completed = importing.all_files()
    assert len(importing.articles()) == 6
    assert len(importing.table("imported.csv")) == 6
    for path in sorted((importing.site.folder / "content").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    importing.run()
    assert importing.all_files() == completed


# ---- bad input ----


def test_pages_that_are_no_articles_are_named_and_the_others_are_imported(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    importing.save("dang-nhap.html", old_portals.login_page())
    importing.save("loi.html", old_portals.error_page())
    importing.save("muc.html", old_portals.list_page())
    importing.save("mai-sau.txt", old_portals.vi_xuyen().replace("/2019", "/2031"))
    importing.save("rong.txt", "\n\n")
    importing.save("cu.doc", b"\xd0\xcf\x11\xe0")
    importing.save("mat-chu.txt", old_portals.vi_xuyen().encode("cp1252", "replace").decode("cp1252"))
    report = importing.run(code=1).out
    assert len(importing.articles()) == 1
    for line in (
        "luu/dang-nhap.html: this is a login page",
        "luu/loi.html: this is an error page of the portal",
        "luu/muc.html: this is a list of articles",
        "luu/mai-sau.txt: its date 2031-08-28T07:30 has not come yet",
        "luu/rong.txt: there is no text in it",
        "luu/mat-chu.txt: letters with marks have become `?` in it",
        "luu/cu.doc: files that end in .doc are not read; open it in Word or LibreOffice",
    ):
        assert line in report


def test_many_pages_with_one_text_are_refused(importing: Importing) -> None:
    for at in range(3):
        importing.save(f"{at}.txt", old_portals.vi_xuyen(Told(title=f"Bài có tên số {at}")))
    importing.save("khac.txt", old_portals.lai_chau(Told(title="Một bài có chữ riêng", lead="Dẫn riêng.")))
    report = importing.run(code=1).out
    assert len(importing.articles()) == 1
    assert report.count("it has the same text as luu/") == 3


def test_archives_are_read_within_limits_and_never_out_of_themselves(importing: Importing) -> None:
    with zipfile.ZipFile(importing.saved / "luu.zip", "w") as archive:
        archive.writestr("trang/a.html", old_portals.nukeviet())
        archive.writestr("trang/trang_files/mot-cua.jpg", PNG)
        archive.writestr("../ngoai.txt", old_portals.lai_chau())
        archive.writestr("trong.zip", b"PK")
        link = zipfile.ZipInfo("lien-ket.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with zipfile.ZipFile(importing.saved / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("to.txt", b"\0" * 100_000_001)
    with zipfile.ZipFile(importing.saved / "nhieu.zip", "w") as archive:
        for at in range(20_001):
            archive.writestr(f"{at}.css", b"")
    importing.save("hong.zip", b"PK\x03\x04 not whole")
    report = importing.run(code=1).out
    assert len(importing.articles()) == 1
    assert any(name.endswith("-1.png") for name in importing.all_files())
    for line in (
        "luu/luu.zip/../ngoai.txt: this member of an archive is a link or is outside the archive",
        "luu/luu.zip/lien-ket.txt: this member of an archive is a link or is outside the archive",
        "luu/luu.zip/trong.zip: this archive is inside another one",
        "luu/bom.zip: unpacked the archive has 100000001 bytes",
        "luu/nhieu.zip: the archive holds 20001 files",
        "luu/hong.zip: this cannot be unpacked",
    ):
        assert line in report


# ---- charsets ----


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_pages_in_other_charsets_give_the_same_article(importing: Importing, charset: str) -> None:
    text = old_portals.lai_chau()
    if charset == "cp1258":
        text = _decomposed(text)
    importing.save("a.txt", text.encode(charset))
    importing.run()
    assert importing.article()[1] == BODY


def _decomposed(text: str) -> str:
    """Return a text as Windows-1258 has it: marks of vowels are part of letters, tones follow them."""
    import unicodedata

    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(part for part in parts if part not in tones)
        out.append(unicodedata.normalize("NFC", rest) + "".join(tones))
    return "".join(out)


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
@pytest.mark.parametrize("as_mojibake", [False, True], ids=["bytes", "mojibake"])
def test_tcvn3_and_vni_are_recognised_as_bytes_and_inside_utf_8(
    importing: Importing, charset: str, as_mojibake: bool
) -> None:
    from bantin.text import legacy_charsets

    if charset == "tcvn3":
        codes = {letter: bytes([code]).decode("latin-1") for code, letter in legacy_charsets._TCVN3.items()}
    else:
        codes = {letter: code for code, letter in legacy_charsets._VNI.items()}
    written = "".join(codes.get(sign, sign) for sign in old_portals.vi_xuyen())
    importing.save("a.txt", written.encode("utf-8" if as_mojibake else "latin-1"))
    importing.run()
    values, body = importing.article()
    assert (values["title"], values["summary"], body) == (TITLE, LEAD, BODY)


@pytest.mark.parametrize("charset", ["latin-1", "windows-1252"])
def test_utf_8_that_was_read_as_another_charset_is_restored(importing: Importing, charset: str) -> None:
    def read_wrongly(byte: int) -> str:
        try:
            return bytes([byte]).decode(charset)
        except UnicodeDecodeError:
            return chr(byte)

    importing.save("a.txt", "".join(map(read_wrongly, old_portals.vi_xuyen().encode())))
    importing.run()
    values, body = importing.article()
    assert (values["title"], values["summary"], body) == (TITLE, LEAD, BODY)


def test_invisible_characters_are_not_imported(importing: Importing) -> None:
    article = Told(paragraphs=(f"\u202e{PARAGRAPHS[0]}\u2028", *PARAGRAPHS[1:]))
    importing.save("a.txt", old_portals.vi_xuyen(article))
    importing.run()
    assert importing.article()[1] == BODY


def test_the_articles_of_the_site_itself_are_not_imported(importing: Importing) -> None:
    importing.site.section("content/tin", title="Tin")
    before = importing.all_files()
    for path in ("content/tin", "."):
        importing.saved = importing.site.folder / path
        assert "holds the site's own articles" in importing.run(code=2).err
    assert importing.all_files() == before


def test_an_uncertain_charset_is_reported(importing: Importing) -> None:
    importing.save("a.txt", bytes(range(128, 256)) * 20)
    assert "luu/a.txt: its charset is not certain" in importing.run(code=1).out


# ---- profiles ----

OWN_PROFILE = """\
title = "Cổng xã"
date_format = ["HH'h'mm - dd.MM.yyyy"]

[match]
select = ["#xa-noi-dung"]

[html]
title = ["h2.ten"]
date = ["p.luc >> Đăng lúc {date}"]
body = ["#xa-noi-dung"]
views = ["p.xem >> {views} người đã đọc"]
"""
OWN_PAGE = (
    "<meta charset=utf-8><h2 class=ten>Xã mở lớp dùng dịch vụ công</h2>"
    "<p class=luc>Đăng lúc 07h45 - 03.02.2020</p>"
    f"<p class=xem>45 người đã đọc</p><div id=xa-noi-dung><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"
)


def test_an_editor_writes_a_profile_for_another_portal(importing: Importing) -> None:
    importing.site.write("profiles/cong-xa.toml", OWN_PROFILE)
    page = importing.save("a.html", OWN_PAGE)
    shown = importing.run("--explain", str(page)).out
    assert "a.html: profile cong-xa" in shown
    assert "  date        2020-02-03T07:45\n" in shown
    assert importing.articles() == {}
    importing.run()
    values, _ = importing.article()
    assert (values["title"], values["date"], values["views"]) == (
        "Xã mở lớp dùng dịch vụ công",
        "2020-02-03T07:45",
        "45",
    )


def test_mistakes_of_a_profile_are_reported_with_their_lines(importing: Importing) -> None:
    importing.site.write(
        "profiles/sai.toml",
        'date_format = ["ngày QQ"]\n[html]\ntitel = ["h1"]\nbody = ["div["]\n[text]\ndateline = ["{ngay}"]\n',
    )
    page = importing.save("a.html", OWN_PAGE)
    error = importing.run(str(page), code=1).err
    path = os.path.relpath(importing.site.folder / "profiles" / "sai.toml")
    assert f"{path}:1: `ngày QQ` in `date_format` contains an unknown part" in error
    assert f"{path}:3: unknown field `titel`; did you mean `title`?" in error
    assert f"{path}:4: `div[` in `body` is not a CSS selector" in error
    assert f"{path}:6: `{{ngay}}` in `dateline` contains an unknown part (ngay)" in error


def test_a_page_that_no_profile_fits_is_guessed_and_the_report_says_so(importing: Importing) -> None:
    text = "".join(f"<p>{paragraph} {paragraph.lower()}</p>" for paragraph in (LEAD, *PARAGRAPHS))
    importing.save(
        "a.html",
        f'<html><head><meta charset="utf-8"><title>{TITLE} | Cổng xã</title>'
        '<meta property="article:published_time" content="2019-08-28T14:36:00+07:00"></head>'
        f'<body><div class="khung"><h1>{TITLE}</h1>{text}</div></body></html>',
    )
    assert "luu/a.html: no profile fits; its text was guessed" in importing.run().out
    values, body = importing.article()
    assert (values["title"], values["date"]) == (TITLE, "2019-08-28T14:36")
    assert PARAGRAPHS[1] in body
