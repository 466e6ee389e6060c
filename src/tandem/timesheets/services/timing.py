"""Somebody's timer: one at most, and it never stops by itself."""

from datetime import tzinfo

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.accounts.services import note_timer
from tandem.core import clock
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.words import say
from tandem.timesheets import queries, rules
from tandem.timesheets.models import Entry, Timer
from tandem.timesheets.rules import SpentOn
from tandem.timesheets.services import state


@transaction.atomic
def start_timer(*, actor: Actor, on: SpentOn) -> Timer:
    """Begin to count. What ran before is written down first; the same again goes on running.

    Where the one before was forgotten, it must be said first what to keep of it.
    """
    state.writer(actor)
    state.place_of(actor, on)
    standing = Timer.objects.filter(person_id=actor.me).first()
    if standing is not None:
        if SpentOn(standing.subject_id, standing.occupation_id) == on:
            return standing
        _stop(actor, standing, None)
    now = clock.now()
    note_timer(actor.me, now)
    return Timer.objects.create(person_id=actor.me, started_at=now, **on.columns)


@transaction.atomic
def stop_timer(*, actor: Actor, keep: int | None = None) -> Entry | None:
    """Stop counting and write it down; `keep` says how many minutes of it, 0 for none.

    Without it all is kept; a timer that was forgotten asks for it. Nothing where none runs, or
    where it ran for less than half a minute.
    """
    state.writer(actor)
    standing = Timer.objects.filter(person_id=actor.me).first()
    return _stop(actor, standing, keep) if standing else None


def _stop(actor: Actor, timer: Timer, keep: int | None) -> Entry | None:
    calendar = queries.calendar_of(actor.me)
    ran = rules.ran(timer.started_at, clock.now(), calendar)
    if keep is None and ran.asks:
        raise RuleBroken(
            say(
                "Your timer has been running for {long}. Say first what to keep of it.",
                long=rules.in_hours(ran.minutes),
            )
        )
    minutes = ran.minutes if keep is None else keep
    if not 0 <= minutes <= max(ran.minutes, 1):
        raise BadInput(
            say("It ran for {long}. Keep that, or less.", long=rules.in_hours(ran.minutes)),
            field="keep",
        )
    entry = _written(actor, timer, minutes, calendar.zone) if minutes else None
    timer.delete()
    note_timer(actor.me, None)
    return entry


def _written(actor: Actor, timer: Timer, minutes: int, zone: tzinfo) -> Entry:
    """Add it to what stands there on the day on which it began."""
    on = SpentOn(timer.subject_id, timer.occupation_id)
    day = timer.started_at.astimezone(zone).date()
    before = state.standing_entry(actor, on, day)
    total = minutes + (before.minutes if before else 0)
    state.may_stand(actor, on, day, total, field="keep")
    home = queries.home_of_any(on.subject_id) if on.subject_id else None
    return state.keep_entry(actor, on, home, day, total, before.note if before else "")
