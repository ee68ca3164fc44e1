"""Talking to Pagefind's program, to it and to others that are not it."""

import json
import stat
import zlib
from pathlib import Path

import pytest

from bantin.search import pagefind
from bantin.search.pagefind import PagefindError

PAGES = [(f"/bai-{n}.html", f"<html><body><p>duongː bai{n}ː</p></body></html>") for n in range(30)]


def test_the_same_pages_give_the_same_bytes() -> None:
    files = pagefind.index(PAGES)
    assert files == pagefind.index(PAGES)
    entry = json.loads(files["pagefind-entry.json"])
    assert entry["version"] == pagefind.version()
    assert entry["languages"]["vi"]["page_count"] == len(PAGES)
    fragments = [data for path, data in files.items() if path.startswith("fragment/")]
    urls = {zlib.decompress(one, wbits=31)[12:].decode().split('"')[3] for one in fragments}
    assert urls == {url for url, _ in PAGES}


def program(folder: Path, text: str) -> str:
    path = folder / "pagefind"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    "does, said",
    [
        ("exit 3", "it ended before it was done"),
        ("echo 'out of room' >&2; exit 1", "out of room"),
        ("cat", "it does not answer as Pagefind does"),
        ("echo -n hello,; exec cat >/dev/null", "it does not answer as Pagefind does"),
        ("kill -9 $$", "it ended before it was done"),
    ],
)
def test_a_program_that_fails_is_told(
    does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", program(tmp_path, does))
    with pytest.raises(PagefindError, match=said):
        pagefind.index(PAGES * 100)


def test_a_program_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/khong/co")
    with pytest.raises(PagefindError, match="No such file"):
        pagefind.index(PAGES)


def test_a_program_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", program(tmp_path, "exec sleep 60"))
    monkeypatch.setattr(pagefind, "PATIENCE", 0.1)
    with pytest.raises(PagefindError, match="has not answered"):
        pagefind.index(PAGES * 1000)
