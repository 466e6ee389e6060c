"""How far an initiative reaches is kept when both sides sign, and looked at when it has changed."""

from django.db import transaction

from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import kinds_open_on
from tandem.activity.services import close_turns, lock_subject, open_turn, record_event
from tandem.assessment import events, permissions, queries
from tandem.assessment.models import KeptImpact
from tandem.assessment.rules.kept import digest_of, kept_systems
from tandem.assessment.services import state
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say


def keep_impact(actor: Actor, initiative_id: int) -> None:
    """Keep it when both sides have signed; a part of that act. What was kept once stays until
    somebody looks at what has changed: signing one part anew doesn't say that.
    """
    if not queries.was_kept(initiative_id):
        _keep(actor, initiative_id, signed=True)


@transaction.atomic
def look_at_impact(*, actor: Actor, initiative_id: int, seen: str) -> KeptImpact:
    """Say for IT that what has changed was looked at. `seen` is what the person saw.

    Raises RuleBroken where it changed once more meanwhile, or nothing has.
    """
    state.locked(actor, initiative_id)
    if not permissions.can_settle_systems(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Somebody of IT on this initiative looks at what it affects."))
    kept = queries.impact_kept(initiative_id)
    if kept is None:
        raise RuleBroken(say("What it affects is kept once both sides have signed its brief."))
    if kept.seen != seen:
        raise RuleBroken(say("It changed once more meanwhile. Read it again, then say so."))
    if not kept.changes:
        raise RuleBroken(say("Nothing has changed since it was looked at."))
    looked = _keep(actor, initiative_id, signed=False)
    close_turns(events.LOOK_AT_IMPACT, subject_id=initiative_id, actor=actor)
    return looked


@transaction.atomic
def settle_impact(*, initiative_id: int) -> bool:
    """Let it wait for IT where it reaches elsewhere than what was kept, and no longer where it
    doesn't; says whether it waits from now on.
    """
    lock_subject(initiative_id)
    if not queries.has_changed(initiative_id):
        close_turns(events.LOOK_AT_IMPACT, subject_id=initiative_id, actor=CLOCK)
        return False
    if (events.LOOK_AT_IMPACT, Lane.IT) in kinds_open_on(initiative_id):
        return False
    open_turn(events.LOOK_AT_IMPACT, subject_id=initiative_id, actor=CLOCK, lane=Lane.IT)
    return True


def _keep(actor: Actor, initiative_id: int, *, signed: bool) -> KeptImpact:
    impact = queries.said_impact(initiative_id)
    systems = kept_systems(impact)
    kept = KeptImpact.objects.create(
        initiative_id=initiative_id,
        systems=[one.as_json() for one in systems],
        digest=digest_of(impact),
        signed=signed,
        kept_by_id=actor.me,
    )
    record_event(
        events.IMPACT_KEPT if signed else events.IMPACT_LOOKED_AT,
        actor=actor,
        subject_id=initiative_id,
        systems=len(systems),
        content=kept.digest,
    )
    return kept
