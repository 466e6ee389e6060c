"""What takes an initiative off its path: not now, the same as another, declined; and back again."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from tandem.accounts.queries import answers_for, present_day
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.queries import open_turns_on, subject_visible_to
from tandem.activity.rules import SubjectRole, TurnOutcome
from tandem.activity.services import (
    close_turns,
    give_access,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.assessment.services.state import settle_turns
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives import events, permissions, queries, rules
from tandem.initiatives.rules import Stage, Verdict
from tandem.initiatives.services.state import (
    ask_both,
    end_outcome,
    leave_queue,
    locked,
    only_of,
    record_outcome,
    record_stage,
)
from tandem.revisions.queries import next_revision_day
from tandem.stages.models import StageMove
from tandem.talk.services.approving import wait_for_approvals

if TYPE_CHECKING:
    from tandem.initiatives.models import Initiative


@transaction.atomic
def park_initiative(*, actor: Actor, initiative_id: int, reason: str, until: date) -> StageMove:
    """Say “not now”, why, and when it is looked at again. It leaves the queue and waits for nobody.

    An idea is parked by whoever sorts ideas, later work by its owners or the sponsor.
    """
    initiative = locked(actor, initiative_id)
    stage = Stage(initiative.stage)
    if not permissions.can_park(
        actor,
        standing_on(actor, initiative.pk),
        stage=stage,
        sponsor=sponsor_of(initiative.pk),
        answers_for=answers_for(actor),
    ):
        raise NotAllowed(say("Its owners or the sponsor put it aside; an idea, either side."))
    if refusal := rules.why_not_park(stage):
        raise RuleBroken(refusal)
    if refusal := rules.why_not_until(until, present_day(), Verdict.PARKED):
        raise BadInput(refusal, field="until")
    reason = typed(reason, limit=rules.REASON_LIMIT, field="reason")
    record_outcome(initiative, actor, Verdict.PARKED, reason=reason, until=until)
    record_event(
        events.PARKED,
        actor=actor,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, reason),
    )
    return leave_path(initiative, actor, Stage.PARKED)


@transaction.atomic
def park_unanswered(*, subject_id: int, lane: Lane | None) -> None:
    """Set aside what waits for an answer that nobody gave, although everybody was asked.

    The clock does it, once the last step of asking has passed: what blocks is looked at again at
    the next quarterly revision (where none is booked, in three months), instead of blocking for
    ever. It says whose answer is missing, and approves nothing.
    """
    initiative = locked(CLOCK, subject_visible_to(CLOCK, subject_id).root_id)
    if rules.why_not_park(Stage(initiative.stage)):
        return
    who = lane.label if lane else say("whoever was asked")
    reason = say("No answer from {who}.", who=who)
    today = present_day()
    until = next_revision_day(today) or rules.look_again_day(today)
    record_outcome(initiative, CLOCK, Verdict.PARKED, reason=reason, until=until)
    record_event(
        events.PARKED,
        actor=CLOCK,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, reason),
    )
    leave_path(initiative, CLOCK, Stage.PARKED)


@transaction.atomic
def bring_back(*, actor: Actor, initiative_id: int) -> StageMove:
    """Put what was parked back where it stood; an idea is looked at anew."""
    initiative = locked(actor, initiative_id)
    if refusal := rules.why_not_bring_back(Stage(initiative.stage)):
        raise RuleBroken(refusal)
    stood = queries.parked_from(initiative.pk)
    if not permissions.can_bring_back(
        actor,
        standing_on(actor, initiative.pk),
        stood=stood,
        written_by=initiative.written_by_id,
        sponsor=sponsor_of(initiative.pk),
        answers_for=answers_for(actor),
    ):
        raise NotAllowed(say("Its owners bring it back, or whose idea it was."))
    end_outcome(initiative.pk)
    record_event(events.BROUGHT_BACK, actor=actor, subject_id=initiative.pk)
    move = move_to(initiative, actor, stood)
    if stood is Stage.IDEA:
        ask_both(events.TRIAGE, initiative.pk, actor)
    else:
        settle_turns(actor, initiative.pk)
        open_turn(events.NEXT_STAGE, subject_id=initiative.pk, actor=actor)
    wait_for_approvals(actor, initiative.pk)
    return move


@transaction.atomic
def decline_idea(*, actor: Actor, initiative_id: int, reason: str) -> StageMove | None:
    """Decline an idea for good: the sponsor at once, else one person of each side.

    The first proposes it, with a reason, and the other side is asked (then nothing is returned);
    the second agrees.
    """
    initiative = locked(actor, initiative_id)
    stage = Stage(initiative.stage)
    alone = permissions.can_decline_alone(actor, sponsor=sponsor_of(initiative.pk))
    if not (alone or permissions.may_triage(actor, answers_for(actor))):
        raise NotAllowed(say("Whoever is on duty for a side says what becomes of an idea."))
    if refusal := rules.why_not_sort(stage, queries.standing_verdict(initiative.pk)):
        raise RuleBroken(refusal)
    proposal = queries.decline_proposal(initiative.pk)
    if proposal and not alone:
        by, lane = proposal
        if refusal := rules.why_not_confirm_decline(
            actor.me, actor.lanes, proposed_by=by, proposed_for=lane
        ):
            raise RuleBroken(refusal)
    reason = typed(reason, limit=rules.REASON_LIMIT, field="reason", required=proposal is None)
    if not (alone or proposal):
        _propose_to_decline(initiative, actor, reason)
        return None
    record_outcome(initiative, actor, Verdict.DECLINED, reason=reason)
    record_event(
        events.DECLINED,
        actor=actor,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, reason),
    )
    return leave_path(initiative, actor, Stage.DECLINED)


@transaction.atomic
def join_to_another(*, actor: Actor, initiative_id: int, other_id: int) -> StageMove:
    """Say that an idea is the same as another one. It is closed; both sentences are kept.

    Whose idea it was takes part in the other one from now on, if it is open to all.
    """
    initiative = locked(actor, initiative_id)
    own = actor.may_write and initiative.written_by_id == actor.me
    if not (own or permissions.may_triage(actor, answers_for(actor))):
        raise NotAllowed(say("Whoever is on duty for a side says what becomes of an idea."))
    if refusal := rules.why_not_sort(Stage(initiative.stage), None):
        raise RuleBroken(refusal)
    try:
        other = queries.initiative_visible_to(actor, other_id)
    except NotFound as missing:
        raise BadInput(say("Choose an idea from the list."), field="other") from missing
    if refusal := rules.why_not_same(initiative.pk, other.pk, Stage(other.stage)):
        raise BadInput(refusal, field="other")
    record_outcome(initiative, actor, Verdict.SAME_AS, same_as=other.pk)
    record_event(events.JOINED_TO, actor=actor, subject_id=initiative.pk, other=other.pk)
    if queries.is_open_to_all(other.pk):
        side = Lane(initiative.written_for) if initiative.written_for else None
        give_access(other.pk, initiative.written_by_id, SubjectRole.MEMBER, side)
    return leave_path(initiative, actor, Stage.CLOSED)


def _propose_to_decline(initiative: "Initiative", actor: Actor, reason: str) -> None:
    record_outcome(initiative, actor, Verdict.DECLINE_PROPOSED, reason=reason)
    record_event(
        events.DECLINE_PROPOSED,
        actor=actor,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, reason),
    )
    side = only_of(actor.lanes) or Lane.MARKETING
    open_turn(events.SECOND_NO, subject_id=initiative.pk, actor=actor, lane=side.other)


def leave_path(initiative: "Initiative", actor: Actor, stage: Stage) -> StageMove:
    """Off the path, and out of the queue: nothing on it waits for anybody any more."""
    leave_queue(initiative)
    for turn in open_turns_on([initiative.pk]):
        close_turns(
            turn.kind,
            subject_id=turn.subject_id,
            actor=actor,
            outcome=TurnOutcome.NOT_NEEDED,
        )
    return move_to(initiative, actor, stage)


def move_to(initiative: "Initiative", actor: Actor, stage: Stage) -> StageMove:
    """Write the stage, and that it was reached, inside an act."""
    before = initiative.stage
    record_stage(actor=actor, initiative_id=initiative.pk, stage=stage)
    return StageMove.objects.create(
        initiative_id=initiative.pk,
        before=before,
        after=stage.value,
        moved_by_id=actor.person_id,
    )
