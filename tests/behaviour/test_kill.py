"""A build that is killed, or meets a fault, at any step leaves the old site or the new one, whole."""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bantin import config, pipeline
from bantin.pipeline import Options
from bantin.workers import Workers
from tests.conftest import NOW, Site

TINY = Path(__file__).parents[1] / "tiny"

# Every step that changes something on disk announces itself as one of these (PEP 578).
STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate", "ctypes.dlsym"}

# In the everyday suite every seventh step; `make test-long` takes each.
STRIDE = 1 if "BANTIN_LONG" in os.environ else 7


def changes_something(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in STEPS


def at_step(wanted: int, act: Callable[[], None]) -> None:
    """Call `act` in this process just before its `wanted`-th step."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if changes_something(event, arguments):
            count += 1
            if count == wanted:
                act()

    sys.addaudithook(hook)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail_with(code: int) -> Callable[[], None]:
    def act() -> None:
        raise OSError(code, os.strerror(code))

    return act


class Bulletin:
    """A site that is edited to and fro between two versions."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder / "site")
        self.engine = folder / "engine"
        shutil.copytree(TINY, self.engine)
        self.site.section("content/tin", title="Tin tức")
        self.site.article("content/tin/yen.md", title="Bài không đổi", body="Chữ.\n")
        self.version = 0
        self.edit()

    def edit(self) -> None:
        """From one version to the other: a body, a title in lists, an article that comes and goes."""
        self.version = 1 - self.version
        self.site.article(
            "content/tin/sua.md", title=f"Bài sửa {self.version}", body=f"Bản {self.version}.\n"
        )
        if self.version:
            self.site.article("content/tin/them.md", title="Bài thêm")
        else:
            (self.site.folder / "content/tin/them.md").unlink()

    def build(self) -> None:
        settings = config.load(str(self.site.folder), engine=str(self.engine))
        pipeline.build(settings, Options(NOW, workers=Workers()))

    def build_in_child(self, step: int, act: Callable[[], None]) -> int:
        """The exit status of a build that meets `act` at that step: 0 when it came to its end before."""
        child = os.fork()
        if child == 0:
            status = 1
            try:
                at_step(step, act)
                self.build()
                status = 0
            except OSError:
                status = 2
            finally:
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def bulletin(tmp_path: Path) -> Iterator[Bulletin]:
    made = Bulletin(tmp_path)
    made.build()
    yield made


def leftovers(folder: Path) -> list[str]:
    """What a finished build leaves beside output/: nothing but the lock and the site before this one."""
    known = {"site.toml", "content", "output", ".cache", ".output.lock", ".output.previous"}
    return sorted({path.name for path in folder.iterdir()} - known)


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        pytest.param(kill, {-signal.SIGKILL}, id="killed"),
        pytest.param(fail_with(errno.ENOSPC), {2}, id="disk full"),
        pytest.param(fail_with(errno.EACCES), {2}, id="permission denied"),
    ],
)
def test_the_site_is_the_old_one_or_the_new_one(
    bulletin: Bulletin, act: Callable[[], None], ends: set[int]
) -> None:
    versions = {bulletin.version: bulletin.site.bytes()}
    bulletin.edit()
    bulletin.build()
    versions[bulletin.version] = bulletin.site.bytes()
    step, status = 0, -1
    while status != 0:
        step += STRIDE
        bulletin.edit()
        status = bulletin.build_in_child(step, act)
        assert status in {0, *ends}, f"step {step}"
        assert bulletin.site.bytes() in versions.values(), f"step {step}: neither the old site nor the new"
        bulletin.build()
        assert bulletin.site.bytes() == versions[bulletin.version], f"step {step}: the next build"
        assert leftovers(bulletin.site.folder) == []
    assert step > 30, "the test has lost sight of the steps"


def test_the_first_build_may_be_killed_too(tmp_path: Path) -> None:
    step, status = 0, -1
    while status != 0:
        step += 2 * STRIDE
        bulletin = Bulletin(tmp_path / str(step))
        status = bulletin.build_in_child(step, kill)
        present = bulletin.site.folder / "output"
        assert not present.exists() or (present / "index.html").exists(), f"step {step}"
        bulletin.build()
        assert "Bài không đổi" in bulletin.site.page("tin/yen.html")
