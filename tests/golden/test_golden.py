"""A small real bulletin and all its pages and feeds. `make golden` writes them again: read the diff."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Site

HERE = Path(__file__).parent
EXPECTED = HERE / "output"

# The names of assets and pictures and their lengths change with their bytes, which have tests of their own.
FINGERPRINT = re.compile(r"((?:assets|anh)/[a-z0-9-]+)\.[0-9a-f]{10}\.")


LENGTH = re.compile(r'(length="|"size_in_bytes": )\d+')


def without_bytes(text: str) -> str:
    return LENGTH.sub(r"\1*", FINGERPRINT.sub(r"\1.*.", text))


def texts(folder: Path) -> dict[str, str]:
    """Return every page and feed by path."""
    return {
        path.relative_to(folder).as_posix(): without_bytes(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".html", ".xml", ".txt", ".json", ".webmanifest")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    site = Site(tmp_path_factory.mktemp("golden") / "site")
    shutil.copytree(HERE / "site", site.folder, dirs_exist_ok=True)
    site.build()
    return texts(site.folder / "output")


def test_the_bulletin_is_built_to_the_golden_bytes(built: dict[str, str]) -> None:
    if "BANTIN_GOLDEN" in os.environ:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, text in built.items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_text(text, encoding="utf-8")
    expected = texts(EXPECTED)
    assert list(built) == list(expected)
    for path, text in built.items():
        assert text == expected[path], path
