"""Lists of articles become articles: CSV in the dialects of Excel, and workbooks."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from bantin.importer import table_rows
from tests.behaviour.importer.conftest import PNG, Importing

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DAY = 43705.4  # 28 August 2019 at 9:36, as Excel counts days


def workbook(
    path: Path,
    sheets: dict[str, list[list[str | float]]],
    *,
    first: str = "A1",
    merged: tuple[str, ...] = (),
) -> None:
    """Write a .xlsx with the parts that a reader needs. Numbers are dates."""
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        numbered = [*enumerate(sheets, 1)]
        named = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in numbered)
        archive.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        )
        parts = "".join(
            f'<Relationship Id="s{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at, _ in numbered
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{parts}<Relationship Id="st" '
            f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'{_HEAD}<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
            "</styleSheet>",
        )
        for at, name in numbered:
            rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in sheets[name])
            rows = rows.replace("<c ", f'<c r="{first}" ', 1) if first != "A1" else rows
            archive.writestr(
                f"xl/worksheets/sheet{at}.xml",
                f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>'
                f"<mergeCells>{merges}</mergeCells></worksheet>",
            )


def _cell(value: str | float) -> str:
    if isinstance(value, float):
        return f'<c s="1"><v>{value}</v></c>'
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def test_a_row_of_a_workbook_becomes_an_article(importing: Importing) -> None:
    head = (
        "Tiêu đề|Ngày đăng|Chuyên mục|Tóm tắt|Nội dung|Lượt xem|Tác giả|Nguồn|Từ khóa|Ảnh đại diện|Đường dẫn"
    )
    row: list[str | float] = [
        "Mường Thàn nhận hồ sơ qua mạng",
        _DAY,
        "Tin tức > Một cửa",
        "Từ tháng Chín, nộp từ nhà.",
    ]
    row += [
        "Đoạn một: “quầy”.\n\nĐoạn hai.",
        "1.871",
        "Hải Yến",
        "Phòng Nội vụ",
        "một cửa; đất đai",
        "anh/quay.png",
    ]
    row += ["https://cu.example/tin/muong-than-12.html"]
    workbook(importing.saved / "tin.xlsx", {"Tin": [["DANH SÁCH TIN"], [], [*head.split("|")], row]})
    importing.save("anh/quay.png", PNG)

    importing.run()

    (path,) = importing.articles()
    assert path == "tin-tuc/mot-cua/muong-than-nhan-ho-so-qua-mang.md"
    front_matter, body = importing.article()
    assert front_matter == {
        "title": "Mường Thàn nhận hồ sơ qua mạng",
        "date": "2019-08-28T09:36",
        "summary": "Từ tháng Chín, nộp từ nhà.",
        "author": "Hải Yến",
        "source": "Phòng Nội vụ",
        "views": "1871",
        "tags": ["một cửa", "đất đai"],
    }
    assert body == "![](muong-than-nhan-ho-so-qua-mang-1.png)\n\nĐoạn một: “quầy”.\n\nĐoạn hai."
    assert PNG in importing.all_files().values()
    assert [row[0] for row in importing.table("redirects.csv")] == ["/tin/muong-than-12.html"]


@pytest.mark.parametrize(
    "data",
    [
        'Tiêu đề;Ngày đăng;Giờ;Nội dung\r\n"Họp báo; tháng Tám";28/8/19;9h30;"Một.\r\n""Hai"".";\r\n'.encode(
            "utf-8-sig"
        ),
        'Nội dung\tTiêu đề\tNgày đăng\r\n"Một.\r\n""Hai""."\tHọp báo; tháng Tám\t28/08/2019 9:30\r\n'.encode(
            "utf-16"
        ),
        'sep=|\ntitle|date|time|content\n"Họp báo; tháng Tám"|43705|09:30|<p>Một.<br>"Hai".</p>\n'.encode(),
        'date,title,body\n2019-08-28T09:30,Họp báo; tháng Tám,"&lt;p&gt;Một.&lt;br&gt;""Hai""."\n'.encode(),
    ],
    ids=["semicolons with a mark", "Unicode text of Excel", "named separator and day number", "escaped HTML"],
)
def test_csv_is_read_as_excel_and_portals_write_it(importing: Importing, data: bytes) -> None:
    importing.save("tin.csv", data)
    importing.run()
    front_matter, body = importing.article()
    assert front_matter == {"title": "Họp báo; tháng Tám", "date": "2019-08-28T09:30"}
    assert " ".join(body.replace("\\\n", " ").split()) == 'Một. "Hai".'


def test_rows_that_cannot_become_articles_are_named_and_the_others_are_imported(importing: Importing) -> None:
    importing.save(
        "tin.csv",
        "STT;Tiêu đề;Ngày;Tóm tắt;Trạng thái\n"
        "1;Bài một;28/08/2019;Một câu.;Đã đăng\n"
        "2;;28/08/2019;x;\n3;Bài ba;hôm qua;x;\n\n4;Bài bốn;1/9/2019;;\n"
        "5;Bài năm;2/9/2019;Năm câu.;Chờ duyệt\n",
    )
    importing.save("dia-chi.csv", "trang,dia chi\na.html,/b\n")
    importing.save("hong.csv", 'title,date,body\nMột,2019-08-28,"chưa đóng\nHai,2019-08-28,x\n')
    importing.save("khoa.xlsx", b"PK\3\4")
    importing.save("cu.xls", b"\xd0\xcf\x11\xe0")

    report = importing.run(code=1).out.splitlines()

    assert report[:8] == [
        "luu/cu.xls: files that end in .xls are not read; open it in Excel or LibreOffice, save it as .xlsx, "
        "and import that",
        "warning: luu/dia-chi.csv: no row at the top of this table names a column of titles and one of "
        "dates; name the columns in one row, such as `Tít`, `Ngày đăng`, `Tóm tắt`, `Nội dung`",
        "luu/hong.csv:2: the quotation marks of this row are wrong, and may hide the rows below it; put "
        'cells that hold a separator or a line end in double quotes, and write `""` for a quote in them',
        "luu/khoa.xlsx: this workbook cannot be opened: it is damaged, has a password, or is another kind "
        "of file; open it in Excel or LibreOffice, remove the password, and save it as .xlsx",
        "warning: luu/tin.csv:1: there are columns that are not imported: STT; if one is needed, give it a "
        "name that `docs chuyen-cong` lists",
        "luu/tin.csv:3: this row has no title; fill in its title, or delete the row",
        "luu/tin.csv:4: the date of this row is `hôm qua`, which cannot be read; write it like 28/08/2019 or "
        "28/08/2019 09:30",
        "luu/tin.csv:6: this row has neither a text nor a summary; fill one in, or delete the row",
    ]
    titles = {text.split("\n")[1]: "draft: true" in text for text in importing.articles().values()}
    assert titles == {"title: Bài một": False, "title: Bài năm": True}


def test_a_list_that_was_edited_is_imported_again(importing: Importing) -> None:
    rows = ["Một;28/08/2019;Chữ một.", "Hai;29/08/2019;Chữ hai."]
    importing.save("tin.csv", "\n".join(["Tiêu đề;Ngày;Nội dung", *rows]))
    importing.run()
    assert "0 articles were imported" in importing.run().out

    importing.save(
        "tin.csv", "\n".join(["Tiêu đề;Ngày;Nội dung", "Ba;30/08/2019;Chữ ba.", rows[1], rows[0] + " Thêm."])
    )
    importing.run()

    bodies = sorted(text.split("---\n\n")[1] for text in importing.articles().values())
    assert bodies == ["Chữ ba.\n", "Chữ hai.\n", "Chữ một. Thêm.\n"]


def test_merged_cells_have_their_value_in_each_row_and_repeated_heads_are_skipped(
    importing: Importing,
) -> None:
    head: list[str | float] = ["Ngày đăng", "Chuyên mục", "Tít", "Nội dung"]
    rows: list[list[str | float]] = [
        head,
        [_DAY, "Tin tức", "Một", "Chữ."],
        ["", "", "Hai", "Chữ khác."],
        head,
        ["", "", "Ba", "Nữa."],
    ]
    path = importing.saved / "a.xlsx"
    workbook(path, {"Bài": rows}, merged=("A2:A3", "B2:B3", "X9:Z99"))
    said = importing.run(code=1).out
    assert sorted(importing.articles()) == ["tin-tuc/hai.md", "tin-tuc/mot.md"]
    assert "date: 2019-08-28" in importing.articles()["tin-tuc/hai.md"]
    assert "luu/a.xlsx:5: this row has no date; write it like 28/08/2019" in said


def test_a_sheet_with_a_cell_far_away_does_not_fill_the_memory(importing: Importing) -> None:
    far = importing.saved / "xa.xlsx"
    workbook(far, {"Tin": [["Tiêu đề", "Ngày"]]}, first="XFD1048576")
    said = importing.run(code=1).out
    assert f"spans more than {table_rows._MAX_CELLS} cells" in said


def test_tables_of_other_systems_are_read_by_their_own_columns(importing: Importing) -> None:
    """phpMyAdmin exports Joomla's and NukeViet's tables; SharePoint writes days after months."""
    importing.save(
        "jos_content.csv",
        "title,introtext,fulltext,state,publish_up,hits\n"
        "Đang đăng,<p>Mở <b>đầu</b>.</p>,<p>Thân bài.</p>,1,2019-02-03 08:00:00,315\n"
        "Thùng rác,<p>Bỏ.</p>,,-2,2019-02-03 08:00:00,3\n",
    )
    importing.save("nv4.csv", "title,hometext,bodyhtml,publtime\nMột tin,Sapo.,<p>Chữ.</p>,1546300800\n")
    importing.save(
        "sp.csv",
        "Tiêu đề,Ngày đăng,Nội dung,Trạng thái phê duyệt\n"
        "Giao ban,3/14/2018 9:30 AM,Chữ một.,Approved\nChờ,3/4/2018 1:30 PM,Chữ hai.,Pending\n",
    )
    importing.run()
    assert {text.partition("\n---\n")[::2] for text in importing.articles().values()} == {
        ("---\ntitle: Đang đăng\ndate: 2019-02-03T08:00\nviews: 315", "\nMở **đầu**.\n\nThân bài.\n"),
        ("---\ntitle: Thùng rác\ndate: 2019-02-03T08:00\nviews: 3\ndraft: true", "\nBỏ.\n"),
        ("---\ntitle: Một tin\ndate: 2019-01-01T07:00\nsummary: Sapo.", "\nChữ.\n"),
        ("---\ntitle: Giao ban\ndate: 2018-03-14T09:30", "\nChữ một.\n"),
        ("---\ntitle: Chờ\ndate: 2018-03-04T13:30\ndraft: true", "\nChữ hai.\n"),
    }


def test_columns_of_joomla_nukeviet_and_dotnetnuke_keep_what_they_hold(importing: Importing) -> None:
    importing.save("images/le.png", PNG)
    importing.save(
        "jos_content.csv",
        "title,introtext,fulltext,state,category_title,publish_up,publish_down,images,metakey\n"
        'Joomla,<p>Mở đầu.</p>,"<p>{youtube}dQw4w9WgXcQ{/youtube}</p><p>{loadposition a}</p>",1,Tin tức,'
        '2019-02-03 08:00:00,2030-01-01 00:00:00,"{""image_intro"":""images\\/le.png#joomlaImage"",'
        '""image_intro_alt"":""Buổi lễ""}","một cửa, đất đai"\n',
    )
    importing.save(
        "nv4.csv",
        "title,hometext,bodyhtml,publtime,edittime,exptime,homeimgfile,homeimgalt,sourcetext\n"
        "Nuke,Sapo.,<p>Chữ.</p>,1546300800,1546500800,0,2019/le.png,Cắt băng,Báo Lai Châu\n",
    )
    importing.save(
        "dnn.csv",
        "Title,Summary,Article,PublishDate,CreatedByUser,NumberOfViews,Category,ImageUrl,IsDraft\n"
        "Dnn,Tóm tắt.,&lt;p&gt;Nội dung.&lt;/p&gt;,7/28/2020 3:30:00 PM,Ban biên tập,77,Tin tức,"
        "~/le.png,True\n",
    )
    said = importing.run()
    assert {path: text.partition("\n---\n")[::2] for path, text in importing.articles().items()} == {
        "tin-tuc/joomla.md": (
            "---\ntitle: Joomla\ndate: 2019-02-03T08:00\nexpires: 2030-01-01\ntags:\n  - một cửa\n"
            "  - đất đai",
            "\n![Buổi lễ](joomla-1.png)\n\nMở đầu.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n"
            "\\{loadposition a\\}\n",
        ),
        "bai-chua-xep-muc/nuke.md": (
            "---\ntitle: Nuke\ndate: 2019-01-01T07:00\nupdated: 2019-01-03T14:33\nsummary: Sapo.\n"
            "source: Báo Lai Châu",
            "\n![Cắt băng](nuke-1.png)\n\nChữ.\n",
        ),
        "tin-tuc/dnn.md": (
            "---\ntitle: Dnn\ndate: 2020-07-28T15:30\nsummary: Tóm tắt.\nauthor: Ban biên tập\nviews: 77\n"
            "draft: true",
            "\n![](dnn-1.png)\n\nNội dung.\n",
        ),
    }
    assert "1 shortcodes are left in the text, the first of them `loadposition`" in said.out
    assert "not imported" not in said.out
