"""Starting the next stage, once nothing is missing and there is room."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import lock_subject, open_turn
from tandem.assessment.services.state import settle_turns
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.initiatives.events import NEXT_STAGE
from tandem.initiatives.permissions import can_start_stage
from tandem.initiatives.queries import in_hand, initiative_visible_to
from tandem.initiatives.rules import LIMITED, Stage, Track, why_no_place
from tandem.initiatives.services.state import lock_places, record_stage
from tandem.stages import rules
from tandem.stages.conditions import gates
from tandem.stages.models import StageMove


@transaction.atomic
def start_stage(*, actor: Actor, initiative_id: int, stage: Stage) -> StageMove:
    """Let an owner start the next stage, once its conditions are met.

    Raises RuleBroken naming what is missing. The conditions are kept as they were.
    """
    initiative_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    initiative = initiative_visible_to(actor, initiative_id)
    if not can_start_stage(standing_on(actor, initiative.pk)):
        raise NotAllowed(say("The owners of this initiative start its next stage."))
    gate = gates({initiative.pk: Stage(initiative.stage)})[initiative.pk]
    if reason := rules.why_not_start(gate, stage):
        raise RuleBroken(reason)
    if stage in LIMITED and gate.track is not Track.EMERGENCY:
        find_place(actor, stage)
    record_stage(actor=actor, initiative_id=initiative.pk, stage=stage)
    settle_turns(actor, initiative.pk)
    if rules.next_stage(stage, gate.track) is not None:
        open_turn(NEXT_STAGE, subject_id=initiative.pk, actor=actor)
    return StageMove.objects.create(
        initiative_id=initiative.pk,
        before=gate.stage.value,
        after=stage.value,
        moved_by_id=actor.me,
        conditions=[
            [condition.key, "met" if condition.met else "passed"] for condition in gate.conditions
        ],
    )


def find_place(actor: Actor, stage: Stage) -> None:
    """Raise RuleBroken where the stage is full, saying what would have to move; whoever comes at
    the same moment waits.
    """
    lock_places(stage)
    there = in_hand(actor, (stage,))[stage]
    lowest = there.shown[0].sentence if there.shown else ""
    if reason := why_no_place(stage, taken=there.taken, places=there.places, lowest=lowest):
        raise RuleBroken(reason)
