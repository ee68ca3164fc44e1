"""What WordPress keeps outside of a post's text, and what feeds enclose: nothing is lost without a report."""

from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import PARAGRAPHS, TITLE

UPLOADS = "https://cu.example/wp-content/uploads/"
GALLERY = (
    '<figure class="wp-block-gallery"><figure class="wp-block-image">'
    f'<img src="{UPLOADS}hai-1024x768.png" alt=""><figcaption>Trao kết quả</figcaption></figure>'
    "<figcaption>Ảnh buổi đầu</figcaption></figure>"
)
POST = f"""\
<p>Cán bộ xã đến bản vào thứ Bảy<sup data-fn="f1" class="fn"><a href="#f1" id="f1-link">1</a></sup>.</p>
{GALLERY}
[gallery ids="22,22"]

[video width="640" mp4="{UPLOADS}khai.mp4"][/video]

[pdf-embedder url="{UPLOADS}k%E1%BA%BF%20ho%E1%BA%A1ch.pdf"]

<video controls src="{UPLOADS}hop.mp4"></video>
<iframe src="https://docs.google.com/viewer?url=https%3A%2F%2Fcu.example%2Fqd.pdf&amp;embedded=true"></iframe>
<object data="/flash.swf"><param name="movie" value="https://www.youtube.com/v/abcdefghijk"></object>
<iframe src="https://quang-cao.example/khung"></iframe>
<!-- wp:block {{"ref":77}} /-->
<pre>a  b
``` c</pre>
"""
WXR = f"""\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><item><title>Lưu động ở bản xa</title><link>https://cu.example/luu-dong/</link>
<content:encoded><![CDATA[{POST}]]></content:encoded><wp:post_id>12</wp:post_id>
<wp:post_date>2021-03-02 08:30:00</wp:post_date><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="x"><![CDATA[Chưa phân loại]]></category>
<category domain="category" nicename="mot-cua"><![CDATA[Một cửa]]></category>
<category domain="category" nicename="dat-dai"><![CDATA[Đất đai]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>21</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>footnotes</wp:meta_key>
<wp:meta_value>
<![CDATA[[{{"content":"Theo <em>kế hoạch</em> số 12.","id":"f1"}}]]]></wp:meta_value></wp:postmeta>
</item>
<item><title>bia</title><wp:post_id>21</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>{UPLOADS}bia.png</wp:attachment_url>
<excerpt:encoded><![CDATA[Buổi đầu]]></excerpt:encoded>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>
<wp:meta_value>Dân xếp hàng</wp:meta_value></wp:postmeta></item>
<item><title>hai</title><wp:post_id>22</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>{UPLOADS}hai.png</wp:attachment_url></item>
<item><title>khối</title><wp:post_id>77</wp:post_id><wp:post_type>wp_block</wp:post_type>
<content:encoded><![CDATA[<p>Gọi đường dây nóng.</p>]]></content:encoded></item>
</channel></rss>
"""


def test_pictures_notes_blocks_and_files_of_a_post_are_imported(importing: Importing) -> None:
    importing.save("trang.xml", WXR)
    importing.save("wp-content/uploads/bia.png", PNG)
    importing.save("wp-content/uploads/hai.png", PNG)
    assert "warning" not in importing.run().out
    values, body = importing.article()
    assert values["tags"] == ["Đất đai"]
    assert body.split("\n\n") == [
        '![Dân xếp hàng](luu-dong-o-ban-xa-1.png "Buổi đầu")',
        "Cán bộ xã đến bản vào thứ Bảy[^1].",
        '![](luu-dong-o-ban-xa-2.png "Trao kết quả")',
        "Ảnh buổi đầu",
        "![](luu-dong-o-ban-xa-3.png)",
        "![](luu-dong-o-ban-xa-3.png)",
        f"[khai.mp4]({UPLOADS}khai.mp4)",
        f"[kế hoạch.pdf]({UPLOADS}k%E1%BA%BF%20ho%E1%BA%A1ch.pdf)",
        f"[hop.mp4]({UPLOADS}hop.mp4)",
        "[Xem tài liệu](https://cu.example/qd.pdf)",
        "[Xem video](https://www.youtube.com/watch?v=abcdefghijk)",
        "Gọi đường dây nóng.",
        "````\na  b\n``` c\n````",
        "[^1]: Theo *kế hoạch* số 12.",
    ]
    assert ", 1 unchanged" in importing.run().out


ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://xa.example/tin/"><title>Xã</title>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Lịch &amp; <b>họp</b></div></title>
<link href="lich.html"/><link rel="enclosure" href="tep/lich.pdf"/>
<published>2022-05-04T09:00:00+07:00</published>
<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>Dưới 5 &lt; 6 là
<x:a href="../quy-che.html" title="a &quot;b&quot;">quy chế</x:a>.</x:p>
<x:ul><x:li>Một</x:li></x:ul></x:div></content>
</entry></feed>
"""
RSS = """\
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<item><title>Tin phát thanh</title><link>https://so.example/bt3</link><pubDate>28/04/2022 07:00</pubDate>
<description>Bản tin phát thanh số 3.</description>
<enclosure url="https://so.example/bt3.mp3?x=1" type="audio/mpeg"/>
<media:content url="https://so.example/anh/lop.png?w=900" medium="image"/></item></channel></rss>
"""


def test_xhtml_of_atom_and_enclosures_of_feeds_are_imported(importing: Importing) -> None:
    importing.save("a.atom", ATOM)
    importing.save("b.rdf", RSS)
    importing.save("lop.png", PNG)
    importing.save("luoc-do.xml", "<urlset><url>x</url></urlset>")
    report = importing.run().out
    atom, rss = sorted(importing.articles().values())
    assert atom.startswith("---\ntitle: Lịch & họp\n")
    assert atom.endswith(
        "---\n\nDưới 5 < 6 là [quy chế](https://xa.example/quy-che.html).\n\n- Một\n\n"
        "[lich.pdf](https://xa.example/tin/tep/lich.pdf)\n"
    )
    assert rss.endswith(
        "---\n\n![](tin-phat-thanh-1.png)\n\nBản tin phát thanh số 3.\n\n"
        "[bt3.mp3](https://so.example/bt3.mp3?x=1)\n"
    )
    assert [row[0] for row in importing.table("redirects.csv")] == ["/bt3", "/tin/lich.html"]
    assert "warning: luu/luoc-do.xml: this XML contains no item that is read; give a feed" in report


def test_the_sign_that_leads_back_from_a_footnote_is_left_out(importing: Importing) -> None:
    note = '<ol class="wp-block-footnotes"><li id="a">Báo cáo 12. <a href="#a-link">↩︎</a></li></ol>'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    importing.save(
        "bai.html",
        f'<meta name="generator" content="WordPress 6.5"><h1 class="entry-title">{TITLE}</h1>'
        f'<time class="entry-date" datetime="2019-08-28T14:36:00+07:00">28/08/2019</time>'
        f'<div class="entry-content">{text}{note}</div>',
    )
    importing.run()
    assert importing.article()[1].endswith("Báo cáo 12.")


BLOG = "https://www.cu.example/tin"


def numbered(number: int, title: str, text: str, more: str = "<wp:status>publish</wp:status>") -> str:
    return f"""<item><title>{title}</title><link>{BLOG}/bai-{number}/</link>
<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>2021-03-02 08:30:00</wp:post_date><wp:post_type>post</wp:post_type>{more}</item>"""


def test_addresses_and_links_by_number_lead_to_the_article(importing: Importing) -> None:
    links = (
        '<a href="http://cu.example/tin/?p=2">bài hai</a>, <a href="/tin/?p=3&amp;preview=true">trang</a>, '
        '<a href="https://khac.example/?p=2">nơi khác</a>, <a href="?attachment_id=4">tệp</a>.'
    )
    items = (
        numbered(1, "Bài một", f"Xem {links}"),
        numbered(2, "Bài hai", PARAGRAPHS[1]),
        numbered(3, "Giới thiệu", PARAGRAPHS[2]).replace(">post<", ">page<"),
        numbered(5, "Còn nháp", PARAGRAPHS[0], "<wp:status>draft</wp:status>"),
        "<item><title>tep</title><wp:post_id>4</wp:post_id><wp:post_type>attachment</wp:post_type>"
        f"<wp:attachment_url>{BLOG}/wp-content/uploads/tep.pdf</wp:attachment_url></item>",
    )
    head = f"{WXR.partition('<item>')[0]}<wp:base_blog_url>{BLOG}</wp:base_blog_url>"
    importing.save("trang.xml", f"{head}{''.join(items)}</channel></rss>")
    importing.run()
    first = next(text for path, text in importing.articles().items() if path.endswith("bai-mot.md"))
    assert (
        "Xem [bài hai](bai-hai.md), [trang](../gioi-thieu.md), [nơi khác](https://khac.example/?p=2), "
        f"[tệp]({BLOG}/wp-content/uploads/tep.pdf)." in first
    )
    addresses = {row[0]: row[1].rpartition("/")[2] for row in importing.table("redirects.csv")}
    assert {old: new for old, new in addresses.items() if "?" in old} == {
        "/tin/?p=1": "bai-mot.html",
        "/tin/?p=2": "bai-hai.html",
        "/tin/?p=3": "gioi-thieu.html",
        "/tin/?page_id=3": "gioi-thieu.html",
    }
