"""A folder of saved pages, and the command that imports it into a small site."""

import csv
from pathlib import Path

import pytest
import yaml

from tests.conftest import CommandResult, Site
from tests.old_portals import PARAGRAPHS

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Importing:
    """A site, and a folder of saved pages beside it."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = site
        self._capsys = capsys
        self.saved = site.folder / "luu"
        self.saved.mkdir()

    def save(self, name: str, data: str | bytes) -> Path:
        path = self.saved / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def run(self, *arguments: str, code: int = 0) -> CommandResult:
        given = arguments or (str(self.saved),)
        ended = self.site.main(self._capsys, "import", *given, "--now", "2026-08-05")
        assert ended.code == code, ended
        return ended

    def articles(self) -> dict[str, str]:
        content = self.site.folder / "content"
        files = sorted(path for path in content.rglob("*.md") if path.name != "_index.md")
        return {path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in files}

    def article(self) -> tuple[dict[str, object], str]:
        """Return front matter and body of the only article that was imported."""
        (text,) = self.articles().values()
        _, front_matter, body = text.split("---\n", 2)
        return yaml.load(front_matter, yaml.BaseLoader), body.strip()

    def all_files(self) -> dict[str, bytes]:
        content = self.site.folder / "content"
        return {
            str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()
        }

    def table(self, name: str) -> list[list[str]]:
        with (self.site.folder / "content" / "data" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]


@pytest.fixture
def importing(site: Site, capsys: pytest.CaptureFixture[str]) -> Importing:
    return Importing(site, capsys)


BODY = "\n\n".join(PARAGRAPHS)
