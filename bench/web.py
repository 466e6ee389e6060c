"""What pages and acts cost: CPU, 95th percentile, queries, bytes; and what the processes hold.

    python -m bench.web [--initiatives 2000 20000] [--events 200000] [--rounds 40] [--postgres]

Each size gets a database of its own in a temporary folder, with `--postgres` in a cluster that is
made for it and thrown away. CPU is of this process, for one request through Django's handler and
middleware with a signed-in person; what the network, the dispatcher and PostgreSQL's own processes
add is not in it. With two sizes, the last column is by how much each grew. It prints, nothing more.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tandem.accounts.models import Person
    from tandem.briefs.models import Brief

_READ = ["/", "/ideas/", "/ideas/?layout=board", "/ideas/?q=points+basket", "/ideas/new/"]
_READ += ["/search/?q=points+basket", "/queue/", "/triage/", "/questions/", "/decisions/"]
_READ += ["/inbox/", "/people/", "/goals/", "/systems/", "/api/v1/initiatives"]
_BELOW = ["/", "/brief/", "/history/", "/talk/"]
"""Of one initiative."""
TO_DO = 8
"""How much waits for the person whose pages are measured."""


@dataclass
class Row:
    """One page or act: milliseconds of CPU, milliseconds until answered, queries, bytes."""

    name: str
    cpu: float
    p95: float
    queries: int
    size: int


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--initiatives", type=int, nargs="+", default=[2000])
    asked.add_argument("--events", type=int, default=200_000)
    asked.add_argument("--rounds", type=int, default=40)
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--no-memory", action="store_true")
    asked.add_argument("--into", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.into:
        rows = _one_size(options)
        Path(options.into).write_text(json.dumps([asdict(row) for row in rows]))
        return
    for size in options.initiatives:
        print(f"{size:9} initiatives, {options.events} events", end=";")
    print(" PostgreSQL" if options.postgres else " SQLite")
    _print([_in_a_child(options, size) for size in options.initiatives])


def _in_a_child(options: argparse.Namespace, size: int) -> list[Row]:
    """The rows of one size: Django is set up for one database in a process."""
    from tandem.config.cli.postgres import throw_away

    words = ["--initiatives", size, "--events", options.events, "--rounds", options.rounds]
    words += ["--no-memory"] if options.no_memory or options.postgres else []
    with (
        tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder,
        throw_away() if options.postgres else nullcontext() as url,
    ):
        into = Path(folder, "rows.json")
        environment = {**os.environ, "TANDEM_DATA": folder}
        if url:
            environment["DATABASE_URL"] = url
        command = [sys.executable, "-m", "bench.web", *map(str, words), "--into", str(into)]
        subprocess.run(command, check=True, env=environment)
        return [Row(**row) for row in json.loads(into.read_text())]


def _print(sizes: list[list[Row]]) -> None:
    columns = f"{'CPU ms':>8}{'p95 ms':>8}{'queries':>9}{'bytes':>9}"
    print(f"{'':38}" + columns * len(sizes) + ("   grows" if len(sizes) > 1 else ""))
    for rows in zip(*sizes, strict=True):
        cells = [f"{r.cpu:8.1f}{r.p95:8.1f}{r.queries:9}{r.size:9}" for r in rows]
        grows = f"{rows[-1].cpu / rows[0].cpu:8.2f}" if len(rows) > 1 else ""
        print(f"{rows[0].name:38}" + "".join(cells) + grows)


def _one_size(options: argparse.Namespace) -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tandem.config.settings"
    os.environ.setdefault("TANDEM_LOG", "WARNING")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.load import load
    from tandem.config.serving import keep_what_is_loaded
    from tandem.core.server import files

    files.gather()
    call_command("migrate", verbosity=0)
    load(options.initiatives[0], events=options.events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    keep_what_is_loaded()
    rows = _pages(options.rounds)
    if not options.no_memory:
        _memory(os.environ["TANDEM_DATA"])
    return rows


def _pages(rounds: int) -> list[Row]:
    from django.db import transaction
    from django.test import Client

    from tandem.briefs.models import Item
    from tandem.initiatives.models import Initiative

    brief, owner = _brief_and_owner()
    client = Client(headers={"host": "localhost"})
    with transaction.atomic():
        client.force_login(owner)
    idea = Initiative.objects.filter(stage="idea").order_by("pk")[0]
    place = f"/initiatives/{brief.initiative_id}"
    paths = {path: path for path in _READ} | {"an idea": f"/initiatives/{idea.pk}/"}
    paths |= {f"an initiative{below}": place + below for below in _BELOW}
    rows = [
        _measure(f"GET {name}", rounds, lambda _n, path=path: client.get(path))
        for name, path in paths.items()
    ]
    item = Item.objects.filter(brief=brief, kind="requirement").order_by("pk")[0]

    def change(number: int) -> object:
        return client.post(
            f"{place}/brief/items/{item.pk}/",
            {"text": f"Changed {number}", "base": str(number + 1), "priority": "must"},
        )

    rows.append(
        _measure(
            "POST idea",
            rounds,
            lambda n: client.post("/ideas/new/", {"sentence": _unlike_any(n), "kind": "other"}),
        )
    )
    rows.append(_measure("POST change of a signed part", rounds, change, warm=0))
    return rows


def _brief_and_owner() -> "tuple[Brief, Person]":
    """A brief whose marketing owner has as much to do as most: else each size measures another
    person's day, and not what size costs.
    """
    from django.db.models import Count, Q

    from tandem.activity.models import SubjectAccess
    from tandem.briefs.models import Brief

    open_ones = Count("subject__turns", filter=Q(subject__turns__closed_at=None))
    owned = SubjectAccess.objects.filter(role="product_owner")
    loads = dict(owned.values_list("person").annotate(load=open_ones))
    briefs = Brief.objects.filter(initiative__stage="brief").order_by("pk")
    owners = dict(owned.values_list("subject_id", "person_id"))

    def off(brief: Brief) -> int:
        return abs(loads[owners[brief.initiative_id]] - TO_DO)

    chosen = min(briefs, key=off)
    return chosen, owned.get(subject_id=chosen.initiative_id).person


def _unlike_any(number: int) -> str:
    """A sentence that resembles no other, so that it is saved without a question."""
    return " ".join(f"{word}{number + 9}" for word in ("Unheard", "of", "thing", "for", "nobody"))


def _measure(name: str, rounds: int, ask: Callable[[int], object], warm: int = 3) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(warm):
        ask(-1 - number)
    cpu, wall = [], []
    for number in range(rounds):
        begun, spent = time.perf_counter(), time.process_time()
        answer = ask(number)
        cpu.append(1000 * (time.process_time() - spent))
        wall.append(1000 * (time.perf_counter() - begun))
    with CaptureQueriesContext(connection) as seen:
        answer = ask(rounds)
    if answer.status_code not in {200, 303}:
        raise SystemExit(f"{name} answered {answer.status_code}")
    p95 = quantiles(wall, n=20)[-1]
    return Row(name, median(cpu), p95, len(seen), len(answer.content))


def _memory(folder: str) -> None:
    """Private memory of web and worker, after the pages above were asked of them."""
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(Path(sys.executable).parent / "tandem")]
    with subprocess.Popen(
        [*command, "run", "--port", port, "--data", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as parent:
        try:
            for _ in range(240):
                try:
                    if httpx.get(f"http://127.0.0.1:{port}/health/").status_code == 200:
                        break
                except httpx.HTTPError:
                    time.sleep(0.25)
            for _ in range(20):
                httpx.get(f"http://127.0.0.1:{port}/sign-in/")
            children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
            sizes = [(pid, _private(int(pid))) for pid in [*children, str(parent.pid)]]
            total = sum(size for _, size in sizes)
            print(f"private memory: {total:.0f} MB in {len(sizes)} processes", end=" ")
            print("(" + ", ".join(f"{size:.0f}" for _, size in sizes) + ")")
        finally:
            parent.terminate()


def _private(pid: int) -> float:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = sum(int(row.split()[1]) for row in rows if row.startswith("Private_"))
    return kilobytes / 1024


if __name__ == "__main__":
    main()
