"""The Makefile on a machine where nothing is installed yet. No test uses the network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, CommandResult

TARGETS = "build serve test help clean format lock test-long golden bench".split()
TARGETS += "icons messages screenshots audit wheel cms".split()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return what `make` needs of a fresh clone, with a folder `bin` that comes first on the PATH."""
    folder = tmp_path / "a checkout"
    (folder / "requirements").mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(ROOT / "tools" / "choose-python.sh", folder / "tools")
    (folder / "requirements" / "build.txt").write_text("nothing==1\n")
    return folder


def stub(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def make(checkout: Path, *arguments: str, path: str = ":/usr/bin:/bin", **environment: str) -> CommandResult:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [shutil.which("make") or "make", *arguments],
        cwd=checkout,
        env={**inherited, **environment, "PATH": f"{checkout / 'bin'}{path}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return CommandResult(done.returncode, done.stdout, done.stderr)


def test_help_names_every_target_with_a_line(checkout: Path) -> None:
    listed = re.findall(r"^make (\S+) +(\S.+)$", make(checkout, "help").out, re.MULTILINE)
    assert sorted(name for name, _ in listed) == sorted(TARGETS)
    assert make(checkout).out == make(checkout, "help").out


# ---- Pythons that will not do ----

ALL_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")
TOO_OLD, WITHOUT_PROFILES, WITHOUT_VENV = 1, 3, 4


def python(path: Path, looked_at: int = 0) -> None:
    """A Python that exits with `looked_at` when examined, and writes its name in place of making a venv."""
    stub(path, f'case "$*" in "-m venv"*) echo "$0" > made; exit 1;; esac\nexit {looked_at}')


def changed(change: str) -> str:
    """A script: this Python, with a line of its own before what is asked; how it ended stands in `looked`."""
    return (
        f"cat > change <<'END'\n{change}\nEND\n[ $1 = -c ] || exit 9\n"
        f"'{sys.executable}' -c \"$(cat change)\n$2\"\ncode=$?; echo $code > looked; exit $code"
    )


def without(module: str) -> str:
    return changed(f"import sys; sys.modules[{module!r}] = None")


@pytest.mark.parametrize(
    "script, sentence",
    [
        ("exit 1", "make: python3 is not Python 3.11 or newer; install one"),
        (without("ensurepip"), "make: {}/python3.14 has no venv or no pip; install them (Debian: apt"),
        (without("venv"), "make: {}/python3.14 has no venv or no pip; install them (Debian: apt"),
    ],
    ids=["too old", "without pip", "without venv"],
)
def test_an_unsuitable_python_is_reported_in_one_sentence(checkout: Path, script: str, sentence: str) -> None:
    for name in ALL_PYTHONS:
        stub(checkout / "bin" / name, script)
    ended = make(checkout, "build", path=few_programs(checkout))
    first_line, *rest = ended.err.splitlines()
    assert first_line.startswith(sentence.format(checkout / "bin"))
    assert "PYTHON=/path/to/python3" in first_line
    assert rest == [line for line in rest if line.startswith("make: ***")]
    assert (ended.code, ended.out) == (2, "")
    assert not (checkout / ".venv").exists()


def few_programs(checkout: Path) -> str:
    """A PATH without a Python, to be appended to another."""
    folder = checkout / "programs"
    folder.mkdir()
    for name in ("sh", "cat", "cmp", "cp", "rm", "tr"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return f":{folder}"


def test_the_newest_python_that_will_do_makes_the_venv(checkout: Path) -> None:
    python(checkout / "bin" / "python3.14", TOO_OLD)
    for name in ALL_PYTHONS[1:]:
        python(checkout / "bin" / name)
    ended = make(checkout, "build")
    assert (checkout / "made").read_text() == f"{checkout / 'bin' / 'python3.13'}\n"
    assert f"make: {checkout / 'bin' / 'python3.13'} could not make .venv here" in ended.err


def test_a_python_compiled_with_profiles_comes_before_a_newer_one_without(checkout: Path) -> None:
    python(checkout / "bin" / "python3.13", WITHOUT_PROFILES)
    python(checkout / "bin" / "python3.11", WITHOUT_PROFILES)
    python(checkout / "bin" / "python3", WITHOUT_VENV)
    python(checkout / "sys tem" / "python3.11")
    few = few_programs(checkout)
    ended = make(checkout, "build", path=f":{checkout / 'sys tem'}{few}")
    assert (checkout / "made").read_text() == f"{checkout / 'sys tem' / 'python3.11'}\n"
    assert "without profiles" not in ended.err
    ended = make(checkout, "build", path=few)
    assert (checkout / "made").read_text() == f"{checkout / 'bin' / 'python3.13'}\n"
    assert ended.err.startswith(
        f"make: {checkout / 'bin' / 'python3.13'} was compiled without profiles; builds take a fifth longer"
    )


@pytest.mark.parametrize(
    "compiled_with, folder, looked_at",
    [
        ("'--prefix=/opt' '--enable-optimizations'", "/opt", 0),
        ("'--prefix=/opt'", "/opt", WITHOUT_PROFILES),
        ("'--prefix=/usr'", "/usr", 0),
        (None, "/opt", WITHOUT_PROFILES),
    ],
)
def test_each_python_reports_how_it_was_compiled(
    checkout: Path, compiled_with: str | None, folder: str, looked_at: int
) -> None:
    asked = f"sys.base_prefix = {folder!r}; sysconfig.get_config_var = lambda name: {compiled_with!r}"
    stub(checkout / "one", changed(f"import sys, sysconfig; {asked}"))
    make(checkout, "build", "PYTHON=./one")
    assert (checkout / "looked").read_text() == f"{looked_at}\n"


def test_the_venv_is_not_made_with_its_own_python(checkout: Path) -> None:
    """For example, where the venv is activated, and its pip is missing."""
    own, other = checkout / ".venv" / "bin", checkout / "bin" / "python3.11"
    stub(own / "python", "exit 1")
    python(own / "python3.14")
    python(other)
    make(checkout, "build", path=f":{own}{few_programs(checkout)}")
    assert (checkout / "made").read_text() == f"{other}\n"


def test_output_of_a_python_at_start_is_not_taken_for_its_path(checkout: Path) -> None:
    python = checkout / "bin" / "python3.11"
    stub(python, 'echo hello; echo hello >&2; case "$*" in "-m venv"*) echo "$0" > made; exit 1;; esac')
    make(checkout, "build", path=few_programs(checkout))
    assert (checkout / "made").read_text() == f"{python}\n"


def test_a_python_can_be_named(checkout: Path) -> None:
    stub(checkout / "mi'ne one", 'case "$*" in "-m venv"*) touch made; exit 1;; esac')
    make(checkout, "build", "PYTHON=./mi'ne one")
    assert (checkout / "made").exists()
    assert "make: ./yours is not Python 3.11" in make(checkout, "build", "PYTHON=./yours").err


# ---- installing ----


def installed(checkout: Path) -> list[str]:
    """Return the commands that .venv's Python was given, a line each."""
    asked = (checkout / "asked").read_text().splitlines()
    (checkout / "asked").unlink()
    return [line for line in asked if not line.startswith("-c ")]


INSTALL = (
    "-m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes --no-deps "
    "-r requirements/build.txt"
)
COMPILE = ("-m bantin.i18n.compile", "-m compileall -q build.py bantin")


def test_packages_are_installed_with_their_hashes_and_only_when_the_lock_has_changed(checkout: Path) -> None:
    stub(checkout / ".venv" / "bin" / "python", 'echo "$@" >> asked')
    assert make(checkout, "build", "ARGS=--drafts --jobs 1").code == 0
    assert installed(checkout) == [INSTALL, *COMPILE, "build.py build --drafts --jobs 1"]
    make(checkout, "build")
    assert installed(checkout) == [*COMPILE, "build.py build"]
    (checkout / "requirements" / "build.txt").write_text("nothing==2\n")
    make(checkout, "build")
    assert installed(checkout) == [INSTALL, *COMPILE, "build.py build"]


def test_a_failed_installation_is_reported_and_repeated(checkout: Path) -> None:
    stub(checkout / ".venv" / "bin" / "python", 'echo "$@" >> asked; case "$*" in *install*) exit 1;; esac')
    for _ in range(2):
        ended = make(checkout, "build")
        assert ended.code == 2
        assert (
            "make: requirements/build.txt could not be installed; is this machine on the network?"
            in ended.err
        )
        assert installed(checkout) == [INSTALL]
    assert "make: chưa cài được requirements/build.txt" in make(checkout, "build", BANTIN_LANG="vi").err


def test_a_venv_whose_python_is_missing_is_created_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to("/usr/bin/python3.9-that-was")
    stub(checkout / "bin" / "python3.14", 'case "$*" in "-m venv"*) touch made; exit 1;; esac')
    make(checkout, "build")
    assert (checkout / "made").exists()


def test_clean_deletes_what_was_made_and_nothing_else(checkout: Path) -> None:
    made = ["output/a.html", ".output.lock", ".cache/x", ".mypy_cache/x", "bantin/__pycache__/a.pyc"]
    kept = ["content/a.md", ".venv/lib/__pycache__/a.pyc", ".gitignore", "bantin/a.py"]
    for name in (*made, *kept):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("")
    assert make(checkout, "clean").code == 0
    assert [name for name in made if (checkout / name).exists()] == []
    assert [name for name in kept if not (checkout / name).exists()] == []


def test_ci_calls_the_readmes_test_command_from_anywhere(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", checkout / ".ci")
    (tmp_path / "run").symlink_to(checkout / ".ci" / "run")
    stub(tmp_path / "bin" / "make", 'pwd; echo "$@"')
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "CDPATH": "/"}
    for script in (checkout / ".ci" / "run", tmp_path / "run"):
        done = subprocess.run([script], cwd="/", env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == f"{checkout}\ntest\n"


# ---- a browser for the tests ----

ON_DEBIAN = os.path.exists("/etc/debian_version")


@pytest.fixture
def bare(checkout: Path) -> Path:
    """A checkout with everything except a browser, on a machine with few programs."""
    for name in ("sh", "cmp", "cp"):
        (checkout / "bin" / name).symlink_to(shutil.which(name) or name)
    stub(checkout / ".venv" / "bin" / "python", 'case "$*" in *playwright*) echo "asked: $@";; esac')
    stub(checkout / "bin" / "id", "echo 1000")
    (checkout / "requirements" / "dev.txt").write_text("nothing==1\n")
    for name in ("build", "dev"):
        shutil.copy(checkout / "requirements" / f"{name}.txt", checkout / ".venv")
    return checkout


def test_an_installed_browser_is_used(bare: Path) -> None:
    stub(bare / "mine", "")
    assert make(bare, "browser", path="", CHROMIUM="./mine") == (0, "", "")
    stub(bare / "bin" / "google-chrome", "")
    assert make(bare, "browser", path="", CHROMIUM="") == (0, "", "")


def test_playwrights_own_browser_is_installed_where_nothing_else_may_be(bare: Path) -> None:
    ended = make(bare, "browser", path="", CHROMIUM="")
    assert ended == (0, "asked: -m playwright install chromium\n", "")


@pytest.mark.skipif(not ON_DEBIAN, reason="Debian's package is for Debian")
def test_on_debian_root_installs_the_systems_browser(bare: Path) -> None:
    stub(bare / "bin" / "id", "echo 0")
    stub(bare / "bin" / "apt-get", 'echo "apt-get $@"')
    ended = make(bare, "browser", path="", CHROMIUM="")
    assert ended == (0, "apt-get -qq update\napt-get -qq install -y chromium\n", "")


def test_without_a_browser_the_message_says_what_to_do(bare: Path) -> None:
    stub(bare / ".venv" / "bin" / "python", 'case "$*" in *playwright*) exit 1;; esac')
    ended = make(bare, "browser", path="", CHROMIUM="")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == (
        "make: no Chromium could be installed for the browser tests; install one, or name it in CHROMIUM\n"
    )
