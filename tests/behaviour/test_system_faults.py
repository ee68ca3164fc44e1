"""Odd machines: what a shell, a service or a limit may have done to the process that builds.

A build either comes to its end, or says in a sentence what stands in its way and leaves output/ as it was.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bantin.build import context, scan
from bantin.errors import ContentError
from tests.conftest import ROOT, SETTINGS, Ended, Site
from tests.unit.images.samples import encoded

NOW = "2026-08-05T08:30"
SERIES = """\
title = "PAPI"
unit = "Lai Châu"
[[series]]
index = "PAPI"
values = [{ year = 2020, score = 42.5 }, { year = 2021, score = 43.5 }]
"""


@pytest.fixture
def news(site: Site) -> Site:
    """A published site whose only article has been changed since."""
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo")
    site.build()
    site.article("content/tin/hop-bao.md", title="Họp báo", body="Chữ mới.\n")
    return site


def shell(site: Site, script: str, *, cwd: Path | None = None, **environment: str) -> Ended:
    """Run a line of sh, in which "$@" is `build.py build` for this site."""
    command = [sys.executable, str(ROOT / "build.py"), "build", "--now", NOW, "--site", str(site.folder)]
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


# ---- nobody listens ----


@pytest.mark.parametrize(
    "script", ['"$@" >&-', '"$@" 2>&-', '"$@" <&-', '"$@" <&- >&- 2>&-', '"$@" 2>/dev/full']
)
def test_a_build_does_not_need_standard_streams(news: Site, script: str) -> None:
    ended = shell(news, script)
    assert (ended.code, ended.err) == (0, "")
    assert "Chữ mới." in news.page("tin/hop-bao.html")


def test_output_to_the_terminal_never_gets_into_a_page(news: Site) -> None:
    """Where the three standard streams are closed, the next files to be opened would get their numbers."""
    shell(news, '"$@" --clean <&- >&- 2>&-')
    quick = news.bytes()
    news.build(clean=True)
    assert news.bytes() == quick


def test_a_report_that_cannot_be_written_is_reported(news: Site) -> None:
    ended = shell(news, '"$@" >/dev/full')
    assert ended.code == 0
    assert ended.err.startswith("build.py: the output could not be written: the disk or your quota is full")
    assert "Chữ mới." in news.page("tin/hop-bao.html")


def test_a_printing_command_fails_if_it_cannot_print(news: Site) -> None:
    ended = shell(news, '"$1" "$2" why /tin/hop-bao.html --site "$7" >/dev/full')
    assert ended.code == 2
    assert ended.err.startswith("build.py: the output could not be written: the disk or your quota is full")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", ">/dev/full 2>&1"])
def test_problems_that_cannot_be_printed_still_stop_a_build(news: Site, redirection: str) -> None:
    news.article("content/tin/hop-bao.md", date="31/02/2026")
    before = news.bytes()
    assert shell(news, f'"$@" {redirection}').code == 1
    assert news.bytes() == before


@pytest.mark.parametrize("terminal", ["dumb", "", "xterm", "no-such-terminal"])
def test_any_terminal_encoding_works(news: Site, terminal: str) -> None:
    ended = shell(news, '"$@"', TERM=terminal, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ended.code, ended.err) == (0, "")
    news.write("content/tin/hop-bao.md", "---\ntitle: Họp báo\ndate: hôm nay\n---\n")
    ended = shell(news, '"$@"', TERM=terminal, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ended.code == 1
    assert "hôm nay" in ended.err


# ---- where it stands ----


def test_the_working_folder_may_be_deleted(news: Site, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = shell(news, 'rmdir "$PWD" && "$@"', cwd=gone)
    assert (ended.code, ended.err) == (0, "")
    assert str(news.folder / "output") in ended.out
    gone.mkdir()
    ended = shell(news, 'rmdir "$PWD" && "$@" --output ra', cwd=gone)
    assert ended.code == 2
    assert ended.err == (
        "build.py: the working folder no longer exists; change to another and try again; "
        "output/ is as it was\n"
    )


def test_names_in_vietnamese_are_the_same_in_any_locale(site: Site) -> None:
    site.section("content/tin tức", title="Tin tức")
    site.article("content/tin tức/họp báo.md", title="Họp báo", body="[Tệp](<tệp đính kèm.pdf>)\n")
    site.write("content/tin tức/tệp đính kèm.pdf", "%PDF-1.4")
    site.build()
    expected = site.bytes()
    for locale in ("C", "POSIX", "vi_VN.TCVN", "en_US.ISO-8859-1"):
        ended = shell(site, '"$@" --clean', LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert (ended.code, ended.err) == (0, "")
        assert site.bytes() == expected


@pytest.mark.parametrize("name", ["TMPDIR", "HOME"])
def test_neither_a_home_nor_a_temporary_folder_is_needed(news: Site, name: str) -> None:
    assert shell(news, f'{name}=/nonexistent "$@"').code == 0


# ---- what it may use ----


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("-n 5", "too many files are open at once; raise the limit (`ulimit -n`)"),
        ("-f 0", "the file is larger than the system's limit; raise the limit (`ulimit -f`)"),
        ("-f 4", "the file is larger than the system's limit; raise the limit (`ulimit -f`)"),
    ],
)
def test_a_limit_that_is_too_low_is_reported(news: Site, limit: str, sentence: str) -> None:
    before = news.bytes()
    ended = shell(news, f'ulimit {limit}; exec "$@" --jobs 1')
    assert ended.code == 2
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    assert news.bytes() == before


def test_many_articles_are_built_with_few_open_files(news: Site) -> None:
    for number in range(200):
        news.article(f"content/tin/bai-{number}.md", title=f"Bài {number}")
    assert shell(news, 'ulimit -n 20; exec "$@" --jobs 8').code == 0
    assert "Bài 199" in news.page("tin/bai-199.html")


# ---- the disk ----

# A disk of its own in memory, which nobody else sees: first with the room that $LEAVE leaves, then with much.
SMALL_DISK = """
mount -t tmpfs tmpfs "$DISK" && cp -a "$SITE/." "$DISK" || exit 77
used() { df --output="$1" "$DISK" | tail -n 1; }
mount -o "remount,$(eval echo "$LEAVE")" "$DISK" || exit 77
"$@" --site "$DISK"; code=$?
cp -a "$DISK/output" "$KEPT/after"
mount -o remount,rw,size=50m,nr_inodes=50000 "$DISK" || exit 77
"$@" --site "$DISK" || exit 78
cp -a "$DISK/output" "$KEPT/mended"
exit $code
"""


def own_mounts() -> list[str]:
    """Return the command that gives a process its own mounts: as root, or as a user who may become root."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        with suppress(FileNotFoundError):
            tried = [*command, "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
            if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
                return command
    pytest.skip("this system lets nobody mount a disk of their own (unshare --mount)")


@pytest.mark.parametrize(
    ("leave", "sentence"),
    [
        ("size=$(($(used used)+4))k", "the disk or your quota is full"),
        ("size=$(($(used used)+50))k", "the disk or your quota is full"),
        ("nr_inodes=$(($(used iused)+15))", "the disk or your quota is full"),
        ("ro", "Read-only file system"),
    ],
)
def test_a_full_disk_is_reported_and_the_next_build_succeeds(
    news: Site, tmp_path: Path, leave: str, sentence: str
) -> None:
    before = news.bytes()
    # Another name changes every page: files with the same bytes would be linked, and need no room.
    news.write("site.toml", SETTINGS.replace("Bản tin thử", "Bản tin khác"))
    (tmp_path / "disk").mkdir()
    done = subprocess.run(
        [
            *own_mounts(),
            "sh",
            "-c",
            SMALL_DISK,
            "sh",
            sys.executable,
            str(ROOT / "build.py"),
            "build",
            "--now",
            NOW,
        ],
        env={
            **os.environ,
            "SITE": str(news.folder),
            "DISK": str(tmp_path / "disk"),
            "KEPT": str(tmp_path),
            "LEAVE": leave,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.count("files in")) == (2, 1), done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(tmp_path / "after") == before
    news.build()
    assert files_in(tmp_path / "mended") == news.bytes()


def files_in(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


# ---- somebody else at work ----


def vanish(file: Path) -> None:
    file.unlink()


def become_a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


def become_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def become_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("act", [vanish, become_a_link, become_a_folder, become_a_pipe])
@pytest.mark.parametrize("name", ["hop-bao.md", "ke-hoach.pdf", "anh.png", "/data/papi.toml"])
def test_changes_during_a_build_stop_it_or_are_not_seen(
    news: Site, monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Path], None]
) -> None:
    news.write("content/tin/ke-hoach.pdf", "%PDF")
    news.write("content/tin/anh.png", encoded(Image.new("RGB", (8, 8)), "PNG"))
    news.write("content/data/papi.toml", SERIES)
    body = "![Ảnh](anh.png)\n\n[Kế hoạch](ke-hoach.pdf)\n\n![PAPI](/data/papi.toml)\n"
    news.article("content/tin/hop-bao.md", title="Họp báo", body=body)
    file = news.folder / "content" / ("tin/" + name if name[0] != "/" else name[1:])
    before = news.bytes()

    def scan_before_it_changes(*arguments: Any) -> scan.Snapshot:
        snapshot = scan.scan(*arguments)
        act(file)
        return snapshot

    with monkeypatch.context() as patched:
        patched.setattr(context, "scan", scan_before_it_changes)
        with pytest.raises((ContentError, OSError)) as caught:
            news.build()
    assert file.name in str(caught.value)
    assert news.bytes() == before


# ---- signals ----


@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_during_start_ends_the_program(news: Site, signal: str) -> None:
    before = news.bytes()
    interrupted = f"""
import os, runpy, signal, sys

class Finder:
    def find_spec(self, name, path, target=None):
        if name == "bantin.cli.main":
            os.kill(os.getpid(), signal.{signal})

signal.signal(signal.{signal}, signal.SIG_DFL)  # whoever runs the tests may have it ignored
sys.meta_path.insert(0, Finder())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
    ended = shell(news, 'python=$1; shift; exec "$python" -c "$CODE" "$@"', CODE=interrupted)
    assert (ended.code, ended.out, ended.err) == (130, "", "build.py: interrupted\n")
    assert news.bytes() == before


# ---- the power ----


@pytest.mark.parametrize(
    ("arguments", "calls"), [([], ["renameat2"]), (["--sync"], ["syncfs", "renameat2", "syncfs"])]
)
def test_with_sync_a_site_is_flushed_before_it_is_published(
    news: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    calls: list[str],
) -> None:
    asked = []

    class Library(ctypes.CDLL):
        def __getattr__(self, name: str) -> Any:
            asked.append(name)
            return super().__getattr__(name)

    monkeypatch.setattr(ctypes, "CDLL", Library)
    assert news.main(capsys, "build", "--now", NOW, *arguments).code == 0
    assert asked == calls
    assert "Chữ mới." in news.page("tin/hop-bao.html")
