"""`check` for programs, for a few files, and with rules switched off."""

import json
import re
import subprocess
import sys
import time

import pytest

from bantin.i18n.messages import MESSAGES
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import ROOT, Site

Capture = pytest.CaptureFixture[str]
NOW = ("--now", "2026-08-05T08:30")


@pytest.fixture
def flawed(site: Site) -> Site:
    site.write("content/_index.md", "---\ntitle: Trang chủ\n---\n")
    site.article("content/a.md", date="31/02/2026", summary="Một câu.", tags=("x",))
    site.article("content/b, c.md", body="Chữ **đậm.\n\nXem [bài](khong.md).\n", summary="Một câu.")
    return site


def test_lines_are_what_problem_matchers_read(flawed: Site, capsys: Capture) -> None:
    lines = flawed.main(capsys, "check", "--format", "lines", *NOW).out.splitlines()
    parts = [re.fullmatch(r"(.+?):(\d+):(\d+): (error|warning|info): (.+) \[(.+)\]", line) for line in lines]
    assert [part and (*part.groups()[:4], part[6]) for part in parts] == [
        ("content/a.md", "3", "7", "error", "no-such-date"),
        ("content/b, c.md", "1", "1", "info", "advice-no-tags"),
        ("content/b, c.md", "7", "1", "warning", "warn-bold-open"),
        ("content/b, c.md", "9", "11", "error", "link-missing"),
    ]


def test_github_shows_them_at_their_lines(flawed: Site, capsys: Capture) -> None:
    lines = flawed.main(capsys, "check", "--format", "github", *NOW).out.splitlines()
    assert [line.partition("::")[2].partition("::")[0] for line in lines] == [
        "error file=content/a.md,line=3,col=7,title=no-such-date",
        "notice file=content/b%2C c.md,line=1,col=1,title=advice-no-tags",
        "warning file=content/b%2C c.md,line=7,col=1,title=warn-bold-open",
        "error file=content/b%2C c.md,line=9,col=11,title=link-missing",
    ]


def test_json_has_every_part(flawed: Site, capsys: Capture) -> None:
    ended = flawed.main(capsys, "check", "--format", "json", *NOW)
    first, *rest = json.loads(ended.out)
    assert (ended.code, len(rest)) == (1, 3)
    assert (first["path"], first["line"], first["column"], first["rule"]) == (
        "content/a.md",
        3,
        7,
        "no-such-date",
    )
    assert first["sentence"].startswith("`date` is 31/02/2026")


def test_a_file_is_checked_alone(flawed: Site, capsys: Capture) -> None:
    ended = flawed.main(capsys, "check", "content/b, c.md", "--format", "lines", *NOW)
    assert ended.code == 1
    assert [line.rpartition("[")[2] for line in ended.out.splitlines()] == [
        "advice-no-tags]",
        "warn-bold-open]",
        "link-missing]",
    ]
    assert not (flawed.folder / ".cache").exists()
    flawed.write("content/khong.md", "---\ntitle: Không\ndate: 2026-08-01\n---\n\nChữ.\n")
    assert flawed.main(capsys, "check", str(flawed.folder / "content/b, c.md"), *NOW).code == 0
    assert "is not an article of this site" in flawed.main(capsys, "check", "site.toml").err


def test_a_picture_that_a_single_file_names_is_suggested_among_pictures(site: Site, capsys: Capture) -> None:
    """The article itself is in the same folder and has a similar name."""
    site.write("content/tin/anh-hop.jpg", b"")
    for name, image in (("anh", "a.pdf"), ("anh-hop", "anhhop.jpg")):
        site.article(f"content/tin/{name}.md", image=image)
    said = site.main(capsys, "check", "content/tin/anh.md", "content/tin/anh-hop.md", *NOW).out
    assert "there is no picture tin/a.pdf; put it there" in said
    assert "there is no picture tin/anhhop.jpg; did you mean /tin/anh-hop.jpg?" in said


def test_checking_a_file_imports_no_module_that_plans_pages(site: Site) -> None:
    """The command takes 0.2 s of processor time, a third of it to start Python."""
    site.article("content/a.md")
    code = (
        "import sys; from bantin.cli.main import main\n"
        "main(['check', *sys.argv[1:3]], engine=sys.argv[3], site=sys.argv[4])\n"
        "print([name for name in sys.modules if name.startswith(('bantin.pages', 'bantin.build', 'jinja2'))])"
    )
    arguments = [str(site.folder / "content/a.md"), "--format=lines", str(ROOT), str(site.folder)]
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_rules_are_switched_off_in_site_toml(flawed: Site, capsys: Capture) -> None:
    flawed.article("content/cu/a.md", body="[tại đây](/)\n")
    flawed.section("content/cu", title="Cũ")
    with (flawed.folder / "site.toml").open("a") as file:
        file.write(
            '[check]\noff = ["no-tags"]\n[[check.except]]\nfiles = "content/cu/*"\noff = ["no-summary"]\n'
        )
    rules = {
        (finding["path"], finding["rule"])
        for finding in json.loads(flawed.main(capsys, "check", "--format", "json", *NOW).out)
    }
    assert ("content/cu/a.md", "advice-link-words") in rules
    assert not {
        rule for rule in rules if rule[1] in ("advice-no-tags", "advice-no-summary") and "cu/a" in rule[0]
    }
    flawed.write("site.toml", 'name = "a"\naddress = "https://x.example/"\n[check]\noff = ["no-such-date"]\n')
    assert "`off` has `no-such-date`; only " in flawed.main(capsys, "check", *NOW).out


def test_a_rule_is_switched_off_in_the_file_itself(site: Site, capsys: Capture) -> None:
    site.section("content", title="Trang chủ")
    for name in ("a", "b"):
        switched_off = {"check_off": "[no-tags, advice-no-summary, bold-open]"} if name == "a" else {}
        site.article(f"content/{name}.md", title=name, body="Chữ **đậm.\n", **switched_off)
    findings = json.loads(site.main(capsys, "check", "--format", "json", *NOW).out)
    assert {finding["path"] for finding in findings} == {"content/b.md"}
    assert site.main(capsys, "check", "content/a.md", *NOW).out.startswith(
        "0 problems, 0 warnings, advice on 0"
    )
    built = site.main(capsys, "build", *NOW).err
    assert [line.split(":")[1] for line in built.splitlines()] == [" content/b.md"]


def test_a_rule_that_a_file_no_longer_switches_off_is_reported_again(site: Site, capsys: Capture) -> None:
    site.write("site.toml", 'name = "a"\naddress = "https://x.example/"\ndead_links = "warn"\n')
    site.section("content", title="Trang chủ")
    body = "Xem [bài](https://x.example/khong.html).\n"
    site.article("content/a.md", body=body, check_off="[own-url-dead]")
    time.sleep(TRUST_AFTER_NS / 1e9)
    assert site.main(capsys, "build", *NOW).err == ""
    assert site.main(capsys, "build", *NOW).err == ""
    site.article("content/a.md", body=body)
    warning = "warning: content/a.md:6: the link to https://x.example/khong.html"
    assert site.main(capsys, "build", *NOW).err.startswith(warning)
    time.sleep(TRUST_AFTER_NS / 1e9)
    assert site.main(capsys, "build", *NOW).err.startswith(warning)
    site.article("content/a.md", body=body, check_off="[own-url-dead]")
    assert site.main(capsys, "build", *NOW).err == ""


def test_every_rule_is_in_the_docs() -> None:
    named = set(
        re.findall(r"^\| `(.+?)` \| (warn|advice) \|", (ROOT / "docs/check.md").read_text(), re.MULTILINE)
    )
    codes = {
        tuple(reversed(code.split("-", 1))) for code in MESSAGES if code.startswith(("warn-", "advice-"))
    }
    assert named == codes
