"""What stands in the way of work, its checklist, and how much stands in a column."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import (
    company_subject,
    forget_text,
    lock_subject,
    make_findable,
    notify,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.work import events, permissions, queries, rules
from tandem.work.models import Block, Check, ColumnLimit, WorkItem
from tandem.work.rules import LIMITED_STATES, WorkState
from tandem.work.services import state


@transaction.atomic
def block_work_item(
    *,
    actor: Actor,
    work_id: int,
    reason: str,
    lane: Lane | None = None,
    person_id: int | None = None,
) -> Block:
    """Say what stands in its way, and which side or person it waits for, if any."""
    held = state.item_to_do(actor, work_id)
    item = held.item
    if why_not := rules.why_not_block(WorkState(item.state), blocked=item.blocked):
        raise RuleBroken(why_not)
    words = typed(reason, limit=rules.REASON_LIMIT, field="reason")
    if person_id is not None:
        state.there_for_it(actor, item, [person_id], field="person")
    block = Block.objects.create(
        item=item, reason=words, lane=lane or "", person_id=person_id, by_id=actor.me
    )
    item.blocked = True
    item.save(update_fields=["blocked"])
    make_findable(item.pk, "block", words)
    digest = salted_digest(item.pk, words)
    if person_id is not None:
        record_event(
            events.BLOCKED_BY_PERSON,
            actor=actor,
            subject_id=item.pk,
            person=person_id,
            reason=digest,
        )
        notify([person_id], events.YOU_ARE_WAITED_FOR, actor=actor, subject_id=item.pk)
    elif lane is not None:
        record_event(
            events.BLOCKED_BY_SIDE,
            actor=actor,
            subject_id=item.pk,
            lane=lane.value,
            reason=digest,
        )
    else:
        record_event(events.BLOCKED, actor=actor, subject_id=item.pk, reason=digest)
    return block


@transaction.atomic
def unblock_work_item(*, actor: Actor, work_id: int) -> WorkItem:
    """Say that it goes on; whom it waited for may say so, too. Twice is once."""
    held = state.locked(actor, work_id)
    item = held.item
    standing = Block.objects.filter(item=item, ends_at=None).first()
    waited_for = standing is not None and (
        standing.person_id == actor.me or standing.lane in held.standing.sides
    )
    assigned = queries.is_assigned(work_id, actor.me)
    allowed = permissions.can_do(actor, held.standing, held.lane, assigned=assigned)
    if not allowed and not (waited_for and actor.may_take_part):
        raise NotAllowed(state.why_not_theirs(held.lane))
    if standing is None:
        return item
    standing.ends_at, standing.ended_by_id = clock.now(), actor.me
    standing.save(update_fields=["ends_at", "ended_by"])
    item.blocked = False
    item.save(update_fields=["blocked"])
    forget_text(item.pk, "block")
    record_event(events.UNBLOCKED, actor=actor, subject_id=item.pk)
    return item


@transaction.atomic
def add_check(*, actor: Actor, work_id: int, text: str) -> Check:
    """Add a line to its checklist."""
    item = state.item_to_do(actor, work_id).item
    words = " ".join(typed(text, limit=rules.CHECK_LIMIT, field="text").split())
    if item.checks.count() >= rules.CHECKS_AT_MOST:
        raise RuleBroken(say("A hundred lines are enough. Make sub-tasks of them."))
    last = item.checks.aggregate(at=Max("position"))["at"] or 0
    made = Check.objects.create(item=item, position=last + 1, text=words)
    make_findable(item.pk, f"check:{made.pk}", words)
    record_event(
        events.CHECK_ADDED,
        actor=actor,
        subject_id=item.pk,
        check=made.pk,
        text=salted_digest(item.pk, words),
    )
    return made


@transaction.atomic
def tick_check(*, actor: Actor, check_id: int) -> Check:
    """Tick a line of a checklist. Twice is once."""
    line = _line(actor, check_id)
    if line.done_at is None:
        line.done_at, line.done_by_id = clock.now(), actor.me
        line.save(update_fields=["done_at", "done_by"])
        record_event(events.TICKED, actor=actor, subject_id=line.item_id, check=line.pk)
    return line


@transaction.atomic
def untick_check(*, actor: Actor, check_id: int) -> Check:
    """Say that a line of a checklist isn't done after all. Twice is once."""
    line = _line(actor, check_id)
    if line.done_at is not None:
        line.done_at = line.done_by_id = None
        line.save(update_fields=["done_at", "done_by"])
        record_event(events.UNTICKED, actor=actor, subject_id=line.item_id, check=line.pk)
    return line


def _line(actor: Actor, check_id: int) -> Check:
    """The line, its work locked, of somebody who does it."""
    found = queries.check_of(actor, check_id)
    state.item_to_do(actor, found.item_id)
    return queries.check_of(actor, check_id)


@transaction.atomic
def remove_check(*, actor: Actor, check_id: int) -> WorkItem:
    """Remove a line of a checklist."""
    found = queries.check_of(actor, check_id)
    item = state.item_to_do(actor, found.item_id).item
    Check.objects.filter(pk=check_id).delete()
    forget_text(item.pk, f"check:{check_id}")
    record_event(events.CHECK_REMOVED, actor=actor, subject_id=item.pk, check=check_id)
    return item


@transaction.atomic
def set_limits(*, actor: Actor, home_id: int, limits: Mapping[WorkState, int | None]) -> None:
    """Say how much may stand in the columns of one board; what isn't named follows all boards."""
    home = queries.home_visible_to(actor, home_id)
    if not permissions.can_limit(actor, standing_on(actor, home_id)):
        raise NotAllowed(say("Its owners say how much may stand in a column."))
    _set_limits(actor, home.id, home_id, limits)


@transaction.atomic
def set_limits_of_all(*, actor: Actor, limits: Mapping[WorkState, int | None]) -> None:
    """The same for all boards that say nothing of their own."""
    if not permissions.can_limit_all(actor):
        raise NotAllowed(say("Administrators say this for all boards."))
    _set_limits(actor, company_subject(), None, limits)


def _set_limits(
    actor: Actor, place: int, home_id: int | None, limits: Mapping[WorkState, int | None]
) -> None:
    lock_subject(place)
    for column, most in limits.items():
        if column not in LIMITED_STATES:
            raise BadInput(say("This column has no limit."), field=column.value)
        if reason := rules.why_not_limit(most):
            raise BadInput(reason, field=column.value)
    if queries.own_limits(home_id) == dict(limits):
        return
    ColumnLimit.objects.filter(home_id=home_id).delete()
    ColumnLimit.objects.bulk_create(
        ColumnLimit(home_id=home_id, state=column.value, most=most)
        for column, most in limits.items()
    )
    said = {column.value: most or 0 for column, most in limits.items()}
    record_event(events.LIMITS_SET, actor=actor, subject_id=place, **said)
