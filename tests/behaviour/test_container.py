"""The Dockerfile: hadolint, and what its lines do. No image is built: none can be fetched to start from."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import hosts
from tests.conftest import ROOT, SETTINGS, Site

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
RUNS = re.findall(r"^RUN (.+)$", DOCKERFILE, re.MULTILINE)


def test_hadolint_finds_nothing() -> None:
    done = subprocess.run(
        [hosts.program("hadolint"), "--no-color", str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the image's folder /bantin: the files that COPY puts there, with a small site."""
    folder = tmp_path_factory.mktemp("image") / "bantin"
    unwanted = [line for line in (ROOT / ".dockerignore").read_text().split() if line != "**/__pycache__"]
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*unwanted, "__pycache__"), symlinks=True)
    shutil.rmtree(folder / "content")
    site = Site(folder)
    site.write("site.toml", SETTINGS)
    site.article("content/tin/a.md")
    return folder


def run(line: str, root: Path, **environment: str) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=root,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_line_that_runs_is_tried_here() -> None:
    assert len(RUNS) == 2
    assert [line.split()[0] for line in RUNS] == ["pip", "python"]


@pytest.mark.long  # asks the package index
def test_every_installed_package_exists(root: Path) -> None:
    run(RUNS[0], root, PIP_DRY_RUN="1")


def test_the_image_serves_the_site_without_root_and_writes_nowhere_but_to_tmp(
    root: Path, tmp_path: Path
) -> None:
    run(RUNS[1], root)
    port = hosts.free_port()
    (tmp_path / "tmp").mkdir()
    shutil.copytree(root / "output", tmp_path / "srv" / "bantin")
    moved = {
        "/tmp/": f"{tmp_path}/tmp/",
        "/dev/stdout": f"{tmp_path}/tmp/access",
        "/etc/nginx/bantin.conf": str(tmp_path / "bantin.conf"),
        "/srv/bantin": str(tmp_path / "srv" / "bantin"),
        "listen 8080;": f"listen 127.0.0.1:{port};",
    }
    for source in (root / "tools/container/nginx.conf", root / "container/bantin.conf"):
        text = source.read_text()
        for old, new in moved.items():
            text = text.replace(old, new)
        (tmp_path / source.name).write_text(text)
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(0o755)
    (tmp_path / "tmp").chmod(0o777)
    command = [hosts.program("nginx"), "-c", str(tmp_path / "nginx.conf"), "-g", "daemon off;"]
    before = {path for path in tmp_path.rglob("*") if "tmp" not in path.relative_to(tmp_path).parts[0]}
    with hosts.running(*command, port=port, log=tmp_path / "tmp" / "log", user=hosts.nobody()):
        page = hosts.fetch(f"http://127.0.0.1:{port}/tin/a.html")
    assert "Một bài" in page
    assert {
        path for path in tmp_path.rglob("*") if "tmp" not in path.relative_to(tmp_path).parts[0]
    } == before
    assert "\nUSER 101\n" in DOCKERFILE
