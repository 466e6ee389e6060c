"""What work costs: CPU for one request, 95th percentile, queries, bytes, against what was agreed.

    python -m bench.work [--items 20000 200000] [--seed 7] [--from FILE] [--rounds 40] [--postgres]

The workspace that `bench.loader` describes from a seed: a hundred projects as initiatives, their
items, 2 comments on each. CPU is of this process, as in `bench.web`. With two sizes the last column
is by how much each grew. `--from` reads a file of `bench.loader` instead. It prints, nothing more.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bench.loader import PROJECTS, Record, workspace
from bench.web import Row, _measure, _print

AGREED = {
    "GET filtered list": 8,
    "GET item, 20 comments": 9,
    "GET board, 200 cards": 25,
    "GET search, two words": 8,
    "GET Today": 12,
    "POST item": 10,
    "POST comment": 12,
}
"""Milliseconds of CPU that each may take at most."""
GROWS = 1.3
"""By how much at most with ten times the items."""
STATES = {"to do": "to_do", "in progress": "in_progress", "in review": "in_review"}
AT_ONCE = 2_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--items", type=int, nargs="+", default=[20_000])
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--from", dest="file", type=Path)
    asked.add_argument("--rounds", type=int, default=40)
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--into", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.into:
        rows = _one_size(options)
        Path(options.into).write_text(json.dumps([asdict(row) for row in rows]))
        return
    database = "PostgreSQL" if options.postgres else "SQLite"
    print(f"{' and '.join(map(str, options.items))} items in {PROJECTS} initiatives; {database}")
    sizes = [_in_a_child(options, size) for size in options.items]
    _print(sizes)
    over = [
        f"{row.name}: {row.cpu:.1f} ms, agreed are {AGREED[row.name]}"
        for row in sizes[0]
        if row.name in AGREED and row.cpu > AGREED[row.name]
    ]
    over += [
        f"{last.name} grows by {last.cpu / first.cpu:.2f}, agreed is {GROWS}"
        for first, last in zip(sizes[0], sizes[-1], strict=True)
        if last.cpu > GROWS * first.cpu
    ]
    print("\n".join(over) or "All as agreed.")


def _in_a_child(options: argparse.Namespace, size: int) -> list[Row]:
    """The rows of one size: Django is set up for one database in a process."""
    from tandem.config.cli.postgres import throw_away

    words = ["--items", size, "--seed", options.seed, "--rounds", options.rounds]
    words += ["--from", options.file] if options.file else []
    with (
        tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder,
        throw_away() if options.postgres else nullcontext() as url,
    ):
        into = Path(folder, "rows.json")
        environment = {**os.environ, "TANDEM_DATA": folder}
        if url:
            environment["DATABASE_URL"] = url
        command = [sys.executable, "-m", "bench.work", *map(str, words), "--into", str(into)]
        subprocess.run(command, check=True, env=environment)
        return [Row(**row) for row in json.loads(into.read_text())]


def _one_size(options: argparse.Namespace) -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tandem.config.settings"
    os.environ.setdefault("TANDEM_LOG", "WARNING")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.load import load
    from tandem.config.serving import keep_what_is_loaded
    from tandem.core import clock
    from tandem.core.server import files

    files.gather()
    call_command("migrate", verbosity=0)
    load(PROJECTS, events=2_000)
    today = clock.now().date()
    described = workspace(options.items[0], options.seed, today)
    first = load_work(_read(options.file) if options.file else described)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    keep_what_is_loaded()
    return _pages(first, options.rounds)


def _read(file: Path) -> Iterator[Record]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_work(records: Iterator[Record]) -> int:
    """Load a description: its projects are the initiatives there are, in order, its people those
    who are there. Returns the id of an item with 20 comments, on the board.
    """
    from tandem.accounts.models import Person
    from tandem.activity.models import SubjectAccess
    from tandem.initiatives.models import Initiative

    homes = list(Initiative.objects.order_by("pk").values_list("pk", flat=True))
    owners = dict(
        SubjectAccess.objects.filter(role="it_owner").values_list("subject_id", "person_id")
    )
    staff = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    loading = _Loading(homes, owners, staff)
    kinds: dict[str, list[Record]] = {"item": [], "comment": []}
    while chunk := list(islice(records, AT_ONCE)):
        for kind, found in kinds.items():
            found[:] = [one for one in chunk if one["type"] == kind]
        loading.add_items(kinds["item"])
        loading.add_comments(kinds["comment"])
    return loading.items["I1"]


class _Loading:
    """Rows in bulk, as the services would have written them but for the history."""

    def __init__(self, homes: list[int], owners: dict[int, int], staff: list[int]) -> None:
        self.homes, self.owners, self.staff = homes, owners, staff
        self.items: dict[str, int] = {}
        self.numbers: dict[int, int] = {}

    def add_items(self, found: list[Record]) -> None:
        from django.db import transaction

        from tandem.activity.models import Subject
        from tandem.work.models import Assignment, Move, WorkItem

        places = [self.homes[int(one["project"][1:]) - 1] for one in found]
        with transaction.atomic():
            subjects = Subject.objects.bulk_create(
                Subject(kind="work_item", title=one["title"], parent_id=home, root_id=home)
                for one, home in zip(found, places, strict=True)
            )
            items = WorkItem.objects.bulk_create(
                self._item(one, subject, home)
                for one, subject, home in zip(found, subjects, places, strict=True)
            )
            Move.objects.bulk_create(
                Move(item=item, after="to_do", rank_after=item.rank, at=item.asked_at)
                for item in items
            )
            Assignment.objects.bulk_create(
                Assignment(
                    item=item, person_id=self._person(one["assignee"]), by_id=item.asked_by_id
                )
                for one, item in zip(found, items, strict=True)
                if one["assignee"]
            )
            _findable((item.pk, "title", one["title"], True) for one, item in zip(found, items))  # noqa: B905
        self.items |= {one["id"]: item.pk for one, item in zip(found, items, strict=True)}

    def _item(self, one: Record, subject: Any, home: int) -> Any:
        from tandem.work.models import WorkItem

        count = self.numbers[home] = self.numbers.get(home, 0) + 1
        asked = datetime.fromisoformat(one["created"])
        return WorkItem(
            subject=subject,
            home_id=home,
            number=count,
            description=one["description"],
            # Sides and days aren't in the description; they follow from the number.
            lane=("it", "it", "marketing", "")[count % 4],
            days=(None, 1, 2, 3, 5)[count % 5],
            state=STATES.get(one["status"], one["status"]),
            rank=count * 2**32,
            due_on=date.fromisoformat(one["due"]) if one["due"] else None,
            asked_by_id=self.owners[home],
            asked_at=asked,
            state_since=asked,
        )

    def add_comments(self, found: list[Record]) -> None:
        from django.db import transaction

        from tandem.talk.models import Comment

        with transaction.atomic():
            made = Comment.objects.bulk_create(
                Comment(
                    subject_id=self.items[one["item"]],
                    text=one["text"],
                    written_by_id=self._person(one["author"]),
                    written_at=datetime.fromisoformat(one["at"]),
                )
                for one in found
            )
            _findable((one.subject_id, f"comment:{one.pk}", one.text, False) for one in made)

    def _person(self, named: str) -> int:
        return self.staff[int(named[1:]) - 1]


def _findable(texts: Iterator[tuple[int, str, str, bool]]) -> None:
    from tandem.activity.models import SearchText
    from tandem.activity.rules import TITLE_WORD
    from tandem.formats.search_words import words_of

    SearchText.objects.bulk_create(
        SearchText(
            subject_id=subject,
            part=part,
            is_title=is_title,
            text=text,
            words=" ".join([*([TITLE_WORD] if is_title else []), *words_of(text)]),
        )
        for subject, part, text, is_title in texts
    )


def _pages(first: int, rounds: int) -> list[Row]:
    from django.db import transaction
    from django.test import Client

    from tandem.accounts.models import Person
    from tandem.activity.models import SubjectAccess
    from tandem.work.models import WorkItem

    home = WorkItem.objects.get(pk=first).home_id
    owner = SubjectAccess.objects.filter(subject_id=home, role="it_owner").values("person_id")
    client = Client(headers={"host": "localhost"})
    with transaction.atomic():
        client.force_login(Person.objects.get(pk__in=owner[:1]))
    page = f"/initiatives/{home}/work/"
    paths = {
        "filtered list": "/all-work/?q=side:it+state:open+due:<%2B30",
        "item, 20 comments": f"/work/{first}/",
        "board, 200 cards": f"{page}board/",
        "search, two words": "/search/?q=voucher+consent",
        "Today": "/",
        "all work": "/all-work/",
        "all work, a word by due day": "/all-work/?q=voucher+state:open&order=due",
        "all work of one": "/all-work/?q=assignee:me+state:open",
        "my work": "/work/",
        "an initiative's work, 200": page,
        "its board by person": f"{page}board/?lanes=person",
        "its traceability, 200": f"/initiatives/{home}/traceability/",
    }
    rows = [
        _measure(f"GET {name}", rounds, lambda _n, path=path: client.get(path))
        for name, path in paths.items()
    ]
    acts = {
        "item": lambda n: client.post(page, {"title": f"New {n}", "lane": "it"}),
        "comment": lambda n: client.post(f"/talk/{first}/", {"text": f"Said {n}"}),
        "move": lambda n: client.post(f"/work/{first}/move/", {"to": ("next", "to_do")[n % 2]}),
    }
    return rows + [_measure(f"POST {name}", rounds, act) for name, act in acts.items()]


if __name__ == "__main__":
    main()
