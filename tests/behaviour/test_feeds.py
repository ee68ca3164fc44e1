"""The newest articles in feeds: complete, in order, with absolute addresses."""

import json
import re
from html import escape, unescape
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from tests.conftest import NOW, Site
from tests.unit.images.samples import encoded, photo

HOME = "https://thu.example/cchc/"
SETTINGS = """\
name = "Bản tin thử"
address = "https://thu.example/cchc/"

[machines]
publisher = "Sở Nội vụ"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"></svg>'
FEEDS = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture
def fed(site: Site) -> Site:
    site.write("site.toml", SETTINGS)
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/so", title="Chỉ số")
    return site


def entries(site: Site, path: str) -> list[dict[str, Any]]:
    """Return what a feed reader shows: title, link, published, authors, summary and text of each entry."""
    if path.endswith(".json"):
        feed = json.loads(site.page(path))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == HOME + path
        return [
            {
                "title": item["title"],
                "link": item["url"],
                "published": item["date_published"],
                "authors": [author["name"] for author in item.get("authors", feed["authors"])],
                "summary": item.get("summary", ""),
                "text": item.get("content_html", ""),
            }
            for item in feed["items"]
        ]
    feed = feedparser.parse(site.page(path), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.bozo_exception
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [HOME + path]
    is_rss = feed.version.startswith("rss")  # where summaries are HTML
    return [
        {
            "title": entry.title,
            "link": entry.link,
            "published": entry.published,
            "authors": [entry.get("author") or feed.feed.author],
            "summary": unescape(summary) if is_rss else summary,
            "text": entry.content[0].value if "content" in entry else "",
        }
        for entry in feed.entries
        for summary in [entry.get("summary", "")]
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_holds_the_newest_articles_whole(fed: Site, path: str) -> None:
    fed.write("site.toml", SETTINGS + "\n[lists]\nfeed = 2\n")
    fed.article("content/tin/a.md", title="Bài cũ", date="2026-07-01")
    fed.article("content/tin/so/b.md", title="Bài giữa", date="2026-07-02", author="Hải Huyền")
    fed.article(
        "content/tin/c.md", title="Bài mới", date="2026-07-03T08:30", summary="Sapo.", body="Một.\n\nHai.\n"
    )
    fed.build()
    newest, older = entries(fed, path)
    assert (newest["title"], newest["link"]) == ("Bài mới", HOME + "tin/c.html")
    assert (newest["summary"], newest["authors"]) == ("Sapo.", ["Sở Nội vụ"])
    assert re.sub(r"\s+", "", newest["text"]) == "<p><strong>Sapo.</strong></p><p>Một.</p><p>Hai.</p>"
    assert (older["title"], older["authors"], older["text"].strip()) == (
        "Bài giữa",
        ["Hải Huyền"],
        "<p>Chữ.</p>",
    )


def test_a_bold_line_that_repeats_the_title_is_neither_lead_nor_text(fed: Site) -> None:
    fed.article("content/tin/a.md", title="Họp báo", body="**Họp báo**\n\nĐoạn đầu.\n")
    fed.build()
    [entry] = entries(fed, "rss.xml")
    assert (entry["summary"], entry["text"].strip()) == ("Đoạn đầu.", "<p>Đoạn đầu.</p>")


def test_a_section_has_feeds_of_its_own_articles_and_of_those_below_it(fed: Site) -> None:
    fed.article("content/a.md", title="Gốc", date="2026-07-04")
    fed.article("content/tin/a.md", title="Tin", date="2026-07-03")
    fed.article("content/tin/so/b.md", title="Số", date="2026-07-02")
    fed.build()
    for path in FEEDS:
        assert [entry["title"] for entry in entries(fed, f"tin/{path}")] == ["Tin", "Số"]
        assert [entry["title"] for entry in entries(fed, f"tin/so/{path}")] == ["Số"]
    offered = re.findall(
        r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', fed.page("tin/index.html")
    )
    assert offered == [
        (kind, f"{title} ({name})", f"/cchc/{folder}{path}")
        for folder, title in (("", "Bản tin thử"), ("tin/", "Tin tức | Bản tin thử"))
        for kind, name, path in (
            ("application/rss+xml", "RSS", "rss.xml"),
            ("application/atom+xml", "Atom", "atom.xml"),
            ("application/feed+json", "JSON Feed", "feed.json"),
        )
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_what_is_dated_to_the_day_is_that_day_for_every_reader(fed: Site, path: str) -> None:
    fed.article("content/tin/a.md", date="2026-07-01")
    fed.article("content/tin/b.md", date="2026-06-30T17:01:36")
    fed.build()
    by_day, by_hour = (entry["published"] for entry in entries(fed, path))
    if path == "rss.xml":
        assert (by_day, by_hour) == ("Wed, 01 Jul 2026 00:00:00 +0700", "Tue, 30 Jun 2026 17:01:36 +0700")
    else:
        assert (by_day, by_hour) == ("2026-07-01T00:00:00+07:00", "2026-06-30T17:01:36+07:00")


@pytest.mark.parametrize("path", FEEDS)
def test_every_address_in_a_whole_text_is_whole(fed: Site, path: str) -> None:
    fed.write("content/tin/hinh.svg", SVG)
    fed.write("content/tin/dau.svg", SVG)
    fed.write("content/tin/ke-hoach.pdf", "%PDF")
    fed.article("content/tin/so/b.md", title="Bài kia", date="2026-07-01")
    fed.article(
        "content/tin/a.md",
        date="2026-07-02",
        image="\n  src: dau.svg\n  caption: Đầu bài\n  credit: An",
        source="Báo cáo số 12",
        body="""\
Xem [bài kia](so/b.md#muc), [mục dưới](#muc), [bản in](?in=1), [nơi khác](https://x.vn/a?b=1&c=2).[^1]

![Hình](hinh.svg "Chú thích. Ảnh: An")

[Kế hoạch](ke-hoach.pdf), [thư](mailto:a@x.vn)

## Mục

Viết `href="#x"` trong bài.

[^1]: Chú thích.
""",
    )
    fed.build()
    text = entries(fed, path)[0]["text"]
    assert "Đầu bài<br>An<" in text
    page = HOME + "tin/a.html"
    addresses = re.findall(r'<[^>]* (?:href|src)="([^"]*)"', text)
    pictures = [address for address in addresses if address.endswith(".svg")]
    assert [picture.rpartition(".")[0].rpartition(".")[0] for picture in pictures] == [
        HOME + "anh/dau",
        HOME + "anh/hinh",
    ]
    assert [address for address in addresses if address not in pictures] == [
        HOME + "tin/so/b.html#muc",
        f"{page}#muc-muc",
        f"{page}?in=1",
        "https://x.vn/a?b=1&amp;c=2",
        f"{page}#fn:1",
        HOME + "tin/ke-hoach.pdf",
        "mailto:a@x.vn",
        f"{page}#fnref:1",
    ]
    assert 'href="#x"' in text.replace("&quot;", '"')
    assert "Đầu bài" in text
    assert "Nguồn: Báo cáo số 12" in text
    published = fed.bytes()
    assert all(picture.removeprefix(HOME) in published for picture in pictures)


HOSTILE = """</title><script>x()</script> ]]> "hai" 'ba' <!-- &amp; &#8; {{ 7*7 }} & <b>"""


@pytest.mark.parametrize("path", FEEDS)
def test_no_text_breaks_out_of_a_feed(fed: Site, path: str) -> None:
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    fed.write("content/tin/_index.md", f"---\ntitle: {quoted}\nsummary: {quoted}\n---\n")
    body = f"]]> {escape(HOSTILE)}\n\n`]]>` </content> <script>alert(1)</script>\n"
    fed.article("content/tin/a.md", title=quoted, summary=quoted, author=quoted, tags=[quoted], body=body)
    fed.build()
    for feed in (path, f"tin/{path}"):
        [entry] = entries(fed, feed)
        assert (entry["title"], entry["summary"], entry["authors"]) == (HOSTILE, HOSTILE, [HOSTILE])
        assert "<script" not in entry["text"]
        assert "]]&gt;" in entry["text"] or "]]>" in entry["text"]


@pytest.mark.parametrize("path", FEEDS)
def test_summaries_are_enough_where_site_toml_says_so(fed: Site, path: str) -> None:
    fed.write("site.toml", SETTINGS + "full_text = false\n")
    fed.article("content/tin/a.md", body="Đoạn đầu.\n\nĐoạn sau.\n")
    fed.build()
    [entry] = entries(fed, path)
    assert (entry["summary"], entry["text"]) == ("Đoạn đầu.", "")
    assert "Đoạn sau" not in fed.page(path)


def test_attachments_and_the_picture_are_enclosures(fed: Site) -> None:
    fed.write("content/tin/so/van-ban.pdf", b"%PDF-1.4" + b"x" * 1992)
    picture = encoded(photo(80, 60), "JPEG")
    fed.write("content/tin/so/anh.jpg", picture)
    fed.article("content/tin/so/a.md", body="Xem [văn bản](van-ban.pdf).\n", image="anh.jpg")
    fed.build()
    [name] = [path for path in fed.bytes() if path.startswith("anh/")]
    document = (HOME + "tin/so/van-ban.pdf", "application/pdf", 2000)
    photograph = (HOME + name, "image/jpeg", len(fed.bytes()[name]))
    rss, atom = (feedparser.parse(fed.page(path)).entries[0].enclosures for path in FEEDS[:2])
    assert [(enclosure.href, enclosure.type, int(enclosure.length)) for enclosure in rss] == [document]
    assert [(enclosure.href, enclosure.type, int(enclosure.length)) for enclosure in atom] == [
        document,
        photograph,
    ]
    [item] = json.loads(fed.page("feed.json"))["items"]
    assert [(*attachment.values(),) for attachment in item["attachments"]] == [document, photograph]
    fed.write("content/tin/so/van-ban.pdf", b"%PDF-1.4" + b"x" * 2000)
    fed.build()
    assert 'length="2008"' in fed.page("rss.xml")  # both are 2 KB to readers


def test_a_page_offers_the_feeds_of_every_section_with_articles(fed: Site) -> None:
    fed.article("content/tin/so/a.md")
    fed.section("content/rong", title="Chưa có bài")
    fed.build()
    page = fed.page("nhan-tin.html")
    offered = re.findall(r'<a href="/cchc/([^"]*(?:rss|atom)\.xml|[^"]*feed\.json)" type=', page)
    folders = ("", "tin/", "tin/so/")
    assert offered == [f"{folder}{feed}" for folder in folders for feed in FEEDS]
    assert page.count("<li>Cài ") == 1
    assert '<a href="/cchc/nhan-tin.html">Nhận tin qua RSS</a>' in fed.page("index.html")
    fed.write("site.toml", SETTINGS + "feeds = []\n")
    fed.build()
    assert "nhan-tin" not in "".join(fed.bytes())
    assert "nhan-tin" not in fed.page("index.html")


def test_a_feed_without_articles_is_valid(site: Site) -> None:
    site.build()
    assert ElementTree.fromstring(site.page("rss.xml")).findall("channel/item") == []
    assert ElementTree.fromstring(site.page("atom.xml")).tag.endswith("feed")
    assert json.loads(site.page("feed.json"))["items"] == []


def test_an_edited_body_reaches_its_page_and_the_feeds_that_hold_it_and_nothing_else(fed: Site) -> None:
    fed.write("site.toml", SETTINGS + "\n[lists]\nfeed = 1\n")
    fed.article("content/tin/a.md", title="Cũ", date="2026-07-01")
    fed.article("content/tin/so/b.md", title="Giữa", date="2026-07-02")
    fed.article("content/tin/c.md", title="Mới", date="2026-07-03")
    fed.build()
    assert written_after(fed, "content/tin/a.md", title="Cũ", date="2026-07-01") == {"tin/a.html"}
    assert written_after(fed, "content/tin/so/b.md", title="Giữa", date="2026-07-02") == {
        "tin/so/b.html",
        *(f"tin/so/{feed}" for feed in FEEDS),
    }
    assert written_after(fed, "content/tin/c.md", title="Mới", date="2026-07-03") == {
        "tin/c.html",
        *FEEDS,
        *(f"tin/{feed}" for feed in FEEDS),
    }


def written_after(site: Site, path: str, **article: Any) -> set[str]:
    """Add a second paragraph to the article; return the files that the next build writes."""
    before = site.bytes()
    site.article(path, **article, body="Chữ.\n\nThêm một đoạn.\n")
    report = site.build(now=NOW)
    changed = {name for name, data in site.bytes().items() if before.get(name) != data}
    assert report.written == len(changed)
    return changed


def test_a_feed_follows_what_its_articles_link_to(fed: Site) -> None:
    fed.article("content/tin/a.md", title="Có liên kết", date="2026-07-02", body="Xem [bài kia](b.md).\n")
    fed.article("content/tin/b.md", title="Bài kia", date="2026-07-01")
    fed.build()
    fed.article("content/tin/b.md", title="Bài kia", date="2026-07-01", slug="ten-moi")
    fed.build()
    quick = fed.bytes()
    assert all(b"tin/ten-moi.html" in quick[path] for path in FEEDS)
    fed.build(clean=True)
    assert fed.bytes() == quick


def test_a_credit_is_on_its_own_line_where_there_is_no_style_sheet(site: Site) -> None:
    site.section("content/tin", title="Tin")
    site.write("content/tin/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    site.article("content/tin/a.md", body='![Họp](a.svg "Quang cảnh. Ảnh: A")\n')
    site.build()
    assert all("Quang cảnh&lt;br&gt;&lt;span" in site.page(feed) for feed in ("rss.xml", "atom.xml"))
