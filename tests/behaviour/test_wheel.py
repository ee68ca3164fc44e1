"""The engine as a wheel: the installed command builds a new site as the site's README says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.conftest import ROOT

SOURCES = (
    "bantin",
    "layouts",
    "assets",
    "docs",
    "pyproject.toml",
    "setup.py",
    "README.md",
    "LICENSE",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, since setuptools leaves folders where it builds."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", "dist", "."]
    subprocess.run(pip, cwd=folder, check=True, capture_output=True)
    [made] = (folder / "dist").iterdir()
    return made


def test_the_wheel_holds_every_file_of_the_engine(wheel: Path) -> None:
    inside = {*zipfile.ZipFile(wheel).namelist()}
    package = [path for path in (ROOT / "bantin").rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in package if "__pycache__" not in path.parts}
    for name in ("layouts", "assets", "docs"):
        files = [path for path in (ROOT / name).rglob("*") if path.is_file()]
        wanted |= {f"bantin/engine/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert {path for path in wanted if not path.endswith((".po", ".pot"))} - inside == set()


class Office(NamedTuple):
    """A bulletin created by `init`. before: its files before the commands of its README were run."""

    folder: Path
    commands: list[str]
    before: dict[str, bytes]

    @property
    def packages(self) -> Path:
        [packages] = (self.folder / ".venv" / "lib").glob("python*/site-packages")
        return packages


@pytest.fixture(scope="module")
def office(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Run the README's commands as they are, without a network for pip: this Python has the libraries."""
    home = tmp_path_factory.mktemp("home")
    begun = [sys.executable, str(ROOT / "build.py"), "init", "ban tin", "--place", "tỉnh Lai Châu"]
    begun += ["--engine", str(wheel)]
    subprocess.run(begun, cwd=home, check=True, capture_output=True)
    folder = home / "ban tin"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    commands = "".join(re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)).splitlines()
    office = Office(folder, commands, files_of(folder))
    pip = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1"}
    for command in commands:
        done = run(office, *shlex.split(command), **pip)
        assert done.returncode == 0, done.stderr
        if "venv .venv" in command:
            (office.packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return office


def run(office: Office, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=office.folder,
        env={**inherited, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_offices_readme_leads_to_its_site(office: Office) -> None:
    assert [command for command in office.commands if command.endswith(("bantin check", "bantin build"))]
    output = office.folder / "output"
    assert "Cải cách hành chính" in (output / "index.html").read_text(encoding="utf-8")
    assert (output / "tin-tuc" / "ban-tin-len-mang.html").exists()
    assert files_of(office.folder) == office.before
    assert not [*office.packages.glob("bantin/engine/.cache")]


def test_an_office_reads_the_guides_of_its_version(office: Office) -> None:
    printed = run(office, ".venv/bin/bantin", "docs", "bien-tap")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout.startswith("# Sổ tay biên tập\n")
    assert ".venv/bin/bantin publish content/tin-tuc/" in printed.stdout
    assert "build.py" not in printed.stdout


def test_the_hook_of_a_commit_checks_the_articles_in_it(office: Office) -> None:
    """pre-commit runs the entry with the names of those staged files that `files` matches."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"]) == ("bantin-check", "python")

    def committed() -> subprocess.CompletedProcess[str]:
        run(office, "git", "add", "--all")
        staged = run(office, "git", "-c", "core.quotePath=false", "diff", "--cached", "--name-only").stdout
        names = [name for name in staged.splitlines() if re.search(hook["files"], name)]
        assert "content/tin-tuc/ban-tin-len-mang.md" in names
        assert not [name for name in names if not name.endswith(".md")]
        installed = str(office.folder / ".venv" / "bin") + os.pathsep + os.environ["PATH"]
        return run(office, *shlex.split(hook["entry"]), *names, PATH=installed)

    run(office, "git", "init", "--quiet")
    assert committed().returncode == 0
    article = office.folder / "content" / "tin-tuc" / "họp báo.md"
    article.write_text("---\ntitle: Họp báo\ndate: 31/02/2026\n---\n\nChữ.\n", encoding="utf-8")
    refused = committed()
    article.unlink()
    assert (refused.returncode, refused.stdout.count("content/tin-tuc/họp báo.md:3: ")) == (1, 1)


def files_of(office: Path) -> dict[str, bytes]:
    """Return the files that belong to the office: all but generated ones."""
    made = {".venv", "output", ".cache", ".output.lock", ".git"}
    files = [path for path in office.rglob("*") if path.is_file()]
    return {
        path.relative_to(office).as_posix(): path.read_bytes()
        for path in files
        if not made & {*path.relative_to(office).parts}
    }
