"""The project's own benchmark: every scenario measured, beside Hugo where there is one."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

SCENARIOS = ["cold", "nothing", "body", "newest", "lead", "title", "new"]


def test_how_soon_serve_tells_of_an_edit_is_measured(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    options = ["--serve", "--sizes", "10", "--runs", "1", "--folder", str(tmp_path / "bench")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench", *options, "--history", str(history)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")][2:]
    assert [name for name, *_ in rows] == ["body", "newest", "lead", "title"]
    [remembered] = map(json.loads, history.read_text(encoding="utf-8").splitlines())
    assert all(remembered[f"serve/{name}"] > 0 and float(median) >= 0 for name, median, _ in rows)
    assert not (tmp_path / "bench" / "10").exists()


def test_every_scenario_is_measured_and_remembered_beside_hugos(tmp_path: Path) -> None:
    hugo = tmp_path / "hugo"
    hugo.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n', encoding="utf-8")
    hugo.chmod(0o755)
    options = ["--sizes", "10", "--runs", "1", "--folder", str(tmp_path / "bench"), "--hugo", str(hugo)]
    history = tmp_path / "history.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench", *options, "--history", str(history)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")][2:]
    assert [row[0].removeprefix("| ") for row in rows] == SCENARIOS
    assert all(float(row[1]) > 0 and float(row[3]) > 0 and "look" in row[4] for row in rows)
    [remembered] = map(json.loads, history.read_text(encoding="utf-8").splitlines())
    assert remembered["size"] == 10
    assert all(remembered[name] > 0 and remembered[f"{name}/hugo"] > 0 for name in SCENARIOS)
    assert len((tmp_path / "asked").read_text(encoding="utf-8").splitlines()) == len(SCENARIOS)
    assert not (tmp_path / "bench" / "10").exists()
