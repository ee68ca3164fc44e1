"""A quick build equals a clean build, byte for byte, after any sequence of edits, and says the same."""

import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bantin import config, parallel
from bantin.build.options import Options
from bantin.build.pipeline import build
from bantin.cache import engine
from bantin.cache.state import InMemoryState
from bantin.errors import ContentError, Problem
from bantin.parallel import Workers
from bantin.publish.swap import remove
from tests.conftest import TINY
from tests.faults import Act, Layer, fail_with, kill
from tests.unit.images.samples import encoded, photo

START = 1_786_000_000  # August 2026
DAY = 86_400

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{size}"><path d="M0 0h8v8z"/></svg>'

PHOTOS = {width: encoded(photo(width, 30), "PNG") for width in (390, 400)}

names = st.sampled_from(["hai", "ba", "bon", "nam", "sau"])
folders = st.sampled_from(["tin", "tin/trong", "so"])
# Among the files there are: how many hangs on what builds have left, which no strategy may ask for.
places = st.integers(min_value=0, max_value=999)
titles = st.sampled_from(["Một cửa", "Chỉ số PAPI", "Chữ ký số", "Đường dây nóng", "Họp báo tháng Tám"])
tags = st.lists(st.sampled_from(["một cửa", "PAPI", "SIPAS", "chữ ký số"]), max_size=3, unique=True)
days = st.integers(min_value=-400, max_value=30)
bodies = st.sampled_from(
    [
        "Một đoạn văn.\n",
        "Một đoạn văn khác.\n",
        "Đoạn đầu.\n\n## Mục\n\nXem [bài kia](/tin/mot.html).\n",
        'Đoạn đầu.\n\n![Hình](/hinh.svg "Chú thích")\n',
        "![Ảnh](/anh.png)\n\nXem [ảnh lớn](/anh.png).\n",
        "Xem [biểu mẫu](/mau.csv).\n",
        "Một<br>dòng có HTML.\n",
        "| a | b |\n|---|--:|\n| 1 | 2 |\n",
        "Đoạn đầu.\n\n![](/data/so.toml)\n",
        'Một đoạn văn.\n\n![Hạng](/data/so.toml#papi "Chú thích")\n',
    ]
)

DATA = """\
title = "{title}"
unit = "Lai Châu"
places = 63

[[series]]
index = "PAPI"
values = [ {{ year = 2017, rank = {rank} }}, {{ year = 2018, rank = 26 }} ]
"""


HARMS = ["edit", "delete", "truncate", "same size and time", "chmod", "touch", "link", "folder", "replace"]

# Path to kind with mode, and bytes: what a server that publishes a folder would show.
Standing = dict[str, tuple[str, bytes]]


class Editing(RuleBasedStateMachine):
    """An editor, a designer and an accident-prone machine at work on one small site."""

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
        self.write(
            "site.toml", 'name = "Bản tin"\naddress = "https://x.vn/cchc/"\n[lists]\npage = 2\nfeed = 1\n'
        )
        self.write("content/hinh.svg", SVG.format(size=8))
        self.write("content/data/so.toml", DATA.format(title="Hạng", rank=63))
        self.change_photo(390)
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

    # ---- what editors do ----

    @rule(folder=folders, name=names, title=titles, day=days, tag=tags, body=bodies)
    def write_article(self, folder: str, name: str, title: str, day: int, tag: list[str], body: str) -> None:
        self.article(folder, name, title, day, tag, body)

    @rule(which=places, title=titles, tag=tags)
    def change_title_and_tags(self, which: int, title: str, tag: list[str]) -> None:
        path = pick([*self.articles(), self.root / "content/tin/mot.md"], which)
        text = path.read_text(encoding="utf-8")
        text = re.sub("(?m)^title: .*$", f"title: {title}", text, count=1)
        path.write_text(
            re.sub("(?m)^tags: .*$", f"tags: [{', '.join(tag)}]", text, count=1), encoding="utf-8"
        )

    @precondition(lambda self: self.articles())
    @rule(which=places, body=bodies)
    def change_body(self, which: int, body: str) -> None:
        path = pick(self.articles(), which)
        head = path.read_text(encoding="utf-8").split("---\n")[1]
        path.write_text(f"---\n{head}---\n{body}", encoding="utf-8")

    @precondition(lambda self: self.articles())
    @rule(which=places, more=st.lists(bodies, min_size=1, max_size=2))
    def go_on_with_a_body(self, which: int, more: list[str]) -> None:
        """Add text below the first paragraph, which alone is shown elsewhere."""
        path = pick(self.articles(), which)
        path.write_text("\n".join([path.read_text(encoding="utf-8"), *more]), encoding="utf-8")

    @precondition(lambda self: self.articles())
    @rule(which=places)
    def delete_article(self, which: int) -> None:
        pick(self.articles(), which).unlink()

    @precondition(lambda self: self.articles())
    @rule(which=places, name=names, folder=folders)
    def move_article(self, which: int, name: str, folder: str) -> None:
        goal = self.root / "content" / folder / f"{name}.md"
        goal.parent.mkdir(parents=True, exist_ok=True)
        pick(self.articles(), which).rename(goal)

    @precondition(lambda self: self.articles())
    @rule(
        which=places,
        line=st.sampled_from(
            [
                "draft: true",
                "featured: true",
                "related: [tin/mot]",
                "slug: khac",
                "layout: page",
                "layout: map",
            ]
        ),
    )
    def add_a_field(self, which: int, line: str) -> None:
        path = pick(self.articles(), which)
        text = path.read_text(encoding="utf-8")
        if line.partition(":")[0] + ":" not in text:
            path.write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")

    @precondition(lambda self: self.articles())
    @rule(which=places)
    def change_bytes_but_neither_size_nor_time(self, which: int) -> None:
        path = pick(self.articles(), which)
        before = path.stat()
        path.write_bytes(path.read_bytes().replace("đoạn".encode(), "đoàn".encode()))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(size=st.integers(min_value=8, max_value=12))
    def change_picture(self, size: int) -> None:
        self.write("content/hinh.svg", SVG.format(size=size))

    @rule(title=st.sampled_from(["Hạng", "Thứ hạng"]), rank=st.integers(min_value=62, max_value=64))
    def change_data(self, title: str, rank: int) -> None:
        """Change a data file; a rank of 64 among 63 stops the build, whether a page shows it or not."""
        self.write("content/data/so.toml", DATA.format(title=title, rank=rank))

    @rule(is_there=st.booleans())
    def add_or_delete_data(self, is_there: bool) -> None:
        self.write("content/data/khac.toml", DATA.format(title="Khác", rank=1))
        if not is_there:
            (self.root / "content/data/khac.toml").unlink()

    @rule(width=st.sampled_from(sorted(PHOTOS)))
    def change_photo(self, width: int) -> None:
        (self.root / "content/anh.png").write_bytes(PHOTOS[width])

    @rule(rows=st.integers(min_value=1, max_value=3))
    def change_attachment(self, rows: int) -> None:
        self.write("content/mau.csv", "a,b\n" + "1,2\n" * rows)

    @precondition(lambda self: self.articles())
    @rule(which=places)
    def change_case_of_a_name(self, which: int) -> None:
        path = pick(self.articles(), which)
        path.rename(path.with_name(path.name.swapcase().replace(".MD", ".md")))

    @precondition(lambda self: self.articles())
    @rule(which=places)
    def break_an_article(self, which: int) -> None:
        """Make the next build fail, until the file is written, deleted or restored."""
        path = pick(self.articles(), which)
        path.write_text("---\ntitle: Hỏng\ndate: hôm qua\n---\nChữ.\n", encoding="utf-8")

    @rule(which=places, mtime=st.sampled_from([0, START, 4_000_000_000]))
    def set_a_time(self, which: int, mtime: int) -> None:
        files = sorted(path for path in (self.root / "content").rglob("*") if path.is_file())
        os.utime(pick(files, which), (mtime, mtime))

    @rule()
    def note_what_stands_here(self) -> None:
        """Remember all files, for `undo`, as version control does."""
        self.noted = {
            path.relative_to(self.root): path.read_bytes()
            for folder in ("content", "engine")
            for path in (self.root / folder).rglob("*")
            if path.is_file()
        }

    @precondition(lambda self: self.noted)
    @rule()
    def undo(self) -> None:
        shutil.rmtree(self.root / "content")
        for path, content in self.noted.items():
            goal = self.root / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            if not goal.exists() or goal.read_bytes() != content:
                goal.write_bytes(content)

    @rule(title=titles)
    def rename_section(self, title: str) -> None:
        self.write("content/tin/_index.md", f"---\ntitle: {title}\n---\n")

    # ---- what designers do ----

    @rule(word=st.sampled_from(["xưa", "nay"]), layout=st.sampled_from(["base.html", "slots/side.html"]))
    def change_layout(self, word: str, layout: str) -> None:
        path = self.root / "engine/layouts" / layout
        path.write_text(path.read_text(encoding="utf-8") + f"<!-- {word} -->\n", encoding="utf-8")

    @rule(colour=st.sampled_from(["red", "blue"]))
    def change_css(self, colour: str) -> None:
        self.write("engine/assets/css/tokens.css", f"body {{ color: {colour} }}\n")

    @rule(
        name=st.sampled_from(["Bản tin", "Tin CCHC"]),
        size=st.integers(min_value=1, max_value=3),
        chart=st.sampled_from(["", "so.toml", "so.toml#papi", "khac.toml"]),
        width=st.sampled_from([200, 300]),
        aids=st.sampled_from(["", 'aids = ["print"]\nshare = []\n']),
        feed=st.integers(min_value=1, max_value=2),
    )
    def change_settings(self, name: str, size: int, chart: str, width: int, aids: str, feed: int) -> None:
        lists = f"[lists]\npage = {size}\nfeed = {feed}\n"
        text = f'name = "{name}"\naddress = "https://x.vn/cchc/"\n{aids}{lists}'
        text += f"[pictures]\nwidths = [{width}]\n"
        self.write("site.toml", text + (f'[[charts]]\ndata = "/data/{chart}"\n' if chart else ""))

    @rule(days=st.integers(min_value=1, max_value=40))
    def let_time_pass(self, days: int) -> None:
        self.now += days * DAY

    @rule(hours=st.integers(min_value=1, max_value=48))
    def let_hours_pass(self, hours: int) -> None:
        self.now += hours * 3600

    @rule(days=st.integers(min_value=1, max_value=40))
    def put_the_clock_back(self, days: int) -> None:
        self.now -= days * DAY

    @rule()
    def show_or_hide_drafts(self) -> None:
        self.drafts = not self.drafts

    @rule(jobs=st.sampled_from([1, 3]))
    def use_other_machine(self, jobs: int) -> None:
        self.jobs = jobs

    @rule()
    def move_the_site(self) -> None:
        elsewhere = Path(tempfile.mkdtemp(prefix="bantin-test-"))
        elsewhere.rmdir()
        self.root.rename(elsewhere)
        self.root = elsewhere

    @rule(version=st.sampled_from([b"a", b"b"]))
    def change_the_program(self, version: bytes) -> None:
        self.program = version

    # ---- what goes wrong ----

    @precondition(lambda self: self.outputs())
    @rule(lives_on=st.booleans())
    def process(self, lives_on: bool) -> None:
        """Build in one process from now on, as `serve` does, or in a process for each build."""
        self.resident = InMemoryState() if lives_on else None

    @rule(
        which=places,
        harm=st.sampled_from(
            [
                "edit",
                "delete",
                "truncate",
                "same size and time",
                "chmod",
                "touch",
                "link",
                "folder",
                "replace",
            ]
        ),
        name=st.sampled_from(["output", ".output.previous"]),
    )
    def harm_a_file(self, which: int, harm: str, name: str) -> None:
        files = self.files_of(name)
        if not files:
            return
        path = pick(files, which)
        before = path.stat()
        content = path.read_bytes()
        if harm == "delete":
            path.unlink()
        elif harm == "truncate":
            path.write_bytes(b"")
        elif harm == "edit":
            path.write_bytes(content + b"<!-- by hand -->")
        elif harm == "chmod":
            path.chmod(0o600)
        elif harm == "touch":
            path.touch()
        elif harm == "link":
            path.unlink()
            path.symlink_to(self.root / "site.toml")
        elif harm == "folder":
            path.unlink()
            path.mkdir()
        elif harm == "replace":
            path.with_name("new").write_bytes(content[::-1])
            path.with_name("new").rename(path)
        else:
            path.write_bytes(content[::-1])
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @precondition(lambda self: (self.root / "output").is_dir())
    @rule(
        kind=st.sampled_from(["file", "hidden", "link", "pipe", "empty folder", "folder", "chmod"]),
        folder=st.sampled_from(["", "tin", "anh", "assets"]),
        name=st.sampled_from(["output", ".output.previous"]),
    )
    def leave_something(self, kind: str, folder: str, name: str) -> None:
        path = self.root / name / folder
        if not path.is_dir() or (path / "la").exists():
            return
        if kind == "link":
            (path / "la").symlink_to("index.html")
        elif kind == "pipe":
            os.mkfifo(path / "la")
        elif kind == "empty folder":
            (path / "la").mkdir()
        elif kind == "folder":
            self.write(f"{name}/{folder}/la/la.html", "not ours")
        elif kind == "chmod":
            path.chmod(0o700)
        else:
            self.write(f"{name}/{folder}/{'.la' if kind == 'hidden' else 'la.html'}", "not ours")

    @rule(name=st.sampled_from(["output", ".output.previous", ".output.lock"]))
    def delete_what_was_made(self, name: str) -> None:
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    @precondition(lambda self: (self.root / "output").is_dir())
    @rule()
    def bring_output_back_from_a_copy(self) -> None:
        # A pipe left among the pages cannot be copied by anybody, and stays behind.
        shutil.copytree(self.root / "output", self.root / "copy", symlinks=True, ignore=pipes)
        shutil.rmtree(self.root / "output")
        (self.root / "copy").rename(self.root / "output")

    @rule()
    def swap_output_with_the_one_before(self) -> None:
        output, previous = self.root / "output", self.root / ".output.previous"
        if output.is_dir() and previous.is_dir():
            output.rename(self.root / "other")
            previous.rename(output)
            (self.root / "other").rename(previous)

    @precondition(lambda self: (self.root / ".cache").is_dir())
    @rule(
        which=places,
        harm=st.sampled_from(["delete", "truncate", "flip", "noise", "empty", "grow"]),
        noise=st.binary(min_size=1, max_size=64),
    )
    def harm_cache(self, which: int, harm: str, noise: bytes) -> None:
        files = self.files_of(".cache")
        if not files:
            return
        path = pick(files, which)
        content = path.read_bytes()
        middle = len(content) // 2
        if harm == "delete":
            path.unlink()
        elif harm == "truncate":
            path.write_bytes(content[:middle])
        elif harm == "empty":
            path.write_bytes(b"")
        elif harm == "noise":
            path.write_bytes(noise * 20)
        elif harm == "grow":
            path.write_bytes(content + content)
        else:
            flipped = bytes(255 - byte for byte in content[middle : middle + 1])
            path.write_bytes(content[:middle] + flipped + content[middle + 1 :])

    @rule()
    def keep_a_copy_of_the_cache(self) -> None:
        shutil.rmtree(self.root / "old-cache", ignore_errors=True)
        if (self.root / ".cache").is_dir():
            shutil.copytree(self.root / ".cache", self.root / "old-cache")

    @precondition(lambda self: (self.root / "old-cache").is_dir())
    @rule(how=st.sampled_from(["instead", "over it"]))
    def bring_back_an_older_cache(self, how: str) -> None:
        if how == "instead":
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
        shutil.copytree(self.root / "old-cache", self.root / ".cache", dirs_exist_ok=True)

    @rule(call=st.integers(min_value=1, max_value=700), act=st.sampled_from([kill, fail_with(errno.ENOSPC)]))
    def a_build_goes_wrong(self, call: int, act: Act) -> None:
        child = os.fork()
        if child == 0:
            try:
                Layer(act, at=call)
                self.build(".cache", "output")
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    # ---- what is promised ----

    def build(
        self, cache: str, output: str, resident: InMemoryState | None = None
    ) -> tuple[object, Standing]:
        settings_of_build = config.load(
            str(self.root),
            engine=str(self.root / "engine"),
            cache=str(self.root / cache),
            output=str(self.root / output),
        )._replace(compiled=str(self.root / cache / "layouts"))
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

    @invariant()
    def quick_equals_clean(self) -> None:
        shutil.rmtree(self.root / "clean-output", ignore_errors=True)
        forget_all_but_pictures(self.root / "clean-cache")
        before = everything_in(self.root / "output")
        clean_said, clean = self.build("clean-cache", "clean-output")
        quick_said, quick = self.build(".cache", "output", self.resident)
        assert quick_said == clean_said
        if clean:
            assert quick == clean
        else:
            assert quick == before, "a build that fails leaves the last site as it was"


def of_sources(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of sources; a clean build knows no earlier addresses."""
    return [problem for problem in problems if problem.code != "warn-address-gone"]


def forget_all_but_pictures(cache: Path) -> None:
    """Delete the cache except prepared pictures, which would take seconds."""
    for path in cache.glob("*"):
        if path.name != "pictures":
            remove(str(path))


def pick(files: list[Path], which: int) -> Path:
    return files[which % len(files)]


def pipes(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if stat.S_ISFIFO(os.lstat(os.path.join(folder, name)).st_mode)]


def everything_in(folder: Path) -> Standing:
    entries = {}
    for path in sorted([folder, *folder.rglob("*")]) if folder.exists() else []:
        mode = path.lstat().st_mode
        content = path.read_bytes() if stat.S_ISREG(mode) else b""
        entries[str(path.relative_to(folder))] = (stat.filemode(mode), content)
    return entries


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=int(os.environ.get("BANTIN_EXAMPLES", "18")),
    stateful_step_count=20,
    deadline=None,
    # Shrinking repeats a hundred builds hundreds of times; ask for it when there is something to shrink.
    phases=tuple(phase for phase in Phase if phase is not Phase.shrink or "BANTIN_SHRINK" in os.environ),
    suppress_health_check=list(HealthCheck),
)
