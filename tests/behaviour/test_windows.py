"""Commands on Windows, tested by hiding what Python lacks there: no traceback, and editors' commands run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bantin.cli.arguments import COMMANDS, POSIX_ONLY
from bantin.content.body_lint import PLACEHOLDER
from tests.conftest import ROOT, CommandResult

# Loaded by every Python that starts with it on its path. What Python's own POSIX modules need stays.
WINDOWS = """\
import os, select, signal, sys, time

HIDDEN = {
    os: "fork forkpty pread pwrite preadv pwritev sched_getaffinity geteuid getuid getegid getgid chown "
    "fchown lchown mkfifo killpg setsid getpgid setpgid waitid wait3 wait4 sync statvfs posix_fadvise "
    "posix_fallocate sendfile O_DIRECTORY O_CLOEXEC O_NOFOLLOW O_NONBLOCK O_SYNC O_NOCTTY",
    signal: "SIGHUP SIGKILL SIGALRM SIGQUIT SIGUSR1 SIGUSR2 SIGCHLD SIGPIPE pthread_sigmask sigpending "
    "sigwait setitimer alarm SIG_BLOCK SIG_SETMASK ITIMER_REAL",
    time: "clock_gettime clock_gettime_ns clock_getres",
    select: "poll epoll",
}
for module, names in HIDDEN.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None

scandir, open_, rename = os.scandir, os.open, os.rename

def scan(path="."):
    if isinstance(path, int):
        raise TypeError("scandir: path should be string, bytes, os.PathLike or None, not int")
    return scandir(path)

def open_file(path, flags, *more, **named):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return open_(path, flags, *more, **named)

def rename_to_free(old, new, **named):
    if os.path.exists(new):
        raise FileExistsError(17, "File exists", new)
    return rename(old, new, **named)

os.scandir, os.open, os.rename = scan, open_file, rename_to_free
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office's site, and beside it the folder that hides what Windows lacks."""
    folder = tmp_path_factory.mktemp("windows")
    (folder / "python").mkdir()
    (folder / "python" / "sitecustomize.py").write_text(WINDOWS)
    assert run(folder / "site", "init", str(folder / "site"), has_site=False).code == 0
    return folder / "site"


def run(office: Path, *arguments: str, has_site: bool = True) -> CommandResult:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments, *(["--site", str(office)] if has_site else [])],
        env={**os.environ, "PYTHONPATH": str(office.parent / "python")},
        capture_output=True,
        text=True,
        check=False,
    )
    return CommandResult(done.returncode, done.stdout, done.stderr)


def test_what_windows_lacks_is_hidden_in_these_tests(office: Path) -> None:
    asked = "import os, signal; print(hasattr(os, 'fork'), hasattr(signal, 'SIGHUP')); import fcntl"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONPATH": str(office.parent / "python")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "False False\n"
    assert "ModuleNotFoundError" in done.stderr


def test_help_is_shown(office: Path) -> None:
    ended = run(office, "--help", has_site=False)
    assert (ended.code, ended.err) == (0, "")


def test_an_editor_gets_from_a_new_article_to_a_checked_and_published_one(office: Path) -> None:
    assert run(office, "check", "--strict", "--jobs", "4") == run(office, "check", "--strict")
    assert run(office, "check", "--strict").code == 0
    assert run(office, "new", "Họp báo tháng Tám", "--section", "tin-tuc", "--now", "2026-08-05").code == 0
    named = "tin-tuc/hop-bao-thang-tam"
    file = office / "content" / f"{named}.md"
    file.write_text(file.read_text("utf-8").replace(PLACEHOLDER, "Sở họp báo."), "utf-8")
    assert run(office, "publish", named, "--now", "2026-08-05T08:30").code == 0
    ended = run(office, "rename", named, "Họp báo quý Ba", "--now", "2026-08-06")
    assert (ended.code, ended.err) == (0, "")
    text = (office / "content/tin-tuc/hop-bao-quy-ba.md").read_text("utf-8")
    assert "date: 2026-08-05T08:30\n" in text
    assert "aliases:\n  - /tin-tuc/hop-bao-thang-tam.html\n" in text
    assert run(office, "next", "--now", "2027-01-01").code == 4
    assert "hop-bao-quy-ba.md" in run(office, "list", "recent", "--now", "2026-08-06").out
    ended = run(office, "check", "--now", "2027-01-01")
    assert (ended.code, ended.err) == (0, "")
    assert "content/tin-tuc/hop-bao-quy-ba.md" in ended.out


@pytest.mark.parametrize("command", sorted(POSIX_ONLY))
def test_unsupported_commands_say_what_to_use_instead(office: Path, command: str) -> None:
    more = {"deploy": ["x"], "import": ["x"], "views": ["x"]}.get(command, [])
    ended = run(office, command, *more)
    assert ended.code == 2
    message = rf"build\.py: {command} does not run on Windows by itself; use WSL 2, as `docs windows` .*\n"
    assert re.fullmatch(message, ended.err)


def test_every_other_command_is_loaded_without_a_traceback(office: Path) -> None:
    names = sorted(COMMANDS.keys() - POSIX_ONLY)
    asked = f"from bantin.cli.arguments import command_module\nfor name in {names}: command_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONPATH": f"{office.parent / 'python'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
