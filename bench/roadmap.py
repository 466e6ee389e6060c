"""What the roadmap costs: CPU for one request, 95th percentile, queries, bytes.

    python -m bench.roadmap [--initiatives 150] [--projects 50] [--rounds 40]

So many initiatives on their way, each with a forecast and every third with a promise, so many IT
projects, two waits for each. The same seed makes the same year. It prints, nothing more.
"""

import argparse
import os
import random
import tempfile
from datetime import timedelta
from typing import Any

from bench.web import _measure, _print


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--initiatives", type=int, default=150)
    asked.add_argument("--projects", type=int, default=50)
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
        load(options.initiatives, events=2_000)
        load_year(options.projects)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        keep_what_is_loaded()
        print(f"{options.initiatives} initiatives, {options.projects} IT projects")
        _print([_pages(options.rounds)])


def load_year(projects: int, seed: int = 1) -> None:
    """Let every initiative be on its way, with a forecast, and add IT projects."""
    from django.db import transaction

    from tandem.accounts.models import Person
    from tandem.activity.models import Subject
    from tandem.core import clock
    from tandem.initiatives.models import Initiative
    from tandem.plans.models import Forecast, Promise
    from tandem.projects.models import ItProject, ProjectWait

    dice, now = random.Random(seed), clock.now()
    person = Person.objects.order_by("pk").values_list("pk", flat=True)[0]
    stages = ["assess", "brief", "plan", "build", "launch"]
    with transaction.atomic():
        ids = list(Initiative.objects.order_by("pk").values_list("pk", flat=True))
        for pk in ids:
            Initiative.objects.filter(pk=pk).update(
                stage=dice.choice(stages), written_at=now - timedelta(days=dice.randint(1, 90))
            )
        for place, pk in enumerate(ids):
            even = now + timedelta(days=dice.randint(5, 150))
            spread = timedelta(days=dice.randint(2, 30))
            day = (even + dice.choice([-1, 1]) * spread).date()
            Forecast.objects.create(
                initiative_id=pk, day=now.date(), digest="0" * 64, seed=1, trials=1, engine=1,
                even=even, safe=even + spread, late=even + 2 * spread, promised_day=day,
                chance=dice.random(), curve=[1] * 99, planned=9,
                answer={"waits": [[[person], 40.0, 3.5]]},
            )  # fmt: skip
            if place % 3 == 0:
                Promise.objects.create(initiative_id=pk, day=day, given_by_id=person, given_at=now)
        made = []
        for number in range(projects):
            subject = Subject.objects.create(kind="it_project", title=f"Project number {number}")
            Subject.objects.filter(pk=subject.pk).update(root=subject.pk)
            starts = now.date() + timedelta(days=dice.randint(-80, 100))
            made.append(ItProject.objects.create(
                subject=subject, lead_id=person, added_by_id=person, starts_on=starts,
                ends_on=starts + timedelta(days=dice.randint(10, 90)),
            ).pk)  # fmt: skip
        ProjectWait.objects.bulk_create(
            (ProjectWait(waiting_id=dice.choice(ids), on_id=pk, by_id=person)
             for pk in made for _ in range(2)),
            ignore_conflicts=True,
        )  # fmt: skip


def _pages(rounds: int) -> list[Any]:
    from django.db import transaction
    from django.test import Client

    from tandem.accounts.models import Person

    places = {
        "Roadmap, a year": "/roadmap/",
        "Roadmap by team": "/roadmap/?group=team",
        "Roadmap, a week": "/roadmap/?zoom=week",
        "IT projects": "/it-projects/",
        "The drawing as a file": "/roadmap/roadmap.svg",
    }
    client = Client(headers={"host": "localhost"})
    with transaction.atomic():
        client.force_login(Person.objects.order_by("pk")[0])
    return [
        _measure(f"GET {name}", rounds, lambda _n, path=path: client.get(path))
        for name, path in places.items()
    ]


if __name__ == "__main__":
    main()
