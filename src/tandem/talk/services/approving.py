"""Asking somebody for a yes on an exact text, and what they say."""

from dataclasses import replace

from django.db import transaction
from django.utils.module_loading import import_string

from tandem.accounts.queries import actor_by_id, is_still_guest
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.rules import SubjectRole, TurnOutcome
from tandem.activity.services import (
    close_turns,
    end_access,
    give_access,
    lock_subject,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import events, permissions, queries, registry, rules
from tandem.talk.models import Approval, SharedText
from tandem.talk.registry import SharedPart
from tandem.talk.rules import ApprovalState
from tandem.talk.services.state import new_subject


@transaction.atomic
def ask_for_yes(*, actor: Actor, initiative_id: int, person_id: int, words: str = "") -> Approval:
    """Ask one person for a yes on the shared part as it is at this moment.

    They see that text and nothing else of a restricted initiative. `words` say what they are asked
    for.
    """
    place = subject_visible_to(actor, initiative_id)
    kind = registry.shared_kind_named(place.kind)
    if kind is None:
        raise NotFound
    if not permissions.can_ask_for_yes(actor, standing_on(actor, place.id)):
        raise NotAllowed(say("The owners of this initiative ask for approvals."))
    lock_subject(place.id)
    words = typed(words, limit=rules.QUESTION_LIMIT, field="words", required=False)
    _check_person(actor, place.id, person_id)
    given = _given_to(place, person_id)
    shared: SharedPart = import_string(kind.read)(place.id)
    if not shared.on_its_way:
        raise RuleBroken(say("It isn't on its way now. Bring it back first, then ask."))
    approval_id = new_subject(events.APPROVAL, shared.sentence, given)
    give_access(approval_id, person_id, SubjectRole.APPROVING, None)
    due_at = open_turn(events.APPROVE, subject_id=approval_id, actor=actor, person_id=person_id)
    approval = Approval.objects.create(
        subject_id=approval_id,
        shared=_kept(shared),
        words=words,
        person_id=person_id,
        asked_by_id=actor.me,
        due_at=due_at,
    )
    record_event(
        events.APPROVAL_ASKED,
        actor=actor,
        subject_id=approval_id,
        person=person_id,
        content=shared.digest,
        text=salted_digest(approval_id, words),
    )
    return approval


@transaction.atomic
def answer_approval(
    *, actor: Actor, approval_id: int, answer: ApprovalState, seen: str, text: str = ""
) -> Approval:
    """Say yes, yes with a remark, or no with the reason, to exactly the text that was `seen`."""
    approval = _locked(actor, approval_id)
    if not queries.may_approve(actor, approval):
        raise NotAllowed(say("Only whoever was asked answers, or who stands in for them."))
    if not answer.is_answer:
        raise BadInput(say("Choose yes, yes with a remark, or no."), field="answer")
    text = typed(text, limit=rules.REASON_LIMIT, field="text", required=False)
    state = ApprovalState(approval.state)
    if (state, approval.text, approval.closed_by_id) == (answer, text, actor.me):
        return approval
    if reason := rules.why_not_approve(state, is_asker=approval.asked_by_id == actor.me):
        raise RuleBroken(reason)
    if seen != approval.shared.digest:
        raise BadInput(say("That isn't the text you were asked about. Open it again."))
    if reason := rules.why_not_words(answer, text):
        raise BadInput(reason, field="text")
    approval.text = text
    _close(approval, actor, answer)
    record_event(
        events.APPROVAL_GIVEN,
        actor=actor,
        subject_id=approval.pk,
        answer=answer.value,
        content=approval.shared.digest,
        text=salted_digest(approval.pk, text),
    )
    close_turns(events.APPROVE, subject_id=approval.pk, actor=actor)
    return approval


@transaction.atomic
def withdraw_approval(*, actor: Actor, approval_id: int) -> Approval:
    """No longer ask for it: an owner does. Twice is once."""
    approval = _locked(actor, approval_id)
    root_id = subject_visible_to(actor, approval_id).root_id
    if not permissions.can_ask_for_yes(actor, standing_on(actor, root_id)):
        raise NotAllowed(say("The owners of this initiative ask for approvals."))
    state = ApprovalState(approval.state)
    if state is ApprovalState.WITHDRAWN:
        return approval
    if reason := rules.why_not_withdraw_approval(state):
        raise RuleBroken(reason)
    close_approval(actor, approval)
    return approval


def close_approval(actor: Actor, approval: Approval) -> None:
    """Withdraw it, inside the act of whoever may: nobody waits for it any more."""
    _close(approval, actor, ApprovalState.WITHDRAWN)
    record_event(events.APPROVAL_WITHDRAWN, actor=actor, subject_id=approval.pk)
    end_access(approval.pk, SubjectRole.APPROVING)
    close_turns(events.APPROVE, subject_id=approval.pk, actor=actor, outcome=TurnOutcome.NOT_NEEDED)


def wait_for_approvals(actor: Actor, initiative_id: int) -> None:
    """Let what was asked before something was put aside wait again, now that it is back."""
    for approval in queries.open_approvals_on(initiative_id):
        approval.due_at = open_turn(
            events.APPROVE, subject_id=approval.pk, actor=actor, person_id=approval.person_id
        )
        approval.save(update_fields=["due_at"])


def _check_person(actor: Actor, initiative_id: int, person_id: int) -> None:
    guest = queries.guest_with(initiative_id, person_id)
    try:
        answers = guest.may_approve if guest else actor_by_id(person_id).may_take_part
    except NotFound:
        raise BadInput(say("Choose somebody who is here."), field="person") from None
    waits = any(one.person_id == person_id for one in queries.open_approvals_on(initiative_id))
    if reason := rules.why_not_ask_for_yes(
        is_self=person_id == actor.me, answers=answers, waits=waits
    ):
        raise BadInput(reason, field="person")


def _given_to(place: SubjectSeen, person_id: int) -> SubjectSeen:
    """Where the request stands: below the initiative; a guest's below what they were given."""
    guest = queries.guest_with(place.id, person_id)
    return replace(place, id=guest.id) if guest else place


def _kept(shared: SharedPart) -> SharedText:
    found, _ = SharedText.objects.get_or_create(
        digest=shared.digest,
        defaults={"sentence": shared.sentence, "document": shared.document},
    )
    return found


def _locked(actor: Actor, approval_id: int) -> Approval:
    queries.approval_visible_to(actor, approval_id)
    lock_subject(approval_id)
    if actor.is_guest and not is_still_guest(actor):
        raise NotFound
    return queries.approval_visible_to(actor, approval_id)


def _close(approval: Approval, actor: Actor, state: ApprovalState) -> None:
    approval.state = state.value
    approval.closed_at = clock.now()
    approval.closed_by_id = actor.me
    approval.save(update_fields=["state", "text", "closed_at", "closed_by"])
