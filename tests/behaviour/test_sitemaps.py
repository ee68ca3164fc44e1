"""Sitemaps: every page with its last change, and the news of two days."""

import re
from xml.etree import ElementTree

import pytest

from bantin.pages import news_sitemap, sitemaps
from tests.conftest import NOW, Site

HOME = "https://thu.example/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
HOUR = 3600


def entries(site: Site, path: str = "sitemap.xml") -> dict[str, str]:
    """Return the last change ("" for none) by address; assert that each address occurs once."""
    entries = [
        (entry.findtext(f"{SITEMAP}loc") or "", entry.findtext(f"{SITEMAP}lastmod") or "")
        for entry in ElementTree.fromstring(site.page(path))
    ]
    assert len(dict(entries)) == len(entries)
    return dict(entries)


def news(site: Site, path: str = "sitemap-news.xml") -> dict[str, tuple[str, str, str]]:
    """Return publication's name, date and title by address."""
    names = {}
    for entry in ElementTree.fromstring(site.page(path)):
        story = entry.find(f"{NEWS}news")
        assert story is not None
        assert story.findtext(f"{NEWS}publication/{NEWS}language") == "vi"
        names[entry.findtext(f"{SITEMAP}loc") or ""] = (
            story.findtext(f"{NEWS}publication/{NEWS}name") or "",
            story.findtext(f"{NEWS}publication_date") or "",
            story.findtext(f"{NEWS}title") or "",
        )
    return names


def test_a_page_has_the_date_of_its_last_change(site: Site) -> None:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", date="2026-07-01")
    site.article("content/tin/b.md", date="2026-07-02T08:30")
    site.article("content/tin/c.md", date="2026-07-01T08:30:15", updated="2026-07-01")
    site.article("content/tin/d.md", date="2026-07-01", updated="2026-07-05T10:00")
    site.article("content/gioi-thieu.md", date="", updated="2026-07-09", layout="page")
    site.build()
    dates = entries(site)
    assert {path: dates[f"{HOME}{path}"] for path in ("", "tin/", "gioi-thieu.html", "luu-tru/")} == {
        "": "2026-07-02T08:30:00+07:00",
        "tin/": "2026-07-02T08:30:00+07:00",
        "gioi-thieu.html": "2026-07-09",
        "luu-tru/": "",
    }
    assert {path: dates[f"{HOME}tin/{path}.html"] for path in "abcd"} == {
        "a": "2026-07-01",
        "b": "2026-07-02T08:30:00+07:00",
        "c": "2026-07-01T08:30:15+07:00",
        "d": "2026-07-05T10:00:00+07:00",
    }


def test_unpublished_pages_are_not_listed(site: Site) -> None:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", aliases=["/cu.html"])
    site.article("content/tin/b.md", draft=True)
    site.article("content/tin/c.md", date="2026-08-06")
    site.build()
    listed = entries(site)
    assert [url for url in listed if re.search(r"/(tin/[bc]|cu|404)\.html", url)] == []
    assert HOME + "tin/a.html" in listed


@pytest.fixture
def many(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with more pages than a sitemap may hold."""
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 6)
    site.section("content/tin", title="Tin tức")
    for number in range(10, 20):
        site.article(f"content/tin/b{number}.md", title=f"Bài {number}", date=f"2026-07-{number}")
    site.build()
    return site


def test_too_many_pages_for_one_sitemap_make_an_index_of_several(many: Site) -> None:
    parts = entries(many)
    names = [url.removeprefix(HOME) for url in parts]
    assert names == [f"sitemap-{number}.xml" for number in range(1, len(names) + 1)]
    sitemaps = [entries(many, name) for name in names]
    assert all(0 < len(part) <= 6 for part in sitemaps)
    urls = [url for part in sitemaps for url in part]
    assert len(set(urls)) == len(urls)
    pages = {path.removesuffix("index.html") for path in many.bytes() if path.endswith(".html")}
    assert set(urls) == {HOME + path for path in pages - {"404.html"}}
    assert [max(part.values()) for part in sitemaps] == list(parts.values())
    assert many.page("robots.txt").count("Sitemap:") == 2


def test_a_new_article_leaves_full_sitemaps_of_older_ones_alone(many: Site) -> None:
    before = many.bytes()
    many.article("content/tin/moi.md", title="Mới", date="2026-08-01")
    many.build()
    after = many.bytes()
    assert after["sitemap-1.xml"] == before["sitemap-1.xml"]
    assert after["sitemap-2.xml"] != before["sitemap-2.xml"]
    many.build(clean=True)
    assert many.bytes() == after


def test_too_large_a_sitemap_is_cut_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 700)
    for number in range(9):
        site.article(f"content/b{number}.md", title=f"Bài {number}")
    site.build()
    parts = [name for name in site.bytes() if re.fullmatch(r"sitemap-\d+\.xml", name)]
    assert len(parts) > 3
    assert all(len(site.page(name)) < 900 for name in parts)


@pytest.mark.parametrize(
    ("sizes", "runs"),
    [
        ([], [(0, 0)]),
        ([9], [(0, 1)]),
        ([1, 1, 1], [(0, 3)]),
        ([1, 1, 1, 1], [(0, 3), (3, 4)]),
        ([4, 4, 4], [(0, 2), (2, 3)]),
        ([20, 1, 20], [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_a_range_ends_before_it_exceeds_a_limit(sizes: list[int], runs: list[tuple[int, int]]) -> None:
    assert list(sitemaps.sitemap_ranges(sizes, count=3, size=10)) == runs


# ---- news ----


def test_news_are_the_articles_of_the_last_two_days(site: Site) -> None:
    site.article("content/a.md", title="Sáng nay & mai", date="2026-08-05T08:00")
    site.article("content/b.md", title="Hôm qua", date="2026-08-04")
    site.article("content/c.md", title="Hôm kia, chín giờ", date="2026-08-03T09:00")
    site.article("content/d.md", title="Hôm kia, tám giờ", date="2026-08-03T08:00")
    site.article("content/e.md", title="Ngày mai", date="2026-08-06")
    site.article("content/gioi-thieu.md", title="Giới thiệu", date="2026-08-05", layout="page")
    site.build()  # at half past eight
    assert news(site) == {
        HOME + "a.html": ("Bản tin thử", "2026-08-05T08:00:00+07:00", "Sáng nay & mai"),
        HOME + "b.html": ("Bản tin thử", "2026-08-04", "Hôm qua"),
        HOME + "c.html": ("Bản tin thử", "2026-08-03T09:00:00+07:00", "Hôm kia, chín giờ"),
    }
    assert f"Sitemap: {HOME}sitemap-news.xml\n" in site.page("robots.txt")


def test_an_article_leaves_the_news_sitemap_exactly_after_two_days(site: Site) -> None:
    site.article("content/a.md", date="2026-08-05T08:30")
    site.article("content/b.md", date="2026-08-04T08:30")
    site.build(now=NOW)
    last_moment = NOW + 24 * HOUR - 1
    assert site.build(now=last_moment).written == 0
    assert len(news(site)) == 2
    assert site.build(now=last_moment + 1).written == 1
    assert list(news(site)) == [HOME + "a.html"]
    assert site.build(now=NOW + 48 * HOUR).written == 1
    quick = site.bytes()
    assert news(site) == {}
    assert site.build(now=NOW + 1000 * HOUR).written == 0
    site.build(now=NOW + 48 * HOUR, clean=True)
    assert site.bytes() == quick


def test_a_site_without_a_news_sitemap_does_not_change_by_itself(site: Site) -> None:
    site.write("site.toml", 'name = "a"\naddress = "https://thu.example/"\n[machines]\nextras = []\n')
    site.article("content/a.md", date="2026-08-05T08:00")
    site.build()
    assert site.build(now=NOW + 100 * HOUR).written == 0


def test_more_news_than_a_file_may_hold_make_several(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news_sitemap, "MAX_NEWS", 2)
    for number in range(5):
        site.article(f"content/b{number}.md", title=f"Bài {number}", date=f"2026-08-05T0{number}:00")
    site.build()
    names = re.findall(rf"Sitemap: {HOME}(sitemap-news\S*)", site.page("robots.txt"))
    assert names == ["sitemap-news.xml", "sitemap-news-2.xml", "sitemap-news-3.xml"]
    assert [url for name in names for url in news(site, name)] == [
        f"{HOME}b{number}.html" for number in (4, 3, 2, 1, 0)
    ]
