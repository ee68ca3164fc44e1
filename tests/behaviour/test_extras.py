"""Files for machines besides pages and feeds: the manifest, icons, llms.txt."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from tests.conftest import Site
from tests.heads import Head

SETTINGS = """\
name = "Cải cách hành chính"
title = "Bản tin thử"
description = "Tin về thủ tục, một cửa và chữ ký số."
address = "https://thu.example/cchc/"
share_cards = []

[machines]
"""
HOME = "https://thu.example/cchc/"


@pytest.fixture
def bulletin(site: Site) -> Site:
    site.write("site.toml", SETTINGS)
    site.section("content/tin", title="Tin tức")
    site.section("content/tin/so", title="Chỉ số")
    site.article("content/tin/so/a.md", title="Họp báo tháng Tám")
    return site


def head_of(site: Site) -> Head:
    """Build the site; return the head of its article."""
    site.build()
    return Head(site.page("tin/so/a.html"))


def test_the_manifest_names_the_site_and_icons_of_the_sizes_it_says(bulletin: Site) -> None:
    assert "manifest" not in head_of(bulletin).links
    assert Head(bulletin.page("index.html")).links["manifest"] == ["/cchc/manifest.webmanifest"]
    app = json.loads(bulletin.page("manifest.webmanifest"))
    assert {name: app[name] for name in ("name", "short_name", "start_url", "scope", "id")} == {
        "name": "Bản tin thử",
        "short_name": "Cải cách hành chính",
        "start_url": "/cchc/",
        "scope": "/cchc/",
        "id": "/cchc/",
    }
    files = bulletin.bytes()
    sizes = {"192x192": "any", "512x512": "any"}
    for icon in app["icons"]:
        picture = Image.open(BytesIO(files[icon["src"].removeprefix("/cchc/")]))
        assert icon["sizes"] == f"{picture.width}x{picture.height}"
        assert (icon["type"], picture.format) == ("image/png", "PNG")
    assert {icon["sizes"]: icon["purpose"] for icon in app["icons"] if icon["purpose"] == "any"} == sizes
    assert [icon["purpose"] for icon in app["icons"]] == ["any", "any", "maskable"]


def test_browsers_find_the_icons(bulletin: Site) -> None:
    head = head_of(bulletin)
    files = bulletin.bytes()
    named = [*head.links["icon"], *head.links["apple-touch-icon"]]
    assert named[0] == "/cchc/favicon.ico"
    assert all(href.removeprefix("/cchc/") in files for href in named)


def test_llms_txt_names_sections_and_standalone_pages_as_markdown(bulletin: Site) -> None:
    bulletin.section("content/tin", title="Tin [mới] *tuần*")
    bulletin.article(
        "content/gioi-thieu.md", title="Giới thiệu", date="", layout="page", summary="Viết cho ai."
    )
    bulletin.build()
    text = bulletin.page("llms.txt")
    assert text.startswith("# Bản tin thử\n\n> Tin về thủ tục, một cửa và chữ ký số.\n\n## Chuyên mục\n\n- [")
    assert rf"- [Tin \[mới\] \*tuần\*]({HOME}tin/)" in text
    assert f"- [Giới thiệu]({HOME}gioi-thieu.html): Viết cho ai.\n" in text
    assert f"({HOME}feed.json)" in text
    assert not re.search(r"\n\n\n|\{|</", text)


def test_extras_can_be_left_out(bulletin: Site) -> None:
    bulletin.write("site.toml", SETTINGS + "extras = []\nfeeds = []\n")
    head = head_of(bulletin)
    files = bulletin.bytes()
    gone = {"manifest.webmanifest", "llms.txt", "sitemap-news.xml", "rss.xml", "atom.xml", "feed.json"}
    assert not gone & files.keys()
    assert "alternate" not in head.links
    assert "manifest" not in Head(bulletin.page("index.html")).links
    assert bulletin.page("robots.txt").count("Sitemap:") == 1
