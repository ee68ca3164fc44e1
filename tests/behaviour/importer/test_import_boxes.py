"""Pages of tables and FONT: nothing beside or below their text is lost or misread."""

from tests import old_portals
from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import PARAGRAPHS, TITLE

HEAD = '<meta charset="utf-8"><title>Cổng huyện</title>'
FONT = f"""{HEAD}<table><tr><td><a href="1">Giới thiệu</a></td><td><table>
<tr><td class="TieuDe"><font color="red"><b>{TITLE}</b></font></td></tr>
<tr><td><i>(Cập nhật: 28/08/2019 02:36:00 PM)</i></td></tr>
<tr><td><font face="Arial">{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}<br><br>
<center><img src="hop.png"><br>Ảnh: Tư liệu</center></font></td></tr></table></td></tr></table>"""
ATTACHED = f"""<meta charset="utf-8"><title>Hai: {TITLE}</title><div><h1>Hai: {TITLE}</h1><p>29/08/2019</p>
{"".join(f"<p>{text}</p>" for text in reversed(PARAGRAPHS))}
<p>Tệp đính kèm</p><ul><li><a href="https://cu.example/ds.pdf?id=1">Danh sách</a> (12 KB)</li></ul>
<ul><li><a href="/khac">Một bài của tuần trước ở huyện</a></li></ul></div>"""


def test_text_in_tables_attachments_and_views_are_imported(importing: Importing) -> None:
    importing.save("a.html", FONT)
    importing.save("hop.png", PNG)
    importing.save("b.html", ATTACHED)
    importing.save(
        "c.txt", f"Ba: {TITLE}\nNgày đăng: 30/08/2019 | Lượt đọc: 77\n\n" + " Rồi. \n\n".join(PARAGRAPHS)
    )
    importing.run()
    texts = {text.partition("date: ")[2][:10]: text for text in importing.articles().values()}
    assert texts["2019-08-28"].startswith(
        f"---\ntitle: {TITLE}\ndate: 2019-08-28T14:36\n---\n\n{PARAGRAPHS[0]}\n"
    )
    assert texts["2019-08-28"].endswith('-1.png "Ảnh: Tư liệu")\n')
    assert texts["2019-08-29"].endswith(
        f"{PARAGRAPHS[0]}\n\nTệp đính kèm\n\n- [Danh sách](https://cu.example/ds.pdf?id=1) (12 KB)\n"
    )
    assert "\nviews: 77\n" in texts["2019-08-30"]


def test_documents_listed_beside_the_text_are_imported(importing: Importing) -> None:
    """NukeViet and others list them below the text, some as addresses that download."""
    box = (
        '<div class="list-group news-download-file"><a href="/down?id=5"><b>Kế hoạch.pdf</b></a>'
        '<a href="tep/mau.pdf"></a><a href="/in">In trang</a></div>'
    )
    importing.save("a.html", old_portals.nukeviet().replace("</body>", f"{box}</body>"))
    importing.save("tep/mau.pdf", b"PK")
    importing.run()
    _, body = importing.article()
    first, last = body.splitlines()[-2:]
    assert first == "- [Kế hoạch.pdf](https://tin.huyen.example/down?id=5)"
    assert last.startswith("- [mau.pdf](muong-than")
