"""build.py finds its site and the Python in .venv, from wherever it is called."""

import os
import re
import shutil
import sys
from pathlib import Path

from tests.behaviour.test_commands import NOW, call
from tests.conftest import ROOT, Site


def test_build_py_is_its_own_site_from_whatever_directory(tmp_path: Path) -> None:
    arguments = ["--now", NOW, "--output", str(tmp_path / "ra"), "--cache", str(tmp_path / "nho")]
    ended = call(sys.executable, ROOT / "build.py", *arguments, cwd="/")
    assert ended.code == 0, ended.err  # warnings are what is in content/ of this checkout
    assert (tmp_path / "ra" / "index.html").exists()


def another_python() -> str:
    """Return the Python from which this virtual environment was made."""
    return os.path.join(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")


def test_another_python_hands_over_to_the_one_in_venv(news: Site) -> None:
    ended = call(another_python(), "-S", ROOT / "build.py", "--now", NOW, "--site", news.folder)
    assert (ended.code, ended.err) == (0, "")


def test_without_venv_the_message_says_what_to_do(news: Site, tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "bantin").symlink_to(ROOT / "bantin")
    ended = call(another_python(), "-S", "-B", tmp_path / "build.py", "--site", news.folder)
    assert ended.code == 2
    assert re.fullmatch(r"build\.py: \w+ is not installed; run `make build` first\n", ended.err)
