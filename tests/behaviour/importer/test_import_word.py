"""Word documents, and the letterheads of administrative documents."""

import zipfile
from pathlib import Path

import pytest

from tests.behaviour.importer.conftest import Importing
from tests.old_portals import PARAGRAPHS, TITLE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PART = '<?xml version="1.0" encoding="UTF-8"?>\n'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: list[str]) -> str:
    """A table of one row that lays out a Word document; each cell has lines."""
    columns = "".join(f"<w:tc>{''.join(map(paragraph, lines))}</w:tc>" for lines in cells)
    return f"<w:tbl><w:tr>{columns}</w:tr></w:tbl>"


def word(
    path: Path, paragraphs: list[str], *, created: str = "2019-08-28T02:00:00Z", footnote: str = ""
) -> None:
    """Return a .docx of paragraphs and tables with the parts that a reader needs. footnote: of number 2."""
    body = "".join(text if text.startswith("<w:tbl>") else paragraph(text) for text in paragraphs)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{PART}<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{PART}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{PART}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/footnotes" Target="footnotes.xml"/></Relationships>',
        )
        archive.writestr(
            "word/footnotes.xml",
            f'{PART}<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph(footnote)}'
            "</w:footnote></w:footnotes>",
        )
        archive.writestr(
            "docProps/core.xml",
            f'{PART}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
            'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>'
            f"{created}</dcterms:created></cp:coreProperties>",
        )
        archive.writestr(
            "word/document.xml", f'{PART}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )


def test_a_word_document_is_an_article_dated_by_its_own_line(importing: Importing) -> None:
    word(importing.saved / "a.docx", [TITLE, "Than Uyên, ngày 27 tháng 8 năm 2019", *PARAGRAPHS])
    importing.run()
    values, body = importing.article()
    assert (values["title"], values["date"]) == (TITLE, "2019-08-27")
    assert body == "\n\n".join(PARAGRAPHS)


def test_a_sentence_with_a_date_stays_in_the_text_and_footnotes_become_footnotes(
    importing: Importing,
) -> None:
    sentence, mark = (
        "Ngày 27/8/2019, xã họp đánh giá.",
        '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>',
    )
    word(
        importing.saved / "a.docx", [TITLE, sentence, f"{PARAGRAPHS[0]}{mark}"], footnote="Số liệu đến 30/6."
    )
    importing.run()
    values, body = importing.article()
    assert values["date"] == "2019-08-27"
    assert body == f"{sentence}\n\n{PARAGRAPHS[0]}[^1]\n\n[^1]: Số liệu đến 30/6."


def test_a_date_taken_from_a_word_file_is_a_warning(importing: Importing) -> None:
    word(importing.saved / "a.docx", [TITLE, *PARAGRAPHS])
    report = importing.run().out
    assert importing.article()[0]["date"] == "2019-08-28"
    assert "warning: luu/a.docx: the document contains no date" in report


STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PLACE = "Lai Châu, ngày 27 tháng 8 năm 2019"


@pytest.mark.parametrize(
    "head, title, number",
    [
        (
            [
                row(["ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "Số: 15/KH-UBND"], [*STATE, PLACE]),
                "KẾ HOẠCH",
                "Cải cách hành chính năm 2020",
            ],
            "Kế hoạch cải cách hành chính năm 2020",
            "Kế hoạch số 15/KH-UBND",
        ),
        (
            ["SỞ NỘI VỤ", *STATE, "Số: 212/SNV-CCHC", PLACE, "THÔNG BÁO", "UBND xã nhận hồ sơ buổi chiều"],
            "Thông báo UBND xã nhận hồ sơ buổi chiều",
            "Thông báo số 212/SNV-CCHC",
        ),
        (
            [row(["SỞ NỘI VỤ", "Số: 98/SNV-CCHC", "V/v báo cáo quý III"], [*STATE, PLACE])],
            "Báo cáo quý III",
            "Công văn số 98/SNV-CCHC",
        ),
        (
            [row(["SỞ NỘI VỤ", "Số: 99/SNV-CCHC"], [*STATE, PLACE])],
            "Công văn số 99/SNV-CCHC",
            "Công văn số 99/SNV-CCHC",
        ),
    ],
    ids=["plan", "announcement", "letter", "letter without a subject"],
)
def test_an_administrative_document_is_named_by_its_subject_and_not_by_its_head(
    importing: Importing, head: list[str], title: str, number: str
) -> None:
    lines = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["KT. CHỦ TỊCH", "Lò Văn Nam"]
    frame = row(*(["</w:t><w:br/><w:t>".join(cell)] for cell in lines))
    word(importing.saved / "a.docx", [*head, *PARAGRAPHS, frame])
    importing.run()
    values, body = importing.article()
    assert values == {"title": title, "date": "2019-08-27", "source": number}
    text = "\n\n".join(PARAGRAPHS)
    assert body == f"{text}\n\nNơi nhận:\n\n- Như trên;\n- Lưu: VT.\n\nKT. CHỦ TỊCH\\\nLò Văn Nam"


@pytest.mark.parametrize("data", [b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_word_document_that_cannot_be_opened_is_not_called_an_archive(
    importing: Importing, data: bytes
) -> None:
    importing.save("a.docx", data)
    word(importing.saved / "b.docx", ["", " "])
    word(importing.saved / "c.docx", [TITLE, "</w:t><w:t"])
    said = importing.run(code=1).out
    assert "luu/c.docx: this .docx cannot be opened: it is damaged" in said
    assert "luu/a.docx: this .docx cannot be opened: it is damaged, has a password" in said
    assert "luu/b.docx: this document has no text" in said
