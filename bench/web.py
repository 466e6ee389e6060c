"""What pages and acts cost: CPU, 95th percentile, queries, bytes; and what the processes hold.

    python -m bench.web [--initiatives 2000] [--events 200000] [--rounds 40]

Uses a database of its own in a temporary folder (or DATABASE_URL's server, in a database that must
be empty). CPU is of this process, for one request through Django's handler and middleware with a
signed-in person; what the network and the dispatcher add is not in it. It prints, nothing more.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

_READ = ["/", "/ideas/", "/ideas/?q=points+basket", "/ideas/new/", "/search/?q=points+basket"]
_READ += ["/queue/", "/triage/", "/questions/", "/decisions/", "/inbox/", "/people/"]
_READ += ["/api/v1/initiatives"]
_BELOW = ["/", "/brief/", "/history/", "/talk/"]
"""Of one initiative."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--initiatives", type=int, default=2000)
    asked.add_argument("--events", type=int, default=200_000)
    asked.add_argument("--rounds", type=int, default=40)
    asked.add_argument("--no-memory", action="store_true")
    options = asked.parse_args()
    folder = tempfile.mkdtemp(prefix="tandem-bench-")
    os.environ["TANDEM_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "tandem.config.settings"
    os.environ.setdefault("TANDEM_LOG", "WARNING")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.load import load
    from tandem.core.server import files

    files.gather()
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    load(options.initiatives, events=options.events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"{connection.vendor}, {options.initiatives} initiatives, {options.events} events, "
        f"loaded in {time.perf_counter() - begun:.1f} s"
    )
    _pages(options.rounds)
    if not options.no_memory:
        _memory(folder)


def _pages(rounds: int) -> None:
    from django.db import transaction
    from django.test import Client

    from tandem.accounts.models import Person
    from tandem.activity.models import SubjectAccess
    from tandem.briefs.models import Brief, Item
    from tandem.initiatives.models import Initiative

    brief = Brief.objects.filter(initiative__stage="brief").order_by("pk")[0]
    owner = SubjectAccess.objects.get(subject_id=brief.initiative_id, role="product_owner").person
    client = Client(headers={"host": "localhost"})
    with transaction.atomic():
        client.force_login(Person.objects.get(pk=owner.pk))
    idea = Initiative.objects.filter(stage="idea").order_by("pk")[0]
    place = f"/initiatives/{brief.initiative_id}"
    print(f"{'':38}{'CPU ms':>8}{'p95 ms':>8}{'queries':>9}{'bytes':>9}")
    for path in [*_READ, f"/initiatives/{idea.pk}/", *(place + below for below in _BELOW)]:
        _measure(f"GET {path}", rounds, lambda _n, path=path: client.get(path))
    item = Item.objects.filter(brief=brief, kind="requirement").order_by("pk")[0]

    def change(number: int) -> object:
        return client.post(
            f"{place}/brief/items/{item.pk}/",
            {"text": f"Changed {number}", "base": str(number + 1), "priority": "must"},
        )

    _measure(
        "POST idea",
        rounds,
        lambda n: client.post("/ideas/new/", {"sentence": _unlike_any(n), "kind": "other"}),
    )
    _measure("POST change of a signed part", rounds, change, warm=0)


def _unlike_any(number: int) -> str:
    """A sentence that resembles no other, so that it is saved without a question."""
    return " ".join(f"{word}{number + 9}" for word in ("Unheard", "of", "thing", "for", "nobody"))


def _measure(name: str, rounds: int, ask: Callable[[int], object], warm: int = 3) -> None:
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
    print(f"{name:38}{median(cpu):8.1f}{p95:8.1f}{len(seen):9}{len(answer.content):9}")


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
