"""What acts on hours begin with and share. Called inside their transaction."""

from datetime import date

from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.timesheets import permissions, queries, rules
from tandem.timesheets.models import Entry
from tandem.timesheets.rules import SpentOn


def writer(actor: Actor) -> None:
    """Lock whoever writes their hours; refuse who only reads here."""
    if not permissions.can_write_hours(actor):
        raise NotAllowed(say("Who only reads here writes no hours."))
    lock_person(actor.me)


def place_of(actor: Actor, on: SpentOn) -> int | None:
    """The home of what hours are spent on, seen by the actor; none for what is on the list."""
    if reason := rules.why_not_spend_on(on):
        raise BadInput(reason, field="on")
    if on.occupation_id:
        queries.occupation_open(on.occupation_id)
        return None
    return queries.home_of(actor, on.subject_id or 0)


def standing_entry(actor: Actor, on: SpentOn, day: date) -> Entry | None:
    """What they wrote there on that day."""
    return Entry.objects.filter(person_id=actor.me, day=day, source=None, **on.columns).first()


def may_stand(actor: Actor, on: SpentOn, day: date, minutes: int, *, field: str) -> None:
    """Refuse hours that can't be written, with the reason."""
    reason = rules.why_not_write(
        day,
        minutes,
        today=queries.their_today(actor.me),
        closed_until=queries.closed_until(),
        others=queries.minutes_elsewhere(actor.me, day, on),
    )
    if reason:
        closed = queries.closed_until()
        if closed and day <= closed:
            raise RuleBroken(reason)
        raise BadInput(reason, field=field)


def keep_entry(
    actor: Actor, on: SpentOn, home_id: int | None, day: date, minutes: int, note: str
) -> Entry:
    """Write the cell anew, or for the first time."""
    entry = standing_entry(actor, on, day)
    if entry is None:
        return Entry.objects.create(
            person_id=actor.me, home_id=home_id, day=day, minutes=minutes, note=note, **on.columns
        )
    entry.minutes, entry.note = minutes, note
    entry.version += 1
    entry.changed_at = clock.now()
    entry.save(update_fields=["minutes", "note", "version", "changed_at"])
    return entry
