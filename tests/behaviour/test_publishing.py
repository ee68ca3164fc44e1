"""What readers see during publishing: every page is complete and has its style sheet."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bantin.publish.publisher import publication
from bantin.publish.retention import DAY
from bantin.publish.staging import NOTHING, Files
from bantin.system.stat_signature import take_snapshot
from tests.conftest import NOW, ROOT, Site
from tests.faults import Layer, kill
from tests.processes import own_mounts
from tests.unit.images.samples import encoded, photo

STYLE = re.compile(r'<link rel="stylesheet" href="/(assets/[^"]+)">')
# The style sheets that hold a site's own rules: that of most pages, and that of pages with charts.
SHEETS = ("bantin", "charted")


@pytest.fixture
def styled(site: Site) -> Site:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md")
    return site


def style(site: Site, colour: str, *, now: int = NOW, clean: bool = False) -> str:
    """Build with another style sheet; return its path in output/."""
    site.write("assets/css/parts/rieng.css", f".rieng {{ color: {colour}; }}\n")
    site.build(now=now, keep_days=7, clean=clean)
    return str(STYLE.findall(site.page("tin/a.html"))[0])


@pytest.mark.parametrize("clean", [False, True], ids=["quick", "clean"])
def test_style_sheets_of_earlier_releases_stay_for_a_week(styled: Site, clean: bool) -> None:
    output = styled.folder / "output"
    first = style(styled, "red")
    second = style(styled, "blue", now=NOW + DAY, clean=clean)
    assert (output / first).exists() and (output / second).exists() and first != second
    third = style(styled, "green", now=NOW + 2 * DAY, clean=clean)
    assert all((output / path).exists() for path in (first, second, third))
    styled.article("content/tin/b.md")
    styled.build(now=NOW + 8 * DAY - 1, keep_days=7)
    assert (output / first).exists()
    styled.article("content/tin/b.md", body="Sửa.\n")
    styled.build(now=NOW + 8 * DAY, keep_days=7)
    assert [(output / path).exists() for path in (first, second, third)] == [False, True, True]
    styled.article("content/tin/b.md", body="Sửa nữa.\n")
    assert styled.build(now=NOW + 9 * DAY, keep_days=7).removed == len(SHEETS)
    assert not (output / second).exists() and (output / third).exists()


def test_all_other_files_equal_those_of_a_clean_build(styled: Site, tmp_path: Path) -> None:
    for number, colour in enumerate(("red", "blue", "red", "green")):
        style(styled, colour)
        styled.article(f"content/tin/{number}.md")
        styled.build(keep_days=7)
    quick = styled.bytes()
    alone = Site(tmp_path / "alone")
    shutil.copytree(styled.folder / "content", alone.folder / "content", dirs_exist_ok=True)
    shutil.copytree(styled.folder / "assets", alone.folder / "assets")
    alone.build()
    clean = alone.bytes()
    assert {path: quick[path] for path in clean} == clean
    extra = quick.keys() - clean.keys()
    assert sorted(path.split(".")[0] for path in extra) == sorted(f"assets/{sheet}" for sheet in SHEETS * 2)
    assert all(path.endswith(".css") for path in extra)
    report = styled.build(keep_days=7)
    assert (report.written, report.kept, report.removed) == (0, len(clean), 0)
    assert styled.build(keep_days=0, clean=True).removed == 2 * len(SHEETS)
    assert styled.bytes() == clean


def test_readers_always_get_complete_pages_during_swaps(styled: Site) -> None:
    """Four readers load a page, and later its style sheet, while sites are published one after the other."""
    style(styled, "red")
    output, ended = styled.folder / "output", threading.Event()
    requests, missing, torn = [0], [], []

    def read() -> None:
        while not ended.is_set():
            page = (output / "tin/a.html").read_text()
            if not page.rstrip().endswith("</html>"):
                torn.append(page)
            time.sleep(0.002)
            requests[0] += 2
            path = STYLE.findall(page)[0]
            if not (output / path).exists():
                missing.append(path)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for number in range(12):
            style(styled, f"#00000{number % 10}")
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    assert (missing, torn) == ([], [])
    assert requests[0] > 500


def test_equal_bytes_keep_inode_and_time_after_a_clean_build(styled: Site) -> None:
    styled.write("assets/root/tep.txt", "x")
    styled.build()
    output = styled.folder / "output"

    def stamps() -> dict[str, tuple[int, int]]:
        files = {path: (output / path).stat() for path in styled.bytes()}
        return {path: (status.st_ino, status.st_mtime_ns) for path, status in files.items()}

    before = stamps()
    styled.build(clean=True)
    assert stamps() == before
    styled.article("content/tin/a.md", body="Sửa.\n")
    styled.build(clean=True)
    after = stamps()
    changed = {path for path in before if before[path] != after[path]}
    assert "tin/a.html" in changed and "tep.txt" not in changed and "404.html" not in changed
    assert styled.build().written == 0
    (output / "404.html").chmod(0o600)
    styled.build(clean=True)
    assert (output / "404.html").stat().st_mode & 0o777 == 0o644


# ---- in place ----


def test_a_mounted_output_folder_is_updated_in_place(styled: Site) -> None:
    """Every build, quick or clean, keeps the folder, and publishes what a swap would."""
    styled.write("site.toml", (styled.folder / "site.toml").read_text() + 'publish = "in-place"\n')
    styled.article("content/tin/cu.md")
    styled.build()
    output = styled.folder / "output"
    inode = output.stat().st_ino
    for body in ("Một.\n", "Hai.\n"):
        styled.article("content/tin/a.md", body=body)
        styled.article("content/moi/b.md", body=body)
        styled.build()
        assert styled.build().written == 0
    (styled.folder / "content/tin/cu.md").unlink()
    styled.build()
    quick = styled.bytes()
    assert "tin/cu.html" not in quick
    assert output.stat().st_ino == inode
    assert not (output / ".staging").exists()
    styled.build(clean=True)
    assert styled.bytes() == quick
    assert output.stat().st_ino == inode


def test_a_mount_point_is_detected(styled: Site) -> None:
    output = styled.folder / "output"
    output.mkdir()
    build = f"{sys.executable} {ROOT / 'build.py'} build --now 2026-08-05T08:30 --site {styled.folder}"
    script = f"""set -e
mount -t tmpfs tmpfs {output}
{build} >/dev/null
stat -c %i {output}
printf -- '---\\ntitle: Hai\\ndate: 2026-08-02\\n---\\n\\nChữ.\\n' >{styled.folder}/content/tin/b.md
{build} >/dev/null
printf -- '---\\ntitle: Hai\\ndate: 2026-08-02\\n---\\n\\nChữ khác.\\n' >{styled.folder}/content/tin/b.md
{build}
stat -c %i {output}
cat {output}/tin/b.html
ls -A {output}
"""
    done = subprocess.run([*own_mounts(), "sh", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] in lines[1:] and "Chữ khác." in done.stdout
    assert ".staging" not in lines


def test_an_update_in_place_that_is_killed_anywhere_leaves_pages_with_all_files_they_refer_to(
    tmp_path: Path,
) -> None:
    """The next update completes it."""
    output = str(tmp_path / "output")

    def site(number: int) -> dict[str, bytes]:
        pages = {
            f"tin/{name}.html": f"assets/bantin.{number}.css".encode() for name in ("a", "b", f"c{number}")
        }
        return {**pages, f"assets/bantin.{number}.css": b"x", "rss.xml": str(number).encode()}

    def publish(files: dict[str, bytes]) -> None:
        paths = Files(files.keys(), frozenset())
        with publication(
            output, paths, present=take_snapshot(output), last=NOTHING, in_place=os.path.exists(output)
        ) as public:
            public.prepare(paths)
            for name, data in files.items():
                public.write(name, data)
            public.seal()
            public.publish()
            public.finish()

    def seen() -> dict[str, bytes]:
        files = (path for path in Path(output).rglob("*") if path.is_file() and ".staging" not in path.parts)
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}

    def is_killed(files: dict[str, bytes], at: int) -> bool:
        """Publish in a process that is killed at its system call number `at`."""
        process = os.fork()
        if not process:
            Layer(kill, at=at)
            publish(files)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0

    publish(site(0))
    kills = 0
    while is_killed(site(kills + 1), at=1 + 4 * kills):
        published = seen()
        assert all(data.decode() in published for path, data in published.items() if path.endswith(".html"))
        publish(site(kills + 1))
        assert seen() == site(kills + 1)
        kills += 1
    assert kills > 10


# ---- a restored cache ----


@pytest.mark.parametrize("where", ["same", "other"])
def test_a_restored_cache_is_a_quick_build(styled: Site, tmp_path: Path, where: str) -> None:
    """A fresh clone with `.cache` and `output/` of the last run: all inodes and times are new."""
    for number in range(12):
        styled.article(f"content/tin/bai-{number}.md", title=f"Bài {number}")
    styled.write("content/tin/hinh.png", encoded(photo(40, 30), "PNG"))
    styled.article("content/tin/hinh.md", body="![Hình](hinh.png)\n")
    styled.build(portable_cache=True)
    kept = tmp_path / "kept"
    shutil.copytree(styled.folder, kept)
    styled.article("content/tin/moi.md", title="Bài mới")
    local = styled.build()
    wanted = styled.bytes()
    clone = styled.folder if where == "same" else tmp_path / "clone"
    if where == "same":
        shutil.rmtree(styled.folder)
    for path in kept.rglob("*"):  # written again: with other inodes and times
        goal = clone / path.relative_to(kept)
        if path.is_file():
            goal.parent.mkdir(parents=True, exist_ok=True)
            goal.write_bytes(path.read_bytes())
    other = Site.at(clone)
    other.article("content/tin/moi.md", title="Bài mới")
    report = other.build(portable_cache=True)
    assert (report.written, report.kept) == (local.written, local.kept)
    assert other.bytes() == wanted
    assert other.build().written == 0


def test_a_restored_cache_is_saved_again_for_the_next_run(styled: Site, tmp_path: Path) -> None:
    """Digests of unchanged files are reused; those of files that are written again must not be."""
    for number in range(3):
        styled.article("content/tin/a.md", title=f"Bài lần {number}")
        styled.article(f"content/tin/moi-{number}.md")
        styled.build(portable_cache=True)
        wanted, clone = styled.bytes(), Site.at(tmp_path / f"run-{number}")
        shutil.copytree(styled.folder, clone.folder, copy_function=shutil.copyfile)
        styled = clone
        assert styled.build(portable_cache=True).written == 0
        assert styled.bytes() == wanted
    styled.build(clean=True)
    assert styled.bytes() == wanted


def test_a_restored_output_folder_that_was_changed_is_corrected(styled: Site) -> None:
    styled.build(portable_cache=True)
    wanted = styled.bytes()
    output = styled.folder / "output"
    shutil.copytree(output, styled.folder / "copy")
    shutil.rmtree(output)
    (styled.folder / "copy").rename(output)
    (output / "tin/a.html").write_text("của người khác")
    (output / "404.html").unlink()
    report = styled.build(portable_cache=True)
    assert styled.bytes() == wanted
    assert report.written == 2
