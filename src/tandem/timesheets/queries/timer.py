"""Somebody's timer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import calendars_of
from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.prepared import number, prepared
from tandem.engine.working_time import WorkingCalendar
from tandem.timesheets.models import Timer
from tandem.timesheets.queries.things import Thing, things
from tandem.timesheets.rules import Ran, SpentOn, ran


@dataclass(frozen=True, slots=True)
class Running:
    """A timer that runs: on what, since when, and what it has counted so far."""

    thing: Thing
    started_at: datetime
    ran: Ran


@prepared
def _timers() -> QuerySet[Timer, tuple[Any, ...]]:
    found = Timer.objects.filter(person_id=number("person"))
    return found.values_list("subject_id", "occupation_id", "started_at")


def calendar_of(person_id: int) -> WorkingCalendar:
    """The working calendar of one person."""
    return calendars_of([person_id])[person_id]


def running(actor: Actor) -> Running | None:
    """Somebody's own timer, if it runs."""
    found = _timers.first(person=actor.me)
    if found is None:
        return None
    subject, occupation, started = found
    on = SpentOn(subject, occupation)
    return Running(
        things(actor, [on])[on], started, ran(started, clock.now(), calendar_of(actor.me))
    )
