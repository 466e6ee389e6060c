"""Which systems an initiative affects: either side names them, IT says whether it is so."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event
from tandem.assessment import events, permissions, queries, rules
from tandem.assessment.models import Touch, TouchesNothing
from tandem.assessment.rules import TouchState
from tandem.assessment.services import state
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.systems.queries import system_visible_to


@transaction.atomic
def declare_touch(*, actor: Actor, initiative_id: int, system_id: int) -> Touch:
    """Name a system that the initiative affects. What IT names is confirmed by that."""
    state.locked(actor, initiative_id)
    standing = standing_on(actor, initiative_id)
    if not permissions.can_name_systems(standing):
        raise NotAllowed(say("Take part in this initiative first; then you can name systems."))
    if permissions.can_settle_systems(standing):
        return _settle(actor, initiative_id, system_id, TouchState.CONFIRMED)
    _is_in_use(actor, system_id)
    touch = Touch.objects.filter(initiative_id=initiative_id, system_id=system_id).first()
    if touch and touch.state != TouchState.REFUSED.value:
        return touch
    if touch:
        raise RuleBroken(say("IT said that this isn't affected. Ask them, if you see more."))
    touch = Touch.objects.create(
        initiative_id=initiative_id,
        system_id=system_id,
        state=TouchState.DECLARED.value,
        named_by_id=actor.me,
        named_for=Lane.MARKETING.value,
    )
    record_event(events.TOUCH_DECLARED, actor=actor, subject_id=initiative_id, system=system_id)
    state.settle_turns(actor, initiative_id)
    return touch


@transaction.atomic
def confirm_touch(*, actor: Actor, initiative_id: int, system_id: int) -> Touch:
    """Say for IT that a system is affected: one that was named, suggested, or another."""
    _for_it(actor, initiative_id)
    return _settle(actor, initiative_id, system_id, TouchState.CONFIRMED)


@transaction.atomic
def refuse_touch(*, actor: Actor, initiative_id: int, system_id: int) -> Touch:
    """Say for IT that a system isn't affected, whoever named or suggested it."""
    _for_it(actor, initiative_id)
    return _settle(actor, initiative_id, system_id, TouchState.REFUSED)


@transaction.atomic
def touch_nothing(*, actor: Actor, initiative_id: int) -> TouchesNothing:
    """Say for IT that no system is affected."""
    _for_it(actor, initiative_id)
    if said := queries.touches_nothing(initiative_id):
        return said
    states = list(Touch.objects.filter(initiative_id=initiative_id).values_list("state", flat=True))
    if reason := rules.why_not_touch_nothing(
        confirmed=states.count(TouchState.CONFIRMED.value),
        declared=states.count(TouchState.DECLARED.value),
    ):
        raise RuleBroken(reason)
    said = TouchesNothing.objects.create(initiative_id=initiative_id, said_by_id=actor.me)
    record_event(events.NOTHING_TOUCHED, actor=actor, subject_id=initiative_id)
    state.settle_turns(actor, initiative_id)
    return said


def _for_it(actor: Actor, initiative_id: int) -> None:
    state.locked(actor, initiative_id)
    if not permissions.can_settle_systems(standing_on(actor, initiative_id)):
        raise NotAllowed(say("IT's people on this initiative say what is affected."))


def _is_in_use(actor: Actor, system_id: int) -> None:
    system = system_visible_to(actor, system_id)
    if reason := rules.why_not_touch(retired=system.retired_at is not None):
        raise RuleBroken(reason)


def _settle(actor: Actor, initiative_id: int, system_id: int, to: TouchState) -> Touch:
    touch = Touch.objects.filter(initiative_id=initiative_id, system_id=system_id).first()
    if touch is None or to is TouchState.CONFIRMED:
        _is_in_use(actor, system_id)
    if touch and touch.state == to.value:
        return touch
    if touch is None:
        touch = Touch(
            initiative_id=initiative_id,
            system_id=system_id,
            named_by_id=actor.me,
            named_for=Lane.IT.value,
        )
    touch.state, touch.settled_by_id, touch.settled_at = to.value, actor.me, clock.now()
    touch.save()
    if to is TouchState.CONFIRMED:
        TouchesNothing.objects.filter(initiative_id=initiative_id, ended_at=None).update(
            ended_at=clock.now()
        )
    kind = events.TOUCH_CONFIRMED if to is TouchState.CONFIRMED else events.TOUCH_REFUSED
    record_event(kind, actor=actor, subject_id=initiative_id, system=system_id)
    state.settle_turns(actor, initiative_id)
    return touch
