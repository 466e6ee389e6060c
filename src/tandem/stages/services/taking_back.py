"""Taking back an idea that came in by mistake."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import record_event
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.initiatives import events, permissions, queries, rules
from tandem.initiatives.rules import Stage, Verdict
from tandem.initiatives.services.state import locked, record_outcome
from tandem.stages.models import StageMove
from tandem.stages.services.aside import leave_path


@transaction.atomic
def take_back_idea(*, actor: Actor, initiative_id: int) -> StageMove:
    """Close an idea that one wrote or brought, as long as nobody has taken it up."""
    initiative = locked(actor, initiative_id)
    if not permissions.can_take_back(
        actor, written_by=initiative.written_by_id, brought_by=initiative.brought_by_id
    ):
        raise NotAllowed(say("Whose idea it was takes it back, or whoever brought it."))
    standing = queries.standing_verdict(initiative.pk)
    if reason := rules.why_not_take_back(Stage(initiative.stage), standing):
        raise RuleBroken(reason)
    record_outcome(initiative, actor, Verdict.TAKEN_BACK)
    record_event(events.TAKEN_BACK, actor=actor, subject_id=initiative.pk)
    return leave_path(initiative, actor, Stage.CLOSED)
