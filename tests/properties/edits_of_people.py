"""What editors, designers and operators change in a site, as rules of a state machine."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bantin.cache.state import InMemoryState
from tests.properties.site_machine import DATA, DAY, PHOTOS, START, SVG, SiteMachine, numbers, pick

names = st.sampled_from(["hai", "ba", "bon", "nam", "sau"])
folders = st.sampled_from(["tin", "tin/trong", "so"])
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


class EditedSite(SiteMachine):
    """A site, and those who work on it."""

    # ---- editors ----

    @rule(folder=folders, name=names, title=titles, day=days, tag=tags, body=bodies)
    def write_article(self, folder: str, name: str, title: str, day: int, tag: list[str], body: str) -> None:
        self.article(folder, name, title, day, tag, body)

    @rule(which=numbers, title=titles, tag=tags)
    def change_title_and_tags(self, which: int, title: str, tag: list[str]) -> None:
        path = pick([*self.articles(), self.root / "content/tin/mot.md"], which)
        text = path.read_text(encoding="utf-8")
        text = re.sub("(?m)^title: .*$", f"title: {title}", text, count=1)
        path.write_text(
            re.sub("(?m)^tags: .*$", f"tags: [{', '.join(tag)}]", text, count=1), encoding="utf-8"
        )

    @precondition(lambda self: self.articles())
    @rule(which=numbers, body=bodies)
    def change_body(self, which: int, body: str) -> None:
        path = pick(self.articles(), which)
        head = path.read_text(encoding="utf-8").split("---\n")[1]
        path.write_text(f"---\n{head}---\n{body}", encoding="utf-8")

    @precondition(lambda self: self.articles())
    @rule(which=numbers, more=st.lists(bodies, min_size=1, max_size=2))
    def go_on_with_a_body(self, which: int, more: list[str]) -> None:
        """Add text below the first paragraph; other pages show only that paragraph."""
        path = pick(self.articles(), which)
        path.write_text("\n".join([path.read_text(encoding="utf-8"), *more]), encoding="utf-8")

    @precondition(lambda self: self.articles())
    @rule(which=numbers)
    def delete_article(self, which: int) -> None:
        pick(self.articles(), which).unlink()

    @precondition(lambda self: self.articles())
    @rule(which=numbers, name=names, folder=folders)
    def move_article(self, which: int, name: str, folder: str) -> None:
        goal = self.root / "content" / folder / f"{name}.md"
        goal.parent.mkdir(parents=True, exist_ok=True)
        pick(self.articles(), which).rename(goal)

    @precondition(lambda self: self.articles())
    @rule(
        which=numbers,
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
    @rule(which=numbers)
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
    @rule(which=numbers)
    def change_case_of_a_name(self, which: int) -> None:
        path = pick(self.articles(), which)
        path.rename(path.with_name(path.name.swapcase().replace(".MD", ".md")))

    @precondition(lambda self: self.articles())
    @rule(which=numbers)
    def break_an_article(self, which: int) -> None:
        """Make the next build fail, until the file is written, deleted or restored."""
        path = pick(self.articles(), which)
        path.write_text("---\ntitle: Hỏng\ndate: hôm qua\n---\nChữ.\n", encoding="utf-8")

    @rule(which=numbers, mtime=st.sampled_from([0, START, 4_000_000_000]))
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

    # ---- designers and operators ----

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
        lists = f"[lists]\npage = {size}\nfeed = {feed}\nlatest = 1\n"
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

    @precondition(lambda self: self.outputs())
    @rule(lives_on=st.booleans())
    def build_in_one_process_or_in_several(self, lives_on: bool) -> None:
        """Build in one process from now on, as `serve` does, or in a process for each build."""
        self.resident = InMemoryState() if lives_on else None
