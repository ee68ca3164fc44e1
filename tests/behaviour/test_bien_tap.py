"""docs/bien-tap.md, the editors' guide, has the real fields, dates and messages, and correct samples."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bantin import i18n
from bantin.cli.main import main
from bantin.config import read_zone
from bantin.content.body_lint import PLACEHOLDER
from bantin.content.fields import Fields
from bantin.i18n.messages import MESSAGES
from bantin.text.vietnamese import parse_date
from tests.behaviour.test_messages import lay_out, read_case
from tests.conftest import ENGINE, ROOT, Site
from tests.trees import read_tree

GUIDE = (ROOT / "docs" / "bien-tap.md").read_text(encoding="utf-8")
ZONE = "Asia/Ho_Chi_Minh"


def parts() -> dict[str, str]:
    """Return the guide's parts by heading; a `##` inside a sample is not a heading."""
    sections, heading, in_sample = {"": ""}, "", False
    for line in GUIDE.splitlines(keepends=True):
        in_sample ^= line.startswith("```")
        if line.startswith("## ") and not in_sample:
            heading = line[3:].strip()
        sections[heading] = sections.get(heading, "") + line
    return sections


PARTS = parts()


def examples(heading: str) -> list[str]:
    return re.findall(r"^```md\n(.*?)^```$", PARTS[heading], re.MULTILINE | re.DOTALL)


def first_column(heading: str, head: str) -> list[str]:
    """Return the first cells of the table with this header row."""
    rows = PARTS[heading].partition(f"| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [row.split("|")[1].strip(" `") for row in rows]


def test_the_table_of_contents_lists_every_part() -> None:
    listed = re.findall(r"^\d+\. \[(.+)\]\(#(.+)\)$", GUIDE, re.MULTILINE)
    assert [title for title, _ in listed] == [*PARTS][1:]
    for title, anchor in listed:
        assert anchor == re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))


def test_every_field_is_in_the_table() -> None:
    assert {*first_column("Phần khai báo ở đầu bài", "Mục")} == Fields(read_zone(ZONE)).article.keys()


def test_every_form_of_a_date_is_read() -> None:
    forms = first_column("Phần khai báo ở đầu bài", "Viết")
    assert [parse_date(form, read_zone(ZONE))[1] for form in forms] == [
        "2026-08-05",
        "2026-08-05T08:30+07:00",
        "2026-08-05T08:30+07:00",
        "2019-07-11T17:01:36+07:00",
        "2026-08-05",
        "2026-08-05T08:30+07:00",
    ]


def test_the_sample_article_is_accepted(site: Site) -> None:
    [article] = examples("Phần khai báo ở đầu bài")
    section, map_ = examples("Chuyên mục và trang cố định")
    site.write("content/so-do-trang.md", map_)
    site.write("content/mot-cua/_index.md", section)
    site.write("content/mot-cua/a.md", article)
    assert site.build().warnings == ()
    assert "<h1>Một\xa0cửa tháng Tám: thêm ba thủ\xa0tục</h1>" in site.page("mot-cua/a.html")
    assert '<a href="/mot-cua/">Một cửa</a>' in site.page("so-do-trang.html").partition('"branches"')[2]


def test_the_samples_of_text_are_shown_as_the_guide_says(site: Site) -> None:
    site.section("content/mot-cua", title="Một cửa")
    site.section("content/ket-qua", title="Kết quả")
    site.article("content/mot-cua/mot-cua-thang-bay.md")
    site.article("content/ket-qua/bang-diem.md")
    site.write("content/mot-cua/ke-hoach-2026.pdf", b"%PDF-1.4\n" + bytes(12_000))
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3H0z"/></svg>'
    site.write("content/mot-cua/quay-tiep-nhan.svg", drawing)
    site.write("content/mot-cua/khai-truong.mp4", b"video")
    site.article("content/mot-cua/bai.md", body="\n".join(examples("Viết nội dung")))
    assert site.build().warnings == ()
    prose = read_tree(site.page("mot-cua/bai.html")).one(".prose")
    assert prose.texts("strong,em,h2,h3,blockquote") == [
        "đậm",
        "nghiêng",
        "Tít phụ",
        "Tít phụ nhỏ hơn",
        "Lời trích, đứng riêng một khối.",
    ]
    assert prose.texts(".figure__credit") == [
        "Ảnh: Ban biên tập",
        "Nguồn: Đài phát thanh và truyền hình tỉnh",
    ]
    assert prose.one("video").attributes["aria-label"] == "Lễ khai trương trung tâm một cửa"
    assert prose.texts("td.num") == ["6.584", "2", "11.740", "19"]
    assert prose.texts(".attachment") == ["Kế hoạch năm 2026 (PDF, 12 KB)"]
    assert "Tính từ 15/12/2021 đến 14/12/2022." in prose.one(".footnote").text
    assert {"/mot-cua/mot-cua-thang-bay.html", "/ket-qua/bang-diem.html"} < {*prose.hrefs()}


def test_the_sample_of_figures_becomes_a_chart_in_its_own_words(site: Site) -> None:
    heading = "Số liệu và biểu đồ"
    [line] = examples(heading)
    [data] = re.findall(r"^```toml\n(.*?)^```$", PARTS[heading], re.MULTILINE | re.DOTALL)
    site.write("content/data/lai-chau.toml", data)
    site.article("content/a.md", body=f"{line}\n![](/data/lai-chau.toml#papi,score)\n")
    assert site.build().warnings == ()
    ranks, scores = read_tree(site.page("a.html")).all(".chart")
    assert ranks.one(".chart__title").text == "Thứ hạng của Lai Châu trong 63 tỉnh, thành phố"
    assert ranks.one(".figure__credit").text == "Biểu đồ: Ban biên tập"
    assert scores.texts("td") == ["không nêu", "63/63* (suy ra)", "44,42", "26/63"]


def test_every_field_of_a_data_file_is_in_the_table(site: Site) -> None:
    site.write("content/data/a.toml", "zz = 1\n[[series]]\nzz = 1\nvalues = [{ zz = 1 }]\n")
    site.article("content/a.md")
    unknown = [problem for problem in site.problems() if "unknown field" in problem]
    fields = {field for problem in unknown for field in problem.partition("are ")[2].split(", ")}
    assert len(unknown) == 3
    assert {*first_column("Số liệu và biểu đồ", "Trong tệp")} == fields - {"series"}


# ---- its commands, from nothing to a published article ----

# Those of installing are run in test_wheel.py, as the README of a new office has them; serve does not end.
INSTALL = ("python3 -m venv .venv", ".venv/bin/pip install -r requirements.txt")
SERVE = ".venv/bin/bantin serve"
CONSOLE = "import sys; sys.argv[0] = 'bantin'; from bantin.cli.console import main; main()"
BLOCKS = re.findall(r"^```bash\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an editor's folder; the guide's repository is one on this machine, with a new office's site."""
    if not shutil.which("git"):
        pytest.skip("there is no git")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = {
        "user.name": "Biên tập viên",
        "user.email": "bientap@bantin.example",
        "init.defaultBranch": "main",
        f"url.{tmp_path.as_uri()}/.insteadOf": "https://github.com/to-chuc/",
        "core.pager": "cat",
    }
    for index, (name, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{index}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{index}", value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert main(["init", str(tmp_path / "begun"), "--now", "2026-08-05"], engine=str(ENGINE)) == 0
    git(tmp_path / "begun", "init")
    git(tmp_path / "begun", "add", "-A")
    git(tmp_path / "begun", "commit", "-m", "Bản tin mới")
    git(tmp_path, "clone", "--bare", "begun", "ban-tin.git")
    (tmp_path / "editor").mkdir()
    return tmp_path / "editor"


def write_text(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace(PLACEHOLDER, "Sở họp báo về một cửa."), "utf-8")


def test_its_commands_publish_a_first_article(home: Path) -> None:
    folder = home
    for command in COMMANDS:
        if command in (*INSTALL, SERVE):
            continue
        if command.startswith("cd "):
            folder = home / command.removeprefix("cd ")
            continue
        if command.startswith("git commit") and "Sửa số liệu" in command:
            continue  # what there is to mend is an editor's own
        words = shlex.split(command)
        if words[1] == "publish":  # the editor has written the text, as the guide says
            write_text(folder / words[2])
        if words[0] == ".venv/bin/bantin":
            words = [sys.executable, "-c", CONSOLE, *words[1:]]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        fine = 4 if command.endswith(" next") else 0  # nothing is scheduled
        assert done.returncode == fine, f"{command}: {done.stderr}"
    sent = subprocess.check_output(["git", "-C", str(home.parent / "ban-tin.git"), "show", "main"], text=True)
    assert "Bài: họp báo tháng Tám" in sent
    assert '+title: "Họp báo tháng Tám"' in sent
    assert "+draft" not in sent
    article = (folder / "content/tin-tuc/ban-tin-ra-mat.md").read_text("utf-8")
    assert "  - /tin-tuc/ban-tin-len-mang.html\n" in article
    names = {" ".join(command.split()[:2]) for command in COMMANDS if command.startswith("git ")}
    assert len(names) == 10


def test_its_commands_of_installing_are_those_of_a_new_offices_readme() -> None:
    readme = (ROOT / "bantin/editing/starter/README.md").read_text("utf-8")
    assert [
        command for command in INSTALL if command not in COMMANDS or command not in readme.splitlines()
    ] == []


SHOWN = re.findall(r"<!-- (\S+) -->\n```text\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let commands print Vietnamese, as for editors."""
    monkeypatch.setenv("BANTIN_LANG", "vi")
    yield
    i18n.choose_language("en")


@pytest.mark.parametrize("case, shown", SHOWN, ids=[case.rpartition("/")[2] for case, _ in SHOWN])
def test_a_sample_of_mistakes_is_what_is_really_printed(
    case: str, shown: str, site: Site, capsys: pytest.CaptureFixture[str], vietnamese: None
) -> None:
    lay_out(site, read_case(ROOT / case))
    printed = site.main(capsys, "check", "--now", "2026-08-05T08:30").out.splitlines(keepends=True)
    assert shown == "".join(printed[:-1])
    assert "Chưa đăng gì." in printed[-1]


def test_the_explained_phrases_are_those_of_messages() -> None:
    phrases = first_column("Đọc thông báo lỗi", "Trong thông báo có")
    assert len(phrases) >= 5
    with open(f"{i18n.LOCALES}/vi/LC_MESSAGES/{i18n.DOMAIN}.po", "rb") as file:
        sentences = [str(message.string) for message in read_po(file) if message.context in MESSAGES]
    assert [phrase for phrase in phrases if not any(phrase in sentence for sentence in sentences)] == []
