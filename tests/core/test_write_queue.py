"""Writers of one SQLite file are served in turn, whatever happens to one of them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler, IntegrityError, OperationalError

from tandem.core.sqlite import base
from tandem.core.sqlite.base import DatabaseWrapper
from tandem.core.sqlite.write_queue import QueueTimeout, WriteQueue

_HOLD = """
import sys, time
from tandem.core.sqlite.write_queue import WriteQueue
queue = WriteQueue(sys.argv[1])
queue.enter(patience=5)
print("holding", flush=True)
time.sleep(60)
"""

_HOLD_AND_FORK = """
import os, sys, time
from tandem.core.sqlite.write_queue import queue_for
queue_for(sys.argv[1]).enter(patience=5)
child = os.fork()
if child:
    print(child, flush=True)
time.sleep(60)
"""


@contextmanager
def process(source: str, database: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A process that runs `source`, and the first line it says."""
    started = subprocess.Popen(
        [sys.executable, "-c", source, str(database)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert started.stdout is not None
    try:
        yield started, started.stdout.readline().strip()
    finally:
        started.kill()
        started.wait()
        started.stdout.close()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "tandem.sqlite3"


@pytest.fixture(autouse=True)
def _unblocked(django_db_blocker: Any) -> Iterator[None]:
    """These tests have files of their own; the one of the other tests is not touched."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def connection(database: Path) -> Iterator[DatabaseWrapper]:
    """A connection of our backend to a file with one table and a foreign key checked at the end."""
    handler = ConnectionHandler(
        {"default": {"ENGINE": "tandem.core.sqlite", "NAME": str(database), "OPTIONS": {}}}
    )
    opened = handler["default"]
    assert isinstance(opened, DatabaseWrapper)
    with opened.cursor() as cursor:
        cursor.execute("CREATE TABLE lane (id INTEGER PRIMARY KEY)")
        cursor.execute(
            "CREATE TABLE person (lane INTEGER REFERENCES lane (id) DEFERRABLE INITIALLY DEFERRED)"
        )
    yield opened
    opened.close()


def begin(connection: DatabaseWrapper) -> None:
    """What the outermost `atomic` does first."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def is_free(database: Path) -> bool:
    """Whether another process could write now."""
    other = WriteQueue(os.path.realpath(database))
    try:
        other.enter(patience=0.2)
    except QueueTimeout:
        return False
    other.leave()
    return True


def test_threads_write_in_the_order_in_which_they_asked(database: Path) -> None:
    queue, served = WriteQueue(str(database)), []

    def write(number: int) -> None:
        queue.enter(patience=10)
        served.append(number)
        queue.leave()

    queue.enter(patience=1)
    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for number, thread in enumerate(threads):
        thread.start()
        deadline = time.monotonic() + 5
        while len(queue._line._tickets) <= number and time.monotonic() < deadline:
            time.sleep(0.001)
    queue.leave()
    for thread in threads:
        thread.join(10)
    assert served == list(range(8))


def test_a_thread_that_waits_too_long_is_told_and_leaves_the_line(database: Path) -> None:
    queue = WriteQueue(str(database))
    queue.enter(patience=1)
    with pytest.raises(QueueTimeout):
        queue.enter(patience=0.05)
    queue.leave()
    queue.enter(patience=0.05)
    queue.leave()


def test_another_process_waits_and_hands_a_turn_on_that_comes_too_late(database: Path) -> None:
    holder, late = WriteQueue(str(database)), WriteQueue(str(database))
    holder.enter(patience=1)
    with pytest.raises(QueueTimeout):
        late.enter(patience=0.05)
    holder.leave()
    assert is_free(database)
    late.enter(patience=1)
    late.leave()


def test_a_turn_comes_as_soon_as_the_other_process_has_written(database: Path) -> None:
    holder, other = WriteQueue(str(database)), WriteQueue(str(database))
    holder.enter(patience=1)
    soon = threading.Timer(0.1, holder.leave)
    soon.start()
    other.enter(patience=10)
    other.leave()
    soon.join()


@pytest.mark.server
def test_a_killed_writer_holds_nobody_up(database: Path) -> None:
    with process(_HOLD, database) as (holder, said):
        assert said == "holding"
        assert not is_free(database)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert is_free(database)


@pytest.mark.server
def test_a_forked_child_does_not_keep_its_parents_turn(database: Path) -> None:
    with process(_HOLD_AND_FORK, database) as (holder, child):
        try:
            assert not is_free(database)
            holder.kill()
            holder.wait()
            os.kill(int(child), 0)
            assert is_free(database)
        finally:
            os.kill(int(child), signal.SIGKILL)


def test_the_file_is_set_for_keeping_every_write(connection: DatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "mmap_size": 128 * 1024 * 1024,
    }


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_turn_lasts_as_long_as_the_transaction(
    connection: DatabaseWrapper, database: Path, end: str
) -> None:
    begin(connection)
    assert not is_free(database)
    getattr(connection, end)()
    assert is_free(database)


def test_a_refused_commit_keeps_the_turn_until_it_is_rolled_back(
    connection: DatabaseWrapper, database: Path
) -> None:
    begin(connection)
    connection.cursor().execute("INSERT INTO person VALUES (7)")
    with pytest.raises(IntegrityError):
        connection.commit()
    assert not is_free(database)
    connection.rollback()
    assert is_free(database)


def test_a_full_line_says_busy_and_lets_the_next_one_in(
    connection: DatabaseWrapper, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_PATIENCE", 0.05)
    other = WriteQueue(os.path.realpath(database))
    other.enter(patience=1)
    with pytest.raises(OperationalError, match="another writer has held it"):
        begin(connection)
    other.leave()
    connection.set_autocommit(True)
    begin(connection)
    connection.rollback()


def test_a_transaction_that_cannot_begin_gives_its_turn_back(
    connection: DatabaseWrapper, database: Path
) -> None:
    """Somebody may hold SQLite's own lock without having queued: another program, a shell."""
    import sqlite3

    connection.cursor().execute("PRAGMA busy_timeout = 20")
    outsider = sqlite3.connect(database, isolation_level=None)
    outsider.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked"):
        begin(connection)
    assert is_free(database)
    outsider.close()


def test_memory_has_no_line() -> None:
    handler = ConnectionHandler(
        {"default": {"ENGINE": "tandem.core.sqlite", "NAME": ":memory:", "OPTIONS": {}}}
    )
    opened = handler["default"]
    assert isinstance(opened, DatabaseWrapper)
    begin(opened)
    assert opened._turn is None
    opened.rollback()
    opened.set_autocommit(True)
