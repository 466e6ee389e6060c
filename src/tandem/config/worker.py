"""`tandem worker`: calls the jobs that settings.TANDEM_JOBS names, each in its own rhythm.

A job is a function without arguments that does what is due and is safe to repeat: it runs at
least once, and again after an error. One process, one thread: a job that needs long takes a child
process of its own.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

FIRST_RETRY = 5.0
"""Seconds until a job that failed is tried again; doubled at each failure, up to its rhythm."""


@dataclass(slots=True)
class Job:
    """One periodic job. `due` is a moment of the monotonic clock, in seconds."""

    name: str
    does: Callable[[], object]
    every: float
    due: float = 0.0
    failures: int = 0


def run(stop: Event) -> None:
    """Work until `stop` is set; the job at hand is finished first."""
    jobs = named(settings.TANDEM_JOBS)
    log.info("The worker has started with %d jobs.", len(jobs))
    try:
        while not stop.is_set():
            for job in [job for job in jobs if job.due <= time.monotonic()]:
                if stop.is_set():
                    break
                carry_out(job)
            stop.wait(_pause(jobs))
    finally:
        connections.close_all()
    log.info("The worker has ended.")


def named(listed: Iterable[tuple[str, float]]) -> list[Job]:
    """The jobs behind dotted paths and their rhythms in seconds. An unknown path ends the start."""
    return [Job(dotted, import_string(dotted), float(every)) for dotted, every in listed]


def carry_out(job: Job) -> None:
    """Do one job. An error is logged and never ends the others."""
    close_old_connections()
    try:
        job.does()
    except Exception:
        job.failures += 1
        log.exception("The job %s failed; it is tried again.", job.name)
    else:
        job.failures = 0
    close_old_connections()
    job.due = time.monotonic() + until_next(job.every, job.failures)


def until_next(every: float, failures: int) -> float:
    """Seconds until a job's next turn, after so many failures in a row."""
    return every if not failures else min(every, FIRST_RETRY * 2.0 ** min(failures - 1, 20))


def _pause(jobs: Iterable[Job]) -> float:
    """Seconds until the next job is due, at most a minute."""
    return max(0.0, min([60.0, *(job.due - time.monotonic() for job in jobs)]))
