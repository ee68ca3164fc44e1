"""Time cold builds of real articles: `python -m tests.bench.real FOLDER --hugo PROGRAM [--runs 5]`.

FOLDER: Markdown with front matter. bantin builds it as it ships, without the search index and share cards;
dead links are warnings. Hugo builds the same files by the layouts of tests/bench/hugo/, in several forms: its
related articles take as long as the rest, and its feeds hold all articles unless a limit is set, so that what
is compared with what must be said. All take turns. Prints medians of seconds from start to exit and of
processor time; the ratios are medians of those of single rounds.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.bench import ROOT, TimedRun, timed

SETTINGS = 'name = "Bài thật"\naddress = "https://do.example/"\nshare_cards = []\ndead_links = "warn"\n'
_RELATED = {"HUGO_PARAMS_SIMILAR": "true"}
# What Hugo makes, as variables of its environment.
HUGO = {
    "pages of tags": {},
    "related articles": {**_RELATED, "HUGO_DISABLEKINDS": "taxonomy term"},
    "related articles, pages of tags, feeds of tags with all articles": {
        **_RELATED,
        "HUGO_OUTPUTS_TERM": '["html", "rss"]',
        "HUGO_SERVICES_RSS_LIMIT": "-1",
    },
}


class Bench:
    """A folder of articles, and the commands that build it. scratch: a folder that is made anew."""

    def __init__(self, articles: Path, scratch: Path, hugo: str) -> None:
        self._site = scratch / "site"
        self._published = scratch / "hugo"
        self._hugo = hugo
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(articles, self._site / "content", ignore=shutil.ignore_patterns("README.md"))
        (self._site / "site.toml").write_text(SETTINGS, encoding="utf-8")

    def build(self) -> TimedRun:
        for name in ("output", ".cache"):
            shutil.rmtree(self._site / name, ignore_errors=True)
        return timed(
            [sys.executable, str(ROOT / "build.py"), "build", "--site", str(self._site), "--no-search"]
        )

    def build_with_hugo(self, form: str) -> TimedRun:
        shutil.rmtree(self._published, ignore_errors=True)
        variables = [f"{name}={value}" for name, value in HUGO[form].items()]
        folders = ["--contentDir", str(self._site / "content"), "--destination", str(self._published)]
        source = ["--source", str(ROOT / "tests" / "bench" / "hugo")]
        return timed(["env", *variables, self._hugo, "--quiet", "--noBuildLock", *source, *folders])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("articles", type=Path, metavar="FOLDER")
    asked.add_argument("--hugo", default=shutil.which("hugo") or "", help="Hugo's program")
    asked.add_argument("--runs", type=int, default=5)
    memory = Path("/dev/shm" if Path("/dev/shm").is_dir() else ROOT / ".cache")
    asked.add_argument(
        "--folder", type=Path, default=memory / "bantin-real", help="is made anew, then deleted"
    )
    wanted = asked.parse_args()
    bench = Bench(wanted.articles, wanted.folder, wanted.hugo)
    try:
        print_table(measured(bench, list(HUGO) if wanted.hugo else [], wanted.runs))
    except subprocess.CalledProcessError as fault:
        sys.exit(f"{fault.stdout}{fault.stderr}")
    finally:
        shutil.rmtree(wanted.folder)


def measured(bench: Bench, forms: list[str], runs: int) -> dict[str, list[TimedRun]]:
    """Return the runs of bantin and of each form of Hugo, in turn. A first round is not counted."""
    rounds = [[bench.build(), *map(bench.build_with_hugo, forms)] for _ in range(runs + 1)][1:]
    names = ("bantin", *(f"Hugo: {form}" for form in forms))
    return {name: list(of_one) for name, of_one in zip(names, zip(*rounds, strict=True), strict=True)}


def print_table(runs: dict[str, list[TimedRun]]) -> None:
    own = runs["bantin"]
    print(f"{len(own)} runs, {os.cpu_count()} processors\n")
    print("| builder | s | processor s | bantin ÷ it, time | bantin ÷ it, processor time |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, others in runs.items():
        seconds, processor = (
            statistics.median(column) for column in zip(*(run[:2] for run in others), strict=True)
        )
        pairs = [*zip(own, others, strict=True)]
        time = statistics.median(mine.seconds / theirs.seconds for mine, theirs in pairs)
        work = statistics.median(mine.processor / theirs.processor for mine, theirs in pairs)
        print(f"| {name} | {seconds:.3f} | {processor:.3f} | {time:.3f} | {work:.3f} |")


if __name__ == "__main__":
    main()
