"""A fixed number of threads that run the pages, first come, first served.

Not an executor of the standard library: the interpreter waits for such threads when it ends, and
one request that never returns would keep a stopped server alive.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_Result = TypeVar("_Result")
_Job = tuple["Future[object]", Callable[[], object]]


class NoRoom(Exception):
    """As many requests wait as may."""


class Workers:
    """`at_end` runs in every thread when it stops: it closes what the thread kept open."""

    def __init__(self, threads: int, *, waiting: int, at_end: Callable[[], None]) -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._waiting = waiting
        self._at_end = at_end
        self._busy = [False] * threads
        self._threads = [
            threading.Thread(target=self._work, args=[n], name=f"page-{n}", daemon=True)
            for n in range(threads)
        ]

    @property
    def has_free(self) -> bool:
        """Whether a job would begin at once."""
        return self._jobs.empty() and not all(self._busy)

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[], _Result]) -> "Future[_Result]":
        """Run `job` when a thread is free. Cancelling works until then. Raises NoRoom."""
        if self._jobs.qsize() >= self._waiting:
            raise NoRoom
        future: Future[_Result] = Future()
        self._jobs.put((future, job))  # type: ignore[arg-type]
        return future

    def stop(self, *, patience: float) -> None:
        """Let the threads finish what they run, for `patience` seconds in all."""
        for _ in self._threads:
            self._jobs.put(None)
        last = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, last - time.monotonic()))

    def _work(self, number: int) -> None:
        while (job := self._jobs.get()) is not None:
            self._busy[number] = True
            future, run = job
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(run())
                except BaseException as raised:
                    future.set_exception(raised)
            self._busy[number] = False
            # Else the thread keeps the last request alive while it waits for the next.
            del job, future, run
        self._at_end()
