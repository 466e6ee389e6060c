"""The web server and the worker as two processes that live and end together."""

import http.client
import os
import signal
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from tandem.config.cli.apart import Apart, apart
from tandem.config.cli.operate import failed, serve, worker

READY_WITHIN = 60.0
"""Seconds the server has for its first answer; the first start gathers the static files."""
ENDS_WITHIN = 15.0
"""Seconds a process has to finish what it is doing before it is ended."""

Parts = Mapping[str, Apart]


def run_together(options: Namespace, when_ready: Callable[[], int]) -> int:
    """Start both, begin `when_ready` beside them at the first answer, and stay until stopped or one
    of both ends.
    """
    with stopped_by_signals() as stop:
        told = Namespace(**{**vars(options), "parent": os.getpid()})
        parts = {
            "web server": apart(lambda: serve(told), alone=True),
            "worker": apart(lambda: worker(told), alone=True),
        }
        try:
            code = _await_answer(parts, stop, options.host, options.port)
            if code is None and not stop.is_set():
                code = _stay(parts, stop, apart(when_ready))
        finally:
            end(parts)
    return code or 0


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, a closed terminal or a service's stop sets, inside the block."""
    stop = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in numbers}
    try:
        yield stop
    finally:
        for number, then in before.items():
            signal.signal(number, then)


def _await_answer(parts: Parts, stop: threading.Event, host: str, port: int) -> int | None:
    """None once the server answers or a stop was asked for; else the exit code to end with."""
    until = time.monotonic() + READY_WITHIN
    while not stop.wait(0.1):
        if (code := _ended(parts)) is not None:
            return code
        if answers(host, port):
            return None
        if time.monotonic() > until:
            return failed(f"The web server did not answer within {READY_WITHIN:.0f} seconds.")
    return None


def _stay(parts: Parts, stop: threading.Event, beside: Apart) -> int:
    try:
        while not stop.wait(0.5):
            if (code := _ended(parts)) is not None:
                return code
    finally:
        # A story of the demonstration that isn't done is as if it had not begun.
        beside.send(signal.SIGTERM)
        beside.wait()
    return 0


def _ended(parts: Parts) -> int | None:
    """1 when a part has ended by itself, which neither does of its own will."""
    for name, process in parts.items():
        code = process.poll()
        if code is not None:
            return failed(
                f"The {name} has ended by itself (exit code {code}), so all of Tandem stops. "
                "What it said last stands above."
            )
    return None


def answers(host: str, port: int) -> bool:
    """Whether the server says that it is well. A refused host name is an answer too."""
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(asked, port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def end(parts: Parts) -> None:
    """Ask both to finish, wait, and end what does not."""
    for process in parts.values():
        process.send(signal.SIGTERM)
    until = time.monotonic() + ENDS_WITHIN
    for name, process in parts.items():
        if process.wait(max(0.0, until - time.monotonic())) is None:
            failed(f"The {name} did not finish within {ENDS_WITHIN:.0f} seconds; it was ended.")
            process.send(signal.SIGKILL)
            process.wait()
