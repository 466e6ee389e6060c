"""The worker: its rhythm, and what an error does to it."""

import threading
import time
from collections.abc import Callable

import pytest
from django.conf import settings

from tandem.config import worker
from tandem.config.worker import Job


@pytest.mark.parametrize(
    ("every", "failures", "seconds"),
    [(600, 0, 600), (600, 1, 5), (600, 2, 10), (600, 5, 80), (600, 30, 600), (2, 1, 2)],
)
def test_a_job_that_failed_is_tried_again_soon_and_never_more_often_than_it_would_run(
    every: float, failures: int, seconds: float
) -> None:
    assert worker.until_next(every, failures) == seconds


def test_every_job_of_the_settings_is_there() -> None:
    jobs = worker.named(settings.TANDEM_JOBS)
    assert jobs
    assert all(job.every > 0 for job in jobs)


def test_a_job_that_is_not_there_ends_the_start() -> None:
    with pytest.raises(ImportError):
        worker.named([("tandem.activity.jobs.no_such_job", 60)])


def broken() -> None:
    raise ValueError("no")


@pytest.mark.django_db
def test_an_error_is_logged_and_forgotten_after_a_success(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = Job("the.job", broken, every=60)
    worker.carry_out(job)
    assert job.failures == 1
    assert job.due > time.monotonic()
    assert "The job the.job failed" in caplog.text
    job.does = lambda: None
    worker.carry_out(job)
    assert job.failures == 0


def test_a_stop_is_heard_between_two_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, done = threading.Event(), []

    def job(name: str) -> Callable[[], None]:
        def does() -> None:
            done.append(name)
            stop.set()

        return does

    monkeypatch.setattr(
        worker, "named", lambda listed: [Job(n, job(n), every=60) for n in ("first", "second")]
    )
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    worker.run(stop)
    assert done == ["first"]
