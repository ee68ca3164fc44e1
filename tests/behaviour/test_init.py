"""`build.py init`: an office's own bulletin, complete and without a mistake from the start."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from bantin.cli.main import main
from bantin.editing.init import Office
from tests.conftest import ROOT, CommandResult, Site

NOW = "2026-08-05T08:30"


@pytest.fixture
def begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Site:
    """A site created by `init`, in which `Site.main` runs commands."""
    site = Site(tmp_path / "thu")
    for path in (site.folder / "site.toml", site.folder / "content"):
        path.unlink() if path.is_file() else path.rmdir()
    arguments = ["--place", 'xã "Ba" Bể', "--address", "https://babe.vn/cchc/", "--office", "UBND xã"]
    assert init(capsys, str(site.folder), *arguments).code == 0
    return site


def init(capsys: pytest.CaptureFixture[str], *arguments: str) -> CommandResult:
    code = main(["init", *arguments, "--now", NOW], engine=str(ROOT))
    return CommandResult(code, *capsys.readouterr())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_check_strict_reports_nothing(
    begun: Site, capsys: pytest.CaptureFixture[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BANTIN_LANG", language)
    ended = begun.main(capsys, "check", "--strict", "--now", NOW)
    assert (ended.code, ended.err) == (0, "")


def test_a_site_as_it_was_begun_is_not_deployed(begun: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The workflows run this command: `deploy github` needs no table in site.toml."""
    begun.build()
    ended = begun.main(capsys, "deploy", "github")
    left = re.findall(r"^(\S+):\d+: `(.+)` is what `init` writes", ended.err, re.MULTILINE)
    names = ["Chức danh người phụ trách", "Số nhà, đường, phường hoặc xã, tỉnh", "0000 000 000"]
    mail = "banbientap@bantin.example"
    assert [value for path, value in left if path == "site.toml"] == [
        *names, mail, f"mailto:{mail}", "Số, ngày cấp, nơi cấp",
    ]  # fmt: skip
    assert [(path, value) for path, value in left if path != "site.toml"] == [
        ("content/gioi-thieu.md", "Đây là trang mẫu"),
        ("content/lien-he.md", mail),
        ("content/lien-he.md", "0000 000 000"),
        ("content/tin-tuc/ban-tin-len-mang.md", "Đây là bài mẫu"),
    ]
    assert not (begun.folder / ".deploy" / "current").exists()
    for path, value in {*left}:
        file = begun.folder / path
        own = value.replace(mail, "bientap@babe.vn") if mail in value else "Sở Nội vụ"
        file.write_text(file.read_text("utf-8").replace(value, own), encoding="utf-8")
    begun.build()
    assert begun.main(capsys, "deploy", "github").code == 0
    assert (begun.folder / ".deploy" / "current" / "tin-tuc" / "ban-tin-len-mang.html").is_file()


@pytest.mark.parametrize(
    "path, host", [(".github/workflows/dang-trang.yml", "github"), (".gitlab-ci.yml", "gitlab")]
)
def test_its_workflows_publish_only_what_deploy_has_accepted(begun: Site, path: str, host: str) -> None:
    text = (begun.folder / path).read_text("utf-8")
    steps = ["bantin check\n", "bantin build\n", f"bantin deploy {host}\n", ".deploy/current"]
    assert sorted(steps, key=text.index) == steps
    assert "path: output" not in text and "cp -r output" not in text


def test_messages_are_in_vietnamese_in_any_locale(begun: Site) -> None:
    (begun.folder / "content/tin-tuc/moi.md").write_text("---\ntitle: A\n---\n")
    done = begun.run("check", "--now", NOW, BANTIN_LANG="", LC_ALL="C")
    assert "content/tin-tuc/moi.md:1: thiếu `date`" in done.out


def test_messages_stay_vietnamese_where_notepad_saves_the_settings_as_utf_16(begun: Site) -> None:
    settings = begun.folder / "site.toml"
    settings.write_bytes(settings.read_text(encoding="utf-8").encode("utf-16"))
    done = begun.run("check", BANTIN_LANG="", LC_ALL="C")
    assert "site.toml:1: tệp không phải văn bản UTF-8" in done.out


def test_init_speaks_vietnamese_where_the_locale_names_no_language(tmp_path: Path) -> None:
    """For example, in WSL and on servers, where the locale is C.UTF-8."""
    command = [sys.executable, str(ROOT / "build.py"), "init", str(tmp_path / "a")]
    for locale, words in (("C.UTF-8", "đọc tiếp ở"), ("en_US.UTF-8", "read on in")):
        environment = {**os.environ, "BANTIN_LANG": "", "LC_ALL": locale}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        assert words in done.stdout
        shutil.rmtree(tmp_path / "a")


def test_the_options_are_shown_on_its_pages(begun: Site) -> None:
    assert begun.build().warnings == ()
    home = begun.page("index.html")
    for text in ("Bản tin xã &#34;Ba&#34; Bể", "UBND xã", "https://babe.vn/cchc/", "bantin.example"):
        assert text in home.replace("\xa0", " ")
    article = begun.page("tin-tuc/ban-tin-len-mang.html")
    assert '<time datetime="2026-08-05T08:30+07:00">' in article
    assert 'alt="Hai quầy tiếp nhận hồ sơ' in article
    left = [path for path in begun.folder.rglob("*") if path.is_file() and b"@NAME" in path.read_bytes()]
    assert left == []


def test_a_name_that_begins_with_ban_tin_is_not_repeated() -> None:
    values = Office(name="Bản tin xã Mù Sang", place="xã Mù Sang").values(datetime(2026, 8, 5))
    assert (values["TITLE"], values["PLACE"]) == ("Bản tin xã Mù Sang", "Bản tin xã Mù Sang")


def test_hidden_files_are_hidden_and_the_engine_is_named(begun: Site) -> None:
    names = {path.name for path in begun.folder.iterdir()}
    assert {".gitignore", ".gitattributes", ".editorconfig", ".vscode", ".github", ".forgejo"} < names
    assert not [name for name in names if name.startswith("dot-")]
    assert re.search(r"^bantin==\d+\.\d+\.\d+$", (begun.folder / "requirements.txt").read_text("utf-8"), re.M)


@pytest.mark.parametrize("host", [".github", ".forgejo"])
def test_its_workflow_builds_on_a_schedule_with_few_rights_and_pinned_actions(begun: Site, host: str) -> None:
    text = (begun.folder / host / "workflows" / "dang-trang.yml").read_text("utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)
    assert workflow["on"]["schedule"]
    assert workflow["permissions"] == {"contents": "read"}
    uses = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert uses
    assert [action for action in uses if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action)] == []


def test_a_mistake_is_found_in_the_editor_by_the_line_that_check_prints(begun: Site) -> None:
    task = json.loads((begun.folder / ".vscode/tasks.json").read_text("utf-8"))["tasks"][0]
    matcher = task["problemMatcher"]["pattern"]
    (begun.folder / "content/tin-tuc/moi mẻ.md").write_text("---\ntitle: A\n---\n")
    arguments = task["command"].partition("bantin ")[2].split()
    lines = begun.run(*arguments, BANTIN_LANG="vi").out.splitlines()
    parts = [re.fullmatch(matcher["regexp"], line) for line in lines]
    shown = [
        (part[matcher["file"]], part[matcher["line"]], part[matcher["severity"]]) for part in parts if part
    ]
    assert len(shown) == len(lines)
    assert ("content/tin-tuc/moi mẻ.md", "1", "error") in shown


def test_its_settings_for_vs_code_name_the_schemas_of_this_engine(begun: Site) -> None:
    settings = json.loads((begun.folder / ".vscode/settings.json").read_text("utf-8"))
    for name in settings["evenBetterToml.schema.associations"].values():
        schema = (ROOT / "docs" / "schemas" / Path(name).name).read_text("utf-8")
        assert (begun.folder / name).read_text("utf-8") == schema


def test_generated_files_are_in_gitignore(begun: Site) -> None:
    begun.build()
    ignored = (begun.folder / ".gitignore").read_text("utf-8").splitlines()
    assert {"/output/", "/.cache/", "/.venv/", "/.output.*"} <= {*ignored}


def test_a_wheel_is_copied_into_the_site_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel, site = tmp_path / "bantin-0.1.0-py3-none-any.whl", tmp_path / "ban-tin"
    ended = init(capsys, str(site), "--engine", str(wheel))
    assert (ended.code, site.exists()) == (2, False)
    assert f"there is no file {wheel}" in ended.err
    wheel.write_bytes(b"a wheel")
    assert init(capsys, str(site), "--engine", str(wheel)).code == 0
    assert (site / wheel.name).read_bytes() == b"a wheel"
    assert (site / "requirements.txt").read_text().endswith(f"\n./{wheel.name}\n")


def test_a_folder_with_files_is_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "note.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for name in ("a", "file", "a/note.txt/b"):
        ended = init(capsys, str(tmp_path / name))
        assert (ended.code, ended.out) == (2, "")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "file", "note.txt"]


def test_the_clone_of_an_empty_repository_is_empty_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ban-tin" / ".git").mkdir(parents=True)
    assert init(capsys, str(tmp_path / "ban-tin")).code == 0
    assert {".git", ".gitignore", "site.toml", "content"} < {
        path.name for path in (tmp_path / "ban-tin").iterdir()
    }
    assert [path.name for path in tmp_path.iterdir()] == ["ban-tin"]


@pytest.mark.parametrize(
    "option, value", [("--address", "babe"), ("--name", " "), ("--email", "a b"), ("--office", "x\x07")]
)
def test_an_invalid_value_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    ended = init(capsys, str(tmp_path / "a"), option, value)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("build.py: ")
    assert list(tmp_path.iterdir()) == []


def test_its_settings_are_read_by_any_toml_reader(begun: Site) -> None:
    settings = tomllib.loads((begun.folder / "site.toml").read_text("utf-8"))
    assert settings["title"] == 'Bản tin Cải cách hành chính xã "Ba" Bể'
    assert settings["machines"]["publisher"] == "UBND xã"


def test_the_guide_puts_a_new_bulletin_into_an_empty_repository(begun: Site, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "lap-ban-tin.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"^```bash\n(git init.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    host = tmp_path / "kho.git"
    git = ["git", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q", "--bare", str(host)], check=True)
    commands = commands.replace("https://github.com/to-chuc/ban-tin.git", str(host))
    author = {
        f"GIT_{role}_{part}": "thu@babe.vn" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
    }
    (begun.folder / "output").mkdir()
    (begun.folder / "output" / "index.html").write_text("x")
    done = subprocess.run(
        ["sh", "-ec", commands],
        cwd=begun.folder,
        env={**os.environ, **author},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    subprocess.run([*git, "clone", "-q", str(host), str(tmp_path / "moi")], check=True)
    cloned = {path.relative_to(tmp_path / "moi").parts[0] for path in (tmp_path / "moi").rglob("*")}
    assert cloned >= {"site.toml", "content", "requirements.txt"}
    assert "output" not in cloned
