"""Who does a piece of work, how long it takes, and that it was accepted."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.queries import actor_by_id, names
from tandem.accounts.rules import Actor
from tandem.activity.services import notify, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.words import Sentence, say
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.work import events, permissions, queries, rules
from tandem.work.models import Assignment, WorkItem
from tandem.work.rules import Estimate, WorkState, estimate_of
from tandem.work.services import state


@transaction.atomic
def assign_work_item(*, actor: Actor, work_id: int, person_id: int) -> WorkItem:
    """Let somebody do it from now on, beside whoever does. Twice is once."""
    held = state.item_to_edit(actor, work_id)
    item = held.item
    doing = queries.assigned_to([work_id]).get(work_id, ())
    if any(one.id == person_id for one in doing):
        return item
    _able(actor, item, person_id)
    if len(doing) >= rules.ASSIGNED_AT_MOST:
        raise RuleBroken(say("Ten people do it already. Make sub-tasks of it."))
    _begin(actor, item, person_id)
    return item


def _begin(actor: Actor, item: WorkItem, person_id: int) -> None:
    Assignment.objects.create(item=item, person_id=person_id, by_id=actor.me)
    record_event(events.ASSIGNED, actor=actor, subject_id=item.pk, person=person_id)
    notify([person_id], events.YOU_WERE_ASSIGNED, actor=actor, subject_id=item.pk)


@transaction.atomic
def set_assignees(
    *,
    actor: Actor,
    work_id: int,
    people: Collection[int],
    seen: Collection[int] | None = None,
) -> WorkItem:
    """Say who does it from now on: these and nobody else. The same again changes nothing.

    `seen` is who did it when the actor looked: where that changed meanwhile, they are told.
    """
    item = state.item_to_edit(actor, work_id).item
    doing = {one.id for one in queries.assigned_to([work_id]).get(work_id, ())}
    wanted = set(people)
    if wanted == doing:
        return item
    if seen is not None and set(seen) != doing:
        known = ", ".join(sorted(one.name for one in names(doing).values()))
        raise RuleBroken(_changed_meanwhile(known or say("nobody")))
    if len(wanted) > rules.ASSIGNED_AT_MOST:
        raise RuleBroken(say("Ten people at most. Make sub-tasks of it."))
    for person in sorted(wanted - doing):
        _able(actor, item, person)
        _begin(actor, item, person)
    for person in sorted(doing - wanted):
        _end(actor, item, person)
    return item


def _changed_meanwhile(now: Sentence | str) -> Sentence:
    return say(
        "Somebody changed this meanwhile: it says {now} now. Save again to keep yours.", now=now
    )


def _able(actor: Actor, item: WorkItem, person_id: int) -> None:
    try:
        able = actor_by_id(person_id).may_take_part
    except NotFound:
        able = False
    if not able:
        raise BadInput(say("Choose somebody who is here and doesn't only read."), field="person")
    state.there_for_it(actor, item, [person_id], field="person")


@transaction.atomic
def unassign_work_item(*, actor: Actor, work_id: int, person_id: int) -> WorkItem:
    """Let somebody do it no longer; whoever does it can say so themselves. Twice is once."""
    held = state.item_to_do(actor, work_id)
    if person_id != actor.me and not permissions.can_work(actor, held.standing, held.lane):
        raise NotAllowed(state.why_not_theirs(held.lane))
    _end(actor, held.item, person_id)
    return held.item


def _end(actor: Actor, item: WorkItem, person_id: int) -> None:
    standing = Assignment.objects.filter(item=item, person_id=person_id, ends_at=None)
    if standing.update(ends_at=clock.now()):
        record_event(events.UNASSIGNED, actor=actor, subject_id=item.pk, person=person_id)


@transaction.atomic
def estimate_work_item(
    *, actor: Actor, work_id: int, estimate: Estimate, seen: str | None = None
) -> WorkItem:
    """Say how long it takes, in working days.

    `seen` is what it said when the actor looked (`estimate_typed`): where that changed meanwhile,
    they are told.
    """
    item = _to_estimate(actor, work_id, seen)
    if reason := rules.why_not_estimate(estimate):
        raise BadInput(reason, field="days")
    said = estimate.said
    if estimate_of(item.days, item.sureness, item.low, item.high) == said:
        return item
    item.days, item.low, item.high = said.days, said.low, said.high
    item.sureness = said.sureness or ""
    item.save(update_fields=["days", "sureness", "low", "high"])
    record_event(
        events.ESTIMATED,
        actor=actor,
        subject_id=item.pk,
        half_days=int(said.days * 2),
        low=None if said.low is None else int(said.low * 2),
        high=None if said.high is None else int(said.high * 2),
        sureness=said.sureness,
    )
    return item


@transaction.atomic
def take_back_estimate(*, actor: Actor, work_id: int, seen: str | None = None) -> WorkItem:
    """Say that it isn't known after all how long it takes. Twice is once."""
    item = _to_estimate(actor, work_id, seen)
    if item.days is None:
        return item
    item.days = item.low = item.high = None
    item.sureness = ""
    item.save(update_fields=["days", "sureness", "low", "high"])
    record_event(events.ESTIMATE_GONE, actor=actor, subject_id=item.pk)
    return item


def _to_estimate(actor: Actor, work_id: int, seen: str | None) -> WorkItem:
    held = state.locked(actor, work_id)
    decides = decision_rights().lane(Matter.ESTIMATE)
    if not permissions.can_estimate(actor, held.standing, held.lane, decides):
        raise NotAllowed(_whose_estimate(held, decides.label if decides else None))
    item = held.item
    stands = estimate_of(item.days, item.sureness, item.low, item.high)
    if seen is not None and seen != rules.estimate_typed(stands):
        raise RuleBroken(_changed_meanwhile(stands.words if stands else say("nothing")))
    return item


def _whose_estimate(held: state.Held, decides: Sentence | None) -> Sentence:
    side = held.lane.label if held.lane else decides
    if side is None:
        return state.why_not_theirs(None)
    return say("{side} says how long this takes: its people who work on it.", side=side)


@transaction.atomic
def accept_work_item(*, actor: Actor, work_id: int) -> WorkItem:
    """Accept work that is done, for the other side or as whoever asked for it."""
    held = _to_accept(actor, work_id)
    item = held.item
    accepted = item.accepted_at is not None
    if accepted and item.accepted_by_id == actor.me:
        return item
    if reason := rules.why_not_accept(WorkState(item.state), accepted=accepted):
        raise RuleBroken(reason)
    item.accepted_at, item.accepted_by_id = clock.now(), actor.me
    item.save(update_fields=["accepted_at", "accepted_by"])
    record_event(events.ACCEPTED, actor=actor, subject_id=item.pk)
    return item


@transaction.atomic
def take_back_acceptance(*, actor: Actor, work_id: int) -> WorkItem:
    """Say that it isn't accepted after all. Twice is once."""
    item = _to_accept(actor, work_id).item
    if item.accepted_at is None:
        return item
    item.accepted_at = item.accepted_by_id = None
    item.save(update_fields=["accepted_at", "accepted_by"])
    record_event(events.ACCEPTANCE_GONE, actor=actor, subject_id=item.pk)
    return item


def _to_accept(actor: Actor, work_id: int) -> state.Held:
    held = state.locked(actor, work_id)
    if not permissions.can_accept(
        actor,
        held.standing,
        held.lane,
        asked_by=held.item.asked_by_id,
        assigned=queries.is_assigned(work_id, actor.me),
    ):
        raise NotAllowed(
            say("The other side accepts it, or whoever asked for it; nobody what they did.")
        )
    return held
