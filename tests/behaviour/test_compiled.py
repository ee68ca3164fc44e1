"""Compiled layouts belong to the engine, and all sites that it builds share them."""

import shutil
from pathlib import Path

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from tests.conftest import NOW, TINY, Site


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "engine")
    return tmp_path / "engine"


def build(site: Site, engine: Path) -> None:
    pipeline.build(config.load(str(site.folder), engine=str(engine)), Options(NOW))


def compiled(folder: Path) -> dict[Path, int]:
    """Return the stored layouts with their inodes, which change when one is written again."""
    files = (folder / ".cache" / "layouts").rglob("*")
    return {path: path.stat().st_ino for path in files if path.is_file()}


def test_a_second_site_compiles_nothing(site: Site, tmp_path: Path, engine: Path) -> None:
    build(site, engine)
    first = compiled(engine)
    assert first
    other = Site(tmp_path / "other")
    build(other, engine)
    assert compiled(engine) == first
    assert not compiled(other.folder)


def test_if_the_engine_is_not_writable_the_sites_cache_is_used(site: Site, engine: Path) -> None:
    (engine / ".cache").write_text("")
    build(site, engine)
    assert compiled(site.folder)


def test_layouts_compiled_by_an_earlier_engine_are_deleted(site: Site, engine: Path) -> None:
    old = engine / ".cache" / "layouts" / ("0" * 32)
    old.mkdir(parents=True)
    build(site, engine)
    assert compiled(engine)
    assert not old.exists()
