"""A small site that rules of a state machine change and build."""

import shutil
import stat
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from bantin import config, parallel
from bantin.build.options import Options
from bantin.build.pipeline import build
from bantin.cache import engine
from bantin.cache.state import InMemoryState
from bantin.errors import ContentError, Problem
from bantin.parallel import Workers
from tests.conftest import TINY
from tests.unit.images.samples import encoded, photo

START = 1_786_000_000  # August 2026
DAY = 86_400

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{size}"><path d="M0 0h8v8z"/></svg>'

PHOTOS = {width: encoded(photo(width, 30), "PNG") for width in (390, 400)}

# A file by its number, modulo the count of files: builds decide how many exist, and strategies may not ask.
numbers = st.integers(min_value=0, max_value=999)

DATA = """\
title = "{title}"
unit = "Lai Châu"
places = 63

[[series]]
index = "PAPI"
values = [ {{ year = 2017, rank = {rank} }}, {{ year = 2018, rank = 26 }} ]
"""


# Path to kind with mode, and bytes: what a server that publishes a folder would show.
Standing = dict[str, tuple[str, bytes]]


class SiteMachine(RuleBasedStateMachine):
    """A site, and the state of its builds: time, options, program. Subclasses add rules."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="bantin-test-"))
        self.now = START
        self.drafts = False
        self.resident: InMemoryState | None = None
        self.jobs = 1
        self.program = b"a"
        self.noted: dict[Path, bytes] = {}
        shutil.copytree(TINY, self.root / "engine")
        lists = "[lists]\npage = 2\nfeed = 1\nlatest = 1\n"
        self.write("site.toml", f'name = "Bản tin"\naddress = "https://x.vn/cchc/"\n{lists}')
        self.write("content/hinh.svg", SVG.format(size=8))
        self.write("content/data/so.toml", DATA.format(title="Hạng", rank=63))
        (self.root / "content/anh.png").write_bytes(PHOTOS[390])
        self.write("content/mau.csv", "a,b\n1,2\n")
        self.write("content/tin/_index.md", "---\ntitle: Tin tức\n---\n")
        self.write("content/so-do.md", "---\ntitle: Sơ đồ\nlayout: map\n---\nXem [bài](tin/mot.md).\n")
        self.article("tin", "mot", "Một cửa", -3, [], "Một đoạn văn.\n")
        self.article("tin", "hai", "Chỉ số PAPI", -5, ["PAPI"], "Một đoạn văn.\n")
        self.article("tin", "ba", "Chữ ký số", -1, ["PAPI"], "Một đoạn văn.\n")

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def write(self, path: str, text: str) -> None:
        goal = self.root / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_text(text, encoding="utf-8")

    def article(self, folder: str, name: str, title: str, day: int, tag: list[str], body: str) -> None:
        date = datetime.fromtimestamp(START + day * DAY, UTC).date().isoformat()
        lines = [f"title: {title}", f"date: {date}", f"tags: [{', '.join(tag)}]", f"views: {abs(day) * 7}"]
        self.write(f"content/{folder}/{name}.md", "---\n" + "\n".join(lines) + "\n---\n" + body)

    def articles(self) -> list[Path]:
        """Return all articles but tin/mot.md, to which others link: it is never deleted, moved or hidden."""
        kept = ("_index.md", "mot.md")
        return sorted(path for path in (self.root / "content").rglob("*.md") if path.name not in kept)

    def files_of(self, name: str) -> list[Path]:
        return sorted(path for path in (self.root / name).rglob("*") if path.is_file())

    def outputs(self) -> list[Path]:
        return self.files_of("output")

    def build(
        self, cache: str, output: str, *, resident: InMemoryState | None = None, compiled: str = ""
    ) -> tuple[object, Standing]:
        """Return what a build reports and what it publishes. compiled: for layouts, if not in its cache."""
        settings_of_build = config.load(
            str(self.root),
            engine=str(self.root / "engine"),
            cache=str(self.root / cache),
            output=str(self.root / output),
        )._replace(compiled=compiled or str(self.root / cache / "layouts"))
        options = Options(self.now, self.drafts, workers=Workers(self.jobs), resident=resident)
        try:
            with (
                patch.object(engine, "engine_digest", lambda: self.program),
                patch.object(parallel, "MIN_PARALLEL_JOBS", 2),
            ):
                report = build(settings_of_build, options)
            reported: object = (report.articles, report.off_fast_path, of_sources(report.warnings))
        except ContentError as error:
            reported = of_sources(error.problems)
        return reported, everything_in(self.root / output)


def of_sources(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of sources; a clean build knows no earlier addresses."""
    return [problem for problem in problems if problem.code != "warn-address-gone"]


def pick(files: list[Path], which: int) -> Path:
    return files[which % len(files)]


def everything_in(folder: Path) -> Standing:
    entries = {}
    for path in sorted([folder, *folder.rglob("*")]) if folder.exists() else []:
        mode = path.lstat().st_mode
        content = path.read_bytes() if stat.S_ISREG(mode) else b""
        entries[str(path.relative_to(folder))] = (stat.filemode(mode), content)
    return entries
