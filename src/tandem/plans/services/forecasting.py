"""Keeping forecasts fresh: what changed, whose turn it is, what came out. For the clock alone.

Who opens a page computes nothing, however often they ask. A worker sees what changed, claims one
initiative at a time, asks the engine in a process of its own, and keeps what it says.
"""

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tandem.accounts.queries import present_day
from tandem.accounts.rules import CLOCK
from tandem.activity.queries import roots_changed_since
from tandem.activity.services import lock_subject, record_event
from tandem.core import clock
from tandem.initiatives.queries import stages_of
from tandem.plans import events, queries
from tandem.plans.models import EventsRead, FirstSaid, Forecast, PlanWatched
from tandem.plans.problems import (
    ENGINE,
    EVEN,
    LATE,
    SAFE,
    SEED,
    TRIALS,
    Answer,
    Curve,
    Question,
    kept,
    moment_of,
    rising,
)
from tandem.plans.promises import Failure
from tandem.work.queries import homes_with_open_work

PAUSE = timedelta(seconds=5)
"""An initiative isn't worked out anew more often than that."""
SWEEP, AGAIN = timedelta(minutes=2), timedelta(minutes=10)
"""What leaves no trace in the record of an initiative (an absence, somebody busy elsewhere) is seen
within the first; what failed is tried again after the second."""
LEASE = timedelta(minutes=2)


class Claim(NamedTuple):
    """An initiative that this worker has now, and when it was said to have changed."""

    initiative_id: int
    changed_at: datetime


class Asked(NamedTuple):
    """A claim with its question for the engine."""

    initiative_id: int
    changed_at: datetime
    question: Question

    @property
    def ask(self) -> dict[str, Any]:
        """As the engine's process reads it."""
        question = self.question
        habits = json.loads(question.habits) if question.habits else None
        plan = json.loads(question.written)
        return {"plan": plan, "habits": habits, "seed": SEED, "trials": TRIALS}


@transaction.atomic
def see_what_changed() -> int:
    """Mark the initiatives whose work may have changed since this was asked last; how many."""
    read = EventsRead.objects.select_for_update().first() or EventsRead.objects.create()
    newest, roots = roots_changed_since(read.last)
    now = clock.now()
    sweeps = read.swept_at is None or read.swept_at <= now - SWEEP
    if newest == read.last and not sweeps:
        return 0
    watched = set(PlanWatched.objects.values_list("initiative_id", flat=True))
    changed = set(roots & watched)
    if sweeps or roots - watched:
        with_work = set(stages_of(homes_with_open_work()))
        changed = with_work | watched if sweeps else changed | (roots & with_work)
    read.last, read.swept_at = newest, now if sweeps else read.swept_at
    read.save()
    if sweeps:
        failed = PlanWatched.objects.exclude(failed="").filter(looked_at__gt=now - AGAIN)
        changed -= set(failed.values_list("initiative_id", flat=True)) - roots
    _mark(changed, watched, now)
    return len(changed)


def _mark(changed: Collection[int], watched: set[int], now: datetime) -> None:
    PlanWatched.objects.filter(pk__in=changed).update(changed_at=now)
    PlanWatched.objects.bulk_create(
        PlanWatched(initiative_id=pk, changed_at=now) for pk in changed if pk not in watched
    )


@transaction.atomic
def claim_plan() -> Claim | None:
    """Take the initiative that waits longest; nothing where none does. Two workers never take the
    same one. What it asks is read afterwards: nobody's writing waits for that.
    """
    now = clock.now()
    row = _waiting(now)
    if row is None:
        return None
    row.leased_until, row.looked_at = now + LEASE, now
    row.save(update_fields=["leased_until", "looked_at"])
    return Claim(row.pk, row.changed_at or now)


def _waiting(now: datetime) -> PlanWatched | None:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    just_made = Forecast.objects.filter(initiative=OuterRef("pk"), made_at__gt=now - PAUSE)
    due = PlanWatched.objects.filter(free, ~Exists(just_made), changed_at__lte=now)
    return (
        due.order_by("changed_at", "pk").select_for_update(skip_locked=True, of=("self",)).first()
    )


@transaction.atomic
def keep_forecast(*, asked: Asked, answer: Answer) -> Forecast | None:
    """Keep what the engine said. The last one of a day takes the place of those before it.

    Nothing is kept of what isn't an answer. Where the safe day moved, the record says so.
    """
    lock_subject(asked.initiative_id)
    if not rising(answer["curve"]):
        note_failure(asked=asked, why=Failure.ENGINE)
        return None
    before = queries.newest_forecast(asked.initiative_id)
    curve, today = Curve(tuple(answer["curve"])), present_day()
    promised = queries.promised_days([asked.initiative_id]).get(asked.initiative_id)
    made = Forecast(
        initiative_id=asked.initiative_id,
        day=today,
        digest=asked.question.digest,
        seed=SEED,
        trials=answer["trials"],
        engine=ENGINE,
        even=curve.end(EVEN),
        safe=curve.end(SAFE),
        late=curve.end(LATE),
        promised_day=promised,
        curve=list(curve.ends),
        answer={
            **kept(answer),
            "shared": [list(one) for one in asked.question.shared],
            "kept": [list(one) for one in asked.question.kept],
        },
        gaps=[[gap.value, list(ids)] for gap, ids in asked.question.gaps],
        planned=asked.question.planned,
    )
    Forecast.objects.filter(initiative_id=asked.initiative_id, day=today).delete()
    made.save()
    _say_first(made)
    if promised:
        _say_chance(made, promised)
    drop_claim(asked=asked)
    if before is None or _day(before.safe) != _day(made.safe):
        record_event(
            events.SAFE_DATE_MOVED,
            actor=CLOCK,
            subject_id=asked.initiative_id,
            forecast_id=made.pk,
        )
    return made


def _say_chance(made: Forecast, promised: date) -> None:
    said = queries.newest_forecast(made.initiative_id)
    made.chance = said.chance_of(promised) if said else None
    made.save(update_fields=["chance"])


def _say_first(made: Forecast) -> None:
    """What is said of a piece of work for the first time stays, to be held against what comes."""
    told = {
        int(pk): (even, safe)
        for pk, ends in made.answer.get("tasks", {}).items()
        if (even := moment_of(ends[1])) and (safe := moment_of(ends[2]))
    }
    FirstSaid.objects.bulk_create(
        (
            FirstSaid(item_id=pk, said_at=made.made_at, even=even, safe=safe)
            for pk, (even, safe) in told.items()
        ),
        ignore_conflicts=True,
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@transaction.atomic
def drop_claim(*, asked: Asked | Claim) -> None:
    """Let go of it. What changed meanwhile goes on waiting."""
    row = PlanWatched.objects.filter(pk=asked.initiative_id)
    row.update(leased_until=None, failed="")
    row.filter(changed_at=asked.changed_at).update(changed_at=None)


@transaction.atomic
def note_failure(*, asked: Asked, why: Failure) -> None:
    """The engine gave no answer. The last good forecast stays; it is tried
    again with the next change, or after a while.
    """
    row = PlanWatched.objects.filter(pk=asked.initiative_id)
    row.update(leased_until=None, failed=why.value)
    row.filter(changed_at=asked.changed_at).update(changed_at=None)
