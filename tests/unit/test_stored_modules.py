"""Modules stored in one file are those that Python would load, whatever has changed since."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAM = """
import sys
stored, *folders = sys.argv[1:]
sys.path[:0] = folders
from bantin.system.stored_modules import StoredModules
modules = StoredModules(stored)
sys.meta_path.insert(0, modules)
from town import streets
print(streets.NAME, type(streets.__spec__.loader).__name__, streets.__file__, streets.__package__)
modules.save()
"""
OWN, STORED = "SourceFileLoader", "_Loader"


class Town:
    """A folder with a package of one module, and a file of stored modules."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "town" / "streets.py"
        self.stored = folder / "cache" / "modules"
        for path in (self.source, self.stored):
            path.parent.mkdir(parents=True)
        (self.source.parent / "__init__.py").touch()
        self.source.write_text("NAME = 'Tô Hiến Thành'\n", encoding="utf-8")

    def load(self, *options: str, first: tuple[Path, ...] = ()) -> list[str]:
        """Load the module in a process of its own; return its name, loader, file and package."""
        folders = map(str, (*first, self.source.parents[1], ROOT))
        command = [sys.executable, "-X", "utf8", *options, "-c", PROGRAM, str(self.stored), *folders]
        writing = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=True, env=writing
        )
        return done.stdout.rsplit(maxsplit=3)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    assert made.load()[1] == OWN
    return made


def test_the_second_process_loads_what_the_first_has_stored(town: Town) -> None:
    assert town.load() == ["Tô Hiến Thành", STORED, str(town.source), "town"]


def test_an_edited_module_is_loaded_as_it_is_and_stored_again(town: Town) -> None:
    town.source.write_text("NAME = 'Điện Biên Phủ'\n", encoding="utf-8")
    assert town.load()[:2] == ["Điện Biên Phủ", OWN]
    assert town.load()[:2] == ["Điện Biên Phủ", STORED]
    town.source.unlink()
    (town.source.parent / "streets").mkdir()
    (town.source.parent / "streets" / "__init__.py").write_text("NAME = 'Lê Lợi'\n", encoding="utf-8")
    assert town.load()[0] == "Lê Lợi"


@pytest.mark.parametrize("position", [0, 9, 30, -5])
def test_a_damaged_file_is_not_used(town: Town, position: int) -> None:
    data = bytearray(town.stored.read_bytes())
    data[position] ^= 0xFF
    town.stored.write_bytes(data)
    assert town.load()[0] == "Tô Hiến Thành"
    town.stored.write_bytes(data[: len(data) // 2])
    assert town.load()[0] == "Tô Hiến Thành"


def test_a_folder_that_python_would_search_first_wins(town: Town, tmp_path: Path) -> None:
    other = Town(tmp_path / "other")
    other.source.write_text("NAME = 'Nguyễn Trãi'\n", encoding="utf-8")
    assert town.load(first=(other.source.parents[1],))[0] == "Nguyễn Trãi"


def test_code_that_was_compiled_from_another_text_is_not_stored(town: Town) -> None:
    town.source.write_text("NAME = 'Trần Phú, Hà Giang'\n", encoding="utf-8")
    for _ in range(2):  # `-B`: what __pycache__ has is of the first text
        assert town.load("-B")[:2] == ["Trần Phú, Hà Giang", OWN]


def test_without_a_folder_nothing_is_stored(town: Town) -> None:
    town.stored.unlink()
    town.stored.parent.rmdir()
    assert town.load()[:2] == ["Tô Hiến Thành", OWN]
    assert not town.stored.parent.exists()
