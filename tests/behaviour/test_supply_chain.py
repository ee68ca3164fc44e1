"""Downloads: none during a build, only pinned versions in CI; workflows have few permissions."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Site

WORKFLOWS = sorted(
    path for host in (".github", ".forgejo") for path in (ROOT / host / "workflows").glob("*.y*ml")
)

# Loaded by every Python that starts with it on its path: whoever so much as makes a socket fails.
CUT_OFF = """\
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError("the network is cut off")

sys.addaudithook(refuse)
"""


@pytest.fixture
def cut_off(tmp_path: Path) -> str:
    """Return a PYTHONPATH under which there is no network."""
    (tmp_path / "cut-off").mkdir()
    (tmp_path / "cut-off" / "sitecustomize.py").write_text(CUT_OFF)
    return str(tmp_path / "cut-off")


def test_the_network_is_cut_off_in_these_tests(cut_off: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        env={**os.environ, "PYTHONPATH": cut_off},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the network is cut off" in done.stderr


def test_a_site_is_built_without_a_network(site: Site, cut_off: str) -> None:
    site.section("content/tin", title="Tin tức")
    for number in range(160):
        site.article(f"content/tin/bai-{number}.md", title=f"Bài {number}", body="Một<br>dòng.\n")
    for arguments in (["--jobs", "2"], ["--drafts"], ["--clean", "--jobs", "1"]):
        ended = site.run("build", *arguments, PYTHONPATH=cut_off)
        assert (ended.code, ended.err) == (0, "")
    assert "Bài 159" in site.page("tin/bai-159.html")


# ---- CI ----


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request: pytest.FixtureRequest) -> Any:
    # Scalars as texts: YAML 1.1 takes the key `on` for a yes.
    return yaml.load(request.param.read_text(), Loader=yaml.BaseLoader)


def steps(workflow: Any) -> Iterator[Any]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def test_there_is_a_workflow() -> None:
    assert WORKFLOWS


def test_a_workflow_may_read_the_code_and_nothing_else(workflow: Any) -> None:
    """Except for the job that only deploys an artifact to Pages."""
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        if "permissions" in job:
            assert job["permissions"] == {"pages": "write", "id-token": "write"}
            assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/deploy-pages"]
            assert "github.event_name != 'pull_request'" in job["if"]
    assert not {"pull_request_target", "workflow_run"} & {*workflow["on"]}, "they run with the rights of main"


def test_secrets_are_given_to_the_deploy_alone_and_never_to_a_pull_request(workflow: Any) -> None:
    deploys = [step for step in steps(workflow) if step.get("run") == "tools/ci-publish deploy"]
    for step in deploys:
        assert step.pop("if") == "github.event_name != 'pull_request'"
        assert all(
            re.fullmatch(r"\$\{\{ (secrets|vars)\.\w+ \}\}", value) for value in step.pop("env").values()
        )
    assert "secrets." not in str(workflow)


def test_actions_are_pinned_by_commit_and_leave_no_credentials(workflow: Any) -> None:
    used = [step for step in steps(workflow) if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"[\w-]+/[\w./-]+@[0-9a-f]{40}", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_nothing_from_outside_is_put_into_a_script(workflow: Any) -> None:
    """The name of a branch or a title in `run:` would be executed."""
    for step in steps(workflow):
        inserted = re.findall(r"\$\{\{\s*(.*?)\s*\}\}", step.get("run", ""))
        assert {name.partition(".")[0] for name in inserted} <= {"matrix"}


def test_every_job_ends(workflow: Any) -> None:
    assert all(int(job["timeout-minutes"]) <= 60 for job in workflow["jobs"].values())


LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("build", "dev", "audit")}


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_no_place_to_download_from(name: str) -> None:
    entries = LOCKS[name].replace(" \\\n", " ").splitlines()
    assert [
        entry
        for entry in entries
        if not re.fullmatch(r"[a-z0-9-]+==\S+( ; [^#@]+?)?( +--hash=sha256:\w{64})+", entry)
    ] == []
    assert "://" not in LOCKS[name]


def test_both_locks_agree_and_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    build, dev = pins(LOCKS["build"]), pins(LOCKS["dev"])
    assert build.items() <= dev.items()

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[^\w-]", requirement)[0].lower() for requirement in wanted}

    assert names(project["project"]["dependencies"]) <= build.keys()
    assert names(project["dependency-groups"]["dev"]) <= dev.keys()
