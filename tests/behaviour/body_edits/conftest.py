"""A site of a few articles, and builds that tell whether only pages were patched."""

import time
from collections.abc import Callable

import pytest

from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import NOW, Site
from tests.unit.images.samples import encoded, photo

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{size}"><path d="M0 0h8v8z"/></svg>'


DATA = """\
title = "PAPI của tỉnh"
source = "Trang tin của tỉnh"
unit = "tỉnh"
places = 63
[[series]]
index = "PAPI"
values = [{ year = 2017, rank = 63 }, { year = 2018, rank = 26 }]
"""


PAGE = "tin/bai.html"


BODIES = {
    "text": "Đoạn đầu.\n\nĐoạn hai.",
    "a link to a file": "Đoạn đầu.\n\nXem [bài khác](khac.md#muc-mot).",
    "a link to an address": "Đoạn đầu.\n\nXem [bài khác](/tin/khac.html).",
    "a link away": "Đoạn đầu.\n\nXem [cổng](https://dichvucong.gov.vn/a?b=1&c=2).",
    "an attachment": "Đoạn đầu.\n\nXem [mẫu](mau.csv) và [mẫu ấy](mau.csv).",
    "a drawing": 'Đoạn đầu.\n\n![Hình](hinh.svg "Chú thích")',
    "a photograph and itself in full": "Đoạn đầu.\n\n![Ảnh](anh.jpg)\n\nXem [ảnh lớn](anh.jpg).",
    "a photograph before all": "![Ảnh](anh.jpg)\n\nĐoạn đầu.\n\n![Hình](hinh.svg)",
    "what the fast path leaves": "Đoạn đầu.\n\nHai<br>dòng.",
    "headings": "Đoạn đầu.\n\n## Mục một\n\nChữ.\n\n## Mục một\n\n- một\n- hai",
}


@pytest.fixture
def village(site: Site) -> Site:
    """A site whose feeds show the newest article of each section, and pages of others show no body."""
    site.write("site.toml", (site.folder / "site.toml").read_text(encoding="utf-8") + "[lists]\nfeed = 1\n")
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/moi.md", title="Mới nhất", date="2026-08-02")
    site.article("content/tin/bai.md", title="Bài", body=f"{BODIES['text']}\n")
    site.article("content/tin/khac.md", title="Khác", date="2026-07-01", body=f"{BODIES['text']}\n")
    site.write("content/tin/hinh.svg", DRAWING.format(size=8))
    site.write("content/tin/anh.jpg", encoded(photo(900, 300), "JPEG"))
    site.write("content/tin/mau.csv", "a,b\n")
    site.write("content/data/so.toml", DATA)
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    return site


def is_patched(site: Site, *, now: int = NOW, drafts: bool = False) -> bool:
    """Build; tell whether only pages were patched, and assert that a clean build gives the same."""
    report = site.build(now=now, drafts=drafts)
    quick = site.bytes()
    site.build(now=now, drafts=drafts, clean=True)
    assert site.bytes() == quick
    return "arrange" not in dict(report.stages)


def edit(**front_matter: object) -> Callable[[Site], object]:
    """Return an edit that gives the article a longer body, and these fields."""
    article = {"title": "Bài", "body": f"{BODIES['text']}\n\nThêm một câu.\n", **front_matter}
    return lambda site: site.article("content/tin/bai.md", **article)  # type: ignore[arg-type]


FEEDS = [f"{folder}{name}" for folder in ("", "tin/") for name in ("rss.xml", "atom.xml", "feed.json")]


def build_of_old_files(site: Site) -> None:
    """Build when settings and layouts are old enough to be trusted."""
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()


def newest(site: Site, body: str, **front_matter: object) -> None:
    """Write the newest article, which feeds show."""
    site.article("content/tin/moi.md", title="Mới nhất", date="2026-08-02", body=body, **front_matter)
