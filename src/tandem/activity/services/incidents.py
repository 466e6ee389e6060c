"""A side has its hands full: its duty person says so, and the clocks of that side stand still."""

from django.db import transaction

from tandem.accounts.queries import duty_person
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions, queries
from tandem.activity.models import Incident, Turn, TurnStep
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say


@transaction.atomic
def declare_incident(*, actor: Actor, lane: Lane) -> Incident:
    """From now on nothing that a side owes comes nearer, for five working days at most."""
    _duty_person_only(actor, lane)
    standing = Incident.objects.select_for_update().filter(lane=lane.value, ends_at=None).first()
    if standing:
        return standing
    incident = Incident.objects.create(lane=lane.value, declared_by_id=actor.me)
    _move_due_dates(lane)
    return incident


@transaction.atomic
def end_incident(*, actor: Actor, lane: Lane) -> None:
    """The clocks of a side go on."""
    _duty_person_only(actor, lane)
    standing = Incident.objects.select_for_update().filter(lane=lane.value, ends_at=None).first()
    if standing is None:
        raise RuleBroken(say("There is no incident of {side} now.", side=lane.label))
    standing.ends_at = clock.now()
    standing.ended_by_id = actor.person_id
    standing.save(update_fields=["ends_at", "ended_by"])
    _move_due_dates(lane)


def _duty_person_only(actor: Actor, lane: Lane) -> None:
    if not permissions.can_declare_incident(actor, lane, duty_person(lane)):
        raise NotAllowed(
            say("Who is on duty for {side} says when an incident is on.", side=lane.label)
        )


def _move_due_dates(lane: Lane) -> None:
    """Work out anew when each open turn of the side is due. Those already due stay as they were;
    their next step is worked out when its time has come.
    """
    now = clock.now()
    asked_about = set(
        TurnStep.objects.filter(turn__lane=lane.value, turn__closed_at=None).values_list(
            "turn_id", flat=True
        )
    )
    turns = list(Turn.objects.filter(lane=lane.value, closed_at=None, days__isnull=False))
    calendars = queries.clocks_of([turn.delegate_id or turn.person_id for turn in turns])
    incidents = queries.incidents_of(lane)
    moved = []
    for turn in turns:
        calendar = calendars[turn.delegate_id or turn.person_id]
        if turn.pk in asked_about:
            turn.next_at = now if turn.next_at is not None else None
        else:
            turn.due_at = queries.due_on(turn.opened_at, turn.days or 0, calendar, incidents)
            turn.next_at = turn.due_at
        moved.append(turn)
    Turn.objects.bulk_update(moved, ["due_at", "next_at"], batch_size=200)
