"""Long work that a page follows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from desirepath.errors import ConflictError, InputError, NotFoundError
from desirepath.progress import Report
from desirepath.services.bringing import Built
from desirepath.services.jobs import Job, Jobs
from desirepath.services.starting import start_workspace
from desirepath.services.workspace import Workspace

DONE = Built(build="b1", events=3, customers=2, words="Built 3 events.")


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return start_workspace(tmp_path / "shop", name="shop")


@pytest.fixture
def jobs() -> Jobs:
    ids = count(1)
    return Jobs(new_id=lambda: f"j{next(ids)}")


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    opened = threading.Event()
    yield opened
    opened.set()


def ended(jobs: Jobs, job: Job) -> Job:
    for _ in range(500):
        if jobs.get(job.id).state != "running":
            return jobs.get(job.id)
        time.sleep(0.01)
    raise AssertionError("the job did not end")


def until(held: Callable[[], bool]) -> None:
    for _ in range(500):
        if held():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come about")


def test_work_that_ends_well_is_done_with_its_result(shop: Workspace, jobs: Jobs) -> None:
    job = jobs.start(shop, "build", lambda report: DONE)
    assert (job.id, job.kind, job.state) == ("j1", "build", "running")
    assert ended(jobs, job).state == "done"
    assert jobs.get("j1").result == DONE


def test_work_that_fails_tells_the_error_and_its_remedy(shop: Workspace, jobs: Jobs) -> None:
    def fails(report: Report) -> None:
        raise InputError("no row has a date.", code="no_dates", remedy="Name the column.")

    failed = ended(jobs, jobs.start(shop, "import", fails))
    assert failed.state == "failed"
    assert failed.error is not None
    assert failed.error.model_dump() == {
        "code": "no_dates",
        "message": "no row has a date.",
        "remedy": "Name the column.",
    }


def test_work_that_breaks_unforeseen_is_printed_and_does_not_seem_to_run_for_ever(
    shop: Workspace, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: printed.append(told.exc_type))
    failed = ended(jobs, jobs.start(shop, "import", lambda report: 1 / 0))  # type: ignore[arg-type, return-value]
    assert failed.state == "failed"
    assert failed.error is not None
    assert failed.error.code == "job_died"
    until(lambda: printed == [ZeroDivisionError])


def test_a_second_job_is_refused_while_one_runs(shop: Workspace, jobs: Jobs, gate: threading.Event) -> None:
    first = jobs.start(shop, "import", lambda report: gate.wait(5) and None)  # type: ignore[func-returns-value]
    with pytest.raises(ConflictError, match="busy: import"):
        jobs.start(shop, "build", lambda report: DONE)
    assert jobs.running() == first
    gate.set()
    ended(jobs, first)
    assert ended(jobs, jobs.start(shop, "build", lambda report: DONE)).state == "done"


def test_a_job_is_refused_while_another_process_writes(shop: Workspace, jobs: Jobs) -> None:
    with shop.writing(), pytest.raises(ConflictError, match="Another process"):
        jobs.start(shop, "build", lambda report: DONE)
    assert jobs.running() is None


def test_progress_says_how_long_it_will_take_at_the_pace_of_its_phase(
    shop: Workspace, gate: threading.Event
) -> None:
    now = iter([0.0, 100.0, 110.0])
    jobs = Jobs(seconds=lambda: next(now))

    def works(report: Report) -> None:
        report("check", 0, None)
        report("read", 0, 1_000)
        report("read", 250, 1_000)
        gate.wait(5)

    job = jobs.start(shop, "import", works)
    until(lambda: jobs.get(job.id).done == 250)
    told = jobs.get(job.id)
    assert (told.phase, told.total, told.seconds_left) == ("read", 1_000, 30)
    gate.set()
    assert ended(jobs, job).seconds_left is None


def test_an_unknown_job_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(NotFoundError, match="no job"):
        jobs.get("nothing")
