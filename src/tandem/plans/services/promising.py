"""The promised date of an initiative: given, and moved with a reason."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.plans import events, promises, queries
from tandem.plans.models import Promise
from tandem.plans.services import state
from tandem.rights.queries import decision_rights, matters_decided
from tandem.rights.rules import Matter


@transaction.atomic
def promise_date(
    *, actor: Actor, initiative_id: int, day: date, why: str = "", replaces: int | None = None
) -> Promise:
    """Promise a date, or move the promise and say why. What the forecast says to it is kept.

    `replaces` is the promise that the person read; another one meanwhile is Stale. The same day
    again changes nothing.
    """
    heading = state.locked(actor, initiative_id)
    standing = standing_on(actor, initiative_id)
    if not matters_decided(actor, standing, initiative_id, among=[Matter.DATE]):
        decider = decision_rights().decider(Matter.DATE)
        raise NotAllowed(say("{side} promises the date here.", side=decider.label))
    if reason := promises.why_not_promise(heading.stage):
        raise RuleBroken(reason)
    before = Promise.objects.filter(initiative_id=initiative_id, replaced_at=None).first()
    text = typed(why, limit=promises.REASON_LIMIT, field="why", required=False)
    if before and before.day == day:
        return before
    if before and before.pk != replaces:
        raise Stale(
            say("The promise was moved since you looked. Here are both days."),
            mine=str(day),
            theirs=str(before.day),
            version=before.pk,
        )
    if reason := promises.why_not_promise_day(day, present_day()):
        raise BadInput(reason, field="day")
    if reason := promises.why_not_move(moves=before is not None, why=text):
        raise BadInput(reason, field="why")
    now = clock.now()
    Promise.objects.filter(initiative_id=initiative_id, replaced_at=None).update(replaced_at=now)
    said = queries.newest_forecast(initiative_id)
    given = Promise.objects.create(
        initiative_id=initiative_id,
        day=day,
        why=text,
        chance=said.chance_of(day) if said else None,
        given_by_id=actor.me,
        given_at=now,
    )
    record_event(
        events.PROMISE_MOVED if before else events.PROMISE_GIVEN,
        actor=actor,
        subject_id=initiative_id,
        promise_id=given.pk,
        text=salted_digest(initiative_id, f"{day}\n{text}"),
    )
    return given
