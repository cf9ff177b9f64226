"""Background work: two at once, one per subject, cancelled when nobody wants it."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from checking import CheckingClient
from flask import Flask
from wizard import draft_of, followed, post, upload

from geo.errors import Conflict
from web.jobs import Job, Jobs
from web.logs import JsonLines
from web.state import current_state


def _wait(job: Job[Any]) -> None:
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


@pytest.mark.parametrize(("error", "lines"), [(ValueError("Erika Muster"), 1), (Conflict("x"), 0)])
def test_a_fault_is_logged_without_what_it_says_even_if_nobody_asks(
    error: Exception, lines: int, caplog: pytest.LogCaptureFixture
) -> None:
    jobs: Jobs[str] = Jobs()

    def work(_: Job[str]) -> str:
        raise error

    _wait(jobs.want("a", "1", work))
    written = [JsonLines().format(record) for record in caplog.records]
    assert len(written) == lines
    assert all("job_failed" in line and "work" in line and "Erika" not in line for line in written)


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


def test_signing_out_ends_what_is_being_done_with_the_lists(
    app: Flask, editor: CheckingClient
) -> None:
    token = draft_of(upload(editor, "Name;Ort\nTreff;Beelitz\n")).rpartition("/")[2]
    with app.app_context():
        state = current_state()
    (subject,) = (
        str(path.parent) for path in state.instance.settings.instance.rglob(token + "/name")
    )
    begun, jobs = Event(), (state.jobs, state.lookups)

    def work(job: Job[Any]) -> Any:
        begun.set()
        while True:
            job.report(0.5)

    lookup = state.lookups.want(subject, "1", work)
    assert begun.wait(10)
    post(editor, "/abmelden")
    _wait(lookup)
    assert [each.find(subject) for each in jobs] == [None, None]


def test_a_fault_while_addresses_are_looked_up_is_told(app: Flask, editor: CheckingClient) -> None:
    draft = draft_of(upload(editor, "Name;Ort\nTreff;Beelitz\n"))
    with app.app_context():
        state = current_state()
    (name,) = state.instance.settings.instance.rglob(draft.rpartition("/")[2] + "/name")

    def work(_: Job[int]) -> int:
        raise ValueError("kaputt")

    _wait(state.lookups.want(str(name.parent), "1", work))
    page = followed(editor, editor.get(f"{draft}/anschriften"))
    assert "Im Programm ist ein Fehler aufgetreten" in page.text
    assert "kaputt" not in page.text
