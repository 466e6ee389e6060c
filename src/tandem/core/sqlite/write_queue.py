"""Writers of one SQLite file, in a line: threads of this process, then processes.

SQLite has no line. Whoever finds the file locked sleeps and tries again, at most ten times a
second, while the holder begins its next transaction at once. Four processes that wrote without
pause for 4 s here: one of them got a single commit out of 10,088, the longest wait was 2.5 s. In
a line each gets its quarter and waits for the others' transactions, here 13 ms, on a disk that is
busy with other things 0.3 s (bench/sqlite_writers.py; docs/decisions/0003).

Threads queue in memory, strictly in order; the first of them queues for its process at the file
lock `<file>.write-lock`. The kernel doesn't promise an order there; between processes it was fair
whenever it was measured. (A second lock that makes it strict changed nothing, and went.)

The kernel frees file locks when a process ends, however it ends: after `kill -9` the next writer
goes on at once, and SQLite rolls the dead one's transaction back. A forked child gives up its
copies of the open files, or its parent's death would leave the lock with the child.
"""

import fcntl
import os
import threading
import time
from collections import deque

_QUEUES: dict[str, "WriteQueue"] = {}
_QUEUES_LOCK = threading.Lock()
# Every lock file that is open in this process.
_OPEN: set[int] = set()


class QueueTimeout(Exception):
    """Another writer has held the file for longer than we wait."""


def queue_for(database: str) -> "WriteQueue":
    """The line in front of this database file, one per process."""
    path = os.path.realpath(database)
    with _QUEUES_LOCK:
        return _QUEUES.setdefault(path, WriteQueue(path))


class WriteQueue:
    """Join with `enter`, and `leave` when the transaction has ended."""

    def __init__(self, database: str) -> None:
        self._line = _Line()
        self._path = f"{database}.write-lock"
        self._held: int | None = None

    def enter(self, *, patience: float) -> None:
        """Return when it is our turn to write; QueueTimeout after `patience` seconds."""
        last = time.monotonic() + patience
        self._line.enter(patience)
        try:
            held = self._at_once()
            self._held = self._in_turn(last) if held is None else held
        except BaseException:
            self._line.leave()
            raise

    def leave(self) -> None:
        """Let the next one write."""
        held, self._held = self._held, None
        if held is not None:
            _release(held)
        self._line.leave()

    def forget_parent(self) -> None:
        """In a forked child: nothing is held here, and the threads that waited are not here."""
        self._held = None
        self._line = _Line()

    def _at_once(self) -> int | None:
        """The lock, where no other process holds it."""
        try:
            return _taken(self._path, fcntl.LOCK_NB)
        except BlockingIOError:
            return None

    def _in_turn(self, last: float) -> int:
        """Wait in the kernel's line. It knows no time-out, so a thread waits for us; if we give
        up first, it hands its turn on as soon as it has it.
        """
        waiter = _Waiter(self._path)
        waiter.start()
        return waiter.outcome(last - time.monotonic())


class _Waiter(threading.Thread):
    def __init__(self, path: str) -> None:
        super().__init__(name="write-queue", daemon=True)
        self._path = path
        self._done = threading.Event()
        self._settling = threading.Lock()
        self._given_up = False
        self._lock: int | None = None

    def run(self) -> None:
        """Wait for the lock, and free it again if nobody wants it any more."""
        lock = _taken(self._path)
        with self._settling:
            if self._given_up:
                _release(lock)
            else:
                self._lock = lock
        self._done.set()

    def outcome(self, patience: float) -> int:
        """The open lock file; QueueTimeout when it doesn't come in time."""
        self._done.wait(max(0.0, patience))
        with self._settling:
            if self._lock is None:
                self._given_up = True
                raise QueueTimeout
            return self._lock


class _Line:
    """A lock that is given in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._tickets: deque[threading.Lock] = deque()
        self._taken = False

    def enter(self, patience: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._tickets.append(ticket)
        if ticket.acquire(timeout=max(0.0, patience)):
            return
        with self._guard:
            if ticket in self._tickets:
                self._tickets.remove(ticket)
                raise QueueTimeout
        # The turn came in this very moment.

    def leave(self) -> None:
        with self._guard:
            if self._tickets:
                self._tickets.popleft().release()
            else:
                self._taken = False


def _taken(path: str, mode: int = 0) -> int:
    """The open lock file, locked. It is made where it is missing, never written to or deleted."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    _OPEN.add(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | mode)
    except BaseException:
        _release(descriptor)
        raise
    return descriptor


def _release(descriptor: int) -> None:
    """Unlock, then close: a child that was just forked may have a copy still open."""
    _OPEN.discard(descriptor)
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)


def _after_fork() -> None:
    """Close the child's copies, without unlocking what the parent holds."""
    global _QUEUES_LOCK  # noqa: PLW0603 - another thread may have held it
    _QUEUES_LOCK = threading.Lock()
    for descriptor in _OPEN:
        os.close(descriptor)
    _OPEN.clear()
    for queue in _QUEUES.values():
        queue.forget_parent()


os.register_at_fork(after_in_child=_after_fork)
