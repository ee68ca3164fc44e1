"""`serve` offers the search index of the last `build`."""

from pathlib import Path

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.build.pipeline import Report
from bantin.search import index
from tests.behaviour.test_search import PAGE, bundles, edit
from tests.conftest import ENGINE, NOW, SETTINGS, Site


@pytest.fixture
def news(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site of one article, divided into parts like a large one."""
    monkeypatch.setattr(index, "FEW", 0)
    site.write("site.toml", SETTINGS.replace("search = false\n", ""))
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo", body="Đường dây nóng.\n")
    return site


def show(site: Site, output: Path) -> Report:
    """Build as `serve` does: into another folder, with the index of the last `build`."""
    settings = config.load(str(site.folder), engine=str(ENGINE), output=str(output))
    return pipeline.build(settings, Options(NOW, search="last"))


def shown(output: Path) -> set[str]:
    return {path.name for path in (output / "tim-kiem").iterdir()}


def test_serve_offers_the_last_index_as_it_is(news: Site, tmp_path: Path) -> None:
    output = tmp_path / "shown"
    show(news, output)
    assert not (output / PAGE).exists(), "there is none yet"
    news.build(search="build")
    show(news, output)
    assert shown(output) == set(bundles(news).values())
    edit(news, "content/tin/hop-bao.md", "Đường dây", "Số điện thoại")
    show(news, output)
    assert shown(output) == set(bundles(news).values())
    assert show(news, output).written == 0


def test_serve_offers_a_newer_index_when_there_is_one(news: Site, tmp_path: Path) -> None:
    output = tmp_path / "shown"
    news.build(search="build")
    show(news, output)
    edit(news, "content/tin/hop-bao.md", "Đường dây", "Số điện thoại")
    show(news, output)
    news.build(search="build")
    assert shown(output) != set(bundles(news).values())
    show(news, output)
    assert shown(output) == set(bundles(news).values())


def test_serve_ignores_a_damaged_index(news: Site, tmp_path: Path) -> None:
    output = tmp_path / "shown"
    news.build(search="build")
    (news.folder / ".cache/search" / bundles(news)["2026"] / "register.json").unlink()
    show(news, output)
    assert not (output / PAGE).exists()
