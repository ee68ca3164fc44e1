"""A bulletin of ten times as many articles costs ten times as much, and not a hundred times.

Seconds depend on the machine; calls of functions do not.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.context import Context
from bantin.build.options import Options
from bantin.cache.state import InMemoryState
from tests.conftest import ENGINE, NOW, SETTINGS, Site

FEW, TIMES = 100, 10

# As many pages of lists as there can be: each page tells of the others.
LISTS = "\n[lists]\npage = 1\nindex = 1\n"


class Calls:
    """The number of calls of Python's and C's functions."""

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
    """A site with all articles in one section, with one tag, throughout a year."""
    site = Site(folder)
    site.write("site.toml", SETTINGS + LISTS)
    for number in range(count):
        site.article(
            f"content/tin/bai-{number}.md",
            title=f"Bài số {number}",
            date=f"2024-{number % 12 + 1:02d}-{number // 12 % 28 + 1:02d}T{number // 336:02d}:00:00+07:00",
            body=f"Đoạn {number}.\n",
            tags=("cải cách",),
        )
    return site


def nothing(_site: Site) -> None:
    pass


def body(site: Site) -> None:
    path = site.folder / "content/tin/bai-7.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")


def title(site: Site) -> None:
    path = site.folder / "content/tin/bai-7.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Bài số", "Bài thứ"), encoding="utf-8")


def new(site: Site) -> None:
    site.article("content/tin/moi.md", title="Bài mới", date="2025-01-02", tags=("cải cách",))


BEFORE = {"clean": nothing, "nothing": nothing, "body": body, "title": title, "new": new}


def calls_of_each_build(folder: Path, count: int) -> dict[str, int]:
    """Return the calls of the first build, and of one after each kind of edit."""
    site, counts = bulletin(folder, count), {}
    for name, edit in BEFORE.items():
        edit(site)
        with counted() as calls:
            report = site.build()
        assert report.articles >= count
        counts[name] = calls.count
    return counts


@pytest.fixture(scope="module")
def calls_of_many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Return the calls of each build of many articles."""
    folder = tmp_path_factory.mktemp("growth")
    bulletin(folder / "first", 1).build()  # loads all modules and compiles all layouts
    return calls_of_each_build(folder / "many", FEW * TIMES)


def test_a_build_costs_as_much_as_there_are_articles(calls_of_many: dict[str, int], tmp_path: Path) -> None:
    few = calls_of_each_build(tmp_path / "few", FEW)
    growth = {name: round(calls_of_many[name] / few[name], 1) for name in few}
    assert {name: times for name, times in growth.items() if times > TIMES * 1.1} == {}


def test_the_cost_of_an_edit_depends_on_what_it_can_change(calls_of_many: dict[str, int]) -> None:
    """An edited body takes 0.008 of the calls of a full build, a title 0.04."""
    assert calls_of_many["body"] < calls_of_many["clean"] * 0.02
    assert calls_of_many["title"] < calls_of_many["clean"] * 0.08


@pytest.mark.parametrize("edit", ["body", "title", "layout"])
def test_serve_keeps_no_build_but_the_last(site: Site, edit: str) -> None:
    """Garbage collection is off during a build, and the state of the last one stays in memory."""
    settings = config.read(str(site.folder), engine=str(ENGINE))
    resident = InMemoryState()
    for number in range(4):
        site.article(
            "content/a.md", title="Một bài" if edit != "title" else f"Bài {number}", body=f"Câu {number}.\n"
        )
        if edit == "layout":
            site.write("layouts/pages/not_found.html", f"<p>{number}</p>\n")
        pipeline.build(settings, Options(NOW, resident=resident, preview=True, search="last"))
    gc.collect()
    contexts = [
        kept
        for kept in gc.get_objects()
        if isinstance(kept, Context) and kept.config.site == str(site.folder)
    ]
    assert len(contexts) <= 1
