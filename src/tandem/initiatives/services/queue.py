"""The order of the one queue, and how much may be in hand at once."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import sponsor_of
from tandem.activity.rules import TurnOutcome
from tandem.activity.services import close_turns, open_turn, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.initiatives import events, permissions, queries, rules
from tandem.initiatives.models import Initiative, RankSuggestion, StageLimit
from tandem.initiatives.rules import Stage, Step
from tandem.initiatives.services.state import locked, only_of


@transaction.atomic
def move_in_queue(*, actor: Actor, initiative_id: int, step: Step) -> Initiative:
    """Let the sponsor move something in the queue. A suggestion for it is settled by that."""
    initiative = _queued(actor, initiative_id)
    sponsor = sponsor_of(initiative.pk)
    if not permissions.can_rank(actor, sponsor=sponsor):
        raise NotAllowed(say("The sponsor decides the order. You can suggest a place."))
    _move(initiative, actor, step)
    return initiative


@transaction.atomic
def suggest_move(*, actor: Actor, initiative_id: int, step: Step) -> Initiative:
    """Suggest to move something in the queue; where both sides suggest the same, it is done."""
    initiative = _queued(actor, initiative_id)
    if not permissions.can_suggest_rank(actor):
        raise NotAllowed(say("People of Marketing and IT suggest the order."))
    standing = RankSuggestion.objects.filter(initiative=initiative, ended_at=None).first()
    if standing and standing.step == step.value:
        if _agrees(actor, standing):
            _move(initiative, actor, step)
        return initiative
    _end_suggestion(initiative.pk)
    RankSuggestion.objects.create(
        initiative=initiative,
        step=step.value,
        lane=only_of(actor.lanes) or "",
        suggested_by_id=actor.me,
    )
    record_event(events.RANK_SUGGESTED, actor=actor, subject_id=initiative.pk, step=step.value)
    open_turn(
        events.RANK,
        subject_id=initiative.pk,
        actor=actor,
        person_id=sponsor_of(initiative.pk),
    )
    return initiative


@transaction.atomic
def leave_rank(*, actor: Actor, initiative_id: int) -> Initiative:
    """Let the sponsor, or whoever suggested it, leave the queue as it is."""
    initiative = _queued(actor, initiative_id)
    standing = RankSuggestion.objects.filter(initiative=initiative, ended_at=None).first()
    if standing is None:
        return initiative
    own = standing.suggested_by_id == actor.me and actor.may_write
    if not own and not permissions.can_rank(actor, sponsor=sponsor_of(initiative.pk)):
        raise NotAllowed(say("The sponsor decides, or whoever suggested it takes it back."))
    _end_suggestion(initiative.pk)
    close_turns(events.RANK, subject_id=initiative.pk, actor=actor, outcome=TurnOutcome.NOT_NEEDED)
    record_event(events.RANK_LEFT, actor=actor, subject_id=initiative.pk)
    return initiative


@transaction.atomic
def set_stage_limit(*, actor: Actor, stage: Stage, places: int) -> None:
    """Say how much may be in a stage at once. What is there already stays."""
    if not permissions.can_set_limits(actor):
        raise NotAllowed(say("Only an administrator changes the limits."))
    if reason := rules.why_not_limit(stage, places):
        raise BadInput(reason, field="places")
    StageLimit.objects.update_or_create(pk=stage.value, defaults={"places": places})


def _queued(actor: Actor, initiative_id: int) -> Initiative:
    initiative = locked(actor, initiative_id)
    if reason := rules.why_not_rank(queued=initiative.rank is not None):
        raise RuleBroken(reason)
    return initiative


def _agrees(actor: Actor, standing: RankSuggestion) -> bool:
    """Whether this is the other side's word on a suggestion, by somebody else."""
    other = Lane(standing.lane).other if standing.lane else None
    return standing.suggested_by_id != actor.me and (other is None or other in actor.lanes)


def _move(initiative: Initiative, actor: Actor, step: Step) -> None:
    queue = list(
        Initiative.objects.select_for_update(of=("self",))
        .filter(rank__isnull=False)
        .order_by("rank", "pk")
        .only("pk", "rank")
    )
    known = {each.pk: each for each in queue}
    seen = queries.queue_seen_by(actor)
    after = rules.moved([each.pk for each in queue], initiative.pk, step, seen)
    _end_suggestion(initiative.pk)
    close_turns(events.RANK, subject_id=initiative.pk, actor=actor)
    if after == [each.pk for each in queue]:
        return
    changed = []
    for place, pk in enumerate(after, start=1):
        if known[pk].rank != place:
            known[pk].rank = place
            changed.append(known[pk])
    Initiative.objects.bulk_update(changed, ["rank"])
    record_event(events.RANKED, actor=actor, subject_id=initiative.pk, step=step.value)


def _end_suggestion(initiative_id: int) -> None:
    standing = RankSuggestion.objects.filter(initiative_id=initiative_id, ended_at=None)
    standing.update(ended_at=clock.now())
