"""The same sources and the same `now` give the same bytes, anywhere and with any number of processes."""

import shutil
from pathlib import Path

import pytest

from bantin.parallel import MIN_PARALLEL_JOBS, Workers
from tests.conftest import SETTINGS, Site
from tests.unit.images.samples import drawing, encoded, photo

BODIES = [
    "Đoạn đầu của bài.\n\nĐoạn sau, có [liên kết](bai-0.md).\n",
    "## Mục\n\n- một\n- hai\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
    "Một<br>dòng đi đường chậm.\n",
    "Đoạn.\n\n![](/data/so.toml)\n",
]
DATA = """\
title = "Hạng"
places = 63
[[series]]
index = "PAPI"
unit = "Lai Châu"
values = [ { year = 2017, rank = 63, derived = true }, { year = 2018, score = 44.42, rank = 26 } ]
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with more articles than one process builds."""
    site = Site(tmp_path_factory.mktemp("many") / "site")
    site.section("content/tin", title="Tin tức")
    site.write("content/data/so.toml", DATA)
    for number in range(MIN_PARALLEL_JOBS + 20):
        site.article(
            f"content/tin/bai-{number}.md",
            title=f"Bài số {number}",
            date=f"20{10 + number % 15}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            tags=["một cửa", f"thẻ {number % 7}"],
            views=number * 37,
            body=BODIES[number % len(BODIES)],
        )
    return site


@pytest.fixture(scope="module")
def expected(many: Site) -> dict[str, bytes]:
    many.build(clean=True, workers=Workers(1))
    return many.bytes()


@pytest.mark.parametrize("processes", [2, 4])
def test_bytes_do_not_depend_on_the_number_of_processes(
    many: Site, expected: dict[str, bytes], processes: int
) -> None:
    many.build(clean=True, workers=Workers(processes))
    assert many.bytes() == expected


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/New_York", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"},
    ],
    ids=["zone", "C locale", "Turkish"],
)
def test_bytes_do_not_depend_on_zone_locale_or_hash_seed(
    many: Site, expected: dict[str, bytes], environment: dict[str, str]
) -> None:
    ended = many.run("build", "--clean", "--now", "2026-08-05T08:30+07:00", "--jobs", "1", **environment)
    assert ended.code == 0, ended.err
    assert many.bytes() == expected


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with pictures of every kind that is encoded."""
    site = Site(tmp_path_factory.mktemp("album") / "site")
    site.write("site.toml", f"{SETTINGS}[pictures]\nwidths = [100, 240]\n")
    names = {"a.jpg": (photo(), "JPEG"), "b.png": (drawing(), "PNG"), "c.webp": (photo(mode="L"), "WEBP")}
    for name, (image, kind) in names.items():
        site.write(f"content/{name}", encoded(image, kind))
    site.article("content/a.md", body="\n\n".join(f"![Ảnh]({name})" for name in names))
    site.build()
    return site


def test_pictures_are_the_same_whoever_makes_them(album: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bantin.build.pictures.MIN_PARALLEL_BYTES", 0)
    expected = album.bytes()
    for workers in (Workers(2), Workers(4)):
        shutil.rmtree(album.folder / ".cache")
        report = album.build(workers=workers)
        assert "pictures" in dict(report.stages), "they were not made by processes of their own"
        assert album.bytes() == expected


def test_any_folder_and_any_order_of_files(many: Site, expected: dict[str, bytes], tmp_path: Path) -> None:
    other = Site(tmp_path / "một chỗ khác")
    for path in sorted((many.folder / "content").rglob("*.*"), reverse=True):
        other.write(str(path.relative_to(many.folder)), path.read_bytes())
    other.build()
    assert other.bytes() == expected
    shutil.rmtree(other.folder)
