"""Files for CI, checked by the programs that read them; and the publishing run itself, in a fresh clone."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import hosts
from tests.conftest import ROOT, SETTINGS, Site

GITHUB, FORGEJO = ROOT / ".github" / "workflows", ROOT / ".forgejo" / "workflows"
STARTER = ROOT / "bantin" / "editing" / "starter"
OF_INIT = [STARTER / f"dot-{host}" / "workflows" for host in ("github", "forgejo")]
WORKFLOWS = [str(path) for folder in (GITHUB, FORGEJO, *OF_INIT) for path in sorted(folder.glob("*.yml"))]


def run(*command: str, **environment: str) -> str:
    """Run a program that must report nothing; return what it prints."""
    done = subprocess.run(
        [hosts.program(command[0]), *command[1:]],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_workflows_have_the_form_that_hosts_ask_for() -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    gitlab = [str(ROOT / ".gitlab-ci.yml"), str(STARTER / "dot-gitlab-ci.yml")]
    run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", *gitlab)


def test_actionlint_finds_nothing() -> None:
    run("actionlint", "-shellcheck=", "-ignore", 'label "docker" is unknown', *WORKFLOWS)


def test_zizmor_finds_nothing() -> None:
    run("zizmor", "--offline", "--persona=auditor", "--no-progress", str(GITHUB))


def test_a_changed_article_starts_no_tests() -> None:
    test = yaml.load((GITHUB / "test.yml").read_text(), Loader=yaml.BaseLoader)
    for event in ("push", "pull_request"):
        assert "content/**" in test["on"][event]["paths-ignore"]
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    watched = [path for rule in gitlab["test"]["rules"] for path in rule["changes"]]
    assert not any(path.startswith("content") for path in watched)
    engine = {path.partition("/")[0] for path in watched}
    assert {"bantin", "layouts", "assets", "tests", "tools", "requirements", "pyproject.toml"} <= engine


def test_every_host_runs_the_same_steps_each_hour_too() -> None:
    for path in (GITHUB / "publish.yml", FORGEJO / "publish.yml"):
        workflow: Any = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
        assert workflow["on"]["schedule"]
        commands = [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step]
        assert [command for command in commands if "ci-publish" in command] == [
            "tools/ci-publish build",
            "tools/ci-publish deploy",
        ]
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    assert gitlab["pages"]["script"][:2] == ["tools/ci-publish build", "tools/ci-publish deploy"]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("content/tin/a.md:3: `date` is 31/02/2026; correct it", ("bantin", "content/tin/a.md", "3")),
        ("warning: content/a b.md:7: no file; correct it", ("bantin-warning", "content/a b.md", "7")),
        ("advice: site.toml: no `description`; write one", ("bantin-warning", "site.toml", None)),
        ("226 files in 0.99 s: 226 written, 0 kept, 0 removed", None),
        ("The site is in output/; see it with: make serve", None),
    ],
)
def test_github_shows_problems_at_their_lines(line: str, expected: tuple[str, str, str] | None) -> None:
    matchers = json.loads((ROOT / ".github" / "problems.json").read_text())["problemMatcher"]
    seen = [
        (matcher["owner"], match[pattern["file"]], match[pattern["line"]])
        for matcher in matchers
        for pattern in matcher["pattern"]
        if (match := re.match(pattern["regexp"], line))
    ]
    assert seen == ([expected] if expected else [])


def test_the_publishing_run_works_in_a_fresh_clone_and_again_with_its_cache(tmp_path: Path) -> None:
    project = tmp_path / "project"
    unwanted = (".venv", ".git", "output", ".cache", "examples", "tests", "docs", "__pycache__")
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*unwanted), symlinks=True)
    shutil.rmtree(project / "content")
    site = Site(project)
    site.article("content/tin/a.md")
    target = f'[deploy.thu]\nkind = "folder"\npath = "{tmp_path / "www"}"\n'
    site.write("site.toml", SETTINGS.replace("thu.example", "bantin.gov.vn") + target)
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]

    def commit() -> None:
        hosts.git(project, "add", "--all")
        hosts.git(project, *identity, "commit", "--quiet", "--message", "Bài mới")

    hosts.git(project, "init", "--quiet")
    commit()
    run(str(project / "tools" / "ci-local"), PYTHON=sys.executable, BANTIN_TARGET="thu")
    page = tmp_path / "www" / "current" / "index.html"
    assert "<!doctype html>" in page.read_text()
    before = page.stat()
    output = run(str(project / "tools" / "ci-local"), PYTHON=sys.executable, BANTIN_TARGET="thu")
    assert ": 0 written, " in output  # all comes from the cache, though the clone is another
    assert page.stat().st_ino == before.st_ino
    assert len(list((tmp_path / "www" / "releases").glob("*Z"))) == 1


@pytest.mark.parametrize(
    "options, ci, is_reused",
    [((), "", False), ((), "true", True), (("--portable-cache",), "", True), (("--carried",), "", True)],
)
@pytest.mark.parametrize("several", [False, True])
def test_another_clone_reuses_the_cache_of_ci_and_of_a_build_that_is_asked_for_it(
    tmp_path: Path, options: tuple[str, ...], ci: str, is_reused: bool, several: bool
) -> None:
    first = Site(tmp_path / "first")
    first.article("content/tin/a.md")
    others = ("--site", str(Site(tmp_path / "second").folder)) if several else ()
    assert first.run("build", *others, *options, CI=ci).code == 0
    clone = Site.at(tmp_path / "clone")
    shutil.copytree(first.folder, clone.folder, copy_function=shutil.copyfile)
    assert (clone.build(search="build").written == 0) == is_reused
