"""Rows: what tells, unopened, that a file is as it was."""

import sys
import time
from pathlib import Path

import pytest

from bantin.system import stat_signature
from bantin.system.stat_signature import clock_of_files, row_of, settle


def test_whatever_is_written_after_settling_has_another_row(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for text in "abcdefghij":
        path.write_text(text, encoding="utf-8")
        settle(clock_of_files())
        before = row_of(path.stat())
        with path.open("r+", encoding="utf-8") as file:  # the same inode, the same length
            file.write(text.upper())
        assert row_of(path.stat()) != before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells its clock of files")
def test_settling_lets_the_clock_of_files_make_a_step() -> None:
    for _ in range(5):
        since = clock_of_files()
        settle(since)
        assert clock_of_files() > since


def test_settling_ends_though_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    since = clock_of_files()
    monkeypatch.setattr("bantin.system.stat_signature.clock_of_files", lambda: since - 3_600 * 10**9)
    started = time.monotonic_ns()
    settle(since)
    assert stat_signature.TRUST_AFTER_NS <= time.monotonic_ns() - started < 10**9
