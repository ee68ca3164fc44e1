"""What all tests share: small sites, written in a few lines and examined from outside."""

import atexit
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.build.pipeline import Report
from bantin.cli.main import main
from bantin.errors import ContentError
from bantin.parallel import Workers
from bantin.search import Mode
from bantin.system.signals import END_SIGNALS

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "tiny"  # an engine of one layout a kind of page
SAMPLE = ROOT / "examples" / "lai-chau"  # the sample bulletin, whatever an office has put at the top level
NOW = int(datetime.fromisoformat("2026-08-05T08:30+07:00").timestamp())


def _engine() -> Path:
    """Return a copy of the engine without what an office has put into assets/: icons and root/."""
    folder = Path(tempfile.mkdtemp(prefix="bantin-engine-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    shutil.copytree(ROOT / "tests" / "icons", folder / "assets")
    for part in ("css", "js"):
        shutil.copytree(ROOT / "assets" / part, folder / "assets" / part)
    shutil.copy(ROOT / "assets" / "root" / "speculation-rules.json", folder / "assets" / "root")
    shutil.copy(ROOT / "build.py", folder)
    (folder / "bantin").symlink_to(ROOT / "bantin")
    return folder


ENGINE = _engine()

# Messages are tested in English, whatever the language of whoever runs the tests.
os.environ["BANTIN_LANG"] = "en"

# A shell has what it starts in the background ignore SIGINT, and all that this starts inherits it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says more about the machine than about the code.
settings.register_profile("bantin", deadline=None)
settings.load_profile("bantin")

SETTINGS = """\
name = "Bản tin thử"
address = "https://thu.example/"
search = false
share_cards = []
"""


class CommandResult(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


class Site:
    """A site in a folder of its own, with the project's layouts and assets.

    Paths are relative to that folder.

    site.article("content/tin/a.md", title="Họp báo")
    site.build()
    assert "Họp báo" in site.page("tin/a.html")
    """

    engine = ENGINE  # the folder with the layouts and assets, and with build.py

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "content").mkdir(parents=True)
        self.write("site.toml", SETTINGS)

    @classmethod
    def at(cls, folder: Path) -> "Site":
        """Return the existing site in this folder."""
        site = cls.__new__(cls)
        site.folder = folder
        return site

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file, and create its folders; an existing file is replaced."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def article(
        self,
        path: str,
        *,
        title: str = "Một bài",
        date: str = "2026-08-01",
        body: str = "Chữ.\n",
        **more: object,
    ) -> Path:
        """Write an article.

        Values of `more` are written unchanged, the items of a tuple or list one a line.
        """
        lines = ["---", f"title: {title}", *([f"date: {date}"] if date else [])]
        for key, value in more.items():
            if isinstance(value, tuple | list):
                lines += [f"{key}:", *(f"  - {item}" for item in value)]
            else:
                lines.append(f"{key}: {str(value).lower() if isinstance(value, bool) else value}")
        return self.write(path, "\n".join([*lines, "---", "", body]))

    def section(self, path: str, *, title: str, weight: int = 0) -> Path:
        """Write the `_index.md` of the folder `path`."""
        return self.article(f"{path}/_index.md", title=title, date="", body="", weight=weight)

    def build(
        self,
        *,
        now: int = NOW,
        drafts: bool = False,
        clean: bool = False,
        workers: Workers | None = None,
        search: Mode = "off",
        keep_days: int = 0,
        portable_cache: bool = False,
    ) -> Report:
        """Build in this process, with one worker unless `jobs` is given."""
        settings = config.load(str(self.folder), engine=str(self.engine))
        options = Options(
            now,
            drafts,
            clean,
            workers or Workers(),
            search=search,
            keep_days=keep_days,
            portable_cache=portable_cache,
        )
        return pipeline.build(settings, options)

    def problems(self, *, now: int = NOW, drafts: bool = False) -> list[str]:
        """Return the problems of a build that must fail."""
        with pytest.raises(ContentError) as caught:
            self.build(now=now, drafts=drafts)
        return [str(problem) for problem in caught.value.problems]

    def run(self, *arguments: str, **environment: str) -> CommandResult:
        """Run `build.py` for this site in a process of its own."""
        done = subprocess.run(
            [sys.executable, str(self.engine / "build.py"), *arguments, "--site", str(self.folder)],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return CommandResult(done.returncode, done.stdout, done.stderr)

    def main(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> CommandResult:
        """Do as `run` in this process, which is ten times faster.

        What a command changes in it is restored.
        """
        umask, handlers = os.umask(0o022), {number: signal.getsignal(number) for number in END_SIGNALS}
        capsys.readouterr()
        try:
            code = main([*arguments, "--site", str(self.folder)], engine=str(self.engine))
        finally:
            os.umask(umask)
            for number, handler in handlers.items():
                signal.signal(number, handler)
            gc.enable()
        return CommandResult(code, *capsys.readouterr())

    def page(self, path: str) -> str:
        """Return a file of output/ as text."""
        return (self.folder / "output" / path).read_text(encoding="utf-8")

    def bytes(self) -> dict[str, bytes]:
        """Return the bytes of all files of output/ by path."""
        output = self.folder / "output"
        files = (file for file in sorted(output.rglob("*")) if file.is_file())
        return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest file first; otherwise one worker still runs it when the others have finished."""
    items.sort(key=lambda item: item.path.name != "test_quick_clean.py")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site without articles."""
    return Site(tmp_path / "site")
