"""One function over many jobs: the same result in this process and in forked ones."""

import errno
import os
import resource
import signal
import time
from pathlib import Path

import pytest

from bantin.errors import ContentError, UsageError, problem
from bantin.parallel import MIN_PARALLEL_JOBS, Workers, cores, flatten, forked
from tests.processes import await_pids, children, forked_processes, in_a_process

MANY = list(range(MIN_PARALLEL_JOBS * 3))


def doubled(shared: int, jobs: list[int]) -> list[int]:
    return [shared * job for job in jobs]


def process_ids(_shared: None, jobs: list[int]) -> int:
    time.sleep(0.04)  # so that no process takes all chunks before the others have begun
    return os.getpid()


def failing(_shared: None, jobs: list[int]) -> None:
    if MIN_PARALLEL_JOBS * 2 in jobs:
        raise ZeroDivisionError("job")


def dying(parent: int, jobs: list[int]) -> None:
    time.sleep(0.01)
    if os.getpid() != parent:
        os._exit(9)


def stopping(parent: int, jobs: list[int]) -> None:
    time.sleep(0.01)
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGSTOP)


def refusing(_shared: None, jobs: list[int]) -> None:
    raise ContentError([problem("content/a.md", 3, "not-utf8", byte=1)])


class UnsendableError(Exception):
    def __init__(self, text: str, other: str) -> None:
        super().__init__(text + other)


def failing_oddly(parent: int, jobs: list[int]) -> None:
    time.sleep(0.01)
    if os.getpid() != parent:
        raise UnsendableError("o", "dd")


def noting_who_works(folder: Path, jobs: list[int]) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(0.05)


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize(
    "count", [0, 1, MIN_PARALLEL_JOBS - 1, MIN_PARALLEL_JOBS, MIN_PARALLEL_JOBS + 1, MIN_PARALLEL_JOBS * 3]
)
def test_results_come_in_the_order_of_the_jobs(processes: int, count: int) -> None:
    assert [*flatten(Workers(processes).run(doubled, 2, MANY[:count]))] == [2 * job for job in MANY[:count]]


def test_few_jobs_stay_in_this_process_and_many_are_shared_with_others() -> None:
    assert Workers(2).run(process_ids, None, MANY[: MIN_PARALLEL_JOBS - 1]) == [os.getpid()]
    assert Workers(1).run(process_ids, None, MANY) == [os.getpid()]
    assert len(set(Workers(2).run(process_ids, None, MANY))) == 2
    assert len(set(Workers(3).run(process_ids, None, MANY))) == 3


def test_very_many_jobs_whose_results_are_kept_are_left_to_other_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chunks = [MANY[start::8] for start in range(8)]
    with Workers(2).start_chunks(process_ids, None, chunks) as results:
        assert os.getpid() in set(results)
    monkeypatch.setattr("bantin.parallel.MAX_OWN_JOBS", len(MANY) - 1)
    with Workers(2).start_chunks(process_ids, None, chunks) as results:
        others = set(results)
    assert os.getpid() not in others
    assert len(others) == 2


def test_heavy_jobs_are_distributed_one_by_one_to_other_processes() -> None:
    assert os.getpid() not in Workers(2).run(process_ids, None, [1, 2], heavy=True)
    assert Workers(2).run(process_ids, None, [1], heavy=True) == [os.getpid()]
    assert Workers(2).run(doubled, 3, MANY, heavy=True) == [[3 * job] for job in MANY]


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_job_raises_is_raised_here(processes: int) -> None:
    with pytest.raises(ZeroDivisionError, match="job"):
        Workers(processes).run(failing, None, MANY)


def test_a_killed_worker_is_reported_in_a_sentence() -> None:
    with pytest.raises(UsageError, match="a worker process died"):
        Workers(2).run(dying, os.getpid(), MANY)


def test_a_hanging_worker_is_reported_and_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "TIMEOUT_SECONDS", 0.2)
    before = children()
    with pytest.raises(UsageError, match=r"have not answered for 0 seconds; build again, with --jobs 1"):
        Workers(2).run(stopping, os.getpid(), MANY)
    assert children() == before


def test_many_problems_arrive_as_they_were_raised() -> None:
    with pytest.raises(ContentError) as caught:
        Workers(2).run(refusing, None, MANY)
    assert str(caught.value).startswith("content/a.md:3: this is not UTF-8 text")
    assert caught.value.problems[0].line == 3


def test_an_error_that_cannot_be_pickled_is_reported_with_its_traceback() -> None:
    with pytest.raises(RuntimeError, match=r"in failing_oddly(?s:.*)UnsendableError: odd"):
        Workers(2).run(failing_oddly, os.getpid(), MANY)


@pytest.mark.parametrize("started", [0, 1])
def test_if_fewer_processes_can_be_started_they_do_the_work(
    monkeypatch: pytest.MonkeyPatch, started: int
) -> None:
    fork, left = os.fork, started

    def scarce() -> int:
        nonlocal left
        if not left:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        left -= 1
        return fork()

    monkeypatch.setattr(os, "fork", scarce)
    pids = set(Workers(3).run(process_ids, None, MANY))
    assert os.getpid() in pids
    assert len(pids) == 1 + started


def test_if_no_process_can_be_started_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "no process to give")

    monkeypatch.setattr(os, "fork", refuse)
    before = sorted(os.listdir("/proc/self/fd"))
    with Workers(2).with_helper() as workers:
        answer = workers.submit(doubled, 2, [1, 2]).result
        assert answer() == [2, 4]
    assert sorted(os.listdir("/proc/self/fd")) == before


def test_few_descriptors_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open files are counted by number: with the limit just above those in use, one pipe more fails."""
    used = max(int(name) for name in os.listdir("/dev/fd"))
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    for spare in range(12):
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 1 + spare, before[1]))
        try:
            results = [*flatten(Workers(4).run(doubled, 2, MANY))]
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        assert results == [2 * job for job in MANY]


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    with forked_processes() as have_ended:
        parent = in_a_process(lambda: print(Workers(2).run(noting_who_works, tmp_path, MANY * 20)))
        await_pids(tmp_path, 2)
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
        assert have_ended()


def test_an_interruption_is_handled_by_the_parent_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C reaches all processes of a terminal at once."""
    with forked_processes() as have_ended:

        def act() -> None:
            os.setpgid(0, 0)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                Workers(2).run(noting_who_works, tmp_path, MANY * 20)
            except KeyboardInterrupt:
                os.write(2, b"interrupted\n")

        parent = in_a_process(act)
        await_pids(tmp_path, 2)
        os.killpg(parent, signal.SIGINT)
        os.waitpid(parent, 0)
        assert have_ended()
        assert capfd.readouterr().err == "interrupted\n"


def test_more_chunks_than_a_pipe_takes_in_are_done_each_once() -> None:
    chunks = [[number] for number in range(5000)]
    with Workers(3).start_chunks(doubled, 2, chunks) as results:
        assert [*flatten(results)] == [2 * number for number in range(5000)]


def test_at_least_one_processor_is_there() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
