"""build.py as other tools call it: arguments, exit codes, stdout and stderr."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, CommandResult, Site

NOW = "2026-08-05T08:30"


def call(*arguments: str | Path, cwd: str | Path | None = None) -> CommandResult:
    done = subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    return CommandResult(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def news(site: Site) -> Site:
    """A site with a published article, a scheduled one and a draft."""
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo")
    site.article("content/tin/mai-sau.md", title="Mai sau", date="2026-08-06")
    site.article("content/tin/nhap.md", title="Nháp", draft=True)
    return site


# ---- docs ----


def test_guides_are_listed_and_printed() -> None:
    def docs(*arguments: str) -> CommandResult:
        return call(sys.executable, ROOT / "build.py", "docs", *arguments)

    *listed, where = docs().out.splitlines()
    assert {line.split()[0] for line in listed} == {path.stem for path in (ROOT / "docs").glob("*.md")} - {
        "README"
    }
    assert "bien-tap           Sổ tay biên tập" in listed
    assert where.endswith(str(ROOT / "docs"))
    assert docs("docs/check.md").out == (ROOT / "docs/check.md").read_text(encoding="utf-8")
    wrong = docs("bientap")
    assert (wrong.code, "bien-tap" in wrong.err) == (2, True)


# ---- build ----


def test_build_is_the_default_command(news: Site) -> None:
    ended = news.run("--now", NOW)
    assert (ended.code, ended.err) == (0, "")
    assert "Họp báo" in news.page("tin/hop-bao.html")


def test_the_report_says_what_was_done_and_where_to_look(
    news: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    first = news.main(capsys, "build", "--now", NOW).out.splitlines()
    files = len(news.bytes())
    assert re.fullmatch(rf"{files} files in [\d.]+ s: {files} written, 0 kept, 0 removed", first[0])
    assert first[1] == "1 article"
    assert first[2] == "Not published now: 1 draft, 1 scheduled article (due 06/08/2026)."
    assert re.fullmatch(r"(\w+ [\d.]+ s( · )?)+", first[3])
    assert first[4].endswith(f"site/output/; see it with: python3 build.py serve --site {news.folder}")
    news.article("content/tin/hai.md", title="Bài hai")
    (news.folder / "content/tin/hop-bao.md").unlink()
    second = news.main(capsys, "build", "--now", NOW).out
    assert re.search(r"[1-9]\d* written, [1-9]\d* kept, 1 removed", second)


def test_nothing_is_written_when_nothing_has_changed(news: Site, capsys: pytest.CaptureFixture[str]) -> None:
    news.main(capsys, "build", "--now", NOW)
    before = news.bytes()
    assert f": 0 written, {len(before)} kept, 0 removed" in news.main(capsys, "build", "--now", NOW).out
    assert f": {len(before)} written, 0 kept" in news.main(capsys, "build", "--now", NOW, "--clean").out
    assert news.bytes() == before


@pytest.mark.parametrize(
    "arguments, published",
    [
        (["--now", NOW], ["hop-bao.html", "index.html"]),
        (["--now", "2026-08-06"], ["hop-bao.html", "index.html", "mai-sau.html"]),
        (["--now", NOW, "--drafts"], ["hop-bao.html", "index.html", "mai-sau.html", "nhap.html"]),
        (["--now", "01/08/2026 00:00"], ["hop-bao.html", "index.html"]),
        (["--now", "2026-07-31T23:59"], ["index.html"]),
    ],
)
def test_scheduled_articles_and_drafts_are_not_published(
    news: Site, capsys: pytest.CaptureFixture[str], arguments: list[str], published: list[str]
) -> None:
    assert news.main(capsys, "build", *arguments).code == 0
    pages = [path[4:] for path in news.bytes() if path.startswith("tin/") and path.endswith(".html")]
    assert sorted(pages) == published


@pytest.mark.parametrize("epoch", ["315532800", "1785862800", "abc", ""])
def test_source_date_epoch_does_not_decide_what_is_due(news: Site, epoch: str) -> None:
    """Nix sets it to 1980, Debian and buildx to the last commit: a site would be empty, or never change."""
    assert news.run("build", SOURCE_DATE_EPOCH=epoch).code == 0
    clock = {path for path in news.bytes() if path.startswith("tin/")}
    news.run("build")
    assert {path for path in news.bytes() if path.startswith("tin/")} == clock
    assert "tin/mai-sau.html" in clock


def test_the_bytes_do_not_depend_on_zone_locale_umask_hash_seed_place_or_processes(news: Site) -> None:
    for number in range(170):
        news.article(
            f"content/tin/bai-{number}.md", title=f"Bài {number}", tags=("PAPI", f"thẻ {number % 7}")
        )
    news.run("build", "--now", NOW, "--jobs", "1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    before = news.bytes()
    moved = Site(news.folder.parent / "ở nơi khác")
    shutil.rmtree(moved.folder / "content")
    shutil.copytree(news.folder / "content", moved.folder / "content")
    old = os.umask(0o077)
    try:
        moved.run("build", "--now", NOW, "--jobs", "4", PYTHONHASHSEED="2", TZ="America/Lima")
    finally:
        os.umask(old)
    assert moved.bytes() == before
    assert {oct(path.stat().st_mode & 0o777) for path in (moved.folder / "output").rglob("*.html")} == {
        "0o644"
    }


def test_folders_may_be_anywhere(news: Site, tmp_path: Path) -> None:
    (news.folder / "content").rename(tmp_path / "bai")
    arguments = ["--content", tmp_path / "bai", "--output", tmp_path / "ra", "--cache", tmp_path / "nho"]
    ended = news.run("build", "--now", NOW, *map(str, arguments))
    assert ended.code == 0
    assert (tmp_path / "ra" / "tin" / "hop-bao.html").exists()
    assert sorted(path.name for path in news.folder.iterdir()) == ["site.toml"]


def test_several_sites_are_built_one_after_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = Site(tmp_path / "mot"), Site(tmp_path / "hai")
    ended = first.main(capsys, "build", "--now", NOW, "--site", str(second.folder))
    assert ended.code == 0
    assert first.bytes().keys() == second.bytes().keys() > {"index.html"}
    assert ended.out.count(" files in ") == 2


def test_the_problems_of_several_sites_are_reported_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = (Site(tmp_path / name) for name in ("mot", "hai", "ba"))
    first.article("content/tin/a.md", date="31/02/2026")
    third.article("content/tin/a.md", views=-1)
    others = ["--site", str(first.folder), "--site", str(second.folder)]
    ended = third.main(capsys, "build", "--now", NOW, *others)
    assert ended.code == 1
    lines = ended.err.splitlines()
    assert [line.partition(": ")[0] for line in lines if line.startswith(("In ", "content/"))] == [
        f"In {first.folder}:",
        "content/tin/a.md:3",
        f"In {third.folder}:",
        "content/tin/a.md:4",
    ]
    unpublished = "1 problem in 1 file. Nothing of {} was published; its output/ is as it was."
    assert [line for line in lines if "as it was" in line] == [
        unpublished.format(first.folder),
        unpublished.format(third.folder),
    ]
    assert "index.html" in second.bytes()
    assert not (first.folder / "output").exists() and not (third.folder / "output").exists()


def test_the_sites_own_layouts_come_first(news: Site, capsys: pytest.CaptureFixture[str]) -> None:
    news.write("layouts/pages/not_found.html", "<p>{{ page.title }}</p>\n")
    news.main(capsys, "build", "--now", NOW)
    assert news.page("404.html") == "<p>Không tìm thấy trang</p>\n"


# ---- the site ----


def test_the_site_may_be_named_before_the_command(news: Site, tmp_path: Path) -> None:
    """A site may have the name of a command, too."""
    other = tmp_path / "check"
    shutil.copytree(news.folder, other, ignore=shutil.ignore_patterns("output", ".*"))
    for arguments in (("--site", news.folder, "check"), ("--site=check", "views", "--report")):
        assert call(sys.executable, ROOT / "build.py", *arguments, cwd=tmp_path).code == 0
    assert not (other / "output").exists()
    assert call(sys.executable, ROOT / "build.py", "--site", "check", cwd=tmp_path).code == 0
    assert (other / "output").exists()


def test_a_folder_without_site_toml_is_refused_as_a_site(tmp_path: Path) -> None:
    ended = call(sys.executable, ROOT / "build.py", "--site", tmp_path)
    assert ended.code == 2
    assert (
        ended.err == f"build.py: there is no site.toml in {tmp_path}; a site is a folder with a site.toml\n"
    )


def test_a_mistake_in_an_article_is_exit_code_1_on_standard_error(news: Site) -> None:
    news.article("content/tin/hop-bao.md", title="Họp báo", date="31/02/2026")
    ended = news.run("build")
    assert (ended.code, ended.out) == (1, "")
    problem, counted = ended.err.splitlines()
    assert problem.startswith("content/tin/hop-bao.md:3: `date` is 31/02/2026, a day")
    assert counted == "1 problem in 1 file. Nothing was published; output/ is as it was."


def heeds_sigterm(process: int) -> bool:
    """Tell whether that process has a handler for SIGTERM."""
    caught = re.search(r"^SigCgt:\s*(\w+)", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    return bool(caught and int(caught[1], 16) >> (signal.SIGTERM - 1) & 1)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupted_build_changes_nothing(news: Site, name: str) -> None:
    news.build()
    before = news.bytes()
    lock = next(news.folder.glob(".output.lock"))
    with open(lock, "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # so that the build waits until it is interrupted
        build = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "--site", str(news.folder)],
            stderr=subprocess.PIPE,
            text=True,
        )
        while not heeds_sigterm(build.pid):
            assert build.poll() is None
            time.sleep(0.01)
        build.send_signal(getattr(signal, name))
        _, error = build.communicate(timeout=20)
    assert build.returncode == 130
    # The longer one once the command has begun, the shorter while it is being loaded.
    assert error in ("\nbuild.py: interrupted; output/ is as it was\n", "build.py: interrupted\n")
    assert news.bytes() == before


def test_a_closed_pipe_does_not_stop_a_build(news: Site) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, str(ROOT / "build.py"), "--now", NOW, "--site", str(news.folder)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tin/hop-bao.html" in news.bytes()


# ---- why ----


def test_why_shows_which_input_of_a_page_has_changed(news: Site, capsys: pytest.CaptureFixture[str]) -> None:
    news.main(capsys, "build", "--now", NOW)
    kept = news.main(capsys, "why", "--now", NOW, "/tin/hop-bao.html")
    assert kept.code == 0
    assert not re.search(r"^\*", kept.out, re.MULTILINE)
    news.article("content/tin/hop-bao.md", title="Họp báo", body="Chữ khác.\n")
    before = news.bytes()
    ended = news.main(capsys, "why", "--now", NOW, "/tin/hop-bao.html")
    assert re.findall(r"^\* (\S+)", ended.out, re.MULTILINE) == ["article"]
    assert news.bytes() == before


# ---- new ----


def test_new_creates_a_draft_that_can_be_built(news: Site, capsys: pytest.CaptureFixture[str]) -> None:
    ended = news.main(capsys, "new", 'PAPI 2026: "tăng" 5 bậc', "--section", "tin", "--now", NOW)
    assert (ended.code, ended.err) == (0, "")
    assert "tin/papi-2026-tang-5-bac.md" in ended.out
    assert "\ndate: 2026-08-05T08:30\n" in (news.folder / "content/tin/papi-2026-tang-5-bac.md").read_text()
    assert news.main(capsys, "build", "--now", NOW).code == 0
    assert "tin/papi-2026-tang-5-bac.html" not in news.bytes()
    news.main(capsys, "build", "--now", NOW, "--drafts")
    assert "PAPI 2026: &#34;tăng&#34; 5 bậc" in news.page("tin/papi-2026-tang-5-bac.html")
