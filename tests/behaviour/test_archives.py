"""Imported archives: broken links are reported and shown as plain words, and names are found in any form."""

import unicodedata

import pytest

from tests.conftest import SETTINGS, Site
from tests.unit.images.samples import photo, with_secrets

WARN = f'{SETTINGS}dead_links = "warn"\n'
PHOTO = with_secrets(photo(), "JPEG")
SERIES = """\
title = "Thứ hạng"
unit = "Lai Châu"
places = 63
source = "Báo cáo"

[[series]]
index = "PAPI"
values = [{ year = 2017, rank = 63 }, { year = 2018, rank = 60 }]
"""


def prose(site: Site, path: str = "tin/a.html") -> str:
    """Return the body of an article's page."""
    return site.page(path).partition('<div class="prose">\n')[2].partition("\n</div>")[0]


@pytest.fixture
def site(site: Site) -> Site:
    site.write("site.toml", WARN)
    site.section("content/tin", title="Tin tức")
    return site


def test_links_and_pictures_that_lead_nowhere_are_shown_as_their_words(site: Site) -> None:
    site.article(
        "content/tin/a.md",
        image="mat.jpg",
        body="[Bài](b.md), [trang](/cu/), [tệp](k.pdf) và [xa](../../../x.pdf).\n\n"
        '![Quang *cảnh* "họp"](mat.jpg "Buổi họp")\n\n[![Mất](mat.jpg)](https://x.example/)\n',
    )
    site.build()
    assert prose(site) == (
        "<p>Bài, trang, tệp và xa.</p>\n"
        '<figure class="figure">Quang cảnh "họp"<figcaption>Buổi họp</figcaption></figure>\n'
        '<p><a href="https://x.example/">Mất</a></p>'
    )
    assert "mat.jpg" not in site.page("tin/a.html") + site.page("index.html")
    assert "Quang cảnh" in site.page("rss.xml")
    assert "k.pdf" not in site.page("rss.xml")


def test_a_link_without_the_end_of_its_address_leads_to_the_page_that_is_meant(site: Site) -> None:
    site.article("content/tin/a.md", body="[Mục](/tin), [bài](/tin/b#muc-x), [bài](b/).\n")
    site.article("content/tin/b.md", title="Hai")
    site.build()
    assert prose(site) == (
        '<p><a href="/tin/">Mục</a>, <a href="/tin/b.html#muc-x">bài</a>, <a href="/tin/b.html">bài</a>.</p>'
    )


def test_targets_that_appear_later_are_linked_and_shown(site: Site) -> None:
    site.article(
        "content/tin/a.md", image="den.jpg", body="[Bài](b.md) và [trang](/tin/b.html).\n\n![Đến](den.jpg)\n"
    )
    site.article("content/tin/c.md", title="Bài khác", body="Chữ [trang](/tin/).\n")
    site.build()
    site.article("content/tin/c.md", title="Bài khác", body="Chữ khác [trang](/tin/).\n")
    site.build()  # a body alone
    assert prose(site, "tin/c.html") == '<p>Chữ khác <a href="/tin/">trang</a>.</p>'
    assert "<p>Bài và trang.</p>" in prose(site)
    site.article("content/tin/b.md", title="Bài đến")
    site.write("content/tin/den.jpg", PHOTO)
    site.build()
    assert '<p><a href="/tin/b.html">Bài</a> và <a href="/tin/b.html">trang</a>.</p>' in prose(site)
    assert "<img" in prose(site)
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


def test_a_picture_on_another_site_becomes_a_link_if_the_settings_say_so(site: Site) -> None:
    site.write("site.toml", f'{SETTINGS}outside_pictures = "link"\n')
    site.article(
        "content/tin/a.md",
        body="![Ảnh](https://x.example/a.jpg?b=1&c=2) ![](//x.example/tam.jpg)\n\n"
        "[![Trong](https://x.example/b.jpg)](https://y.example/)\n",
    )
    site.build()
    assert prose(site) == (
        '<p><a href="https://x.example/a.jpg?b=1&amp;c=2">Ảnh</a> <a href="https://x.example/tam.jpg">tam.jpg</a></p>\n'
        '<p><a href="https://y.example/">Trong</a></p>'
    )


def test_names_that_macos_has_decomposed_are_found(site: Site) -> None:
    charts = '\n[[charts]]\ndata = "/data/thứ-hạng.toml"\n'
    site.write("site.toml", SETTINGS + unicodedata.normalize("NFD", charts))
    site.write(unicodedata.normalize("NFD", "content/data/thứ-hạng.toml"), SERIES)
    body = "[Bài](bài-hai.md) [tệp](kế-hoạch.pdf)\n\n![Họp](ảnh.jpg)\n\n![Hạng](/data/thứ-hạng.toml)\n"
    site.article("content/tin/a.md", image="ảnh.jpg", body=body)
    site.article(unicodedata.normalize("NFD", "content/tin/bài-hai.md"), title="Hai", body="Chữ.\n")
    site.write(unicodedata.normalize("NFD", "content/tin/ảnh.jpg"), PHOTO)
    site.write(unicodedata.normalize("NFD", "content/tin/kế-hoạch.pdf"), b"x")
    site.build()
    assert '<a href="/tin/bai-hai.html">Bài</a> <a href="/tin/ke-hoach.pdf">tệp</a>' in prose(site)
    assert "/anh/anh." in prose(site)
    site.article("content/tin/a.md", image="ảnh.jpg", body=f"Mới.\n\n{body}")
    site.build()  # the quick way, from what the last build kept
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


def test_an_attachment_keeps_the_page_and_the_query_of_its_link(site: Site) -> None:
    site.write("content/tin/k.pdf", b"x")
    site.article("content/tin/a.md", body="[Trang 3](k.pdf#page=3) [bản hai](k.pdf?v=2)\n")
    site.build()
    assert 'href="/tin/k.pdf#page=3"' in prose(site)
    assert 'href="/tin/k.pdf?v=2"' in prose(site)


@pytest.mark.parametrize("summary", ["Năm 2018, tỉnh họp.", "Năm 2018, tỉnh họp"])
def test_a_summary_that_repeats_the_first_paragraph_is_shown_once(site: Site, summary: str) -> None:
    site.article("content/tin/a.md", summary=summary, body="Năm 2018, **tỉnh** họp.\n\nHai.\n")
    site.build()
    assert "article-head__lead" not in site.page("tin/a.html")
    assert prose(site).startswith("<p>Năm&nbsp;2018, <strong>tỉnh</strong> họp.</p>")
