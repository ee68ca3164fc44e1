"""Builds after small edits load few modules: half of their time is spent in loading.

A module that is needed by few builds is imported in the function that needs it.
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import ROOT, Site
from tests.unit.images.samples import encoded, photo

# Each takes 1 to 20 ms to load. A build that renders pages needs most of them.
LARGE = frozenset(
    "PIL comrak concurrent email html inspect jinja2 json logging markupsafe nh3 pickle shutil subprocess "
    "tempfile threading urllib xml yaml zoneinfo".split()
)
# The parts of bantin that take part when nothing has changed, and with them after an edit of a text.
LOOKING = frozenset(
    "build cache cli config content errors i18n model parallel publish schema search system text".split()
)
EDITING = LOOKING | {"images", "markdown", "site", "templates", "urls"}

PROGRAM = """
import sys
from bantin.cli.main import main
assert main(sys.argv[2:], engine=sys.argv[1]) == 0
print("modules", *sys.modules)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = Site(tmp_path_factory.mktemp("site") / "bulletin")
    for day in range(1, 31):  # the newest stand in feeds, which Jinja prints
        built.article(
            f"content/tin/ngay-{day}.md",
            title=f"Tin ngày {day}",
            date=f"2026-07-{day:02d}",
            tags=("Cải cách", "Đất đai"),
            summary='"Gọi là \\"một cửa\\"."',
            author="Ban biên tập",
            body="Một đoạn.\n\nMột đoạn có **chữ đậm**.\n\n- Mục\n- Mục\n" if day > 5 else "Một đoạn.\n",
        )
    time.sleep(TRUST_AFTER_NS / 1e9)  # younger files are read again by the next build
    modules_of_build(built)
    return built


def modules_of_build(site: Site) -> set[str]:
    """Build in a process of its own; return the modules that it has loaded."""
    command = [sys.executable, "-c", PROGRAM, str(ROOT), "build", "--site", str(site.folder), "--no-search"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def rooms(modules: set[str]) -> set[str]:
    return {module.split(".")[1] for module in modules if module.startswith("bantin.")}


def test_a_build_that_finds_nothing_changed_loads_what_looks_at_the_disk(site: Site) -> None:
    modules = modules_of_build(site)
    assert LARGE & modules == set()
    assert rooms(modules) <= LOOKING
    parts = {module for module in modules if module.startswith(("bantin.content.", "bantin.text."))}
    assert parts == {"bantin.content.tree", "bantin.text.unsafe_characters"}  # though it reports a warning


def test_an_edit_of_a_text_loads_what_reads_it_and_patches_its_page(site: Site) -> None:
    page = site.folder / "output/tin/ngay-1.html"
    file = site.folder / "content/tin/ngay-1.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nMột đoạn thứ hai.\n", encoding="utf-8")
    modules = modules_of_build(site)
    assert "Một đoạn thứ hai." in page.read_text(encoding="utf-8")
    assert LARGE & modules == set()
    assert rooms(modules) <= EDITING


def test_an_edit_of_a_text_with_links_loads_no_layouts(site: Site) -> None:
    page = site.folder / "output/tin/ngay-2.html"
    file = site.folder / "content/tin/ngay-2.md"
    link = "\nXem [tin kia](ngay-3.md) và [trang kia](https://kia.example/).\n"
    file.write_text(file.read_text(encoding="utf-8") + link, encoding="utf-8")
    modules_of_build(site)
    file.write_text(file.read_text(encoding="utf-8").replace("Xem", "Đọc"), encoding="utf-8")
    modules = modules_of_build(site)
    assert 'Đọc <a href="/tin/ngay-3.html">tin kia</a>' in page.read_text(encoding="utf-8")
    assert LARGE & modules == {"comrak", "html", "nh3", "urllib"}
    assert rooms(modules) <= EDITING


def test_an_edit_of_a_text_in_feeds_loads_nothing_that_assembles_a_site_or_prepares_pictures(
    site: Site,
) -> None:
    file = site.folder / "content/tin/ngay-30.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nMột đoạn thứ hai.\n", encoding="utf-8")
    modules = modules_of_build(site)
    assert "Một đoạn thứ hai." in (site.folder / "output/rss.xml").read_text(encoding="utf-8")
    assert "jinja2" in modules
    assert {"bantin.build.assemble", "bantin.build.media", "bantin.images.preparing"} & modules == set()


def test_a_build_of_pages_loads_nothing_of_commands_that_it_is_not(site: Site) -> None:
    file: Path = site.article("content/tin/moi.md", title="Bài mới")
    modules = modules_of_build(site)
    assert file.exists()
    assert (rooms(modules) & set("check deploy editing explain importer serve traffic".split())) == set()
    assert {"PIL", "xml"} & modules == set()


def test_a_photograph_loads_the_formats_that_are_published_and_none_of_pillows_others(site: Site) -> None:
    (site.folder / "content/tin/anh.jpg").write_bytes(encoded(photo(), "JPEG"))
    site.article("content/tin/co-anh.md", title="Có ảnh", body="![Ảnh](anh.jpg)\n")
    formats = {module for module in modules_of_build(site) if module.endswith("ImagePlugin")}
    assert formats == {f"PIL.{name}ImagePlugin" for name in "Avif Bmp Gif Jpeg Png Ppm WebP".split()}
