"""What an imported article keeps of its page."""

from base64 import b64encode

import pytest

from tests import old_portals
from tests.behaviour.importer.conftest import BODY, PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE, ShownArticle


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
def test_a_title_is_the_line_above_the_date_if_the_page_has_another_name(
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
    article = ShownArticle(
        lead=f"{caption}\n\n{LEAD}", paragraphs=(*PARAGRAPHS[:2], caption, *PARAGRAPHS[2:])
    )
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
<h3>Kết quả</h3><p>Nhận <b>12</b>&nbsp;hồ sơ; xem <a href="Bảng%%20điểm.pdf">bảng</a>,
<a href="#x">phần dưới</a> và <a href="https://nguon.example/a?b=(1)">nguồn</a>.</p><ul><li>Một<ul><li>Hai</li></ul></li><li>Ba</li></ul>
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

Nhận **12** hồ sơ; xem [bảng](STEM-bang-diem.pdf), phần dưới và [nguồn](https://nguon.example/a?b=%281%29).

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
    importing.save("Bảng điểm.pdf", b"%PDF-1.4 x")
    importing.run()
    (path,) = importing.articles()
    stem = path.rpartition("/")[2].removesuffix(".md")
    assert importing.article()[1] == WRITTEN.replace("STEM", stem)
    assert importing.site.main(capsys, "check", "--now", "2026-08-05").code == 0
