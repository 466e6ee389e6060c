"""Whether an initiative keeps out of a soft freeze, as both sides agreed."""

from django.db import transaction

from tandem.accounts.queries import workspace_calendar
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.plans import events, permissions, queries
from tandem.plans.models import SoftFreezeKept
from tandem.plans.services import state
from tandem.year.rules import FreezeKind


@transaction.atomic
def keep_out_of_freeze(*, actor: Actor, initiative_id: int, freeze_id: int, kept: bool) -> None:
    """Let it not go live in a soft freeze, or let it after all. The same again is once."""
    state.locked(actor, initiative_id)
    if not permissions.can_keep_freezes(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Both sides' people on this initiative say that."))
    ahead = queries.freezes_ahead(initiative_id, clock.now(), workspace_calendar())
    if freeze_id not in {one.id for one in ahead if one.freeze is FreezeKind.SOFT}:
        raise RuleBroken(say("That soft freeze is over, or isn't about this initiative."))
    standing = SoftFreezeKept.objects.filter(
        initiative_id=initiative_id, freeze_id=freeze_id, passed_at=None
    )
    if standing.exists() is kept:
        return
    if kept:
        SoftFreezeKept.objects.create(
            initiative_id=initiative_id, freeze_id=freeze_id, kept_by_id=actor.me
        )
    else:
        standing.update(passed_at=clock.now())
    kind = events.SOFT_FREEZE_KEPT if kept else events.SOFT_FREEZE_PASSED
    record_event(kind, actor=actor, subject_id=initiative_id, freeze=freeze_id)
