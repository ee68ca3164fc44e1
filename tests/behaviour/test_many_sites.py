"""Many bulletins in one run: here, and on a Dask cluster of separate worker processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import hosts
from tests.conftest import ENGINE, CommandResult, Site

NOW = ("--now", "2026-08-05T08:30")


@pytest.fixture
def sites(tmp_path: Path) -> list[Site]:
    """Return three bulletins in one folder, the second with a mistake."""
    sites = [Site(tmp_path / "tinh" / name) for name in ("lai-chau", "loi", "vi-xuyen")]
    for site in sites:
        site.section("content/tin", title="Tin tức")
        site.article("content/tin/a.md", title=f"Bài của {site.folder.name}")
    sites[1].article("content/tin/b.md", date="31/02/2026")
    return sites


def build(*arguments: str) -> CommandResult:
    done = subprocess.run(
        [sys.executable, str(ENGINE / "build.py"), "build", *NOW, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return CommandResult(done.returncode, done.stdout, done.stderr)


def reported(path: Path) -> dict[str, dict[str, Any]]:
    return {Path(site["site"]).name: site for site in json.loads(path.read_text())["sites"]}


def check_built(sites: list[Site], ended: CommandResult, report: Path) -> None:
    """Assert that the correct sites are built as if alone: the one with a mistake stops neither."""
    assert ended.code == 1
    assert "3 sites, 1 of them failed" in ended.out
    assert "content/tin/b.md:3: `date` is 31/02/2026" in ended.err
    reports = reported(report)
    assert {name: report["code"] for name, report in reports.items()} == {
        "lai-chau": 0,
        "loi": 1,
        "vi-xuyen": 0,
    }
    assert reports["loi"]["problems"][0]["path"] == "content/tin/b.md"
    assert reports["lai-chau"]["articles"] == 1
    for site in (sites[0], sites[2]):
        built = site.bytes()
        site.build(clean=True)
        assert site.bytes() == built
    assert not (sites[1].folder / "output").exists()


def test_every_site_of_a_folder_is_built_even_if_one_fails(sites: list[Site], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    (tmp_path / "tinh" / "z").symlink_to("lai-chau")  # the same site, which is built once
    ended = build("--sites", str(tmp_path / "tinh"), "--report", str(report))
    check_built(sites, ended, report)


def test_a_folder_without_sites_is_an_error(tmp_path: Path) -> None:
    ended = build("--sites", str(tmp_path))
    assert (ended.code, ended.err) == (2, f"build.py: no folder in {tmp_path} has a site.toml\n")
    missing = tmp_path / "khong-co"
    assert build("--sites", str(missing)).err == f"build.py: there is no folder {missing}; correct --sites\n"


def test_several_sites_are_reported_in_the_language_of_the_first(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BANTIN_LANG")
    settings = (site.folder / "site.toml").read_text()
    (site.folder / "site.toml").unlink()
    site.write("tinh/a b/site.toml", f'language = "vi"\n{settings}')
    site.write("tinh/a b/content/_index.md", "---\ntitle: Trang chủ\n---\n")
    said = build("--sites", str(site.folder / "tinh")).out
    assert "1 bản tin, trong đó 0 bản tin không dựng được" in said
    assert f"serve --site '{site.folder}/tinh/a b'" in said


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Run a scheduler with two workers; return its address, and the folder of their logs."""
    folder, dask, port = tmp_path_factory.mktemp("dask"), hosts.program("dask"), hosts.free_port()
    command = (dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with hosts.running(*command, port=port, log=folder / "scheduler"):
        worker = [
            dask,
            "worker",
            f"tcp://127.0.0.1:{port}",
            "--nthreads",
            "1",
            "--no-dashboard",
            "--death-timeout",
            "20",
        ]
        logs = [(folder / f"worker-{number}").open("wb") for number in (1, 2)]
        workers = [
            subprocess.Popen([*worker, "--local-directory", str(folder)], stdout=log, stderr=log, cwd=folder)
            for log in logs
        ]
        try:
            yield f"dask://127.0.0.1:{port}", folder
        finally:
            for process in workers:
                process.terminate()
            for process in workers:
                process.wait(hosts.TIMEOUT_SECONDS)
            for log in logs:
                log.close()


def test_a_cluster_builds_the_same_sites(
    sites: list[Site], tmp_path: Path, cluster: tuple[str, Path]
) -> None:
    report = tmp_path / "report.json"
    ended = build("--sites", str(tmp_path / "tinh"), "--report", str(report), "--executor", cluster[0])
    check_built(sites, ended, report)


def test_a_site_whose_worker_is_killed_is_built_again(site: Site, cluster: tuple[str, Path]) -> None:
    """The build waits for the lock of the output folder, so it is unfinished when the worker is killed."""
    site.article("content/tin/a.md")
    site.build()
    site.article("content/tin/b.md")
    lock = site.folder / ".output.lock"
    with lock.open("r+") as file:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
        command = [sys.executable, str(ENGINE / "build.py"), "build", *NOW, "--site", str(site.folder)]
        process = subprocess.Popen([*command, "--executor", cluster[0]], stdout=subprocess.PIPE, text=True)
        worker = parent_of(builder_of(site))
        os.kill(worker, signal.SIGKILL)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, "1 sites, 0 of them failed" in out) == (0, True)
    assert "b.html" in site.page("tin/index.html")


def builder_of(site: Site) -> int:
    """Return the process that builds this site on a worker."""
    end = time.monotonic() + hosts.TIMEOUT_SECONDS
    while time.monotonic() < end:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"--one-of-several" in words and str(site.folder).encode() in words:
                return int(folder.name)
        time.sleep(0.02)
    pytest.fail("no worker has begun")


def parent_of(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def test_a_missing_cluster_is_an_error(site: Site) -> None:
    ended = build("--site", str(site.folder), "--executor", f"dask://127.0.0.1:{hosts.free_port()}")
    assert ended.code == 2
    assert "no Dask scheduler answers at 127.0.0.1:" in ended.err
