"""Unusual environments of the build process: closed streams, limits, signals, missing folders.

A build either succeeds, or says in a sentence why it cannot, and leaves output/ as it was.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ENGINE, CommandResult, Site

NOW = "2026-08-05T08:30"


def shell(site: Site, script: str, *, cwd: Path | None = None, **environment: str) -> CommandResult:
    """Run a line of sh, in which "$@" is `build.py build` for this site."""
    command = [sys.executable, str(ENGINE / "build.py"), "build", "--now", NOW, "--site", str(site.folder)]
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return CommandResult(done.returncode, done.stdout, done.stderr)


# ---- nobody listens ----


@pytest.mark.parametrize(
    "script", ['"$@" >&-', '"$@" 2>&-', '"$@" <&-', '"$@" <&- >&- 2>&-', '"$@" 2>/dev/full']
)
def test_a_build_does_not_need_standard_streams(edited: Site, script: str) -> None:
    ended = shell(edited, script)
    assert (ended.code, ended.err) == (0, "")
    assert "Chữ mới." in edited.page("tin/hop-bao.html")


def test_output_to_the_terminal_never_gets_into_a_page(edited: Site) -> None:
    """If the three standard streams are closed, the next opened files would get their numbers."""
    shell(edited, '"$@" --clean <&- >&- 2>&-')
    quick = edited.bytes()
    edited.build(clean=True)
    assert edited.bytes() == quick


def test_a_report_that_cannot_be_written_is_reported(edited: Site) -> None:
    ended = shell(edited, '"$@" >/dev/full')
    assert ended.code == 0
    assert ended.err.startswith("build.py: the output could not be written: the disk or your quota is full")
    assert "Chữ mới." in edited.page("tin/hop-bao.html")


def test_a_printing_command_fails_if_it_cannot_print(edited: Site) -> None:
    ended = shell(edited, '"$1" "$2" why /tin/hop-bao.html --site "$7" >/dev/full')
    assert ended.code == 2
    assert ended.err.startswith("build.py: the output could not be written: the disk or your quota is full")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", ">/dev/full 2>&1"])
def test_problems_that_cannot_be_printed_still_stop_a_build(edited: Site, redirection: str) -> None:
    edited.article("content/tin/hop-bao.md", date="31/02/2026")
    before = edited.bytes()
    assert shell(edited, f'"$@" {redirection}').code == 1
    assert edited.bytes() == before


@pytest.mark.parametrize("terminal", ["dumb", "", "xterm", "no-such-terminal"])
def test_any_terminal_encoding_works(edited: Site, terminal: str) -> None:
    ended = shell(edited, '"$@"', TERM=terminal, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ended.code, ended.err) == (0, "")
    edited.write("content/tin/hop-bao.md", "---\ntitle: Họp báo\ndate: hôm nay\n---\n")
    ended = shell(edited, '"$@"', TERM=terminal, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ended.code == 1
    assert "hôm nay" in ended.err


# ---- where it stands ----


def test_the_working_folder_may_be_deleted(edited: Site, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = shell(edited, 'rmdir "$PWD" && "$@"', cwd=gone)
    assert (ended.code, ended.err) == (0, "")
    assert str(edited.folder / "output") in ended.out
    gone.mkdir()
    ended = shell(edited, 'rmdir "$PWD" && "$@" --output ra', cwd=gone)
    assert ended.code == 2
    assert ended.err == (
        "build.py: the working folder no longer exists; change to another and try again; "
        "output/ is as it was\n"
    )


def test_names_in_vietnamese_are_the_same_in_any_locale(site: Site) -> None:
    site.section("content/tin tức", title="Tin tức")
    site.article("content/tin tức/họp báo.md", title="Họp báo", body="[Tệp](<tệp đính kèm.pdf>)\n")
    site.write("content/tin tức/tệp đính kèm.pdf", "%PDF-1.4")
    site.build()
    expected = site.bytes()
    for locale in ("C", "POSIX", "vi_VN.TCVN", "en_US.ISO-8859-1"):
        ended = shell(site, '"$@" --clean', LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert (ended.code, ended.err) == (0, "")
        assert site.bytes() == expected


@pytest.mark.parametrize("name", ["TMPDIR", "HOME"])
def test_neither_a_home_nor_a_temporary_folder_is_needed(edited: Site, name: str) -> None:
    assert shell(edited, f'{name}=/nonexistent "$@"').code == 0


# ---- what it may use ----


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("-n 5", "too many files are open at once; raise the limit (`ulimit -n`)"),
        ("-f 0", "the file is larger than the system's limit; raise the limit (`ulimit -f`)"),
        ("-f 4", "the file is larger than the system's limit; raise the limit (`ulimit -f`)"),
    ],
)
def test_a_limit_that_is_too_low_is_reported(edited: Site, limit: str, sentence: str) -> None:
    before = edited.bytes()
    ended = shell(edited, f'ulimit {limit}; exec "$@" --jobs 1')
    assert ended.code == 2
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    assert edited.bytes() == before


def test_many_articles_are_built_with_few_open_files(edited: Site) -> None:
    for number in range(200):
        edited.article(f"content/tin/bai-{number}.md", title=f"Bài {number}")
    assert shell(edited, 'ulimit -n 20; exec "$@" --jobs 8').code == 0
    assert "Bài 199" in edited.page("tin/bai-199.html")


# ---- signals ----


@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_during_start_ends_the_program(edited: Site, signal: str) -> None:
    before = edited.bytes()
    interrupted = f"""
import os, runpy, signal, sys

class Finder:
    def find_spec(self, name, path, target=None):
        if name == "bantin.cli.main":
            os.kill(os.getpid(), signal.{signal})

signal.signal(signal.{signal}, signal.SIG_DFL)  # whoever runs the tests may have it ignored
sys.meta_path.insert(0, Finder())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
    ended = shell(edited, 'python=$1; shift; exec "$python" -c "$CODE" "$@"', CODE=interrupted)
    assert (ended.code, ended.out, ended.err) == (130, "", "build.py: interrupted\n")
    assert edited.bytes() == before
