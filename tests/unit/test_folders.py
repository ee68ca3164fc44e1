"""Which paths are inside a folder."""

import ntpath
import os

import pytest

from bantin.system.folders import is_inside


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/a/b", True), ("/a/b/c", True), ("/a", False), ("/a/bc", False), ("/x", False)],
)
def test_a_folder_contains_itself_and_what_is_below(path: str, expected: bool) -> None:
    assert is_inside(path, "/a/b") is expected


def test_on_windows_a_path_on_another_drive_is_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "commonpath", ntpath.commonpath)
    assert not is_inside("D:\\trang-luu", "C:\\ban-tin\\content")
    assert is_inside("C:\\ban-tin\\content\\tin", "C:\\ban-tin\\content")
