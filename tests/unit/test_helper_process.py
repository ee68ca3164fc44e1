"""The helper process: one call after the other, and every call is answered, even if the process dies."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bantin.parallel import Workers, helper
from tests.processes import await_pids, children, forked_processes, in_a_process


def own_pid() -> int:
    return os.getpid()


def end_unless(parent: int) -> int:
    if os.getpid() != parent:
        os._exit(9)
    return parent


def fail_unless(parent: int) -> int:
    if os.getpid() != parent:
        raise ValueError
    return parent


def echo(data: bytes) -> bytes:
    return data


def test_the_helper_runs_one_call_after_the_other() -> None:
    before, opened = children(), sorted(os.listdir("/proc/self/fd"))
    with Workers(2).with_helper() as workers:
        pids = set()
        for _ in range(3):
            answer = workers.submit(own_pid).result
            pids.add(answer())
        with workers.with_helper() as same:
            answer = same.submit(own_pid).result
            pids.add(answer())
        assert len(pids - {os.getpid()}) == len(pids) == 1
    assert (children(), sorted(os.listdir("/proc/self/fd"))) == (before, opened)


def test_the_helper_ends_after_its_last_call() -> None:
    before, opened = children(), sorted(os.listdir("/proc/self/fd"))
    with Workers(2).with_helper() as workers:
        answer = workers.submit(own_pid, is_last=True).result
        helped_by = answer()
        assert os.waitid(os.P_PID, helped_by, os.WEXITED | os.WNOWAIT)
        answer = workers.submit(own_pid).result
        assert answer() == os.getpid() != helped_by
    assert (children(), sorted(os.listdir("/proc/self/fd"))) == (before, opened)


def test_data_sent_to_the_helper_may_be_larger_than_a_pipe() -> None:
    data = bytes(range(256)) * 20_000
    with Workers(2).with_helper() as workers:
        answer = workers.submit(echo, data).result
        assert answer() == data


def stop_unless(parent: int) -> int:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGSTOP)
    return parent


@pytest.mark.parametrize("failing", [end_unless, fail_unless, stop_unless])
def test_a_call_that_fails_in_the_helper_is_run_here(
    failing: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helper, "TIMEOUT_SECONDS", 0.2)
    before = children()
    with Workers(2).with_helper() as workers:
        for _ in range(2):
            answer = workers.submit(failing, os.getpid()).result
            assert answer() == os.getpid()
        answer = workers.submit(own_pid).result
        assert answer() == os.getpid()
        assert children() == before


def test_the_helper_may_hang_before_its_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing more than a pipe holds would block for ever."""
    monkeypatch.setattr(helper, "TIMEOUT_SECONDS", 0.2)
    data = bytes(1_000_000)
    with Workers(2).with_helper() as workers:
        os.kill(workers.submit(own_pid).result(), signal.SIGSTOP)
        assert workers.submit(echo, data).result() == data


def test_a_result_that_was_not_requested_yet_is_kept() -> None:
    with Workers(2).with_helper() as workers:
        first = workers.submit(own_pid)
        assert workers.submit(echo, b"data").result() == b"data"
        assert first.result() != os.getpid()


def test_the_helper_ends_with_its_parent(tmp_path: Path) -> None:
    with forked_processes() as have_ended:

        def act() -> None:
            with Workers(2).with_helper() as workers:
                answer = workers.submit(own_pid).result
                (tmp_path / str(answer())).touch()
                time.sleep(60)

        parent = in_a_process(act)
        await_pids(tmp_path, 1)
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
        assert have_ended()


@pytest.mark.parametrize("workers", [Workers(), Workers(1)])
def test_with_one_process_there_is_no_helper(workers: Workers) -> None:
    with workers.with_helper() as same:
        answer = same.submit(own_pid).result
        assert answer() == os.getpid()
