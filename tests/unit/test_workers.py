"""One function over many jobs: the same answer here, in forked processes and on an executor from outside."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from bantin.errors import UsageError
from bantin.workers import FEW, Workers, cores, flatten

MANY = list(range(FEW * 3))


def doubled(shared: int, jobs: list[int]) -> list[int]:
    return [shared * job for job in jobs]


def process_ids(_shared: None, jobs: list[int]) -> int:
    return os.getpid()


def failing(_shared: None, jobs: list[int]) -> None:
    if FEW * 2 in jobs:
        raise ZeroDivisionError("job")


def dying(_shared: None, jobs: list[int]) -> None:
    os._exit(9)


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW + 1, FEW * 3])
def test_results_come_in_the_order_of_the_jobs(processes: int, count: int) -> None:
    assert [*flatten(Workers(processes).run(doubled, 2, MANY[:count]))] == [2 * job for job in MANY[:count]]


def test_few_jobs_stay_in_this_process_and_many_do_not() -> None:
    assert Workers(2).run(process_ids, None, MANY[: FEW - 1]) == [os.getpid()]
    assert Workers(1).run(process_ids, None, MANY) == [os.getpid()]
    assert os.getpid() not in Workers(2).run(process_ids, None, MANY)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_job_raises_is_raised_here(processes: int) -> None:
    with pytest.raises(ZeroDivisionError, match="job"):
        Workers(processes).run(failing, None, MANY)


def test_a_worker_that_is_killed_is_told_in_a_sentence() -> None:
    with pytest.raises(UsageError, match="a worker process died"):
        Workers(2).run(dying, None, MANY)


def test_another_executor_can_stand_in() -> None:
    with ThreadPoolExecutor(2) as executor:
        parts = Workers(2, executor).run(doubled, 3, MANY)
    assert [*flatten(parts)] == [3 * job for job in MANY]
    assert len(parts) > 2


def test_at_least_one_processor_is_there() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
