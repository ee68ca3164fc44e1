"""Pages that are not articles, and archives with paths outside of them."""

import zipfile

import pytest

from tests import old_portals
from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import ShownArticle


def test_pages_that_are_not_articles_are_named_and_the_others_are_imported(importing: Importing) -> None:
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
        "luu/mat-chu.txt: letters with diacritics have become `?` in it",
        "luu/cu.doc: files that end in .doc are not read; open it in Word or LibreOffice",
    ):
        assert line in report


@pytest.mark.parametrize("number", (2, 3))
def test_several_pages_with_one_text_are_refused_each_time(importing: Importing, number: int) -> None:
    for at in range(number):
        importing.save(f"{at}.txt", old_portals.vi_xuyen(ShownArticle(title=f"Bài có tên số {at}")))
    importing.save(
        "khac.txt", old_portals.lai_chau(ShownArticle(title="Một bài có chữ riêng", lead="Dẫn riêng."))
    )
    for _ in range(2):
        report = importing.run(code=1).out
        assert len(importing.articles()) == 1
        assert report.count("it has the same text as luu/") == number


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


def test_the_articles_of_the_site_itself_are_not_imported(importing: Importing) -> None:
    importing.site.section("content/tin", title="Tin")
    before = importing.all_files()
    for path in ("content/tin", "."):
        importing.saved = importing.site.folder / path
        assert "holds the site's own articles" in importing.run(code=2).err
    assert importing.all_files() == before


def test_a_folder_of_only_pdf_files_or_a_sitemap_is_reported(importing: Importing) -> None:
    importing.save("van-ban.pdf", b"%PDF-1.4")
    importing.save(
        "sitemap.xml", '<?xml version="1.0"?><urlset><url><loc>https://cu.vn/</loc></url></urlset>'
    )
    said = importing.run(code=1).out
    assert "luu: there is nothing here that can become an article; save the pages" in said
