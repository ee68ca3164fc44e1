"""Pages with boxes that no profile knows: nothing of them is lost."""

import re
import zipfile

import pytest

from tests.behaviour.importer.conftest import BODY, PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE

TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = '<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ul>'
OTHERS = (
    '<h3>Các tin khác</h3><ul><li><a href="/khac">Một bài của tuần trước ở huyện</a> (20/08/2019)</li></ul>'
)
FOOT = "<div><p>Trụ sở: số 1, phường Tân Phong. Điện thoại: 02133 876 543. Ghi rõ nguồn.</p></div>"

EGOV = f"""<meta name="generator" content="NukeViet v4.5"><title>{TITLE}</title></head><body>{MENU}
<div class="news_column newsdetail"><div class="panel-body"><h1 class="title">{TITLE}</h1>
<span class="h5"><i class="fa fa-clock-o"></i>Thứ tư - 28/08/2019 14:36</span>
<span class="h5"><i class="fa fa-eye"></i>1.307</span>
<div class="hometext">{LEAD}</div><div id="news-bodyhtml">{TEXT}</div>
<p class="h5 text-right"><strong>Tác giả bài viết: </strong>Hải Yến</p></div></div>"""

UNKNOWN = f"""<title>{TITLE} - Cổng xã</title></head><body>{MENU}
<div class="trai"><div class="tieu-de"><h2>{TITLE}</h2></div>
<div class="ngay">Thứ tư, 28/08/2019 14:36 - Số lượt xem: 1.307</div><div class="tom-tat"><b>{LEAD}</b></div>
<div class="noi-dung">{TEXT}
<p style="text-align:right"><strong>Hải Yến</strong></p></div>{OTHERS}</div>{FOOT}"""

NEWSPAPER = f"""<title>{TITLE}</title></head><body>{MENU}<div class="bai"><h1>{TITLE}</h1>
<div class="gio">14:36, 28/08/2019 - 1.307 lượt đọc</div><div class="dan-bai">{LEAD}</div>
<div class="article-content">{TEXT}<div class="box-related"><p>Một bài của tuần trước</p></div></div>
<div class="article-author"><a>Hải Yến</a></div></div>"""


JOOMLA = f"""<meta name="generator" content="Joomla!"><title>Tin</title></head><body>
{MENU}<div class="item-page"><div class="page-header"><h2 itemprop="headline">{TITLE}</h2></div>
<dl class="article-info"><dd class="createdby">Viết bởi <span itemprop="name">Hải Yến</span></dd>
<dd class="published"><time datetime="2019-08-28T14:36:00+07:00">28 Tháng 8 2019</time></dd>
<dd class="hits">Lượt xem: 1307</dd></dl><ul class="actions"><li>In</li></ul>
<div itemprop="articleBody"><p><strong>{LEAD}</strong></p>{TEXT}</div></div>"""


# A page of tables, which calls itself by the site's name alone.
TABLES = f"""<title>Trang tin huyện</title></head><body><table><tr><td>{MENU}</td></tr><tr><td>Liên kết</td>
<td><table><tr><td class="td">{TITLE}</td></tr><tr><td>(28/08/2019 14:36) Lượt xem: 1.307</td></tr>
<tr><td><b>{LEAD}</b></td></tr><tr><td>{"<br><br>".join(PARAGRAPHS)}</td></tr>
<tr><td align="right"><b>Hải Yến</b></td></tr><tr><td><b>Các tin khác</b></td></tr>
<tr><td>Một bài khác</td></tr>
</table></td><td>Quảng cáo</td></tr><tr><td colspan="3">{FOOT}</td></tr></table>"""


# ASP.NET holds a whole page in a form; a search in it is none of the text.
FORM = UNKNOWN.replace(
    "<body>",
    '<body><form id="aspnetForm"><input type="hidden" name="__VIEWSTATE"><form><input name="q">Tìm</form>',
)


DRUPAL = f"""<meta name="generator" content="Drupal 10"><title>{TITLE} | Sở</title></head><body>{MENU}
<article class="node node--type-article"><h1 class="page-header">{TITLE}</h1>
<div class="node__meta">Được đăng bởi quan_tri vào T4, 28/08/2019 - 14:36</div>
<div class="node__content"><div class="field--name-field-tom-tat">{LEAD}</div>
<div class="field--name-body">{TEXT}
<p style="text-align:right">Hải Yến</p></div>
<div class="field--name-field-tags"><a href="/t">Đất đai</a></div>
<ul class="links"><li class="statistics-counter">1.307 lượt xem</li></ul></div></article>{OTHERS}"""

# DotNetNuke holds the page in a form, too; its news module tells the text by classes of its own.
DNN = f"""<meta name="GENERATOR" content="DotNetNuke "><title>Sở Nội vụ - {TITLE}</title></head><body>
<form id="Form"><input type="hidden" name="__VIEWSTATE">{MENU}<div id="dnn_ContentPane">
<div class="DnnModule">
<div class="breadcrumb"><a href="/">Trang chủ</a> > <a href="/tin">Tin tức - Sự kiện</a></div>
<article class="edn_article edn_articleDetails"><h1 class="edn_articleTitle">{TITLE}</h1>
<div class="edn_metaDetails"><time>14:36 Thứ Tư, 28/08/2019</time> Lượt xem: 1.307</div>
<div class="edn_articleSummary">{LEAD}</div><div class="edn_articleContent">{TEXT}
<p style="text-align:right"><b>Hải Yến</b></p></div><div class="edn_socialIcons">Chia sẻ</div></article>
</div></div>{OTHERS}</form>"""

# A portal of SharePoint, which prints the views below the text.
SHAREPOINT = f"""<meta name="GENERATOR" content="Microsoft SharePoint"><title>{TITLE}</title></head><body>
<form id="aspnetForm">{MENU}<h3 class="tieude">{TITLE}</h3><div class="ngaydang">28/08/2019 2:36:00 CH</div>
<div class="tomtat">{LEAD}</div><div class="ms-rtestate-field">{TEXT}<p align="right"><b>Hải Yến</b></p></div>
<div>Số lần đọc: 1.307</div><div>Lượt truy cập: 9.876.543</div></form>"""

# Views below the text, on a line of their own.
VIEWS_BELOW = TABLES.replace(") Lượt xem: 1.307", ")").replace(
    '<tr><td align="right"><b>Hải', '<tr><td>Số lượt đọc: 1,307</td></tr><tr><td align="right"><b>Hải'
)


@pytest.mark.parametrize(
    "page",
    [EGOV, UNKNOWN, NEWSPAPER, TABLES, JOOMLA, DNN, SHAREPOINT, FORM, VIEWS_BELOW],
    ids=["egov", "unknown", "newspaper", "tables", "joomla", "dnn", "sharepoint", "form", "views-below"],
)
def test_title_time_views_lead_author_and_text_are_imported(importing: Importing, page: str) -> None:
    importing.save("a.html", f'<html><head><meta charset="utf-8">{page}</body></html>')
    importing.run()
    values, body = importing.article()
    expected = {
        "title": TITLE,
        "date": "2019-08-28T14:36",
        "views": "1307",
        "summary": LEAD,
        "author": "Hải Yến",
    }
    assert values == expected
    assert body == BODY


def test_joomla_pages_have_their_address_in_base_and_a_category_is_one_section(importing: Importing) -> None:
    base = '<base href="https://cu.example/index.php/tin-tuc/88-bai">'
    category = '<dd class="category-name">Chuyên mục: <a href="/tin">Tin tức - Sự kiện</a></dd>'
    page = JOOMLA.replace('<dd class="hits">', f'{category}<dd class="hits">')
    importing.save("a.html", f'<html><head>{base}<meta charset="utf-8">{page}</body></html>')
    importing.run()
    [path] = importing.articles()
    assert path.startswith("tin-tuc-su-kien/")
    assert importing.table("redirects.csv") == [
        ["/index.php/tin-tuc/88-bai", f"/{path.removesuffix('.md')}.html", "301"]
    ]


def test_tags_and_views_of_drupal_are_not_in_the_text(importing: Importing) -> None:
    importing.save("a.html", f'<html><head><meta charset="utf-8">{DRUPAL}</body></html>')
    importing.run()
    values, body = importing.article()
    expected = {"title": TITLE, "date": "2019-08-28T14:36", "views": "1307", "summary": LEAD}
    assert values == {**expected, "author": "Hải Yến", "tags": ["Đất đai"]}
    assert body == BODY


@pytest.mark.parametrize(
    "page",
    ['<frameset><frame src="menu.html"><frame src="tin.html"></frameset>', "<iframe src=tin.html></iframe>"],
)
def test_a_page_of_frames_names_them(importing: Importing, page: str) -> None:
    importing.save("a.html", f"<html><head><title>Trang tin huyện</title></head>{page}</html>")
    said = importing.run(code=1).out
    assert "luu/a.html: this page only shows other pages in frames (" in said
    assert "tin.html" in said.splitlines()[0]


def test_files_that_may_hold_articles_are_named_where_they_cannot_be_read(importing: Importing) -> None:
    for name in ("bai-cu.rar", "danh-sach.sql", "trang", "hop.jpg", "giao-dien.css"):
        importing.save(name, b"1")
    with zipfile.ZipFile(importing.saved / "b.zip", "w") as archive:
        archive.writestr("thu.eml", "1")
    said = importing.run().out.splitlines()
    unread = "files of a kind that is not imported are here"
    assert f"warning: luu: {unread} (3), such as bai-cu.rar, danh-sach.sql, trang; unpack" in said[1]
    assert said[0].startswith(f"warning: luu/b.zip: {unread} (1), such as thu.eml; ")


def test_a_summary_that_the_portal_cut_within_a_letter_does_not_hide_the_charset(
    importing: Importing,
) -> None:
    cut = b'<meta name="description" content="' + "Người".encode()[:-3]
    importing.save("a.html", cut + b'">' + UNKNOWN.encode())
    importing.run()
    values, body = importing.article()
    assert (values["title"], body) == (TITLE, BODY)


def test_many_pages_without_a_profile_are_counted(importing: Importing) -> None:
    for number in range(7):
        importing.save(
            f"{number}.html", UNKNOWN.replace(TITLE, f"{TITLE} {number}").replace("11", f"{number}")
        )
    said = importing.run("--dry-run", str(importing.saved)).out
    assert (said.count("no profile fits; "), "… and 2 more that no profile fits" in said) == (5, True)


def test_a_paragraph_that_begins_like_a_source_stays_in_the_text(importing: Importing) -> None:
    sentence = "Theo báo cáo của phòng, 1.204 hồ sơ đất đai đã được trả trước hạn trong quý vừa qua."
    page = UNKNOWN.replace(PARAGRAPHS[-1], sentence).replace(OTHERS, f"<p>Theo Báo Lai Châu</p>{OTHERS}")
    importing.save("a.html", f'<html><head><meta charset="utf-8">{page}</body></html>')
    importing.run()
    values, body = importing.article()
    assert sentence in body
    assert values["source"] == "Báo Lai Châu"


def test_a_list_with_summaries_is_not_an_article(importing: Importing) -> None:
    items = "".join(
        f'<div><h3><a href="/{at}">Bài số {at} về một buổi họp ở huyện</a></h3><i>0{at + 1}/08/2019</i>'
        f"<p>{paragraph} {paragraph}</p></div>"
        for at, paragraph in enumerate(PARAGRAPHS)
    )
    name = "Tin tức hoạt động của huyện"
    importing.save(
        "a.html", f"<meta charset=utf-8><title>{name}</title><body>{MENU}<h1>{name}</h1>{items}{FOOT}"
    )
    assert "luu/a.html: this is a list of articles" in importing.run(code=1).out


def test_malformed_addresses_of_one_page_do_not_stop_the_import(importing: Importing) -> None:
    links = '<link rel="canonical" href="https://[ten-mien]/bai"><a href="http://[url]/x">'
    page = UNKNOWN.replace("</head>", f"{links[:51]}</head>").replace(
        TEXT, f"{TEXT}<p>{links[51:]}Xem</a>.</p>"
    )
    importing.save("a.html", f'<html><head><meta charset="utf-8">{page}</body></html>')
    importing.save(
        "b.html", f'<html><head><meta charset="utf-8">{NEWSPAPER.replace(TITLE, "Một bài khác ở xã")}'
    )
    importing.run()
    assert len(importing.articles()) == 2
    assert any(text.rstrip().endswith("Xem.") for text in importing.articles().values())


def test_a_short_notice_is_an_article_and_a_short_list_is_not(importing: Importing) -> None:
    name = "Công khai danh mục thủ tục hành chính"
    head = f"<meta charset=utf-8><title>{name} - Cổng xã</title><body>{MENU}<div><h2>{name}</h2>"
    date = "<div>Thứ hai, 14/10/2019, 09:15</div>"
    text = "<p>UBND xã công khai danh mục 12 thủ tục tại bộ phận một cửa.</p>"
    file = '<p><a href="/dm.pdf">Danh mục thủ tục hành chính của xã</a></p></div>'
    items = "".join(
        f'<p><a href="/{at}">Bài số {at} về một buổi họp</a></p><p>Tóm tắt.</p>' for at in range(9)
    )
    importing.save("thong-bao.html", f"{head}{date}{text}{file}{FOOT}")
    importing.save("danh-sach.html", f"{head}{date}{items}</div>{FOOT}")
    said = importing.run(code=1).out
    values, body = importing.article()
    assert (values["title"], values["date"], body.split("\n")[0]) == (name, "2019-10-14T09:15", text[3:-4])
    assert "luu/danh-sach.html: this is a list of articles" in said


def test_entities_that_a_portal_encoded_twice_are_letters(importing: Importing) -> None:
    title = f"{TITLE} &amp;amp; k&amp;yacute; s&amp;#7889;"
    importing.save("a.html", UNKNOWN.replace(TITLE, title).replace(LEAD, f"{LEAD}&amp;nbsp;"))
    importing.run()
    values, _ = importing.article()
    assert (values["title"], values["summary"]) == (f"{TITLE} & ký số", LEAD)


def test_a_page_that_shows_no_title_is_named(importing: Importing) -> None:
    page = UNKNOWN.replace(f"<title>{TITLE} - Cổng xã", "<title>Trang chủ")
    page = page.replace(f'<div class="tieu-de"><h2>{TITLE}</h2></div>', MENU * 4)
    importing.save("a.html", page)
    assert "luu/a.html: no title is found in it" in importing.run(code=1).out


def test_numbers_captions_and_videos_of_a_text_are_imported(importing: Importing) -> None:
    more = (
        '<ol start="3"><li>Ba</li><li>Bốn</li></ol><table><caption>Bảng một</caption>'
        "<tr><td>Xã</td><td>Hồ sơ</td></tr><tr><td>A</td><td>12</td></tr></table>"
        '<p><iframe src="//www.youtube.com/embed/aB-3?rel=0"></iframe></p><iframe src="https://quang-cao.example/"></iframe>'
    )
    importing.save("a.html", UNKNOWN.replace(TEXT, TEXT + more))
    importing.run()
    _, body = importing.article()
    assert "\n\n3.  Ba\n4.  Bốn\n\nBảng một\n\n| Xã | Hồ sơ |\n" in body
    assert "\n\n[Xem video](https://www.youtube.com/watch?v=aB-3)" in body
    assert "quang-cao" not in body


def test_struck_out_text_stays_struck_out(importing: Importing) -> None:
    struck = (
        '<p>Hạn nộp: <s>ngày 5</s> ngày 7, thu <span style="text-decoration: line-through">30.000</span> '
        "20.000 đồng, theo <strike>mẫu cũ</strike> mẫu mới ~~ 2.</p>"
    )
    importing.save("a.html", UNKNOWN.replace(TEXT, TEXT + struck))
    importing.run()
    _, body = importing.article()
    assert "Hạn nộp: <del>ngày 5</del> ngày 7, thu <del>30.000</del> 20.000 đồng" in body
    assert "theo <del>mẫu cũ</del> mẫu mới" in body


def test_links_within_a_page_and_to_scripts_are_not_reported_as_lost(importing: Importing) -> None:
    links = '<a href="#dau">Lên đầu</a> <a href="JavaScript:in()">In</a> <a href="cu.htm">Bài cũ</a>'
    importing.save("a.html", UNKNOWN.replace(TEXT, f"{TEXT}<p>Xem {links}</p>"))
    report = importing.run().out
    assert ": 1 links lead to what was not saved, the first of them to cu.htm" in report


def test_the_lines_below_pictures_that_are_captions_belong_to_them(importing: Importing) -> None:
    """One by its class, one by its words, one because it is emphasized."""
    captions = ('<p class="imgalt">Buổi họp</p>', "<p>Ảnh: Tư liệu</p>", "<p><em>Trao kết quả</em></p>")
    pictures = "".join(f'<p>Rồi {n}.</p><p><img src="{n}.png"></p>{c}' for n, c in enumerate(captions))
    for number in range(len(captions)):
        importing.save(f"{number}.png", PNG)
    importing.save("a.html", EGOV.replace(TEXT, TEXT + pictures))
    importing.run()
    _, body = importing.article()
    assert re.findall(r'^Rồi (\d)\.\n\n!.*-(\d)\.png "(.*)"\)$', body, re.MULTILINE) == [
        ("0", "1", "Buổi họp"),
        ("1", "2", "Ảnh: Tư liệu"),
        ("2", "3", "Trao kết quả"),
    ]
