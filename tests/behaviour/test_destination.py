"""Output folders: what they contain, what is around them, and what their file system supports."""

import ctypes
import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CommandResult, Site
from tests.obstacles import put_in_the_way


def everything(folder: Path) -> dict[str, bytes | None]:
    """Return all files below a folder, except locks and the cache."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if not path.name.endswith(".lock") and ".cache" not in path.parts
    }


# ---- what stands there ----


def test_missing_parent_folders_are_created(
    news: Site, build: Callable[..., CommandResult], tmp_path: Path
) -> None:
    assert build("--output", tmp_path / "a" / "b" / "ra").code == 0
    assert (tmp_path / "a" / "b" / "ra" / "tin" / "hop-bao.html").exists()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("file", "is not a folder; move it away, or name another with --output"),
        ("pipe", "is not a folder; move it away, or name another with --output"),
        ("link to a folder", "is a symbolic link; name the folder it leads to with --output"),
        ("link to nothing", "is a symbolic link; name the folder it leads to with --output"),
        ("link to itself", "is a symbolic link; name the folder it leads to with --output"),
    ],
)
def test_only_a_folder_is_replaced(
    news: Site, build: Callable[..., CommandResult], tmp_path: Path, kind: str, sentence: str
) -> None:
    output = news.folder / "output"
    (tmp_path / "other").mkdir()
    if kind.startswith("link to"):
        links = {"link to a folder": "../other", "link to nothing": "nothing", "link to itself": "output"}
        output.symlink_to(links[kind])
    else:
        put_in_the_way(kind, output)
    before = os.lstat(output)
    ended = build()
    assert ended == (2, "", f"build.py: {output} {sentence}\n")
    assert os.lstat(output) == before
    assert not any((tmp_path / "other").iterdir())


def test_files_that_no_build_made_are_not_deleted(
    news: Site, build: Callable[..., CommandResult], tmp_path: Path
) -> None:
    theirs = tmp_path / "Documents"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("Dear reader")
    for _ in range(2):
        ended = build("--output", theirs)
        assert ended.code == 2
        assert ended.err.startswith(
            f"build.py: {theirs} holds files that no build has made (letter.txt), and they would be lost"
        )
        assert everything(theirs) == {"letter.txt": b"Dear reader"}
    (theirs / "letter.txt").unlink()
    assert build("--output", theirs).code == 0
    shutil.rmtree(theirs / "assets")
    (theirs / "letter.txt").write_text("by hand")
    assert build("--output", theirs).code == 0, "what builds have made once is theirs"


def test_a_folder_that_a_build_has_made_is_replaced_wherever_it_came_from(
    news: Site, build: Callable[..., CommandResult], tmp_path: Path
) -> None:
    assert build("--output", tmp_path / "ra").code == 0
    shutil.copytree(tmp_path / "ra", tmp_path / "copy")
    (tmp_path / "copy" / "la.html").write_text("by hand")
    assert build("--output", tmp_path / "copy").code == 0
    assert everything(tmp_path / "copy") == everything(tmp_path / "ra")


def test_the_sites_own_output_is_always_replaced(news: Site, build: Callable[..., CommandResult]) -> None:
    news.write("output/la.html", "by hand")
    assert build().code == 0
    assert "la.html" not in news.bytes()


# ---- what lies round it ----


@pytest.mark.parametrize("name", ["content", "layouts", "assets", ".", "..", "content/tin"])
@pytest.mark.parametrize("road", ["straight", "by a link"])
def test_no_folder_of_sources_is_replaced_by_any_path(
    news: Site, build: Callable[..., CommandResult], tmp_path: Path, name: str, road: str
) -> None:
    for folder in ("layouts", "assets"):
        (news.folder / folder).mkdir()
    (tmp_path / "link").symlink_to(news.folder)
    before = everything(tmp_path)
    start = news.folder if road == "straight" else tmp_path / "link"
    ended = build("--output", start / name)
    assert ended.code == 2
    assert "name a" in ended.err or "name the folder it leads to" in ended.err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("option", ["--output", "--cache"])
@pytest.mark.parametrize("folder", ["content", "layouts", "assets"])
def test_nothing_is_written_among_the_sources(
    news: Site, build: Callable[..., CommandResult], folder: str, option: str
) -> None:
    (news.folder / folder).mkdir(exist_ok=True)
    before = everything(news.folder)
    made = news.folder / folder / "ra"
    ended = build(option, made)
    assert ended.err == (
        f"build.py: {option} {made} lies in {news.folder / folder}; name a folder outside it\n"
    )
    assert everything(news.folder) == before


def test_the_cache_is_not_put_where_a_build_would_delete_it(
    news: Site, build: Callable[..., CommandResult]
) -> None:
    for folder in ("output", "output/nho"):
        ended = build("--cache", news.folder / folder)
        assert ended.code == 2
        assert "which a build would delete; name another folder" in ended.err


@pytest.mark.parametrize("name", ["staging", "old", "previous"])
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_files_in_the_way_beside_the_output_folder_are_moved(
    news: Site, build: Callable[..., CommandResult], name: str, kind: str
) -> None:
    assert build().code == 0
    before = everything(news.folder / "output")
    news.article("content/tin/hop-bao.md", title="Họp báo khác")
    path = news.folder / f".output.{name}"
    if path.exists():
        shutil.rmtree(path)
    put_in_the_way(kind, path)
    assert build().code == 0
    assert (news.folder / "content/tin/hop-bao.md").exists()
    news.article("content/tin/hop-bao.md", title="Họp báo")
    assert build().code == 0
    assert everything(news.folder / "output") == before


# ---- other file systems ----


def refuse(code: int) -> Callable[..., object]:
    def refusing(*_: object) -> object:
        raise OSError(code, os.strerror(code))

    return refusing


def without_exchange(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    class Library(ctypes.CDLL):
        def __getattr__(self, name: str) -> Any:
            if name != "renameat2":
                return super().__getattr__(name)
            ctypes.set_errno(code)
            return lambda *_: -1

    monkeypatch.setattr(ctypes, "CDLL", Library)


@pytest.mark.parametrize("name", ["EPERM", "EXDEV", "EMLINK", "ENOTSUP", "ENOSYS"])
def test_without_hard_links_files_are_copied(
    news: Site, build: Callable[..., CommandResult], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(os, "link", refuse(getattr(errno, name)))
    for title in ("Họp báo hai", "Họp báo ba"):
        build()
        news.article("content/tin/hai.md", title=title)
        assert build().code == 0
        quick = news.bytes()
        assert build("--clean").code == 0
        assert news.bytes() == quick


@pytest.mark.parametrize("name", ["EINVAL", "ENOSYS", "ENOTSUP"])
def test_folders_that_cannot_be_exchanged_are_renamed(
    news: Site, build: Callable[..., CommandResult], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    without_exchange(monkeypatch, getattr(errno, name))
    build()
    news.article("content/tin/hai.md", title="Bài hai")
    assert build().code == 0
    assert "tin/hai.html" in news.bytes()


@pytest.mark.parametrize("renames", [1, 2, 3, 4])
def test_after_a_kill_between_renames_the_next_build_restores_the_site(
    news: Site, build: Callable[..., CommandResult], monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    build()
    before = news.bytes()
    news.article("content/tin/hai.md", title="Bài hai")
    child = os.fork()
    if child == 0:
        real, left = os.rename, renames

        def rename(source: str, goal: str) -> None:
            nonlocal left
            real(source, goal)
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        without_exchange(monkeypatch, errno.ENOSYS)
        os.rename = rename  # type: ignore[assignment]
        news.build()
        os._exit(0)
    os.waitpid(child, 0)
    news.article("content/tin/hong.md", title="Hỏng", date="hôm qua")
    assert build().code == 1
    assert {*before} <= {*news.bytes()}, "a failing build, too, brings back a site that was there"
    (news.folder / "content/tin/hong.md").unlink()
    assert build().code == 0
    assert "tin/hai.html" in news.bytes()
