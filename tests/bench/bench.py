"""Time builds: `python -m tests.bench.bench [--sizes 1000,10000] [--runs 5] [--search | --serve]`.

Each size is measured for two mixes of text (--mixes clean,real): "clean" is mostly paragraphs, "real" has the
Markdown and HTML of real articles, in their shares (real_mix.py).

Each scenario is timed several times as a whole process, from start to exit. Medians are printed, with the
stages of the median run and the peak memory of all processes together (PSS). A line for each scenario is
added to the history file, so that a change can be compared with earlier code.

cold: no output/, no cache.
nothing: the same command again.
body: a sentence is added to one article.
newest: the same for the newest article, which is in feeds.
lead: the summary of the newest article, which lists show, changes.
title: one title changes.
new: one more article, the newest, which every page shows.
No scenario draws share cards or builds the search index; with --search all build the index.

If Hugo is installed (on the PATH, or named by --hugo), it builds the same articles into pages of the same
kinds (tests/bench/hugo/), in turn with bantin, and the ratio of the medians is printed. With --hugo-related
it finds related articles itself, as bantin does.

With --serve the time from saving an edit to the reload message in an open page is measured instead. This
needs the packages that `make dev` installs.
"""

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import NamedTuple

from tests.bench.corpus import make

ROOT = Path(__file__).resolve().parents[2]
SERVED = ("body", "newest", "lead", "title")
QUIET = 0.5  # seconds between two edits: what comes after the telling has been done


class TimedRun(NamedTuple):
    """A run of a process.

    seconds: from start to exit. processor: seconds of all its processes. said: what it printed.
    """

    seconds: float
    processor: float
    said: str


class Bench:
    """A corpus, and the commands that build it.

    count: of articles. mix: see corpus.make. hugo: Hugo's program, "" for none.
    """

    def __init__(self, count: int, mix: str, folder: Path, *, hugo: str, search: bool) -> None:
        self.folder = folder
        self.hugo = hugo
        self.command = [sys.executable, str(ROOT / "build.py"), "build", "--site", str(folder)]
        self.command += [] if search else ["--no-search"]
        shutil.rmtree(folder, ignore_errors=True)
        self.paths = make(count, folder, mix=mix)
        self.turn = 0

    def build(self) -> TimedRun:
        return timed(self.command)

    def build_with_hugo(self) -> TimedRun:
        folders = ["--contentDir", str(self.folder / "content"), "--destination", str(self.folder / "hugo")]
        source = str(ROOT / "tests" / "bench" / "hugo")
        return timed([self.hugo, "--quiet", "--noBuildLock", "--source", source, *folders])

    def peak(self) -> int:
        """Return the peak memory of all processes of a cold build together, in MiB."""
        self.cold()
        child = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        most = 0
        while child.poll() is None:
            most = max(most, sum(map(pss, family(child.pid))))
            time.sleep(0.02)
        return most // 1024

    # ---- what happens before each build ----

    def cold(self) -> None:
        shutil.rmtree(self.folder / "output", ignore_errors=True)
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        shutil.rmtree(self.folder / "hugo", ignore_errors=True)

    def nothing(self) -> None:
        pass

    def body(self) -> None:
        self._append(self.paths[len(self.paths) // 3])

    def newest(self) -> None:
        self._append(self.paths[-1])

    def lead(self) -> None:
        self._replace(self.paths[-1], r"(?m)^summary: .*$", f'summary: "Tóm tắt lần {self.turn}."')

    def title(self) -> None:
        self._replace(
            self.paths[len(self.paths) // 2], r"(?m)^title: .*$", f'title: "Tiêu đề lần {self.turn}"'
        )

    def new(self) -> None:
        text = self.paths[-1].read_text(encoding="utf-8")
        date = datetime.fromtimestamp(1_735_700_000 + self.turn * 60, UTC).isoformat(timespec="seconds")
        path = self.paths[-1].with_name(f"moi-{self.turn}.md")
        path.write_text(re.sub(r"(?m)^date: .*$", f"date: {date}", text, count=1), encoding="utf-8")

    def _append(self, path: Path) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nThêm lần {self.turn}.\n")

    def _replace(self, path: Path, pattern: str, by: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, by, text, count=1), encoding="utf-8")


def timed(command: list[str]) -> TimedRun:
    before, started = processor_seconds(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return TimedRun(time.perf_counter() - started, processor_seconds() - before, done.stdout)


def processor_seconds() -> float:
    """Return the processor time of all children that have ended, without this process."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(pid: int) -> list[int]:
    """Return a process and all its descendants, whichever thread started them."""
    processes = [pid]
    for process in processes:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            with suppress(OSError):
                processes += map(int, children.read_text().split())
    return processes


def pss(pid: int) -> int:
    """Return a process's proportional share of memory in KiB; 0 if it has just ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"(?m)^Pss:\s+(\d+)", text)
    return int(match[1]) if match else 0


class Measurement(NamedTuple):
    """All runs of a scenario, and those of Hugo."""

    runs: list[TimedRun]
    hugo: list[TimedRun]

    @property
    def seconds(self) -> list[float]:
        return [run.seconds for run in self.runs]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def processor(self) -> float:
        return statistics.median(run.processor for run in self.runs)

    @property
    def quotient(self) -> float | None:
        return self.median / statistics.median(run.seconds for run in self.hugo) if self.hugo else None

    @property
    def stages(self) -> str:
        """Return the stages of the median run."""
        output = sorted(self.runs)[len(self.runs) // 2].said
        return next((line for line in output.splitlines() if line.startswith("look")), "")


def measure(bench: Bench, runs: int) -> dict[str, Measurement]:
    scenarios: dict[str, Callable[[], None]] = {
        name: getattr(bench, name) for name in ("cold", "nothing", "body", "newest", "lead", "title", "new")
    }
    return {name: measure_one(bench, prepare, runs) for name, prepare in scenarios.items()}


def measure_one(bench: Bench, prepare: Callable[[], None], runs: int) -> Measurement:
    measured = Measurement([], [])
    for _ in range(runs):
        bench.turn += 1
        prepare()
        time.sleep(0.05)  # an edit is trusted once it is older than the clock's step
        measured.runs.append(bench.build())
        if bench.hugo:
            measured.hugo.append(bench.build_with_hugo())
    return measured


def measure_served(bench: Bench, runs: int) -> dict[str, list[float]]:
    """Return the seconds from each save to the reload message; a first round warms the server up."""
    from tests.serving import serving  # with what listens on a socket

    durations: dict[str, list[float]] = {name: [] for name in SERVED}
    with serving(bench) as server, server.page() as page:
        for run in range(runs + 1):
            for name, seconds in durations.items():
                bench.turn += 1
                time.sleep(QUIET)
                started = time.perf_counter()
                getattr(bench, name)()
                page.next_reload()
                if run:
                    seconds.append(time.perf_counter() - started)
    return durations


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="1000,10000")
    asked.add_argument("--mixes", default="clean,real", help="of text; both where none is named")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument(
        "--folder", default="/dev/shm/bantin-bench" if Path("/dev/shm").is_dir() else ".cache/bench"
    )
    asked.add_argument("--search", action="store_true", help="with the search index")
    asked.add_argument("--history", default=str(ROOT / ".cache" / "bench-history.jsonl"))
    asked.add_argument("--hugo", default=shutil.which("hugo") or "", help="Hugo's program")
    asked.add_argument("--hugo-related", action="store_true", help="with Hugo's own related content")
    asked.add_argument("--serve", action="store_true", help="how soon a page in `serve` is told of an edit")
    wanted = asked.parse_args()
    os.environ["HUGO_PARAMS_SIMILAR"] = str(wanted.hugo_related).lower()
    for size, mix in product(map(int, wanted.sizes.split(",")), wanted.mixes.split(",")):
        folder = Path(wanted.folder) / f"{size}-{mix}"
        bench = Bench(size, mix, folder, hugo=wanted.hugo, search=wanted.search)
        print(f"\n{size} articles, {mix} mix of text, {wanted.runs} runs, {os.cpu_count()} processors")
        if wanted.serve:
            row = print_served(measure_served(bench, wanted.runs))
        else:
            row = print_built(measure(bench, wanted.runs), bench.peak())
        remember(Path(wanted.history), {"size": size, "mix": mix, "search": wanted.search, **row})
        shutil.rmtree(folder)


def print_built(figures: dict[str, Measurement], peak: int) -> dict[str, float]:
    """Print a table, and return the figures for the history. peak: MiB."""
    print(f"\npeak {peak} MiB (PSS)\n")
    print("| scenario | median s | min–max | ÷ Hugo | stages of the median run | processor s |")
    print("| --- | ---: | ---: | ---: | --- | ---: |")
    for name, figure in figures.items():
        span = f"{min(figure.seconds):.3f}–{max(figure.seconds):.3f}"
        quotient = f"{figure.quotient:.3f}" if figure.quotient else "–"
        row = (name, f"{figure.median:.3f}", span, quotient, figure.stages, f"{figure.processor:.3f}")
        print(f"| {' | '.join(row)} |")
    medians = {name: round(figure.median, 4) for name, figure in figures.items()}
    quotients = {
        f"{name}/hugo": round(figure.quotient, 3) for name, figure in figures.items() if figure.quotient
    }
    return {"peak": peak, **medians, **quotients}


def print_served(figures: dict[str, list[float]]) -> dict[str, float]:
    """Print a table, and return the figures for the history."""
    print("\nfrom saving to the notification of the page\n")
    print("| edit | median ms | min–max |")
    print("| --- | ---: | ---: |")
    for name, seconds in figures.items():
        low, middle, high = (1000 * of(seconds) for of in (min, statistics.median, max))
        print(f"| {name} | {middle:.0f} | {low:.0f}–{high:.0f} |")
    return {f"serve/{name}": round(statistics.median(seconds), 4) for name, seconds in figures.items()}


def remember(history: Path, row: dict[str, object]) -> None:
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    history.parent.mkdir(parents=True, exist_ok=True)
    with history.open("a", encoding="utf-8") as file:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(json.dumps({"when": when, "commit": commit, **row}) + "\n")


if __name__ == "__main__":
    main()
