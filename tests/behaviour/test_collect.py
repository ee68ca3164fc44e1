"""A site over several bulletins: its articles come from their feeds, and stay when a feed is missing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bantin.build.pipeline import Report
from tests.conftest import ROOT, SETTINGS, Site

EXAMPLES = ROOT / "examples"
BULLETINS = ("lai-chau", "bac-giang", "vi-xuyen")
HOME = "https://lai-chau.example/"
TABLE = SETTINGS.count("\n") + 2  # the line of site.toml with [[bulletins]]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the examples, with the three bulletins built."""
    folder = tmp_path_factory.mktemp("examples")
    unwanted = shutil.ignore_patterns("output", ".*")
    for name in (*BULLETINS, "toan-canh"):
        shutil.copytree(EXAMPLES / name, folder / name, ignore=unwanted)
    for file in (folder / "toan-canh" / "content").glob("*/[!_]*.md"):
        file.unlink()  # which somebody has collected in this clone
    for name in BULLETINS:
        Site.at(folder / name).build()
    return folder


def titles(folder: Path) -> list[str]:
    items = json.loads((folder / "output" / "feed.json").read_text(encoding="utf-8"))["items"]
    return [item["title"] for item in items]


def test_the_example_shows_three_bulletins_in_lists_feeds_and_search(
    examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site.at(examples / "toan-canh")
    ended = site.main(capsys, "collect")
    assert (ended.code, ended.err) == (0, "")
    assert [line.partition(":")[0] for line in ended.out.splitlines()] == [
        "Lai Châu",
        "Bắc Giang",
        "Vị Xuyên",
    ]
    site.build(search="build")
    index = "".join(path.read_text() for path in (site.folder / "output" / "tim-kiem").glob("*/*.json"))
    collected = 0
    for name in BULLETINS:
        for title in titles(examples / name):
            assert json.dumps(title, ensure_ascii=False) in index
            collected += 1
        section = site.page(f"{name}/index.html")
        assert "https://toan-canh.bantin.example" in section
        assert titles(examples / name)[0] in section.replace("\u00a0", " ")
    assert collected == 36
    assert titles(examples / "lai-chau")[0] in titles(site.folder)  # the newest of all
    article = site.page("lai-chau/ket-qua-sipas-sipas-2018.html")
    assert 'href="https://bantin.example/ket-qua/sipas/sipas-2018.html"' in article
    assert "Đọc toàn văn trên trang của Lai Châu" in article
    again = site.main(capsys, "collect").out
    assert again.count(" 0 written, 0 removed") == 3


def test_a_missing_feed_is_named_and_its_last_copy_stays(
    examples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(examples, tmp_path / "examples")
    site = Site.at(tmp_path / "examples" / "toan-canh")
    site.main(capsys, "collect")
    site.build()
    before = site.bytes()
    shutil.rmtree(tmp_path / "examples" / "bac-giang" / "output")
    ended = site.main(capsys, "collect")
    assert ended.code == 0
    assert ended.err == (
        "warning: site.toml:17: the feed of Bắc Giang is missing (../bac-giang/output), and the 8 articles"
        " of its last copy stay; build that bulletin, or fetch its feed.json, and collect again\n"
    )
    site.build()
    assert site.bytes() == before
    for name in ("lai-chau", "vi-xuyen"):
        (tmp_path / "examples" / name / "output" / "feed.json").write_text("<html>502 Bad Gateway")
    ended = site.main(capsys, "collect")
    assert ended.code == 1
    assert "the feed of Lai Châu cannot be read (no JSON), and the 20 articles of its" in ended.err


@pytest.fixture
def over(site: Site) -> Site:
    """A site over one bulletin, whose feed `publish` writes."""
    bulletin = '\n[[bulletins]]\nname = "Lai Châu"\nfeed = "lai-chau.json"\nfolder = "tinh/lai-chau"\n'
    site.write("site.toml", (site.folder / "site.toml").read_text() + bulletin)
    return site


def item(name: str, day: int, **more: Any) -> dict[str, Any]:
    date = f"2026-07-{day:02}T08:30:00+07:00"
    return {"url": f"{HOME}{name}.html", "title": f"Bài {name}", "date_published": date, **more}


def publish(site: Site, *items: object) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "home_page_url": HOME, "items": items}
    site.write("lai-chau.json", json.dumps(feed))


def collected(site: Site) -> set[str]:
    return {path.name for path in (site.folder / "content/tinh/lai-chau").glob("[!_]*.md")}


def test_older_articles_stay_corrected_ones_are_rewritten_and_withdrawn_ones_go(
    over: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(over, item("tin/a", 1), item("tin/b", 2), item("tin/c", 3))
    over.main(capsys, "collect")
    assert collected(over) == {"tin-a.md", "tin-b.md", "tin-c.md"}
    publish(over, item("tin/b", 2, summary="Đã chữa."), item("tin/d", 4))
    ended = over.main(capsys, "collect")
    assert ended.out == "Lai Châu: 3 articles, 2 written, 1 removed\n"
    assert collected(over) == {"tin-a.md", "tin-b.md", "tin-d.md"}
    over.build()
    assert "Đã chữa." in over.page("tinh/lai-chau/index.html")
    publish(over)  # a feed without articles withdraws none
    assert over.main(capsys, "collect").out == "Lai Châu: 3 articles, 0 written, 0 removed\n"


def test_dates_are_written_in_the_sites_own_zone(over: Site, capsys: pytest.CaptureFixture[str]) -> None:
    dates = {
        "2026-07-01T20:30:00Z": "2026-07-02T03:30",
        "2026-07-01T00:00:00+07:00": "2026-07-01",
        "2026-07-01T08:30:00": "2026-07-01T08:30",
    }
    publish(over, *(item(f"tin/{at}", 1, date_published=date) for at, date in enumerate(dates)))
    over.main(capsys, "collect")
    for at, date in enumerate(dates.values()):
        text = (over.folder / f"content/tinh/lai-chau/tin-{at}.md").read_text()
        assert f"\ndate: {date}\n" in text


def test_articles_of_the_sites_own_editors_are_not_changed(
    over: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    own = over.article("content/tinh/lai-chau/tin-a.md", title="Bài của Bộ", date="2026-07-31")
    publish(over, item("tin/a", 1))
    over.main(capsys, "collect")
    assert "Bài của Bộ" in own.read_text()
    assert len(collected(over)) == 2
    publish(over, item("tin/b", 1))
    over.main(capsys, "collect")
    assert own.exists()


def test_an_invalid_item_is_left_out_with_a_warning(over: Site, capsys: pytest.CaptureFixture[str]) -> None:
    publish(
        over,
        item("tin/a", 1, title='Dấu "nháy", \\ và\n---\nlayout: map', tags=["Một cửa", 7, {}], summary=["x"]),
        item("tin/b", 2, title="x" * 400),
        item("../../../b", 2, url="javascript:alert(1)"),
        item("tin/c", 2, date_published="hôm qua"),
        "no item",
    )
    ended = over.main(capsys, "collect")
    assert ended.code == 0
    warning = f"warning: site.toml:{TABLE + 2}: 4 articles of Lai Châu were left out"
    assert ended.err.startswith(f"{warning}, such as that at {HOME}tin/b.html (")
    assert collected(over) == {"tin-a.md"}
    report: Report = over.build()
    assert report.articles == 1
    assert "layout: map" in over.page("tinh/lai-chau/tin-a.html")  # as words of the title


def test_mistakes_in_site_toml_are_reported(over: Site, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (over.folder / "site.toml").read_text()
    again = '\n[[bulletins]]\nname = "Hai"\nfeed = "b.json"\nfolder = "{}"\n'
    over.write("site.toml", settings + again.format("tinh/lai-chau"))
    assert over.main(capsys, "collect").err.startswith(f"site.toml:{TABLE + 5}: ")
    over.write("site.toml", settings + again.format("Tỉnh/Hà Giang"))
    assert f"site.toml:{TABLE + 8}: " in (ended := over.main(capsys, "collect")).err
    assert "tinh/ha-giang" in ended.err


def test_a_site_without_other_bulletins_says_so(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    ended = site.main(capsys, "collect")
    assert (ended.code, ended.err) == (
        2,
        "build.py: site.toml names no other bulletins; write a [[bulletins]] for each\n",
    )
