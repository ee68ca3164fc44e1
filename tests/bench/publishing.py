"""Time publishing: `python -m tests.bench.publishing [--articles 10000] [--runs 3]`.

restored: a clone with `.cache` and `output/` of the last run and a new article, beside a clean build of the
same. ssh: everything, a new article (nearly every page shows it) and no change, to an sshd on loopback.
Prints medians of seconds from start to exit and of processor time, without that of the host.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests import hosts
from tests.bench.bench import ROOT
from tests.bench.corpus import make
from tests.bench.many import Measurement, measured

FOLDER = Path("/dev/shm" if Path("/dev/shm").is_dir() else ROOT / ".cache") / "bantin-publishing"
ADDRESS = 'address = "https://do.gov.vn/"'


class Bench(NamedTuple):
    """A site of the corpus, and everything made from it, in one folder."""

    folder: Path
    articles: int

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def run(self, command: str, site: Path, *options: str) -> Measurement:
        return measured([sys.executable, str(ROOT / "build.py"), command, "--site", str(site), *options])

    def build(self, site: Path) -> Measurement:
        return self.run("build", site, "--no-search", "--portable-cache", "--keep-days", "0")

    def add(self, site: Path, number: int) -> None:
        """Write an article that is newer than all others."""
        section = next(path for path in sorted((site / "content").iterdir()) if (path / "_index.md").exists())
        text = f"---\ntitle: Bài mới {number}\ndate: 2026-11-20T08:{number:02}\n---\n\nChữ.\n"
        (section / f"moi-{number}.md").write_text(text, encoding="utf-8")

    def prepare(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        make(self.articles, self.site)
        settings = (self.site / "site.toml").read_text(encoding="utf-8")
        (self.site / "site.toml").write_text(settings.replace('address = "https://do.example/"', ADDRESS))
        self.build(self.site)

    def restored(self) -> tuple[Measurement, Measurement]:
        """Build in a clone with the cache of the last run, and in one without."""
        results = []
        for names in ((".cache", "output"), ()):
            clone = self.folder / "clone"
            shutil.rmtree(clone, ignore_errors=True)
            clone.mkdir()
            for name in ("site.toml", "content", *names):
                subprocess.run(["cp", "-r", str(self.site / name), str(clone / name)], check=True)
            self.add(clone, 59)
            results.append(self.build(clone))
        return results[0], results[1]


def measure_ssh(bench: Bench, runs: int) -> dict[str, list[Measurement]]:
    results: dict[str, list[Measurement]] = {"everything": [], "one new article": [], "nothing new": []}
    settings = (bench.site / "site.toml").read_text(encoding="utf-8")
    with hosts.sshd(bench.folder) as server:
        os.environ["BANTIN_SSH_KEY"] = server.key
        for run in range(runs):
            target = {"kind": "ssh", "host": "127.0.0.1", "user": server.user, "host_key": server.host_key}
            lines = [f'{name} = "{value}"' for name, value in target.items()]
            lines += [f"port = {server.port}", f'path = "{bench.folder}/www-{run}"']
            (bench.site / "site.toml").write_text("\n".join([settings, "[deploy.may]", *lines, ""]))
            results["everything"].append(bench.run("deploy", bench.site))
            bench.add(bench.site, run)
            bench.build(bench.site)
            results["one new article"].append(bench.run("deploy", bench.site))
            results["nothing new"].append(bench.run("deploy", bench.site))
            shutil.rmtree(bench.folder / f"www-{run}")
    return results


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--folder", type=Path, default=FOLDER)
    wanted = asked.parse_args()
    bench = Bench(wanted.folder, wanted.articles)
    bench.prepare()
    pairs = [bench.restored() for _ in range(wanted.runs)]
    rows = {"restored cache": [pair[0] for pair in pairs], "clean build": [pair[1] for pair in pairs]}
    rows |= {f"ssh, {name}": results for name, results in measure_ssh(bench, wanted.runs).items()}
    load = os.getloadavg()[0]
    print(f"{wanted.articles} articles, {wanted.runs} runs, {os.cpu_count()} processors, load {load:.0f}\n")
    print("| | s | processor s |")
    print("| --- | ---: | ---: |")
    for name, results in rows.items():
        wall, processor = (statistics.median(result[at] for result in results) for at in (0, 1))
        print(f"| {name} | {wall:.2f} | {processor:.2f} |")
    shutil.rmtree(wanted.folder)


if __name__ == "__main__":
    main()
