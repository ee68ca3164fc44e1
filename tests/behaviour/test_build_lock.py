"""One build at a time for an output folder: which waits, which is named, and what a lock file may be."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.errors import UsageError
from bantin.publish import lock
from tests.conftest import ENGINE, ROOT, CommandResult, Site
from tests.conftest import NOW as NOW_SECONDS
from tests.obstacles import put_in_the_way

NOW = "2026-08-05T08:30"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)


def test_a_second_build_waits_and_then_names_the_first(
    news: Site, build: Callable[..., CommandResult], impatient: None
) -> None:
    build()
    before = news.bytes()
    news.article("content/tin/hai.md", title="Bài hai")
    with open(news.folder / ".output.lock") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        ended = build()
    assert ended == (
        2,
        "",
        f"build.py: another build (process {os.getpid()}) has held {news.folder / 'output'} for 0 seconds; "
        "wait for it to finish, or stop it\n",
    )
    assert news.bytes() == before
    assert build().code == 0
    assert "tin/hai.html" in news.bytes()


def test_two_builds_at_once_both_succeed(news: Site) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--now", NOW, "--clean", "--site", str(news.folder)]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.wait(60), process.communicate()[1]) for process in both] == [(0, b"")] * 2
    assert "tin/hop-bao.html" in news.bytes()


@pytest.mark.parametrize("content", [b"", b"99999999", b"\xff\xfe\x00", b"x" * 100_000])
def test_the_lock_file_of_a_killed_build_does_not_lock(
    news: Site, build: Callable[..., CommandResult], content: bytes
) -> None:
    news.write(".output.lock", content)
    assert build().code == 0
    assert (news.folder / ".output.lock").read_text() == f"{os.getpid()}\npublished\n"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", "mười".encode()])
def test_a_lock_without_a_known_holder_is_reported(
    news: Site, build: Callable[..., CommandResult], impatient: None, content: bytes
) -> None:
    news.write(".output.lock", content)
    with open(news.folder / ".output.lock", "rb") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        assert "another build (process unknown) has held" in build().err


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_a_lock_path_must_be_a_file(news: Site, build: Callable[..., CommandResult], kind: str) -> None:
    path = news.folder / ".output.lock"
    put_in_the_way(kind, path)
    ended = build()
    assert ended.err == f"build.py: {path} is not an ordinary file, and cannot serve as a lock; delete it\n"
    assert (news.folder / "content/tin/hop-bao.md").exists()


def test_nothing_is_published_when_the_lock_was_deleted_meanwhile(news: Site) -> None:
    news.build()
    before = news.bytes()
    news.article("content/tin/hai.md", title="Bài hai")

    def disturb(stage: str) -> None:
        if stage == "write":
            (news.folder / ".output.lock").unlink()

    settings = config.load(str(news.folder), engine=str(ENGINE))
    with pytest.raises(UsageError, match="was deleted while the build was running, and another may have"):
        pipeline.build(settings, Options(NOW_SECONDS), disturb)
    assert news.bytes() == before
