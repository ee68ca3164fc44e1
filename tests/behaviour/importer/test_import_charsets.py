"""Pages in UTF-8, UTF-16, Windows-1258, TCVN3 and VNI."""

import unicodedata
import zipfile

import pytest

from bantin.text import legacy_charsets
from tests import old_portals
from tests.behaviour.importer.conftest import BODY, PNG, Importing
from tests.behaviour.importer.test_import_tables import workbook
from tests.behaviour.importer.test_import_word import word
from tests.old_portals import LEAD, PARAGRAPHS, TITLE, ShownArticle


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_pages_in_other_charsets_give_the_same_article(importing: Importing, charset: str) -> None:
    text = old_portals.lai_chau()
    if charset == "cp1258":
        text = _decomposed(text)
    importing.save("a.txt", text.encode(charset))
    importing.run()
    assert importing.article()[1] == BODY


def _decomposed(text: str) -> str:
    """Return a text as in Windows-1258: vowel marks are part of letters, tone marks follow them."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(part for part in parts if part not in tones)
        out.append(unicodedata.normalize("NFC", rest) + "".join(tones))
    return "".join(out)


@pytest.mark.parametrize("charset", ["utf-8", "cp1258"])
def test_an_archive_of_another_system_keeps_its_pictures(importing: Importing, charset: str) -> None:
    """macOS and old programs of Windows write names in their own charset, and macOS takes letters apart."""

    def written(name: str) -> bytes:
        return (unicodedata.normalize("NFD", name) if charset == "utf-8" else _decomposed(name)).encode(
            charset
        )

    page = old_portals.nukeviet().replace("trang_files/mot-cua.jpg", "B%C3%A0i_files/m%E1%BB%99t.png")
    members = {"Bài.html": page.encode(), "Bài_files/một.png": PNG}
    path = importing.saved / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for sign, (name, data) in zip("xy", members.items(), strict=True):
            archive.writestr(sign * len(written(name)), data)
    for mark, name in zip((b"x", b"y"), members, strict=True):
        path.write_bytes(path.read_bytes().replace(mark * len(written(name)), written(name)))
    importing.run()
    assert PNG in importing.all_files().values()
    assert importing.table("imported.csv")[0][0] == "luu/a.zip/Bài.html"


def _typed(text: str, charset: str) -> str:
    """Return a text as it is typed with an old font, in the letters of Latin-1."""
    if charset == "tcvn3":
        codes = {letter: bytes([code]).decode("latin-1") for code, letter in legacy_charsets._TCVN3.items()}
    else:
        codes = {letter: code for code, letter in legacy_charsets._VNI.items()}
    return "".join(codes.get(sign, sign) for sign in text)


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
@pytest.mark.parametrize("as_mojibake", [False, True], ids=["bytes", "mojibake"])
def test_tcvn3_and_vni_are_recognized_as_bytes_and_inside_utf_8(
    importing: Importing, charset: str, as_mojibake: bool
) -> None:
    written = _typed(old_portals.vi_xuyen(), charset)
    importing.save("a.txt", written.encode("utf-8" if as_mojibake else "latin-1"))
    importing.run()
    values, body = importing.article()
    assert (values["title"], values["summary"], body) == (TITLE, LEAD, BODY)


MENU = (
    "Trang chủ,Giới thiệu,Tin tức,Văn bản,Thủ tục hành chính,Cải cách hành chính,Lịch tiếp công dân,Hỏi đáp,"
    "Liên hệ,Thông báo,Công khai ngân sách,Chuyển đổi số,Dịch vụ công trực tuyến,Đường dây nóng,Sơ đồ cổng"
).split(",")


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
def test_a_text_in_an_old_font_is_recognised_by_its_long_lines_below_a_menu_in_unicode(
    importing: Importing, charset: str
) -> None:
    """The page as a whole is of no certain charset."""
    menu = "".join(f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(MENU))
    text = "".join(f"<p>{_typed(paragraph, charset)}</p>" for paragraph in PARAGRAPHS)
    head = f'<meta charset="utf-8"><ul>{menu}</ul><h1>{_typed(TITLE, charset)}</h1><p>28/08/2019</p>'
    importing.save("a.html", f"{head}<div>{text}</div>")
    importing.run()
    values, body = importing.article()
    assert (values["title"], body) == (TITLE, BODY)


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
def test_word_documents_in_old_fonts_are_converted(importing: Importing, charset: str) -> None:
    """Word keeps the bytes of these fonts as letters of Latin-1."""
    paragraphs = (TITLE, "(Ngày đăng: 28/08/2019)", LEAD, *PARAGRAPHS)
    word(importing.saved / "a.docx", [_typed(paragraph, charset) for paragraph in paragraphs])
    importing.run()
    values, body = importing.article()
    assert (values["title"], values["date"], body) == (TITLE, "2019-08-28", f"{LEAD}\n\n{BODY}")


def test_workbooks_in_old_fonts_are_converted(importing: Importing) -> None:
    rows: list[list[str | float]] = [["Tít", "Ngày", "Nội dung"], [TITLE, "28/08/2019", PARAGRAPHS[0]]]
    typed: list[list[str | float]] = [[_typed(str(cell), "tcvn3") for cell in row] for row in rows]
    workbook(importing.saved / "a.xlsx", {"Bài": typed})
    importing.run()
    values, body = importing.article()
    assert (values["title"], body) == (TITLE, PARAGRAPHS[0])


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
    article = ShownArticle(paragraphs=(f"\u202e{PARAGRAPHS[0]}\u2028", *PARAGRAPHS[1:]))
    importing.save("a.txt", old_portals.vi_xuyen(article))
    importing.run()
    assert importing.article()[1] == BODY


def test_an_uncertain_charset_is_reported(importing: Importing) -> None:
    importing.save("a.txt", bytes(range(128, 256)) * 20)
    assert "luu/a.txt: its charset is not certain" in importing.run(code=1).out
