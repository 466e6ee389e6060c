"""What pages of work cost: CPU for one request, 95th percentile, queries, bytes.

    python -m bench.work [--items 20000] [--rounds 40]

A hundred initiatives, their work, two comments on each piece; one board has two hundred cards. The
same seed makes the same work. It prints, nothing more.
"""

import argparse
import os
import random
import tempfile
from datetime import timedelta
from typing import Any

from bench.web import _measure, _print

HOMES = 100
CARDS = 200


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--items", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=40)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        os.environ["TANDEM_DATA"] = folder
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
        load(HOMES, events=2_000)
        first = load_work(options.items)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        keep_what_is_loaded()
        print(f"{options.items} pieces of work on {HOMES} initiatives")
        _print([_pages(first, options.rounds)])


def load_work(count: int, seed: int = 1) -> int:
    """Add so many pieces of work to the initiatives there are; the id of one with 20 comments."""
    from django.db import transaction

    from tandem.activity.models import Subject, SubjectAccess
    from tandem.core import clock
    from tandem.initiatives.models import Initiative
    from tandem.talk.models import Comment
    from tandem.work.models import Assignment, Move, WorkItem
    from tandem.work.rules import WorkState

    dice, now = random.Random(seed), clock.now()
    homes = list(Initiative.objects.order_by("pk").values_list("pk", flat=True))
    people = dict(SubjectAccess.objects.values_list("subject_id", "person_id"))
    each = (count - CARDS) // (len(homes) - 1)
    with transaction.atomic():
        for place, home in enumerate(homes):
            size = CARDS if place == 0 else each
            subjects = Subject.objects.bulk_create(
                Subject(kind="work_item", title=_title(dice), parent_id=home, root_id=home)
                for _ in range(size)
            )
            items = WorkItem.objects.bulk_create(
                WorkItem(
                    subject=subject,
                    home_id=home,
                    number=number,
                    lane=dice.choice(["it", "it", "marketing", ""]),
                    state=_state(dice, place).value,
                    rank=number * 2**32,
                    days=dice.choice([None, 1, 2, 3, 5]),
                    due_on=(now + timedelta(days=dice.randrange(-30, 90))).date(),
                    asked_by_id=people[home],
                )
                for number, subject in enumerate(subjects, start=1)
            )
            Move.objects.bulk_create(
                Move(item=item, after=WorkState.TO_DO, rank_after=item.rank) for item in items
            )
            Assignment.objects.bulk_create(
                Assignment(item=item, person_id=people[home], by_id=people[home])
                for item in items
                if dice.random() < 0.6
            )
            Comment.objects.bulk_create(
                Comment(subject_id=item.pk, text=_title(dice), written_by_id=people[home])
                for item in items
                for _ in range(20 if item is items[0] else 2)
            )
    return WorkItem.objects.filter(home_id=homes[0]).order_by("pk").values_list("pk", flat=True)[0]


def _state(dice: random.Random, place: int) -> Any:
    from tandem.work.rules import BOARD_STATES, WorkState

    if place == 0:
        return dice.choice([state for state in BOARD_STATES if state is not WorkState.DONE])
    return dice.choice([*WorkState, WorkState.DONE, WorkState.DONE])


_WORDS = "read write send check move keep ask show points order page basket ledger e-mail"


def _title(dice: random.Random) -> str:
    words = _WORDS.split()
    return " ".join(dice.choice(words) for _ in range(dice.randrange(6, 13))).capitalize()


def _pages(first: int, rounds: int) -> list[Any]:
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
        "all work": "/all-work/",
        "all work, three conditions": "/all-work/?q=side:it+state:open+due:<%2B30",
        "all work, a word": "/all-work/?q=ledger+state:open&order=due",
        "my work": "/work/",
        "an initiative's work, 200": page,
        "its board, 200 cards": f"{page}board/",
        "its board by person": f"{page}board/?lanes=person",
        "a piece of work, 20 comments": f"/work/{first}/",
    }
    rows = [
        _measure(f"GET {name}", rounds, lambda _n, path=path: client.get(path))
        for name, path in paths.items()
    ]
    rows.append(_measure("POST work", rounds, lambda n: client.post(page, {"title": f"New {n}"})))
    rows.append(
        _measure(
            "POST move",
            rounds,
            lambda n: client.post(f"/work/{first}/move/", {"to": ("next", "to_do")[n % 2]}),
        )
    )
    return rows


if __name__ == "__main__":
    main()
