"""How fairly writers of one SQLite file are served: with our queue and without it.

    python bench/sqlite_writers.py [seconds]

Each writer repeats a transaction of ten inserts as fast as it can. A table per set-up: commits in
all and of the unluckiest writer, the longest wait for a turn, errors.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass


@dataclass
class Outcome:
    """What one writer saw; `longest` in seconds."""

    commits: int = 0
    errors: int = 0
    longest: float = 0.0


def write(database: str, engine: str, until: float) -> Outcome:
    """One writer, in its own process or thread."""
    from django.db import DatabaseError, connections, transaction

    outcome = Outcome()
    settle(database, engine)
    connections["default"].ensure_connection()
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            with transaction.atomic():
                outcome.longest = max(outcome.longest, time.perf_counter() - began)
                with connections["default"].cursor() as cursor:
                    for number in range(10):
                        cursor.execute("INSERT INTO rows (value) VALUES (%s)", [number])
            outcome.commits += 1
        except DatabaseError:
            outcome.errors += 1
    connections["default"].close()
    return outcome


def settle(database: str, engine: str) -> None:
    """Let Django use this file with this backend."""
    import django
    from django.conf import settings

    if not settings.configured:
        plain = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 10.0}
        options |= {} if engine.startswith("tandem") else {"init_command": plain}
        settings.configure(
            DATABASES={"default": {"ENGINE": engine, "NAME": database, "OPTIONS": options}}
        )
        django.setup()


def in_threads(database: str, engine: str, until: float, count: int) -> list[Outcome]:
    found: list[Outcome] = []
    threads = [
        threading.Thread(target=lambda: found.append(write(database, engine, until)))
        for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def all_threads(arguments: tuple[str, str, float, int]) -> list[Outcome]:
    return in_threads(*arguments)


def measure(engine: str, processes: int, threads: int, seconds: float) -> list[Outcome]:
    """Run `processes` × `threads` writers on a fresh file."""
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "bench.sqlite3")
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            pool.apply(prepare, (database, engine))
        with context.Pool(processes) as pool:
            until = time.monotonic() + seconds + 1.0
            work = [(database, engine, until, threads)] * processes
            return [outcome for part in pool.map(all_threads, work, 1) for outcome in part]


def prepare(database: str, engine: str) -> None:
    settle(database, engine)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, value INTEGER)")
    connection.close()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    print(f"{'backend':28} {'writers':>9} {'commits':>8} {'unluckiest':>10} {'longest':>9} errors")
    for engine in ("django.db.backends.sqlite3", "tandem.core.sqlite"):
        for processes, threads in ((1, 1), (4, 1), (1, 4), (2, 2)):
            found = measure(engine, processes, threads, seconds)
            print(
                f"{engine:28} {processes:3}p × {threads}t {sum(o.commits for o in found):8} "
                f"{min(o.commits for o in found):10} "
                f"{max(o.longest for o in found) * 1000:6.0f} ms {sum(o.errors for o in found):6}"
            )


if __name__ == "__main__":
    main()
