"""Which files a folder may contain, and which not."""

import os
from pathlib import Path

from bantin.content.tree import MAX_DEPTH, scan


def touch(folder: Path, *names: str) -> str:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return str(folder)


def test_all_files_are_found_by_path_with_their_stat(tmp_path: Path) -> None:
    tree = scan(touch(tmp_path, "b.md", "a/c.md", "a/Họp.md"), shown_as="content/")
    assert list(tree.files) == ["a/Họp.md", "a/c.md", "b.md"]
    assert tree.folders == ("", "a/")
    status = os.stat(tmp_path / "b.md")
    assert tree.files["b.md"] == (4, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def test_hidden_files_and_backups_are_skipped(tmp_path: Path) -> None:
    names = (".a.md", ".git/a.md", "a.md~", "a.md.swp", "a.md.bak", "Thumbs.db", "x/desktop.ini", "a.orig")
    tree = scan(touch(tmp_path, *names, "a.md"), shown_as="content/")
    assert (list(tree.files), tree.problems) == (["a.md"], ())


def test_symbolic_links_and_pipes_are_problems_wherever_they_lead(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "tin/a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "ngoai").symlink_to("/")
    (tmp_path / "tin" / "hong.md").symlink_to("khong-co")
    os.mkfifo(tmp_path / "ong.md")
    tree = scan(str(tmp_path), shown_as="content/")
    assert list(tree.files) == ["a.md", "tin/a.md"]
    assert {(problem.path, problem.code) for problem in tree.problems} == {
        ("content/b.md", "is-a-link"),
        ("content/ngoai", "is-a-link"),
        ("content/tin/hong.md", "is-a-link"),
        ("content/ong.md", "not-a-file"),
    }


def test_folders_nested_too_deep_are_a_problem_and_are_not_entered(tmp_path: Path) -> None:
    deep = "/".join("d" * (MAX_DEPTH + 1))
    tree = scan(touch(tmp_path, f"{deep}/a.md", "d/b.md"), shown_as="content/")
    assert list(tree.files) == ["d/b.md"]
    assert [(problem.path, problem.code) for problem in tree.problems] == [
        (f"content/{deep}", "folder-too-deep")
    ]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    tree = scan(str(tmp_path / "x"), shown_as="content/")
    assert [(problem.path, problem.code) for problem in tree.problems] == [("content/", "unreadable")]


def test_names_that_are_not_utf_8_are_reported_and_never_used(tmp_path: Path) -> None:
    folder = os.fsencode(touch(tmp_path, "a.md"))
    for name in (b"b\xff.md", b"\xc0\xaf/c.md"):
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(b"x")
    tree = scan(str(tmp_path), shown_as="content/")
    assert (list(tree.files), tree.folders) == (["a.md"], ("",))
    assert {problem.path for problem in tree.problems} == {
        "content/b\ufffd.md",
        "content/\ufffd\ufffd/c.md",
        "content/\ufffd\ufffd/",
    }
    assert {problem.code for problem in tree.problems} == {"bad-name"}
