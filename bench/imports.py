"""Taking in an export while somebody else writes: how long each step takes, how long they wait.

    python -m bench.imports FILE… [--every SECONDS]

In an empty workspace on SQLite. Beside the process that takes in, a person writes a comment again
and again, with a pause between, through the same queue; before that they do it alone, to compare.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--every", type=float, default=0.1)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as data:
        os.environ |= {"TANDEM_DATA": data, "DJANGO_SETTINGS_MODULE": "tandem.config.settings"}
        os.environ["TANDEM_MAX_BODY"] = str(1024**3)
        measure(told.files, told.every)


def measure(files: list[Path], every: float) -> None:
    """Each step in a process of its own, with a writer beside it."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tandem.imports import queries, services
    from tandem.imports.requests import keep

    actor, home = company()
    alone = waits(lambda count: count < 100, actor, home, every / 5)
    print(f"writer alone           {told(alone)}")
    sent = [keep(one.name, [one.read_bytes()]) for one in files]
    made = services.upload_export(actor=actor, home_id=home, files=sent).pk
    steps: list[tuple[str, Any]] = [
        ("read", None),
        ("compare", services.compare_import),
        ("take in", services.start_import),
        ("compare again", services.compare_import),
    ]
    for name, act in steps:
        if act:
            act(actor=actor, import_id=made)
        began = time.monotonic()
        child = subprocess.Popen([sys.executable, "-m", "tandem.imports.commands"])
        seen = waits(lambda _count, child=child: child.poll() is None, actor, home, every)
        took = time.monotonic() - began
        it = queries.whole(actor, made)
        print(f"{name:<14} {took:7.1f} s  {told(seen)}  {it.row.state.value}")
    print(f"result         {it.row.result}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"memory at most {used.ru_maxrss // 1024} MB, CPU {used.ru_utime + used.ru_stime:.1f} s")


def company() -> tuple[Any, int]:
    """One person of IT and one initiative that is theirs."""
    from tandem.accounts import services as accounts
    from tandem.accounts.queries import actor_by_id
    from tandem.accounts.rules import Lane
    from tandem.initiatives import services as initiatives
    from tandem.initiatives.rules import InitiativeKind

    boss = actor_by_id(
        accounts.found_workspace(
            company="Bench", name="B", email="b@b.example", password=None, country="DE"
        ).pk
    )
    it = accounts.add_department(name="IT", lane=Lane.IT, actor=boss).pk
    person, _ = accounts.add_person(actor=boss, email="i@b.example", name="Igor", department_id=it)
    actor = actor_by_id(person.pk)
    idea = initiatives.write_idea(
        actor=actor, sentence="Take in all that there is", kind=InitiativeKind.PRODUCT
    )
    return actor, idea.pk


def waits(go_on: Any, actor: Any, home: int, every: float) -> list[float]:
    """Write comments while `go_on(how many)`; the seconds that each took."""
    from tandem.talk.services import write_comment

    found: list[float] = []
    while go_on(len(found)):
        began = time.perf_counter()
        write_comment(actor=actor, subject_id=home, text=f"Number {len(found)}")
        found.append(time.perf_counter() - began)
        time.sleep(every)
    return found


def told(seconds: list[float]) -> str:
    """Half of them, 95 of 100, the longest, in milliseconds."""
    if len(seconds) < 2:
        return "                no writes"
    cuts = statistics.quantiles(seconds, n=20)
    half, most = statistics.median(seconds), cuts[-1]
    return (
        f"{len(seconds):5} writes: half within {half * 1000:5.0f} ms, 95 % within "
        f"{most * 1000:5.0f} ms, longest {max(seconds) * 1000:5.0f} ms"
    )


if __name__ == "__main__":
    main()
