"""Faults of the disk during a build: it is full, files change, the power fails."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bantin.build import context, scan
from bantin.errors import ContentError
from tests.conftest import ENGINE, SETTINGS, Site
from tests.processes import own_mounts
from tests.unit.images.samples import encoded

NOW = "2026-08-05T08:30"
SERIES = """\
title = "PAPI"
unit = "Lai Châu"
[[series]]
index = "PAPI"
values = [{ year = 2020, score = 42.5 }, { year = 2021, score = 43.5 }]
"""


# A disk of its own in memory, which nobody else sees: first with the room that $LEAVE leaves, then with much.
SMALL_DISK = """
mount -t tmpfs tmpfs "$DISK" && cp -a "$SITE/." "$DISK" || exit 77
used() { df --output="$1" "$DISK" | tail -n 1; }
mount -o "remount,$(eval echo "$LEAVE")" "$DISK" || exit 77
"$@" --site "$DISK"; code=$?
cp -a "$DISK/output" "$KEPT/after"
mount -o remount,rw,size=50m,nr_inodes=50000 "$DISK" || exit 77
"$@" --site "$DISK" || exit 78
cp -a "$DISK/output" "$KEPT/retried"
exit $code
"""


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
    edited: Site, tmp_path: Path, leave: str, sentence: str
) -> None:
    before = edited.bytes()
    # Another name changes every page: files with the same bytes would be linked, and need no room.
    edited.write("site.toml", SETTINGS.replace("Bản tin thử", "Bản tin khác"))
    (tmp_path / "disk").mkdir()
    done = subprocess.run(
        [
            *own_mounts(),
            "sh",
            "-c",
            SMALL_DISK,
            "sh",
            sys.executable,
            str(ENGINE / "build.py"),
            "build",
            "--now",
            NOW,
        ],
        env={
            **os.environ,
            "SITE": str(edited.folder),
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
    edited.build()
    assert files_in(tmp_path / "retried") == edited.bytes()


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
    edited: Site, monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Path], None]
) -> None:
    edited.write("content/tin/ke-hoach.pdf", "%PDF")
    edited.write("content/tin/anh.png", encoded(Image.new("RGB", (8, 8)), "PNG"))
    edited.write("content/data/papi.toml", SERIES)
    body = "![Ảnh](anh.png)\n\n[Kế hoạch](ke-hoach.pdf)\n\n![PAPI](/data/papi.toml)\n"
    edited.article("content/tin/hop-bao.md", title="Họp báo", body=body)
    file = edited.folder / "content" / ("tin/" + name if name[0] != "/" else name[1:])
    before = edited.bytes()

    def scan_before_it_changes(*arguments: Any) -> scan.Snapshot:
        snapshot = scan.scan(*arguments)
        act(file)
        return snapshot

    with monkeypatch.context() as patched:
        patched.setattr(context, "scan", scan_before_it_changes)
        with pytest.raises((ContentError, OSError)) as caught:
            edited.build()
    assert file.name in str(caught.value)
    assert edited.bytes() == before


@pytest.mark.parametrize(
    ("arguments", "calls"), [([], ["renameat2"]), (["--sync"], ["syncfs", "renameat2", "syncfs"])]
)
def test_with_sync_a_site_is_flushed_before_it_is_published(
    edited: Site,
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
    assert edited.main(capsys, "build", "--now", NOW, *arguments).code == 0
    assert asked == calls
    assert "Chữ mới." in edited.page("tin/hop-bao.html")
