"""Interrupted and simultaneous deploys: what readers see, and what the next deploy does."""

import errno
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

import pytest

from bantin import config
from bantin.config.targets import Target
from bantin.deploy import command, git_branch, host_lock, in_place, s3
from bantin.deploy.host_lock import HOLDER, LOCK, HostLock
from bantin.deploy.manifest import File, read_release
from bantin.deploy.session import HostError, Session, SessionContext
from tests import hosts
from tests.behaviour.deploy.conftest import Host, PublishedSite, built, tree
from tests.conftest import NOW


def now() -> int:
    return int(time.time())


IN_PLACE = ("sftp", "ftps", "s3")


# ---- broken off ----


def is_whole(seen: dict[str, str]) -> bool:
    """Tell whether each page that readers can see has its style sheet."""
    pages = [text for name, text in seen.items() if name.endswith(".html")]
    return all(text.partition('href="/')[2].partition('"')[0] in seen for text in pages)


class Memory:
    """A host in memory that fails at the n-th change, before or after it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.left = 10**9

    def _change(self, name: str, data: bytes | None) -> None:
        self.left -= 1
        if self.left < 0:
            raise HostError("the line is dead")
        if data is None:
            self.files.pop(name, None)
        else:
            self.files[name] = data

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def write(self, name: str, data: bytes) -> None:
        self._change(name, data)

    def acquire(self) -> bool:
        if LOCK in self.files:
            return False
        self._change(LOCK, b"")
        return True

    def release(self) -> None:
        for name in (HOLDER, LOCK):
            self._change(name, None)

    def send(self, files: Sequence[File]) -> None:
        for file in files:
            self._change(file.name, Path(file.path).read_bytes())

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            self._change(name, None)

    def seen(self) -> dict[str, str]:
        return {name: data.decode() for name, data in self.files.items() if not name.startswith(".bantin")}


def test_an_interrupted_deploy_leaves_complete_pages_and_the_next_completes_it(
    published: PublishedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host fails at each of its changes in turn."""
    store = Memory()

    def open_memory(target: Target, context: SessionContext) -> AbstractContextManager[Session]:
        return in_place.session(store, target, context)

    monkeypatch.setitem(command.OPENERS, "s3", open_memory)
    monkeypatch.setattr(in_place, "_BATCH", 1)
    monkeypatch.setattr(host_lock, "_GRACE_SECONDS", 0)
    monkeypatch.setattr(host_lock, "_has_ended_here", lambda held: True)  # each deploy ends with its process
    published.target(kind="s3", bucket="trong-bo-nho")
    assert published.deploy().code == 0
    first, changes = dict(store.files), 0
    for changes in count():
        store.files, store.left = dict(first), changes
        published.lay_out(css="b" * 10, a="Bài hay.", c="Bài ba.")
        ended = published.deploy()
        assert is_whole(store.seen())
        store.left = 10**9
        if ended.code == 0:
            break
        assert "the line is dead" in ended.err
        if changes % 2:  # the office changes its mind before it deploys again
            published.lay_out(css="a" * 10, a="Bài một.", b="Bài hai.")
        assert published.deploy().code == 0
        assert store.seen() == built(published)
    assert changes > 15


def test_a_failing_store_is_reported_and_the_next_deploy_completes(
    objects: hosts.Objects, published: PublishedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "khoa")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "bi-mat")
    monkeypatch.setattr(s3, "_RETRIES", 0)
    bucket = objects.new_bucket("bantin-hong")
    published.target(kind="s3", endpoint=objects.url, bucket=bucket)
    assert published.deploy().code == 0
    published.lay_out(css="b" * 10, a="Bài hay.", b="Bài sửa.")
    objects.failing[0] = 3
    ended = published.deploy()
    objects.failing[0] = 0
    assert (ended.code, ended.out) == (2, "")
    assert "bi-mat" not in ended.err
    assert "the next deploy completes what this one began" in ended.err
    assert is_whole(objects.tree(bucket))
    assert published.deploy().code == 0
    assert objects.tree(bucket) == built(published)


# ---- two at a time ----


@pytest.mark.parametrize("kind", ("folder", "ssh", *IN_PLACE))
def test_one_deploy_at_a_time(kind: str, host: Host, published: PublishedSite) -> None:
    published.target(kind=kind, **host.options)
    [target] = config.load_deployment(str(published.site.folder)).targets
    context = SessionContext(str(published.site.folder), str(published.site.folder / "kept"), os.environ, now)
    with command.OPENERS[kind](target, context):
        ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert "another deploy" in ended.err
    assert host.seen() == {}
    assert published.deploy().code == 0


def test_a_branch_that_has_changed_is_not_overwritten(published: PublishedSite, tmp_path: Path) -> None:
    repository = hosts.bare_repository(tmp_path / "pages.git")
    published.target(kind="git", remote=str(repository))
    published.deploy()
    [target] = config.load_deployment(str(published.site.folder)).targets
    context = SessionContext(str(published.site.folder), str(published.site.folder / "kept"), os.environ, now)
    with git_branch.open_session(target, context) as session:
        published.site.write("output/tin/a.html", "của người khác")
        assert published.deploy().code == 0
        published.site.write("output/tin/a.html", "của ta")
        with pytest.raises(HostError, match="another deploy has changed the branch meanwhile"):
            session.publish(read_release(str(published.site.folder / "output")))
    assert hosts.branch(repository, "pages")["tin/a.html"] == "của người khác"


def test_the_lock_of_a_dead_process_is_taken_over(
    published: PublishedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock of another machine is valid for a quarter of an hour."""
    monkeypatch.setattr(host_lock, "_WATCH_SECONDS", 0)

    def code_with(**held: object) -> int:
        store = Memory()
        store.files = {LOCK: b"", HOLDER: json.dumps(held).encode()}
        target, folder = Target("chinh", "s3"), str(published.site.folder)
        context = SessionContext(folder, folder, {}, lambda: NOW)
        try:
            with in_place.session(store, target, context):
                return 0
        except HostError:
            return 2

    gone = subprocess.Popen(["true"])
    gone.wait()
    here = socket.gethostname()
    assert code_with(host=here, process=gone.pid, until=NOW + 100) == 0
    assert code_with(host=here, process=os.getpid(), until=NOW + 100) == 2
    assert code_with(host="may-khac", process=gone.pid, until=NOW + 100) == 2
    assert code_with(host="may-khac", process=gone.pid, until=NOW - 100) == 0


@pytest.mark.parametrize("hours", (-7, 7))
def test_a_deploy_that_runs_is_left_alone_by_a_machine_whose_clock_differs(
    published: PublishedSite, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """For example, if one of two machines takes the local time of Vietnam for UTC."""
    store, target, folder = Memory(), Target("chinh", "s3"), str(published.site.folder)
    clocks = (count(NOW).__next__, lambda: NOW + hours * 3600)
    one, other = (HostLock(store, target, SessionContext(folder, folder, {}, clock)) for clock in clocks)
    one.take()
    monkeypatch.setattr(time, "sleep", lambda seconds: one.renew())
    with pytest.raises(HostError, match=r"another deploy .* holds chinh"):
        other.take()
    one.release()
    other.take()


def test_a_deploy_that_sends_a_large_file_keeps_its_lock(
    published: PublishedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """200 MB take over an hour on a slow line, in which the lock cannot be renewed."""
    store, target, folder = Memory(), Target("chinh", "s3"), str(published.site.folder)
    clock = [NOW]
    sender, other = (
        HostLock(store, target, SessionContext(folder, folder, {}, lambda: clock[0])) for _ in "12"
    )
    sender.take()
    sender.renew(200_000_000)
    held = json.loads(store.files[HOLDER])
    store.files[HOLDER] = json.dumps({**held, "host": "may-khac"}).encode()
    clock[0] += 3600
    with pytest.raises(HostError, match=r"another deploy \(may-khac"):
        other.take()
    watched: list[float] = []
    monkeypatch.setattr(time, "sleep", watched.append)
    clock[0] += 5 * 3600
    other.take()
    assert sum(watched) == pytest.approx(200_000_000 / 50_000)


def test_a_deploy_whose_lock_was_taken_over_ends_and_leaves_the_lock(published: PublishedSite) -> None:
    store, target, folder = Memory(), Target("chinh", "s3"), str(published.site.folder)
    one, other = (
        HostLock(store, target, SessionContext(folder, folder, {}, lambda: NOW, takes_over=takes_over))
        for takes_over in (False, True)
    )
    one.take()
    other.take()
    with pytest.raises(HostError, match="another deploy has taken over the lock of chinh, so this one ends"):
        one.renew()
    one.release()
    other.renew()


def test_a_full_folder_keeps_its_site_and_the_failed_copy_is_deleted(
    published: PublishedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.target(kind="folder", path=str(tmp_path / "www"))
    published.deploy()
    before = tree(tmp_path / "www/current")
    published.lay_out(css="b" * 10, a="Khác.", b="Khác nữa.")
    copied: list[str] = []

    def fill(_source: str, destination: str) -> None:
        if copied:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), destination)
        copied.append(destination)
        Path(destination).write_text("nửa chừng")

    with monkeypatch.context() as full:
        full.setattr(shutil, "copyfile", fill)
        ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert "is full" in ended.err
    assert tree(tmp_path / "www/current") == before
    assert not (tmp_path / "www/releases/.partial").exists()
    assert published.deploy().code == 0
    assert tree(tmp_path / "www/current") == built(published)


def test_a_published_file_that_was_cut_off_is_sent_again(published: PublishedSite, tmp_path: Path) -> None:
    """For example, after a power failure. The manifest still has the digest of the complete file."""
    published.target(kind="folder", path=str(tmp_path / "www"))
    published.deploy()
    (tmp_path / "www/current/tin/b.html").write_text("")
    published.site.write("output/tin/a.html", "Khác.")
    published.deploy()
    assert tree(tmp_path / "www/current") == built(published)
