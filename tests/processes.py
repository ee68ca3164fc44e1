"""Processes: which there are, whether they end, and with mounts of their own."""

import os
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


def in_a_process(act: Callable[[], None]) -> int:
    """Call `act` in a child of this process; return the child's pid."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(1)
    return child


def await_pids(folder: Path, count: int) -> list[int]:
    """Wait until so many processes have put files named by their pids into a folder; return the pids."""
    give_up = time.monotonic() + 10
    while len(numbers := [int(path.name) for path in folder.iterdir()]) < count:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    return numbers


def children() -> set[str]:
    """Return the processes that this one has started and not waited for."""
    numbers = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    return set(numbers.split())


@contextmanager
def forked_processes() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether all processes forked in the block have ended; it waits a while.

    Each holds a pipe open. (Whether a pid exists says less: somebody must have waited for it.)
    """
    held, holding = os.pipe()

    def have_ended() -> bool:
        nonlocal holding
        os.close(holding)
        holding = -1
        ready, _, _ = select.select([held], [], [], 10)
        return bool(ready)

    try:
        yield have_ended
    finally:
        os.close(held)
        if holding >= 0:
            os.close(holding)


def own_mounts() -> list[str]:
    """Return the command that gives a process its own mounts: as root, or as a user who may become root."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        with suppress(FileNotFoundError):
            tried = [*command, "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
            if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
                return command
    pytest.skip("this system lets nobody mount a disk of their own (unshare --mount)")
