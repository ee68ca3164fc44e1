"""Formats other than saved pages that are imported: MHTML, WordPress, feeds, Blogger."""

import re
from email.message import EmailMessage

import pytest
import yaml

from tests import old_portals
from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE


def test_an_mhtml_file_gives_its_pictures_and_its_address(importing: Importing) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://tin.huyen.example/vi/news/mot-cua/bai-7.html"
    page = old_portals.nukeviet().replace('rel="canonical"', "")
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.add_related(PNG, "image", "png", filename="mot-cua.jpg")
    (part,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    part["Content-Location"] = "https://tin.huyen.example/vi/news/mot-cua/trang_files/mot-cua.jpg"
    importing.save("a.mht", message.as_bytes())
    importing.run()
    assert importing.article()[0]["title"] == TITLE
    assert PNG in importing.all_files().values()
    assert [row[0] for row in importing.table("redirects.csv")] == ["/vi/news/mot-cua/bai-7.html"]


WXR = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Trang cũ</title><link>https://cu.example</link>
<wp:author><wp:author_login>thuhoai</wp:author_login>
<wp:author_display_name><![CDATA[Thu Hoài]]></wp:author_display_name></wp:author>
<item><title>{title}</title><link>https://cu.example/?p=12</link><wp:post_id>12</wp:post_id>
<dc:creator>thuhoai</dc:creator><content:encoded><![CDATA[<p>{first}</p>

[caption width="300"]<img src="https://cu.example/wp-content/uploads/hop.png" /> Buổi họp[/caption]

{second} [gallery ids="1,2"]]]></content:encoded>
<excerpt:encoded><![CDATA[{lead}]]></excerpt:encoded>
<wp:post_date>2019-08-28 14:36:00</wp:post_date><wp:post_modified>2020-01-02 08:00:00</wp:post_modified>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="mot-cua"><![CDATA[Một cửa]]></category>
<category domain="post_tag" nicename="dat-dai"><![CDATA[Đất đai]]></category>
<wp:postmeta><wp:meta_key>post_views_count</wp:meta_key>
<wp:meta_value><![CDATA[321]]></wp:meta_value></wp:postmeta>
</item>
<item><title>Ảnh</title><wp:post_id>13</wp:post_id><wp:post_type>attachment</wp:post_type></item>
</channel></rss>
"""


def test_an_export_of_wordpress_is_imported(importing: Importing) -> None:
    importing.save(
        "trang-cu.xml", WXR.format(title=TITLE, lead=LEAD, first=PARAGRAPHS[0], second=PARAGRAPHS[1])
    )
    importing.save("wp-content/uploads/hop.png", PNG)
    report = importing.run().out
    values, body = importing.article()
    assert values == {
        "title": TITLE,
        "date": "2019-08-28T14:36",
        "updated": "2020-01-02T08:00",
        "summary": LEAD,
        "author": "Thu Hoài",
        "views": "321",
        "tags": ["Đất đai"],
    }
    assert body.startswith(f"{PARAGRAPHS[0]}\n\n![")
    assert f"\n\n{PARAGRAPHS[1]}" in body
    assert '-1.png "Buổi họp")' in body
    assert (
        "warning: luu/trang-cu.xml#12: 1 shortcodes are left in the text, the first of them `gallery`"
        in report
    )
    assert [row[0] for row in importing.table("redirects.csv")] == ["/?p=12"]


def test_an_export_may_hold_what_xml_forbids_or_be_cut_off(importing: Importing) -> None:
    """WordPress exports control characters pasted from Word, and `&` in titles; downloads break off."""
    written = WXR.format(title="Hỏi & đáp&nbsp;mới", lead=LEAD, first=f"A \x0b& {PARAGRAPHS[0]}", second="")
    importing.save("a.xml", written[: written.index("<item><title>Ảnh") + 9])
    report = importing.run(code=1).out
    values, body = importing.article()
    assert values["title"] == "Hỏi & đáp mới"
    assert body.startswith(f"A & {PARAGRAPHS[0]}")
    assert re.search(r"luu/a\.xml:\d\d: this export cannot be read \(\w", report)


def test_posts_with_a_password_are_drafts_and_other_types_are_named(importing: Importing) -> None:
    """Themes keep news as types of their own; a page builder's boxes are not text."""
    boxes = '[et_pb_section][et_pb_text admin="x"]<p>Trong hộp [1].</p>[/et_pb_text][/et_pb_section]'
    button = (
        '<a href="https://cu.example/k.pdf">Kế hoạch</a><a class="wp-block-file__button" href="k.pdf">Tải</a>'
    )
    posts = (
        ("Có mật khẩu", "post", "<p>Mật.</p>", "<wp:post_password>bi-mat</wp:post_password>"),
        ("Trong hộp", "post", boxes + button, ""),
        ("Tin của giao diện", "tin_tuc", "<p>Tin.</p>", ""),
        ("Biểu mẫu", "wpcf7_contact_form", "<p>Mẫu.</p>", ""),
        ("", "post", "<p>Không tít.</p>", ""),
    )
    items = "".join(
        f"<item><title>{title}</title><wp:post_id>{number}</wp:post_id><wp:post_type>{kind}</wp:post_type>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:status>publish</wp:status>"
        f"<wp:post_date>2019-08-28 09:00:00</wp:post_date>{more}</item>"
        for number, (title, kind, text, more) in enumerate(posts)
    )
    importing.save("trang.xml", f"{WXR.partition('<item>')[0]}{items}</channel></rss>")

    report = importing.run(code=1).out.splitlines()

    articles = {text.split("\n")[1]: text for text in importing.articles().values()}
    assert articles.keys() == {"title: Có mật khẩu", "title: Trong hộp"}
    assert "draft: true" in articles["title: Có mật khẩu"]
    assert articles["title: Trong hộp"].endswith(
        "---\n\nTrong hộp \\[1\\].\n\n[Kế hoạch](https://cu.example/k.pdf)\n"
    )
    assert report[:2] == [
        "luu/trang.xml#4: this item has no title; give it one on the old site, and export again",
        "warning: luu/trang.xml: 1 items of the type `tin_tuc` are left out, since only posts and pages are "
        "imported; if they are articles, write `post` for `tin_tuc` in the elements `wp:post_type` of "
        "the export",
    ]


def test_pages_of_other_systems_become_standalone_pages(importing: Importing) -> None:
    """They need no date, are in no section, and links to them are kept."""
    items = "".join(
        f"<item><title>{title}</title><link>https://cu.example{path}</link><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>publish</wp:status>{date}"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
        for number, (title, path, kind, date, text) in enumerate(
            (
                ("Giới thiệu", "/gioi-thieu/", "page", "", "Phòng Nội vụ."),
                ("Trang chủ", "/", "page", "<wp:post_date>2015-01-01 00:00:00</wp:post_date>", "Chào mừng."),
                (
                    "Một bài",
                    "/bai/",
                    "post",
                    "<wp:post_date>2019-08-28 09:00:00</wp:post_date>",
                    'Xem <a href="/gioi-thieu/">giới thiệu</a>.',
                ),
            )
        )
    )
    importing.save("trang.xml", f"{WXR.partition('<item>')[0]}{items}</channel></rss>")
    kind = "http://schemas.google.com/g/2005#kind"
    importing.save(
        "blogger.xml",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>9</id><category scheme="{kind}" '
        'term="http://schemas.google.com/blogger/2008/kind#page"/><title>Liên hệ</title>'
        "<content>Gọi 0213.</content><published>2015-01-01T00:00:00Z</published></entry></feed>",
    )
    importing.save("ve.md", "---\ntitle: Về trang này\nlayout: page\n---\n\nCủa Jekyll.\n")
    importing.run()
    articles = importing.articles()
    assert articles["gioi-thieu.md"] == "---\ntitle: Giới thiệu\nlayout: page\n---\n\nPhòng Nội vụ.\n"
    assert articles["bai-chua-xep-muc/mot-bai.md"].endswith("Xem [giới thiệu](../gioi-thieu.md).\n")
    assert {"trang-chu.md", "ve-trang-nay.md", "lien-he.md"} < articles.keys()
    assert [row[0] for row in importing.table("redirects.csv")] == [
        *(f"/?p={number}" for number in range(3)),
        *(f"/?page_id={number}" for number in range(2)),
        *("/bai/", "/gioi-thieu/"),
    ]
    assert importing.site.build().warnings == ()
    importing.run()
    assert importing.articles() == articles


def test_entities_in_an_export_are_refused(importing: Importing) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    importing.save("a.xml", WXR.replace("<rss", bomb + "<rss", 1).replace("{title}", "&b;"))
    assert "it declares a document type" in importing.run(code=1).out
    assert importing.articles() == {}


def test_a_feed_is_imported(importing: Importing) -> None:
    importing.save(
        "tin.rss",
        f'<?xml version="1.0"?><rss version="2.0"><channel><item><title>{TITLE}</title>'
        "<link>https://cu.example/tin/5.html</link><pubDate>Wed, 28 Aug 2019 07:36:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;&lt;p&gt;{PARAGRAPHS[1]}&lt;/p&gt;</description>"
        "</item></channel></rss>",
    )
    importing.run()
    values, body = importing.article()
    assert (values["date"], body) == ("2019-08-28T14:36", "\n\n".join(PARAGRAPHS[:2]))


def test_a_feed_of_summaries_says_so(importing: Importing) -> None:
    item = (
        f"<item><title>{TITLE}</title><link>https://cu.example/tin/5.html</link>"
        "<pubDate>Wed, 28 Aug 2019 07:36:00 GMT</pubDate><description>Một câu tóm tắt.</description></item>"
    )
    importing.save("tin.rss", f'<rss version="2.0"><channel>{item}</channel></rss>')
    said = importing.run().out
    assert "warning: luu/tin.rss: articles of this feed have a summary in place of their text (1); " in said


KIND = "http://schemas.google.com/g/2005#kind"
BLOGGER = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app">
<entry><id>1</id><category scheme="{KIND}" term="http://schemas.google.com/blogger/2008/kind#settings"/>
<title>BLOG_NAME</title><content>Trang xã</content></entry>
<entry><id>2</id><published>2019-08-28T14:36:00.000+07:00</published>
<category scheme="{KIND}" term="http://schemas.google.com/blogger/2008/kind#post"/>
<category scheme="http://www.blogger.com/atom/ns#" term="Đất đai"/><title>{TITLE}</title>
<content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content>
<link rel="alternate" href="http://xa.example/2019/08/ho-so.html"/></entry>
<entry><id>3</id><published>2019-08-29T14:36:00.000+07:00</published>
<category scheme="{KIND}" term="http://schemas.google.com/blogger/2008/kind#comment"/>
<title>Bình luận</title><content>{PARAGRAPHS[1]}</content></entry>
<entry><id>4</id><published>2030-08-30T14:36:00.000+07:00</published><app:control><app:draft>yes</app:draft></app:control>
<category scheme="{KIND}" term="http://schemas.google.com/blogger/2008/kind#post"/>
<title>Bài chưa đăng</title><content type="html">{PARAGRAPHS[1]}</content></entry></feed>"""


TAKEOUT = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">
<entry><id>2</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><title>{TITLE}</title>
<content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content><published>2019-08-28T07:36:00Z</published>
<category scheme="tag:blogger.com,1999:blog-1" term="Đất đai"/>
<blogger:metaDescription>{LEAD}</blogger:metaDescription>
<blogger:filename>/2019/08/ho-so.html</blogger:filename></entry>
<entry><id>3</id><blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status><title/>
<content>{PARAGRAPHS[1]}</content><published>2019-08-29T07:36:00Z</published></entry>
<entry><id>5</id><blogger:type>POST</blogger:type><blogger:status>SOFT_TRASHED</blogger:status>
<title>Bài đã xóa</title>
<content>{PARAGRAPHS[2]}</content><published>2019-08-29T07:36:00Z</published></entry>
<entry><id>4</id><blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>
<title>Bài chưa đăng</title>
<content>{PARAGRAPHS[1]}</content><published>2030-08-30T07:36:00Z</published></entry></feed>"""


@pytest.mark.parametrize(
    "backup, more", [(BLOGGER, {}), (TAKEOUT, {"summary": LEAD})], ids=["until 2024", "since 2024"]
)
def test_posts_of_blogger_are_imported_and_neither_comments_nor_settings(
    importing: Importing, backup: str, more: dict[str, str]
) -> None:
    importing.save("blog.xml", f'<?xml version="1.0" encoding="UTF-8"?>{backup}')
    assert importing.run().out.startswith("2 articles were imported.")
    draft, post = (text.split("---\n") for _, text in sorted(importing.articles().items()))
    assert yaml.safe_load(draft[1])["draft"] is True
    values = yaml.load(post[1], yaml.BaseLoader)
    assert values == {"title": TITLE, "date": "2019-08-28T14:36", "tags": ["Đất đai"], **more}
    assert post[2].strip() == PARAGRAPHS[0]
    assert [row[0] for row in importing.table("redirects.csv")] == ["/2019/08/ho-so.html"]
