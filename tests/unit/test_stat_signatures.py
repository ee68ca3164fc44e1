"""Stat signatures: which show, without opening a file, that it is unchanged."""

import sys
import time
from pathlib import Path

import pytest

from bantin.system import stat_signature
from bantin.system.stat_signature import file_clock, signature_of, wait_until_trusted


def test_a_file_written_after_waiting_has_another_signature(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for text in "abcdefghij":
        path.write_text(text, encoding="utf-8")
        wait_until_trusted(file_clock())
        before = signature_of(path.stat())
        with path.open("r+", encoding="utf-8") as file:  # the same inode, the same length
            file.write(text.upper())
        assert signature_of(path.stat()) != before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells its clock of files")
def test_waiting_lets_the_clock_of_files_advance() -> None:
    for _ in range(5):
        since = file_clock()
        wait_until_trusted(since)
        assert file_clock() > since


def test_waiting_ends_even_if_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    since = file_clock()
    monkeypatch.setattr("bantin.system.stat_signature.file_clock", lambda: since - 3_600 * 10**9)
    started = time.monotonic_ns()
    wait_until_trusted(since)
    assert stat_signature.TRUST_AFTER_NS <= time.monotonic_ns() - started < 10**9
