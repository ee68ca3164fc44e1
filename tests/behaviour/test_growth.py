"""A bulletin of ten times as many articles costs ten times as much, and not a hundred times.

Seconds would tell of the machine; calls of functions do not.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.conftest import Site

FEW, TIMES = 100, 10

# As many pages of lists as there can be: each page tells of the others.
LISTS = "\n[lists]\npage = 1\nindex = 1\n"


class Calls:
    """So many functions of Python and of C have been called."""

    def __init__(self) -> None:
        self.count = 0

    def note(self, _frame: FrameType, event: str, _argument: Any) -> None:
        self.count += event in ("call", "c_call")


@contextmanager
def counted() -> Iterator[Calls]:
    calls = Calls()
    sys.setprofile(calls.note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def bulletin(folder: Path, count: int) -> Site:
    """All in one section with one tag, an hour after another."""
    site = Site(folder)
    site.write("site.toml", (folder / "site.toml").read_text(encoding="utf-8") + LISTS)
    for number in range(count):
        site.article(
            f"content/tin/bai-{number}.md",
            title=f"Bài số {number}",
            date=f"2024-{number % 12 + 1:02d}-{number // 12 % 28 + 1:02d}T{number // 336:02d}:00:00+07:00",
            body=f"Đoạn {number}.\n",
            tags=("cải cách",),
        )
    return site


def cold(_site: Site) -> None:
    pass


def nothing(site: Site) -> None:
    site.build()


def body(site: Site) -> None:
    site.build()
    path = site.folder / "content/tin/bai-7.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")


def title(site: Site) -> None:
    site.build()
    path = site.folder / "content/tin/bai-7.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Bài số", "Bài thứ"), encoding="utf-8")


def new(site: Site) -> None:
    site.build()
    site.article("content/tin/moi.md", title="Bài mới", date="2025-01-02", tags=("cải cách",))


@pytest.mark.parametrize("prepare", [cold, nothing, body, title, new])
def test_a_build_costs_as_much_as_there_are_articles(tmp_path: Path, prepare: Callable[[Site], None]) -> None:
    bulletin(tmp_path / "first", 1).build()  # loads all modules and compiles all layouts
    counts = []
    for name, count in (("few", FEW), ("many", FEW * TIMES)):
        site = bulletin(tmp_path / name, count)
        prepare(site)
        with counted() as calls:
            report = site.build()
        assert report.articles >= count
        counts.append(calls.count)
    few, many = counts
    assert many <= few * TIMES * 1.1, f"{many / few:.1f} times the calls for {TIMES} times the articles"
