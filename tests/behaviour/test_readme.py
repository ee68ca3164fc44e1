"""README and docs are true: commands run, links have targets, tables are complete, examples work."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from bantin import config
from bantin.build import url_conflicts
from bantin.charts import read as series
from bantin.config import LABELS, Dates, Lists, Numbers, Pictures, read_zone
from bantin.config.values import AIDS, BELOW, SHARE, SIDE, Machines
from bantin.content import embedded_pictures, fields, front_matter, read, tree
from bantin.content.fields import Fields
from bantin.errors import ContentError
from bantin.i18n.messages import MESSAGES
from bantin.images import picture
from bantin.markdown import limits
from bantin.site import links
from tests import old_portals
from tests.behaviour.test_collect import BULLETINS
from tests.conftest import ENGINE, ROOT, SAMPLE, Site
from tests.unit.test_floors import FLOOR_OF

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}


def blocks(language: str) -> list[tuple[str, str]]:
    """Return (page, text) of all fenced blocks of a language."""
    fence = re.compile(rf"^```{language}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [(page, block) for page, text in TEXTS.items() for block in fence.findall(text)]


LINES = sorted({line for _, block in blocks("sh") for line in block.splitlines() if line and line[0] != "#"})
# A deploy needs a host; deploy/test_deploy_documents.py has one.
DEPLOYS = [line for line in LINES if re.match(r"python3? build\.py deploy", line)]
COMMANDS = [line for line in LINES if line not in DEPLOYS]

# Those that do not end, that call this very test, need the network or take minutes.
NOT_RUN = re.compile(r"make (serve|test|test-long|bench|golden|lock|audit|format)( .*)?")


ARTICLE = "---\ntitle: {}\ndate: 2026-07-01\nsummary: Một câu.\n---\n\nChữ.\n"
# What the commands are given, as the documents name it.
GIVEN = {
    "content/tin-tuc/_index.md": "---\ntitle: Tin tức\n---\n",
    "content/tin-tuc/hop-bao.md": ARTICLE.format("Họp báo"),
    "content/mot-cua/bai.md": ARTICLE.format("Một bài"),
    "dia-chi-cu.txt": "/mot-cua/bai.html\n",
    "dist/bantin-0.1.0-py3-none-any.whl": "what `make wheel` makes",
    "nhat-ky/access.log": "192.0.2.1 - - [02/Jul/2026:08:00:00 +0700] "
    '"GET /mot-cua/bai.html HTTP/1.1" 200 9 "-" "Firefox"\n',
    "trang-luu/bai-1.html": old_portals.liferay(),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project as a fresh clone has it, with the sample bulletin and this one's packages.

    The three bulletins of examples/ are built, since `collect` reads their feeds.
    """
    folder = tmp_path_factory.mktemp("readme") / "bantin"
    unwanted = shutil.ignore_patterns("output", ".*", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=unwanted, symlinks=True)
    shutil.rmtree(folder / "content")
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    for path, text in GIVEN.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for name in BULLETINS:
        Site.at(folder / "examples" / name).build()
    return folder


@pytest.mark.parametrize("command", [command for command in COMMANDS if not NOT_RUN.fullmatch(command)])
def test_a_command_can_be_run_as_it_is_written(copy: Path, command: str) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    path = f"{ROOT / '.venv' / 'bin'}:{inherited['PATH']}"  # so that `python` is there at all
    done = subprocess.run(
        shlex.split(command),
        cwd=copy,
        env={**inherited, "PATH": path, "SOURCE_DATE_EPOCH": "1785862800"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_every_command_that_is_not_run_is_a_target_of_make() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [
        command for command in COMMANDS if NOT_RUN.fullmatch(command) and command.split()[1] not in targets
    ] == []
    inline = {target for text in TEXTS.values() for target in re.findall(r"`make ([a-z-]+)", text)}
    assert inline - {*targets} == set()


@pytest.mark.parametrize("page", TEXTS)
def test_links_to_files_lead_somewhere(page: str) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", TEXTS[page], flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_the_files_that_developers_are_sent_to_are_there() -> None:
    """A path is from the project's folder or from bantin/; one with <…> or CAPITALS stands for several."""
    text = TEXTS["docs/architecture.md"] + TEXTS["CONTRIBUTING.md"]
    named = re.findall(r"`([a-z_]+/[a-z_/]+\.[a-z]+)`", text)
    assert [
        path for path in named if not (ROOT / path).exists() and not (ROOT / "bantin" / path).exists()
    ] == []
    assert len(named) > 40


def test_the_sample_of_mistakes_is_what_is_really_printed() -> None:
    [(case, shown)] = re.findall(r"<!-- (\S+) -->\n```text\n(.*?)```", TEXTS["README.md"], re.DOTALL)
    printed = (ROOT / case).read_text(encoding="utf-8").partition("=== said\n")[2]
    *lines, counted = shown.splitlines(keepends=True)
    assert "".join(lines) == printed
    assert re.fullmatch(
        r"\d problems in \d files?\. Nothing was published; output/ is as it was\.\n", counted
    )


def test_the_sample_article_is_accepted(site: Site) -> None:
    (_, article), (_, map_) = blocks("markdown")
    site.section("content/tin-tuc", title="Tin tức")
    site.write("content/so-do-trang.md", map_)
    site.write("content/tin-tuc/hop-bao-thang-tam.md", article)
    site.article("content/tin-tuc/hop-bao-thang-bay.md", title="Họp báo tháng Bảy", date="2026-07-05")
    site.build()
    page = site.page("tin-tuc/hop-bao-thang-tam.html")
    assert '<a href="/tin-tuc/hop-bao-thang-bay.html">bài trước</a>' in page
    assert '<a href="/tin-tuc/">Tin tức</a>' in site.page("so-do-trang.html").partition('"branches"')[2]


def test_the_code_map_is_the_table_of_floors() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| \S", TEXTS["docs/architecture.md"], re.MULTILINE)
    assert {room: int(floor) for floor, room in rows} == FLOOR_OF
    assert [int(floor) for floor, _ in rows] == sorted(FLOOR_OF.values())


def settings_in(heading: str) -> dict[str, str]:
    """Return setting and default of each row of the first table below a heading of docs/site-toml.md."""
    text = TEXTS["docs/site-toml.md"].partition(heading)[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text, re.MULTILINE))


def test_every_setting_is_explained_with_its_default(site: Site) -> None:
    [example] = [block for page, block in blocks("toml") if page == "docs/site-toml.md"]
    site.write("site.toml", example)
    for folder in ("tin-tuc", "ket-qua", "mot-cua"):
        site.article(f"content/{folder}/a.md")
    config.load(str(site.folder), engine=str(ENGINE))
    site.write("site.toml", 'name = "a"\naddress = "https://x.vn/"\nzzz = 1\n')
    with pytest.raises(ContentError) as caught:
        config.load(str(site.folder), engine=str(ENGINE))
    names = caught.value.problems[0].way_out.removeprefix("the known ones are ").split(", ")
    assert sorted(settings_in("# site.toml")) == names
    assert json.loads(settings_in("## pictures")["widths"].strip("`")) == [*Pictures().widths]
    default = Lists()
    assert settings_in("## lists") == {name: str(getattr(default, name)) for name in Lists._fields}
    assert json.loads(settings_in("# site.toml")["side"].strip("`")) == [*SIDE]
    assert json.loads(settings_in("# site.toml")["below"].strip("`")) == [*BELOW]
    assert json.loads(settings_in("# site.toml")["aids"].strip("`")) == [*AIDS]
    assert json.loads(settings_in("# site.toml")["share"].strip("`")) == [*SHARE]
    machines = {**settings_in("## machines"), "publisher": '""'}  # which stands for the site's title
    written = {name: json.loads(text.strip("`")) for name, text in machines.items()}
    assert written == json.loads(json.dumps(Machines()._asdict()))
    assert settings_in("## labels") == LABELS
    assert all(getattr(Dates(), name) in example for name in Dates._fields)
    written = settings_in("## numbers")
    patterns = Numbers(**{name: json.loads(written[name].strip("`")) for name in Numbers._fields})
    assert patterns == Numbers()


def test_every_field_of_an_article_is_explained() -> None:
    table = TEXTS["docs/articles.md"].partition("## Front matter")[2].partition("\n\nDates")[0]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    named = {field for row in rows for field in re.findall(r"`(\w+)`", row)}
    assert named == Fields(read_zone("Asia/Ho_Chi_Minh")).article.keys()


def test_the_documented_limits_are_the_real_ones() -> None:
    table = TEXTS["docs/articles.md"].partition("## Limits")[2].partition("\n\nAlso refused")[0]
    documented = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d", table)]
    of_text = (limits.LENGTH, limits.TAG_DEPTH, limits.LINKS, limits.FOOTNOTES, limits.CELLS)
    assert documented == [
        *(read.MAX_BYTES, embedded_pictures.MAX_BYTES),
        *(front_matter.MAX_CHARACTERS, front_matter.MAX_KEYS, front_matter.MAX_ITEMS),
        *(fields.MAX_TITLE, fields.MAX_TAGS, fields.MAX_TAG),
        *of_text,
        *(picture.MAX_BYTES, picture.MAX_PIXELS, links.MAX_BYTES, series.MAX_BYTES),
        *(tree.MAX_DEPTH, url_conflicts.MAX_NAME),
    ]


def test_the_sample_of_figures_becomes_a_chart_and_all_its_fields_are_explained(site: Site) -> None:
    [line] = [block for page, block in blocks("md") if page == "docs/articles.md"]
    [data] = [block for page, block in blocks("toml") if page == "docs/articles.md"]
    site.write("content/data/lai-chau.toml", data)
    site.article("content/a.md", body=line)
    assert site.build().warnings == ()
    assert '<td class="num">67,41/97,5</td>' in site.page("a.html")
    table = TEXTS["docs/articles.md"].partition("## Charts")[2].partition("\n\nA value at the top")[0]
    named = {
        field
        for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
        for field in re.findall(r"`(\w+)`", row)
    }
    site.write("content/data/lai-chau.toml", "zz = 1\n[[series]]\nzz = 1\nvalues = [{ zz = 1 }]\n")
    known_fields = [
        problem.partition("the known ones are ")[2].split(", ")
        for problem in site.problems()
        if "`zz`" in problem
    ]
    assert named == {field for fields in known_fields for field in fields} - {"series"}


def test_messages_name_guides_that_are_there() -> None:
    """Messages name a guide by the command that prints it: `docs bien-tap`."""
    sentences = [text for pair in MESSAGES.values() for text in pair]
    guides = {name for text in sentences for name in re.findall(r"\bdocs[ /]([\w-]+)", text)}
    assert guides
    assert [name for name in guides if not (ROOT / "docs" / f"{name}.md").exists()] == []
