"""The store of prepared pictures: what it keeps, verifies and deletes."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.cache.blobs import digest_bytes
from bantin.images.picture import PictureSettings
from bantin.images.preparing import prepare
from bantin.images.store import Store, key_of
from tests.behaviour.test_pictures import PHOTO, WIDTHS, illustrated, store_of
from tests.conftest import ENGINE, NOW, ROOT, Site
from tests.faults import Layer, kill
from tests.unit.images.samples import encoded, photo


@pytest.fixture
def site(site: Site) -> Site:
    """A site whose pictures have two widths."""
    site.write("site.toml", WIDTHS)
    site.section("content/tin", title="Tin tức")
    return site


def entries(site: Site) -> set[str]:
    return {key_of(path.name) for path in store_of(site).iterdir() if path.is_file()}


def built_again(site: Site, *, clean: bool = True) -> dict[str, bytes]:
    site.build(clean=clean)
    return site.bytes()


def test_a_clean_build_does_not_encode_stored_pictures(site: Site) -> None:
    illustrated(site)
    site.build()
    before = site.bytes()
    shutil.rmtree(site.folder / "output")
    script = (
        "import sys; from bantin.cli.main import main; code = main(sys.argv[2:], engine=sys.argv[1]);"
        "print(code, 'PIL.Image' in sys.modules)"
    )
    command = [str(ENGINE), "build", "--clean", "--now", "2026-08-05T08:30", "--site", str(site.folder)]
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "0 False", done.stderr
    assert site.bytes() == before


@pytest.mark.parametrize("clean", [True, False])
def test_damage_in_the_store_is_noticed_when_a_file_is_needed(site: Site, clean: bool) -> None:
    illustrated(site)
    site.build()
    before = site.bytes()
    for file in store_of(site).glob("*.avif"):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)
    for file in (site.folder / "output/anh").iterdir():
        file.unlink()
    assert built_again(site, clean=clean) == before
    store = Store(str(store_of(site)))
    for name in entries(site):
        assert store.load(f"{name}.all")


def test_unused_pictures_are_deleted_from_the_store(site: Site) -> None:
    illustrated(site)
    site.build()
    [old] = entries(site)
    site.write("content/tin/hop.jpg", encoded(photo(340, 200), "JPEG"))
    site.build()
    assert old in entries(site), "another build may be about to use what is young"
    for path in store_of(site).iterdir():
        os.utime(path, (time.time() - 7200,) * 2)
    site.write("content/tin/hop.jpg", encoded(photo(360, 200), "JPEG"))
    site.write("content/tin/b.md", "---\ntitle: Bài\n---\nKhông có ngày.\n")
    assert site.problems()
    assert old in entries(site), "a build that fails deletes nothing"
    (site.folder / "content/tin/b.md").unlink()
    site.build()
    assert old not in entries(site)
    assert len(entries(site)) == 1


def test_pictures_of_another_site_are_not_deleted(site: Site) -> None:
    illustrated(site, draft=True)
    site.article("content/tin/b.md")
    site.build(drafts=True)
    [used_by_drafts] = entries(site)
    for path in store_of(site).iterdir():
        os.utime(path, (time.time() - 7200,) * 2)

    def build_elsewhere(name: str) -> None:
        settings = config.load(str(site.folder), engine=str(ENGINE), output=str(site.folder / name))
        pipeline.build(settings, Options(NOW))

    site.write("content/tin/khac.png", encoded(photo(), "PNG"))
    site.article("content/tin/b.md", image="khac.png")
    build_elsewhere("khac")
    assert used_by_drafts in entries(site)
    shutil.rmtree(site.folder / "output")
    site.write("content/tin/khac.png", encoded(photo(330), "PNG"))
    build_elsewhere("khac")
    assert used_by_drafts not in entries(site), "its output folder is gone"


def test_a_killed_build_leaves_whole_files_or_none(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(PHOTO)
    expected = prepare(str(source), PictureSettings(str(tmp_path / "store"), (100, 200)))
    step, status = 0, -1
    while status != 0:
        step += 3
        studio = PictureSettings(str(tmp_path / str(step)), (100, 200))
        status = in_child(partial(prepare, str(source), studio), step)
        store = Store(studio.store)
        names = os.listdir(studio.store) if os.path.isdir(studio.store) else []
        for name in names:
            if name.endswith(".all"):
                assert store.load(name), f"step {step}: a list without its files"
            elif not name.endswith(".new"):
                kept = Path(store.path(name)).read_bytes()
                assert digest_bytes(kept) in {file[2] for file in expected.files}, f"step {step}: {name}"
        assert prepare(str(source), studio) == expected
    assert step > 10, "the test has lost sight of the steps"


def in_child(work: Callable[[], object], step: int) -> int:
    """Kill a process at call number `at` of its work; return its exit status, 0 if it made fewer calls."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            Layer(kill, at=step)
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
