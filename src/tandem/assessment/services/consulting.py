"""Asking whoever answers for an affected system, and what they say."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import owners_on
from tandem.activity.rules import SubjectRole, TurnOutcome
from tandem.activity.services import (
    close_turns,
    end_access,
    give_access,
    lock_subject,
    make_subject,
    notify,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.assessment import events, permissions, queries, rules
from tandem.assessment.models import Consult
from tandem.assessment.rules import consulting
from tandem.assessment.rules.consulting import ConsultState
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to, light_tracks
from tandem.initiatives.rules import Stage, Track
from tandem.systems.permissions import can_confirm_system
from tandem.systems.queries import system_visible_to
from tandem.systems.services import confirm_system
from tandem.talk.services import ask_question


@transaction.atomic
def ask_consults(*, actor: Actor, initiative_id: int) -> int:
    """Ask about each confirmed system whose owner hasn't been asked; says how many that were.

    It happens by itself when a system is confirmed and when Assess begins.
    """
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    if not permissions.can_settle_systems(standing_on(actor, initiative_id)):
        raise NotAllowed(say("IT's people on this initiative ask the owners of systems."))
    return settle_consults(actor, initiative_id)


def settle_consults(actor: Actor, initiative_id: int) -> int:
    """Ask about what is confirmed, where owners are asked; withdraw what isn't confirmed any more
    wherever the initiative has got to. Inside an act; safe to repeat.
    """
    stage = heading_visible_to(actor, initiative_id).stage
    if stage is Stage.IDEA:
        return 0
    known = {one.system_id: one for one in queries.consults_on(initiative_id)}
    asks = stage in consulting.ASKED_IN and consulting.is_asked(stage, _track(initiative_id))
    if not (known or asks):
        return 0
    confirmed = queries.confirmed_systems(initiative_id)
    for one in known.values():
        if one.system_id not in confirmed:
            withdraw(actor, one)
        elif asks and one.state == ConsultState.OPEN.value:
            _wait(actor, one)
    if not asks:
        return 0
    fresh = [
        pk for pk in confirmed if pk not in known or known[pk].state == ConsultState.WITHDRAWN.value
    ]
    if fresh:
        _ask(actor, initiative_id, fresh, known)
    return len(fresh)


def _track(initiative_id: int) -> Track:
    return light_tracks([initiative_id]).get(initiative_id, Track.STANDARD)


@transaction.atomic
def answer_consult(
    *, actor: Actor, consult_id: int, answer: ConsultState, text: str = ""
) -> Consult:
    """Say whether a system is affected. It also says that its entry was looked at."""
    consult = _locked(actor, consult_id)
    if not queries.may_answer_consult(actor, consult):
        raise NotAllowed(say("Only whoever was asked answers, or who stands in for them."))
    if not answer.is_answer:
        raise BadInput(say("Choose whether it is affected."), field="answer")
    text = typed(text, limit=rules.TEXT_LIMIT, field="text", required=False)
    state = ConsultState(consult.state)
    if (state, consult.text, consult.closed_by_id) == (answer, text, actor.me):
        return consult
    if reason := consulting.why_not_answer_consult(state):
        raise RuleBroken(reason)
    if reason := consulting.why_not_say(answer, text):
        raise BadInput(reason, field="text")
    consult.text = text
    _close(consult, answer, actor)
    record_event(
        events.CONSULT_ANSWERED,
        actor=actor,
        subject_id=consult.pk,
        system=consult.system_id,
        answer=answer.value,
        text=salted_digest(consult.pk, text),
    )
    close_turns(events.ANSWER_CONSULT, subject_id=consult.pk, actor=actor)
    _confirm_entry(actor, consult.system_id)
    return consult


@transaction.atomic
def confirm_consult(*, actor: Actor, consult_id: int, lane: Lane | None = None) -> Consult:
    """Say with one click that a system is affected as IT says."""
    return answer_consult(actor=actor, consult_id=consult_id, answer=ConsultState.CONFIRMED)


@transaction.atomic
def ask_about_consult(*, actor: Actor, consult_id: int, text: str) -> int:
    """Ask the IT owner of the initiative something first; returns the question's id. The clock of
    one's own answer runs on.
    """
    consult = _locked(actor, consult_id)
    if not queries.may_answer_consult(actor, consult):
        raise NotAllowed(say("Only whoever was asked answers, or who stands in for them."))
    if reason := consulting.why_not_answer_consult(ConsultState(consult.state)):
        raise RuleBroken(reason)
    owner = owners_on([consult.initiative_id])[consult.initiative_id].get(Lane.IT)
    question = ask_question(
        actor=actor,
        subject_id=consult.pk,
        text=text,
        to_person=owner.id if owner and owner.active else None,
        to_lane=None if owner and owner.active else Lane.IT,
    )
    give_access(question.pk, actor.me, SubjectRole.CONSULTED, None)
    return int(question.pk)


@transaction.atomic
def assume_consult(*, subject_id: int, lane: Lane | None) -> None:
    """Nobody answered although everybody was asked: it stands as a marked assumption that the
    system is affected. The clock does it; it can still be answered.
    """
    Consult.objects.filter(pk=subject_id, state=ConsultState.OPEN.value).update(
        state=ConsultState.ASSUMED.value
    )


def _ask(
    actor: Actor, initiative_id: int, system_ids: Collection[int], known: dict[int, Consult]
) -> None:
    title = heading_visible_to(actor, initiative_id).sentence
    asked = queries.who_is_asked(initiative_id, system_ids)
    for system_id, (person_id, needed) in asked.items():
        consult = known.get(system_id) or Consult(
            subject_id=make_subject(events.CONSULT, title, parent_id=initiative_id),
            initiative_id=initiative_id,
            system_id=system_id,
        )
        consult.person_id, consult.asked_at = person_id, clock.now()
        consult.text, consult.closed_by_id, consult.closed_at = "", None, None
        consult.due_at = None
        wanted = needed and person_id != actor.person_id
        consult.state = (ConsultState.OPEN if wanted else ConsultState.NOT_NEEDED).value
        consult.save()
        if wanted:
            tell(actor, consult)
    direct = {person_id for person_id, _ in asked.values()}
    informed = queries.owners_downstream(system_ids) - direct - _informed(known)
    notify(sorted(informed), events.GETS_DATA, actor=actor, subject_id=initiative_id)


def _informed(known: Collection[int]) -> set[int]:
    """Whoever was told when other systems of the same initiative were confirmed."""
    return queries.owners_downstream(known) if known else set()


def tell(actor: Actor, consult: Consult) -> None:
    """Let whoever is asked see it, and wait for them. Inside an act."""
    if consult.person_id is not None:
        give_access(consult.pk, consult.person_id, SubjectRole.CONSULTED, None)
        record_event(
            events.CONSULT_ASKED,
            actor=actor,
            subject_id=consult.pk,
            system=consult.system_id,
            person=consult.person_id,
        )
    else:
        record_event(
            events.CONSULT_ASKED_DUTY,
            actor=actor,
            subject_id=consult.pk,
            system=consult.system_id,
        )
    _wait(actor, consult)


def _wait(actor: Actor, consult: Consult) -> None:
    """Let it wait for its owner, else for whoever is on duty for IT; again, after a standstill."""
    lane = Lane.IT if consult.person_id is None else None
    due_at = open_turn(
        events.ANSWER_CONSULT,
        subject_id=consult.pk,
        actor=actor,
        person_id=consult.person_id,
        lane=lane,
    )
    if due_at != consult.due_at:
        consult.due_at = due_at
        consult.save(update_fields=["due_at"])


def withdraw(actor: Actor, consult: Consult) -> None:
    """Ask no longer, where nobody has answered. Inside an act."""
    if consult.state not in {ConsultState.OPEN.value, ConsultState.ASSUMED.value}:
        return
    _close(consult, ConsultState.WITHDRAWN, actor)
    record_event(
        events.CONSULT_WITHDRAWN, actor=actor, subject_id=consult.pk, system=consult.system_id
    )
    end_access(consult.pk, SubjectRole.CONSULTED)
    close_turns(
        events.ANSWER_CONSULT,
        subject_id=consult.pk,
        actor=actor,
        outcome=TurnOutcome.NOT_NEEDED,
    )


def _close(consult: Consult, state: ConsultState, actor: Actor) -> None:
    consult.state, consult.closed_at = state.value, clock.now()
    consult.closed_by_id = actor.person_id
    consult.save(update_fields=["state", "text", "closed_at", "closed_by"])


def _confirm_entry(actor: Actor, system_id: int) -> None:
    """Whoever answers has looked at the entry; where they may say so, that confirms it."""
    system = system_visible_to(actor, system_id)
    may = can_confirm_system(actor, it_owner=system.it_owner_id)
    if may and system.retired_at is None:
        confirm_system(actor=actor, system_id=system_id)


def _locked(actor: Actor, consult_id: int) -> Consult:
    queries.consult_visible_to(actor, consult_id)
    lock_subject(consult_id)
    return queries.consult_visible_to(actor, consult_id)
