"""Time many bulletins in one run: `python -m tests.bench.many [--sites 1,8,34] [--articles 1000]`.

For each number of sites: a cold build of all by `build --sites`, then a new article in each. Prints seconds
from start to exit, processor time of all processes, and their peak memory together (PSS).
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.bench import ROOT, family, processor_seconds, pss
from tests.bench.corpus import make


class Measurement(NamedTuple):
    """A run: wall and processor time in seconds, and the peak memory in MiB."""

    wall: float
    processor: float
    peak: int


def build(folder: Path, *options: str) -> Measurement:
    """Build all sites in the folder."""
    return measured([sys.executable, str(ROOT / "build.py"), "build", "--sites", str(folder), *options])


def measured(command: list[str]) -> Measurement:
    """Run a command to its end; it must succeed."""
    before, started, most = processor_seconds(), time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, sum(map(pss, family(process.pid))))
        time.sleep(0.05)
    wall = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with code {process.returncode}")
    return Measurement(wall, processor_seconds() - before, most // 1024)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sites", default="1,8,34")
    asked.add_argument("--articles", type=int, default=1000)
    asked.add_argument(
        "--folder", default="/dev/shm/bantin-many" if Path("/dev/shm").is_dir() else ".cache/many"
    )
    asked.add_argument("--search", action="store_true", help="with the search index")
    wanted = asked.parse_args()
    options = [] if wanted.search else ["--no-search"]
    print(f"{wanted.articles} articles in each site, {os.cpu_count()} processors\n")
    print("| sites | build | s | processor s | peak MiB (PSS) |")
    print("| ---: | --- | ---: | ---: | ---: |")
    for count in map(int, wanted.sites.split(",")):
        folder = Path(wanted.folder) / str(count)
        shutil.rmtree(folder, ignore_errors=True)
        sites = [make(wanted.articles, folder / f"{number:03}", seed=number) for number in range(count)]
        _print(count, "cold", build(folder, *options))
        for paths in sites:
            newest = paths[-1].read_text(encoding="utf-8").replace("date: 2", "date: 2024-06-01 # 2", 1)
            paths[-1].with_name("moi.md").write_text(newest, encoding="utf-8")
        _print(count, "one new article in each", build(folder, *options))
        shutil.rmtree(folder)


def _print(count: int, name: str, measured: Measurement) -> None:
    print(f"| {count} | {name} | {measured.wall:.1f} | {measured.processor:.1f} | {measured.peak} |")


if __name__ == "__main__":
    main()
