"""A build that is killed, or meets a fault, at any call leaves the old site or the new one, whole.

First a build is watched: which calls it makes, from which lines. Then it is made again and again, and each
time another call goes wrong: in the everyday suite from some lines, in `make test-long` every one.
"""

import errno
import json
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bantin import config, parallel
from bantin.build import options, pipeline
from bantin.build.options import Options
from bantin.cache import records
from bantin.cli.main import main
from bantin.parallel import Workers, forked
from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import NOW, SETTINGS, TINY, Site
from tests.faults import Act, Call, Layer, fail_with, kill, run_out_of_memory, terminate

LONG = "BANTIN_LONG" in os.environ

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="{size}"><path d="M0 0h8v8z"/></svg>'


class Bulletin:
    """A site that alternates between two versions, which differ in everything that can differ."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder / "site")
        self.engine = folder / "engine"
        self.is_preview = False
        shutil.copytree(TINY, self.engine)
        self.site.write("site.toml", f"{SETTINGS}[lists]\nfeed = 1\n")
        self.site.section("content/tin", title="Tin tức")
        self.go_on("")
        self.site.article("content/tin/xa.md", title="Bài cũ")
        self.site.write("content/tin/tep.pdf", "%PDF-1.4")
        self.edit(0)

    def edit(self, version: int) -> None:
        """Change a body, a title in lists, a picture and a layout; write or delete an article."""
        self.site.article(
            "content/tin/sua.md",
            title=f"Bài sửa {version}",
            body=f"Bản {version}.\n\n![Hình](hinh.svg)\n\nVà<br>chậm.\n",
        )
        self.site.write("content/tin/hinh.svg", PICTURE.format(size=8 + version))
        slot = self.engine / "layouts/slots/side.html"
        slot.write_text((TINY / "layouts/slots/side.html").read_text() + f"<!-- {version} -->\n")
        coming = self.site.folder / "content/tin/muc/them.md"
        if version:
            self.site.article("content/tin/muc/them.md", title="Bài thêm")
        elif coming.exists():
            shutil.rmtree(coming.parent)

    def go_on(self, text: str) -> None:
        """Write these words below the first paragraph of an article that is in no feed."""
        body = f"Xem [tệp](tep.pdf).\n\n{text}\n"
        self.site.article("content/tin/yen.md", title="Bài không đổi", body=body)

    def build(self) -> None:
        settings = config.load(str(self.site.folder), engine=str(self.engine))
        pipeline.build(settings, Options(NOW, workers=Workers()))

    def leftovers(self) -> list[str]:
        """Return the files beside output/ that a build should have removed."""
        own = {"site.toml", "content", "output", ".cache", ".output.lock", ".output.previous"}
        return sorted({path.name for path in self.site.folder.iterdir()} - own)


class FaultedCommand(NamedTuple):
    """How a command ended after a fault. code: below 0 for a signal."""

    code: int
    said: str


def in_child(folder: Path, work: Callable[[], int]) -> FaultedCommand:
    """Call `work` in a process of its own."""
    heard = folder / "heard"
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.dup2(os.open(heard, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_APPEND, 0o644), 2)
            os.dup2(2, 1)
            sys.stdout, sys.stderr = (os.fdopen(descriptor, "w", closefd=False) for descriptor in (1, 2))
            code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return FaultedCommand(code, heard.read_text())


# ---- what a build finds ----


def edited(bulletin: Bulletin, version: int) -> None:
    bulletin.edit(version)


def edited_body(bulletin: Bulletin, version: int) -> None:
    """Change only a body of the published site."""
    bulletin.edit(0)
    bulletin.go_on(f"Bản {1 - version}.")
    time.sleep(TRUST_AFTER_NS / 1e9)
    bulletin.build()
    bulletin.go_on(f"Bản {version}.")


def previewed(bulletin: Bulletin, version: int) -> None:
    """The site is shown before its state is saved."""
    bulletin.edit(version)
    bulletin.is_preview = True


def begun(bulletin: Bulletin, version: int) -> None:
    """Nothing has been built yet."""
    bulletin.edit(version)
    for name in ("output", ".cache", ".output.previous"):
        shutil.rmtree(bulletin.site.folder / name, ignore_errors=True)
    shutil.rmtree(bulletin.engine / ".cache", ignore_errors=True)


def untouched(bulletin: Bulletin, version: int) -> None:
    """Nothing has changed."""
    bulletin.edit(version)
    time.sleep(TRUST_AFTER_NS / 1e9)
    bulletin.build()


Preparation = Callable[[Bulletin, int], None]

# ---- what it meets ----


class Disturbance(NamedTuple):
    """acts: what goes wrong, in turn. worker: in which process, see Layer. every: of so many places one."""

    acts: tuple[Act, ...]
    worker: int
    every: int


def build_under(layer: Callable[[], Layer], bulletin: Bulletin, *, worker: int) -> FaultedCommand:
    """Run `build.py build` with this layer below it."""

    def work() -> int:
        parallel.MIN_PARALLEL_JOBS, records.BLOCK = (2, 2) if worker else (10**6, records.BLOCK)
        forked.results = partial(_by_others, forked.results)
        options.Options = partial(Options, preview=bulletin.is_preview)  # type: ignore[misc, assignment]
        options_given = ["--now", "2026-08-05T08:30", "--jobs", "2", "--keep-days", "0"]
        arguments = ["build", "--site", str(bulletin.site.folder), *options_given]
        laid = layer()
        code = main(arguments, engine=str(bulletin.engine))
        laid.end()
        return code

    return in_child(bulletin.site.folder.parent, work)


def _by_others(answers: Callable[..., Iterator[Any]], pool: forked.Pool, **named: Any) -> Iterator[Any]:
    """Let one worker do all jobs, so that it makes the same calls each time."""
    return answers(pool, **named | {"takes_part": False})


def watch(bulletin: Bulletin, *, worker: int) -> list[Call]:
    """Return the calls that a build makes now."""
    report = bulletin.site.folder.parent / "calls"
    met = build_under(partial(Layer, report=report, worker=worker), bulletin, worker=worker)
    assert met.code == 0, met
    return [Call(*json.loads(line)) for line in report.read_text().splitlines()]


def schedule(calls: list[list[Call]], every: int) -> Iterator[tuple[int, int]]:
    """Yield the version to build and the call to disturb: some lines once, over many runs all calls."""
    if LONG:
        for version in (0, 1):
            yield from ((version, at) for at, call in enumerate(calls[version], 1) if can_fail(call))
    else:
        places = [call for call in dict.fromkeys([*calls[1], *calls[0]]) if can_fail(call)]
        for number, call in enumerate(places[::every], 1):
            version = number % 2 if call in calls[number % 2] else 1 - number % 2
            yield version, calls[version].index(call) + 1


def can_fail(call: Call) -> bool:
    """Tell whether a call can fail: not before a command has begun, nor when it closes a pipe."""
    files = {step.partition(":")[0] for step in call.place.split()}
    is_before = files <= {"stdio.py", "main.py", "arguments.py"} or files & {"language.py", "preference.py"}
    return not is_before and not (call.name == "close" and "forked.py" in files)


def disturb(bulletin: Bulletin, prepare: Preparation, disturbance: Disturbance) -> int:
    """Alternate between two versions, with a fault in each build; return the number of builds."""
    acts, worker, every = disturbance
    calls: list[list[Call]] = [[], []]
    sites: list[dict[str, bytes]] = [{}, {}]
    bulletin.build()
    for version in (1, 0):
        prepare(bulletin, version)
        calls[version] = watch(bulletin, worker=worker)
        sites[version] = bulletin.site.bytes()
    present, done = 0, 0
    for version, at in schedule(calls, every):
        if version == present:
            bulletin.edit(1 - version)
            bulletin.build()
        present = version
        prepare(bulletin, version)
        before = bulletin.site.bytes()
        act = acts[done % len(acts)]
        met = build_under(partial(Layer, act, at=at, worker=worker), bulletin, worker=worker)
        where = f"{act.__name__} at call {at}, {calls[version][at - 1]}: {met}"
        check(bulletin, before, sites[version], met, where)
        done += 1
    return done


# ---- what is promised ----

# What the last words of a command say of output/, by exit code.
SAID = {0: "", 1: "output/ is as it was", 2: "build.py: ", 130: "interrupted; output/ is as it was"}


def check(
    bulletin: Bulletin, before: dict[str, bytes], after: dict[str, bytes], met: FaultedCommand, where: str
) -> None:
    """Assert that the site is the old or the new one, as was reported, and that the next build is correct."""
    site = bulletin.site.bytes()
    if met.code < 0:
        assert met.code == -signal.SIGKILL, where
        assert site in (before, after), f"neither the old site nor the new one: {where}"
    else:
        assert met.code in SAID, where
        assert SAID[met.code] in met.said, where
        assert "Traceback" not in met.said, where
        assert site == (before if met.code else after), where
    bulletin.build()
    assert bulletin.site.bytes() == after, f"the next build: {where}"
    assert bulletin.leftovers() == [], where


REFUSALS = tuple(map(fail_with, (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE)))


@pytest.fixture
def bulletin(tmp_path: Path) -> Bulletin:
    return Bulletin(tmp_path)


@pytest.mark.parametrize(
    ("prepare", "acts", "worker", "every"),
    [
        pytest.param(edited, (kill,), 0, 3, id="killed in an edit"),
        pytest.param(begun, (kill,), 0, 9, id="killed in the first build"),
        pytest.param(previewed, (kill,), 0, 5, id="killed in an edit of a preview"),
        pytest.param(edited_body, (kill,), 0, 3, id="killed in an edit of a body"),
        pytest.param(untouched, (kill,), 0, 9, id="killed with nothing to do"),
        pytest.param(begun, (kill,), 2, 5, id="a worker that reads is killed"),
        pytest.param(edited, (kill,), 2, 5, id="a worker that writes is killed"),
        pytest.param(edited, REFUSALS, 0, 7, id="refused in an edit"),
        pytest.param(begun, REFUSALS, 0, 13, id="refused in the first build"),
        pytest.param(previewed, REFUSALS, 0, 11, id="refused in an edit of a preview"),
        pytest.param(edited_body, REFUSALS, 0, 7, id="refused in an edit of a body"),
        pytest.param(untouched, REFUSALS, 0, 7, id="refused with nothing to do"),
        pytest.param(edited, REFUSALS, 1, 1, id="refused to a worker that looks"),
        pytest.param(begun, REFUSALS, 2, 4, id="refused to a worker that reads"),
        pytest.param(edited, REFUSALS, 2, 5, id="refused to a worker that writes"),
        pytest.param(edited, (terminate,), 0, 13, id="SIGTERM in an edit"),
        pytest.param(begun, (terminate,), 0, 23, id="SIGTERM in the first build"),
        pytest.param(edited, (run_out_of_memory,), 0, 13, id="no memory in an edit"),
        pytest.param(edited, (run_out_of_memory,), 2, 7, id="no memory in a worker"),
    ],
)
def test_after_any_fault_the_site_is_complete(
    bulletin: Bulletin, prepare: Preparation, acts: tuple[Act, ...], worker: int, every: int
) -> None:
    assert disturb(bulletin, prepare, Disturbance(acts, worker, every)) > 1


def test_the_edit_of_a_body_is_patched_and_assembles_nothing(bulletin: Bulletin) -> None:
    edited_body(bulletin, 1)
    calls = watch(bulletin, worker=0)
    assert any("patch.py" in call.place for call in calls)
    assert not any("assemble.py" in call.place for call in calls)
