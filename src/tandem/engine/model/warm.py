"""A function that needs a solver, kept warm in a process of its own: one question at a time.

Loading numbers and the compiled kernel takes longer than most answers, so the process stays for a
while. JSON lines go in and out. It is started by the first question and ends by itself: when
nobody asks for a while, when whoever started it is gone, when it needs too much memory.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from typing import Any

from tandem.engine.model.apart import NoAnswer

IDLE = 60.0
"""Seconds after which a process that nobody asks ends."""
MEMORY = 3 * 2**30
"""Bytes that it may lay claim to; much of that is never touched."""


class Busy(NoAnswer):
    """As many wait for an answer as may wait."""


class Warm:
    """The process, as whoever asks sees it. Safe to be asked by several threads.

    `function` is a dotted path, called with each question; `waiting` is how many may wait for
    their turn while another one is answered.
    """

    def __init__(self, function: str, *, waiting: int = 1, idle: float = IDLE) -> None:
        self.function = function
        self._idle = idle
        self._places = threading.BoundedSemaphore(waiting + 1)
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def ask(self, question: str, seconds: float) -> dict[str, Any]:
        """What it answers to a question, a JSON text of one line.

        Raises Busy where too many wait, NoAnswer where it fails or takes more than `seconds` on the
        wall, waiting included.
        """
        until = time.monotonic() + seconds
        if not self._places.acquire(blocking=False):
            raise Busy("Others wait for an answer already.")
        try:
            if not self._turn.acquire(timeout=seconds):
                raise Busy("Others took all the time.")
            try:
                return self._answer(question, until)
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    def _answer(self, question: str, until: float) -> dict[str, Any]:
        line = question.encode() + b"\n"
        # One that has just ended, for nobody asked it, is no failure: once is tried again.
        for _ in range(2 if self._process is not None else 1):
            told = self._exchange(self._alive(), line, until - time.monotonic())
            if told:
                answer: dict[str, Any] = json.loads(told)
                if "answer" not in answer:
                    raise NoAnswer(str(answer.get("error")))
                found: dict[str, Any] = answer["answer"]
                return found
            self.close()
            if time.monotonic() >= until:
                break
        raise NoAnswer("The solver's process ended without an answer.")

    def _exchange(self, process: "subprocess.Popen[bytes]", line: bytes, seconds: float) -> bytes:
        """Its answer; nothing where it ends, by itself or because the time is over."""
        assert process.stdin is not None  # noqa: S101 - for mypy
        assert process.stdout is not None  # noqa: S101
        ending = threading.Timer(max(0.0, seconds), process.kill)
        ending.daemon = True
        ending.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            told = process.stdout.readline()
        except OSError:
            return b""
        else:
            return told if told.endswith(b"\n") else b""
        finally:
            ending.cancel()

    def _alive(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            program = (
                f"import sys; sys.path[:] = {sys.path!r}; from tandem.engine.model.warm import "
                f"serve; serve({self.function!r}, {self._idle})"
            )
            try:
                # A session of its own: Ctrl-C at the terminal ends the server, which ends it.
                self._process = subprocess.Popen(  # noqa: S603 (our own module)
                    [sys.executable, "-c", program],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    start_new_session=True,
                )
            except OSError as error:
                raise NoAnswer("The solver's process can't be started.") from error
        return self._process


def serve(function: str, idle: float) -> None:
    """The process itself: answer what comes in, line by line, until nobody asks any more."""
    import resource
    from importlib import import_module

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    # What anything prints by the way must not stand between the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, _, name = function.rpartition(".")
    answer = getattr(import_module(module), name)
    for line in _lines(idle):
        try:
            told = {"answer": answer(json.loads(line))}
        except MemoryError:
            return
        except Exception as error:  # One bad question ends nothing.
            told = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(told).encode() + b"\n")
        out.flush()


def _lines(idle: float) -> Any:
    """What comes in, until it ends or nothing came for so long."""
    import select

    kept = b""
    while select.select([0], [], [], idle)[0]:
        read = os.read(0, 2**20)
        if not read:
            return
        *lines, kept = (kept + read).split(b"\n")
        yield from lines
