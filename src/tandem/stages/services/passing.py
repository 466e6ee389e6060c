"""Letting a condition pass, with a reason: the sponsor's alone."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import sponsor_of
from tandem.activity.services import lock_subject, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.initiatives.rules import REASON_LIMIT
from tandem.stages import events, permissions, rules
from tandem.stages.conditions import gates
from tandem.stages.models import ConditionPass
from tandem.stages.rules import Gate
from tandem.talk.queries import digests_of
from tandem.talk.services import write_decision


@transaction.atomic
def pass_condition(*, actor: Actor, initiative_id: int, key: str, reason: str) -> ConditionPass:
    """Let one condition before the next stage pass, and say why.

    A signature is passed "for IT" or "for Marketing", for exactly the present text, and becomes a
    decision, on which whoever disagrees puts their dissent.
    """
    heading, gate = _sponsored(actor, initiative_id)
    condition = next((one for one in gate.conditions if one.key == key), None)
    if gate.next is None or condition is None:
        raise NotFound
    if refusal := rules.why_not_pass(condition, passed=key in gate.passed, lanes=actor.lanes):
        raise RuleBroken(refusal)
    reason = typed(reason, limit=REASON_LIMIT, field="reason")
    ConditionPass.objects.filter(
        initiative_id=heading.id, before=gate.next.value, key=key, ended_at=None
    ).update(ended_at=clock.now(), ended_by_id=actor.me)
    side = rules.SIGNATURES.get(key)
    made = ConditionPass.objects.create(
        initiative_id=heading.id,
        before=gate.next.value,
        key=key,
        lane=side or "",
        reason=reason,
        content=digests_of([heading.id])[heading.id] if side else "",
        decision_id=_decision(actor, heading.id, side, reason) if side else None,
        passed_by_id=actor.me,
    )
    _record(actor, made, side)
    return made


@transaction.atomic
def take_pass_back(*, actor: Actor, initiative_id: int, key: str) -> None:
    """No longer let it pass, while the stage hasn't begun. A decision about it stays to be read."""
    heading, gate = _sponsored(actor, initiative_id)
    if gate.next is None or key not in gate.passed:
        raise NotFound
    ConditionPass.objects.filter(
        initiative_id=heading.id, before=gate.next.value, key=key, ended_at=None
    ).update(ended_at=clock.now(), ended_by_id=actor.me)
    record_event(
        events.TAKEN_BACK,
        actor=actor,
        subject_id=heading.id,
        condition=key,
        stage=gate.next.value,
    )


def _sponsored(actor: Actor, initiative_id: int) -> tuple[Heading, Gate]:
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    heading = heading_visible_to(actor, initiative_id)
    if not permissions.can_pass(actor, sponsor=sponsor_of(heading.id)):
        raise NotAllowed(say("Only the sponsor lets something pass, and says why."))
    return heading, gates({heading.id: heading.stage})[heading.id]


def _decision(actor: Actor, initiative_id: int, side: Lane, reason: str) -> int:
    decision = write_decision(
        actor=actor,
        subject_id=initiative_id,
        title=say("Go on without the signature of {side}", side=side.label),
        choice=say("Passed for {side}", side=side.label),
        why=reason,
    )
    return int(decision.pk)


def _record(actor: Actor, made: ConditionPass, side: Lane | None) -> None:
    digest = salted_digest(made.initiative_id, made.reason)
    if side is None:
        record_event(
            events.PASSED,
            actor=actor,
            subject_id=made.initiative_id,
            condition=made.key,
            stage=made.before,
            text=digest,
        )
        return
    record_event(
        events.PASSED_FOR,
        actor=actor,
        subject_id=made.initiative_id,
        lane=side.value,
        condition=made.key,
        stage=made.before,
        text=digest,
        decision=made.decision_id or 0,
    )
