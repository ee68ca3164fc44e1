"""Tables for developers are complete: the words of the architecture, the tests to run after a change."""

import re
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT
from tests.unit.test_floors import ROOMS

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
OUTSIDE_BEHAVIOUR = ("browser", "properties")


def rows(document: str, head: str) -> list[list[str]]:
    """Return the cells of the table whose first cell is `head`, without its first two lines."""
    table = document.partition(f"| {head} |")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def named(name: str) -> Path:
    """Return the file or folder of tests that a name of the table means."""
    folder = ROOT / "tests" if name.partition("/")[0] in OUTSIDE_BEHAVIOUR else ROOT / "tests" / "behaviour"
    path = folder / name
    return path if path.is_dir() else path.with_suffix(".py")


def test_each_word_of_the_architecture_is_explained_once() -> None:
    words = [word for cells in rows(ARCHITECTURE, "word") for word in cells[0].split(", ")]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert len(words) > 30


def test_the_tests_to_run_after_a_change_are_there_and_none_is_forgotten() -> None:
    names = {name for cells in rows(CONTRIBUTING, "change of") for name in re.findall("`([^`]+)`", cells[1])}
    paths = set(map(named, names))
    assert [str(path) for path in paths if not path.exists()] == []
    folders = [ROOT / "tests" / folder for folder in ("behaviour", *OUTSIDE_BEHAVIOUR)]
    files = {file for folder in folders for file in folder.rglob("test_*.py")}
    assert sorted(file.name for file in files if paths.isdisjoint((file, *file.parents))) == []


def test_every_room_is_in_the_table_of_tests_to_run() -> None:
    cells = " ".join(cells[0] for cells in rows(CONTRIBUTING, "change of"))
    assert [room for room in ROOMS if not re.search(rf"`{room}(/|\.py)`", cells)] == []
