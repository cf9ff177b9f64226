"""Background work: two at once, one per subject, cancelled when nobody wants it."""

from __future__ import annotations

from threading import Event

import pytest

from web.jobs import Job, Jobs


def _wait(job: Job[str]) -> None:
    assert job.wait(10)


def test_a_job_tells_how_far_it_is_and_keeps_its_result() -> None:
    jobs: Jobs[str] = Jobs()
    go_on = Event()

    def work(job: Job[str]) -> str:
        job.report(0.5, "Die Hälfte")
        go_on.wait(10)
        return "fertig"

    job = jobs.want("a", "1", work)
    while job.fraction < 0.5:
        pass
    assert (job.is_running, job.phase) == (True, "Die Hälfte")
    go_on.set()
    _wait(job)
    assert (job.result, job.is_running) == ("fertig", False)
    assert jobs.find("a") is job


def test_the_same_work_is_not_begun_twice() -> None:
    jobs: Jobs[str] = Jobs()
    first = jobs.want("a", "1", lambda _: "eins")
    _wait(first)
    assert jobs.want("a", "1", lambda _: "zwei") is first
    other = jobs.want("a", "2", lambda _: "zwei")
    _wait(other)
    assert other.result == "zwei"
    assert first.is_cancelled


def test_a_job_that_nobody_wants_ends_at_its_next_report() -> None:
    jobs: Jobs[str] = Jobs()
    begun = Event()

    def work(job: Job[str]) -> str:
        begun.set()
        while True:
            job.report(0.1)

    job = jobs.want("a", "1", work)
    assert begun.wait(10)
    jobs.forget("a")
    _wait(job)
    assert (job.result, job.error) == (None, None)
    assert jobs.find("a") is None


def test_an_error_is_kept_for_whoever_asks() -> None:
    jobs: Jobs[str] = Jobs()

    def work(_: Job[str]) -> str:
        raise ValueError("kaputt")

    job = jobs.want("a", "1", work)
    _wait(job)
    assert isinstance(job.error, ValueError)


def test_at_most_two_work_at_once_and_a_waiting_one_can_be_cancelled() -> None:
    jobs: Jobs[str] = Jobs()
    begun, go_on = [Event(), Event()], Event()

    def work(event: Event) -> str:
        event.set()
        go_on.wait(10)
        return "fertig"

    running = [
        jobs.want(str(number), "1", lambda _, event=event: work(event))  # type: ignore[misc]
        for number, event in enumerate(begun)
    ]
    assert all(event.wait(10) for event in begun)
    third = jobs.want("c", "1", lambda _: "dritte")
    fourth = jobs.want("d", "1", lambda _: "vierte")
    assert not third.wait(0.3)
    jobs.forget("c")
    _wait(third)
    assert third.result is None
    go_on.set()
    for job in (*running, fourth):
        _wait(job)
    assert fourth.result == "vierte"


@pytest.mark.parametrize("count", [40])
def test_only_the_last_results_are_kept(count: int) -> None:
    jobs: Jobs[str] = Jobs()
    for number in range(count):
        _wait(jobs.want(str(number), "1", lambda _: "fertig"))
    assert jobs.find("0") is None
    assert jobs.find(str(count - 1)) is not None
