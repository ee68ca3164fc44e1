"""The project's own benchmark: every scenario measured, beside Hugo where there is one."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests import hosts
from tests.bench import dialect, real, real_mix
from tests.conftest import ROOT

SCENARIOS = ["cold", "nothing", "body", "newest", "lead", "title", "new"]


def measured(folder: Path, *options: str) -> tuple[list[list[str]], list[dict[str, float]]]:
    """Run the benchmark with ten articles; return the rows of its tables, and of the history."""
    history, corpus = folder / "history.jsonl", folder / "bench"
    options = (*options, "--sizes", "10", "--runs", "1", "--folder", str(corpus), "--history", str(history))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    rows = [
        line.strip("| ").split(" | ")
        for line in lines
        if not line.startswith(("| scenario", "| edit", "| ---"))
    ]
    assert [*corpus.glob("10*")] == []
    return rows, list(map(json.loads, history.read_text(encoding="utf-8").splitlines()))


def test_the_time_from_an_edit_to_a_notified_browser_is_measured(tmp_path: Path) -> None:
    rows, [remembered] = measured(tmp_path, "--serve", "--mixes", "clean")
    assert [name for name, *_ in rows] == ["body", "newest", "lead", "title"]
    assert all(remembered[f"serve/{name}"] > 0 and float(median) >= 0 for name, median, _ in rows)


def test_every_scenario_is_measured_with_both_mixes_beside_hugo_and_logged(tmp_path: Path) -> None:
    hugo = tmp_path / "hugo"
    hugo.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n', encoding="utf-8")
    hugo.chmod(0o755)
    rows, remembered = measured(tmp_path, "--hugo", str(hugo))
    assert [row[0] for row in rows] == SCENARIOS * 2
    assert all(float(row[1]) > 0 and float(row[3]) > 0 and "look" in row[4] for row in rows)
    assert all(float(row[5]) > 0 for row in rows)
    assert [str(row["mix"]) for row in remembered] == ["clean", "real"]
    assert [row["size"] for row in remembered] == [10, 10]
    assert all(row[name] > 0 and row[f"{name}/hugo"] > 0 for row in remembered for name in SCENARIOS)
    assert len((tmp_path / "asked").read_text(encoding="utf-8").splitlines()) == 2 * len(SCENARIOS)


def test_the_real_mix_has_the_shares_of_real_articles() -> None:
    draw = random.Random(1)
    bodies = [real_mix.body(draw) for _ in range(400)]
    for sign, share in {"<": 0.37, "`": 0.30, "&": 0.22, "{": 0.11, "\\": 0.10, "][": 0.10}.items():
        assert abs(sum(sign in body for body in bodies) / len(bodies) - share) < 0.05
    assert 4_300 < sum(len(body.encode()) for body in bodies) / len(bodies) < 5_300


def table(module: str, *options: str) -> list[list[str]]:
    """Return the rows of the table that a benchmark prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.strip("| ").split(" | ") for line in done.stdout.splitlines()[4:]]


def test_a_folder_of_real_articles_is_measured_beside_each_form_of_hugo(tmp_path: Path) -> None:
    hugo, articles = tmp_path / "hugo", tmp_path / "articles"
    hugo.write_text(
        f'#!/bin/sh\necho "$HUGO_PARAMS_SIMILAR $HUGO_OUTPUTS_TERM" >> {tmp_path}/asked\n', encoding="utf-8"
    )
    hugo.chmod(0o755)
    articles.mkdir()
    (articles / "a.md").write_text(
        "---\ntitle: A\ndate: 2024-01-01\n---\n\nChữ. [x](y.md)\n", encoding="utf-8"
    )
    (articles / "README.md").write_text("No article.\n", encoding="utf-8")
    options = ("--hugo", str(hugo), "--runs", "1", "--folder", str(tmp_path / "scratch"))
    rows = table("real", str(articles), *options)
    assert [row[0] for row in rows] == ["bantin", *(f"Hugo: {form}" for form in real.HUGO)]
    assert all(float(figure) > 0 for row in rows for figure in row[1:2])
    assert (tmp_path / "asked").read_text(encoding="utf-8").splitlines() == [
        " ",
        "true ",
        'true ["html", "rss"]',
    ] * 2  # a first round is not counted
    assert not (tmp_path / "scratch").exists()


def test_many_sites_in_one_run_are_measured(tmp_path: Path) -> None:
    rows = table("many", "--sites", "1,2", "--articles", "10", "--folder", str(tmp_path / "many"))
    assert [(sites, build) for sites, build, *_ in rows] == [
        (sites, build) for sites in "12" for build in ("cold", "one new article in each")
    ]
    assert all(
        float(wall) > 0 and float(processor) > 0 and int(peak) > 20 for *_, wall, processor, peak in rows
    )


def test_articles_are_compared_with_githubs_parser_and_differences_are_counted_by_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "a": "Hồ sơ gồm:\n- Đơn[^1]\n\n[^1]: Ghi chú.",
        "b": "##Tít",
        "c": "- [x] Xong <script>x</script>",
        "d": "[a](javascript:x)",
    }
    for name, body in texts.items():
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: Một\ndate: 2026-08-01\n---\n\n{body}\n")
    dialect.main([str(tmp_path)])
    assert capsys.readouterr().out.splitlines() == [
        "4 articles, 3 accepted, 0 off the fast path",
        "0 lose words in silence",
        "      3  75.00 %  as GitHub has them",
        "      4 100.00 %  the same with what docs/markdown.md declares",
        "      1  25.00 %  a heading without a space",
        f"                  {tmp_path}/b.md",
    ]


def test_publishing_is_measured(tmp_path: Path) -> None:
    for name in ("sshd", "rsync"):
        hosts.program(name)
    rows = table("publishing", "--articles", "10", "--runs", "1", "--folder", str(tmp_path / "publishing"))
    names = ["restored cache", "clean build"]
    names += [f"ssh, {name}" for name in ("everything", "one new article", "nothing new")]
    assert [name for name, *_ in rows] == names
    assert all(float(wall) > 0 and float(processor) > 0 for _, wall, processor in rows)
