"""The metadata of a page for search engines, social sites and library catalogues."""

import json
from typing import Any

import pytest

from tests.conftest import Site
from tests.heads import Head

SETTINGS = """\
name = "Cải cách hành chính"
title = "Bản tin thử"
description = "Tin về thủ tục, một cửa và chữ ký số."
address = "https://thu.example/cchc/"
share_cards = []

[machines]
publisher = "Sở Nội vụ"
"""
TITLED = SETTINGS.partition("\n[machines]")[0]
HOME = "https://thu.example/cchc/"


@pytest.fixture
def bulletin(site: Site) -> Site:
    site.write("site.toml", SETTINGS)
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/so", title="Chỉ số")
    return site


def head_of(site: Site, path: str = "tin/so/a.html", **article: Any) -> Head:
    """Build an article with these fields; return the head of its page."""
    site.article("content/tin/so/a.md", **{"title": "Họp báo tháng Tám", **article})
    site.build()
    return Head(site.page(path))


# ---- an article ----


def test_an_article_has_author_title_and_date_in_every_metadata_format(bulletin: Site) -> None:
    head = head_of(
        bulletin,
        date="2026-08-01T08:30",
        updated="2026-08-02T09:00:30",
        summary="Mười hai thủ tục nhận hồ sơ qua mạng.",
        author="Hải Huyền",
        tags=["PAPI", "Một cửa"],
    )
    url = HOME + "tin/so/a.html"
    assert head.links["canonical"] == [url]
    expected = {
        "description": "Mười hai thủ tục nhận hồ sơ qua mạng.",
        "robots": "max-image-preview:large",
        "og:url": url,
        "og:type": "article",
        "og:locale": "vi_VN",
        "og:site_name": "Bản tin thử",
        "og:title": "Họp báo tháng Tám",
        "og:description": "Mười hai thủ tục nhận hồ sơ qua mạng.",
        "article:published_time": "2026-08-01T08:30:00+07:00",
        "article:modified_time": "2026-08-02T09:00:30+07:00",
        "article:section": "Chỉ số",
        "DC.title": "Họp báo tháng Tám",
        "DC.creator": "Hải Huyền",
        "DC.date": "2026-08-01T08:30+07:00",
        "DC.description": "Mười hai thủ tục nhận hồ sơ qua mạng.",
        "DC.publisher": "Sở Nội vụ",
        "DC.identifier": url,
        "DC.language": "vi",
    }
    assert {name: head.meta[name] for name in expected} == expected
    news = head.data["NewsArticle"]
    publisher = news.pop("publisher")
    assert publisher.pop("logo").startswith(HOME + "assets/icon-512.")
    assert publisher == {"@type": "Organization", "name": "Sở Nội vụ", "url": HOME}
    assert news.pop("image") == [head.meta["og:image"]]
    assert news == {
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": "Họp báo tháng Tám",
        "description": "Mười hai thủ tục nhận hồ sơ qua mạng.",
        "datePublished": "2026-08-01T08:30:00+07:00",
        "dateModified": "2026-08-02T09:00:30+07:00",
        "articleSection": "Chỉ số",
        "keywords": ["PAPI", "Một cửa"],
        "inLanguage": "vi",
        "author": {"@type": "Person", "name": "Hải Huyền"},
    }


def test_the_breadcrumb_of_the_data_is_the_one_readers_see(bulletin: Site) -> None:
    steps = head_of(bulletin).data["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Trang chủ", HOME),
        (2, "Tin tức", HOME + "tin/"),
        (3, "Chỉ số", HOME + "tin/so/"),
        (4, "Họp báo tháng Tám", HOME + "tin/so/a.html"),
    ]


def test_a_day_without_a_time_stays_a_day_and_is_an_instant_only_where_one_is_asked_for(
    bulletin: Site,
) -> None:
    head = head_of(bulletin, date="2026-08-01")
    assert head.meta["DC.date"] == "2026-08-01"
    news = head.data["NewsArticle"]
    instants = {head.meta["article:published_time"], head.meta["article:modified_time"]}
    assert instants | {news["datePublished"], news["dateModified"]} == {"2026-08-01T00:00:00+07:00"}


@pytest.mark.parametrize(
    ("date", "updated", "modified"),
    [
        ("2026-08-01T08:30", "2026-08-01", "2026-08-01T08:30:00+07:00"),
        ("2026-08-01T08:30", "2026-08-03", "2026-08-03T00:00:00+07:00"),
        ("2026-08-01", "2026-08-01T10:00", "2026-08-01T10:00:00+07:00"),
    ],
)
def test_an_update_is_never_earlier_than_the_article(
    bulletin: Site, date: str, updated: str, modified: str
) -> None:
    assert head_of(bulletin, date=date, updated=updated).meta["article:modified_time"] == modified


def test_another_zone_has_its_own_midnight(bulletin: Site) -> None:
    bulletin.write("site.toml", TITLED + 'zone = "Europe/Paris"\n')
    assert head_of(bulletin, date="2026-01-05").meta["article:published_time"] == "2026-01-05T00:00:00+01:00"


@pytest.mark.parametrize(
    ("author", "kind", "name"),
    [
        ("", "Organization", "Sở Nội vụ"),
        ("Nguyễn Văn An", "Person", "Nguyễn Văn An"),
        ("Đoàn Thị Sở", "Person", "Đoàn Thị Sở"),
        ("Ban biên tập", "Organization", "Ban biên tập"),
        ("UBND huyện", "Organization", "UBND huyện"),
    ],
)
def test_an_author_is_a_person_or_an_office_and_the_publisher_where_none_is_named(
    bulletin: Site, author: str, kind: str, name: str
) -> None:
    head = head_of(bulletin, **({"author": author} if author else {}))
    shown = head.data["NewsArticle"]["author"]
    assert (shown["@type"], shown["name"], head.meta["DC.creator"]) == (kind, name, name)


def test_a_description_is_cut_at_a_word_and_taken_from_the_first_paragraph(bulletin: Site) -> None:
    head = head_of(bulletin, body="Chữ nào cũng đủ dấu. " * 30 + "\n")
    assert 190 <= len(head.meta["description"]) <= 200
    assert head.meta["description"].endswith((" nào…", " dấu…", " đủ…", " cũng…", "Chữ…"))
    assert head.data["NewsArticle"]["description"] == head.meta["description"] == head.meta["DC.description"]
    assert head_of(bulletin, body="- một\n- hai\n").meta["description"] == "Họp báo tháng Tám"


# ---- other pages ----


def test_every_page_but_the_404_page_has_an_address_a_description_and_a_picture_of_its_own(
    bulletin: Site,
) -> None:
    bulletin.write("site.toml", SETTINGS + "\n[lists]\npage = 2\nindex = 2\n")
    for number in range(9):
        bulletin.article(
            f"content/tin/so/b{number}.md",
            title=f"Bài {number}",
            tags=["Chỉ số"],
            views=number,
            summary=f"Tóm {number}.",
        )
    bulletin.article("content/gioi-thieu.md", title="Giới thiệu", date="", layout="page", body="- một\n")
    bulletin.build()
    heads = {path: Head(data.decode()) for path, data in bulletin.bytes().items() if path.endswith(".html")}
    assert heads.pop("404.html").meta["robots"] == "noindex"
    assert len(heads) > 25
    for path, head in heads.items():
        assert head.links["canonical"] == [HOME + path.removesuffix("index.html")]
        assert head.meta["og:url"] == head.meta["DC.identifier"] == head.links["canonical"][0]
        assert head.meta["og:image"]
        assert head.meta["DC.publisher"] == "Sở Nội vụ"
    for name in ("description", "og:title"):
        texts = [head.meta[name] for head in heads.values()]
        assert sorted(set(texts)) == sorted(texts)
    assert heads["index.html"].data["WebSite"]["url"] == HOME
    assert heads["tin/so/trang-1.html"].data["BreadcrumbList"]["itemListElement"][-1]["position"] == 4


def test_the_404_page_has_no_metadata(bulletin: Site) -> None:
    head = head_of(bulletin, "404.html")
    assert "canonical" not in head.links
    assert not any(name.startswith(("og:", "DC.", "article:")) for name in head.meta)
    assert all(kind != "application/ld+json" for kind, _ in head.scripts)


# ---- hostile texts ----

HOSTILE = """</script><script>x()</script> "hai" 'ba' ]]> <!-- &amp; \\u003c & <b>"""


def test_no_text_breaks_out_of_the_head_or_the_data(bulletin: Site) -> None:
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    for path in ("content/tin/_index.md", "content/tin/so/_index.md"):
        bulletin.write(path, f"---\ntitle: {quoted}\nsummary: {quoted}\n---\n")
    settings = SETTINGS.replace('"Sở Nội vụ"', quoted).replace('"Bản tin thử"', quoted)
    bulletin.write("site.toml", settings)
    head = head_of(bulletin, title=quoted, summary=quoted, author=quoted, source=quoted, tags=[quoted])
    assert [kind for kind, _ in head.scripts] == ["", "application/ld+json"]
    assert head.scripts[0][1] == ""
    assert "<" not in head.scripts[1][1]
    news = head.data["NewsArticle"]
    texts = [news["headline"], news["description"], news["author"]["name"], news["publisher"]["name"]]
    texts += [news["articleSection"], *news["keywords"]]
    texts += [step["name"] for step in head.data["BreadcrumbList"]["itemListElement"][1:]]
    texts += [head.meta[name] for name in ("og:title", "og:description", "DC.title", "DC.creator")]
    assert set(texts) == {HOSTILE}
    assert len(HOSTILE) <= 80  # so that it may be a tag
    assert Head(bulletin.page("index.html")).data["WebSite"]["name"] == HOSTILE


# ---- what can be switched ----


def test_the_head_says_no_more_than_site_toml_asks_for(bulletin: Site) -> None:
    bulletin.write("site.toml", SETTINGS + 'head = ["dublin_core"]\n')
    head = head_of(bulletin)
    assert head.meta["DC.title"] == "Họp báo tháng Tám"
    assert not any(name.startswith(("og:", "twitter:", "article:")) for name in head.meta)
    assert [kind for kind, _ in head.scripts] == [""]
    bulletin.write("site.toml", SETTINGS + "head = []\n")
    head = head_of(bulletin)
    assert not any(name.startswith("DC.") for name in head.meta)
    assert head.links["canonical"] == [HOME + "tin/so/a.html"]


def test_a_test_site_is_not_listed(bulletin: Site) -> None:
    bulletin.write("site.toml", SETTINGS + "listed = false\n")
    assert head_of(bulletin).meta["robots"] == "noindex"
    assert "noindex" in bulletin.page("index.html")
    assert "Sitemap:" not in bulletin.page("robots.txt")


@pytest.mark.parametrize(("language", "locale"), [("vi", "vi_VN"), ("en-GB", "en_GB"), ("km", None)])
def test_the_language_is_named_everywhere(bulletin: Site, language: str, locale: str | None) -> None:
    bulletin.write("site.toml", TITLED + f'language = "{language}"\n')
    head = head_of(bulletin)
    assert f'<html lang="{language}">' in bulletin.page("tin/so/a.html")
    assert head.meta.get("og:locale") == locale
    assert {head.meta["DC.language"], head.data["NewsArticle"]["inLanguage"]} == {language}
    assert f"<language>{language}</language>" in bulletin.page("rss.xml")
    assert f'xml:lang="{language}"' in bulletin.page("atom.xml")
    assert json.loads(bulletin.page("feed.json"))["language"] == language
    assert json.loads(bulletin.page("manifest.webmanifest"))["lang"] == language


def test_a_correction_is_shown_under_the_article_in_feeds_and_in_json_ld(bulletin: Site) -> None:
    sentence = "43.378 hồ sơ, không phải 43.738"
    head = head_of(bulletin, corrections=[f'"05/08/2026: {sentence}"'])
    [correction] = head.data["NewsArticle"]["correction"]
    assert (correction["datePublished"], correction["text"]) == ("2026-08-05", sentence)
    assert f"Đính chính 05/08/2026: {sentence}" in bulletin.page("rss.xml")


def test_an_internationalized_host_name_is_written_in_punycode(site: Site) -> None:
    site.write("site.toml", SETTINGS.replace(HOME, "https://cảicách.hàgiang.vn/"))
    site.article("content/a.md", body="[Bài](https://cảicách.hàgiang.vn/khong-co.html)\n")

    report = site.build()

    assert [warning.code for warning in report.warnings] == ["warn-own-url-dead"]
    origin = "https://xn--cicch-zqa7344c.xn--hgiang-ita.vn/"
    assert f'<link rel="canonical" href="{origin}a.html">' in site.page("a.html")
    for page in ("rss.xml", "atom.xml", "feed.json", "sitemap.xml", "robots.txt", "llms.txt"):
        assert origin in site.page(page), page
