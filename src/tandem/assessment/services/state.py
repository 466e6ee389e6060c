"""What the acts of this context share. Called inside their transaction."""

from django.utils.module_loading import import_string

from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import close_turns, lock_subject, open_turn
from tandem.assessment import events, queries, registry
from tandem.assessment.services.consulting import settle_consults
from tandem.initiatives.queries import Heading, heading_visible_to


def locked(actor: Actor, initiative_id: int) -> Heading:
    """The initiative, locked, as the actor sees it; hidden and missing are the same."""
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    return heading_visible_to(actor, initiative_id)


def settle_turns(actor: Actor, initiative_id: int) -> None:
    """Let the assessment wait for IT while IT owes something of it, and no longer; ask owners of
    systems that were confirmed; then let those go on who wait for it.
    """
    stage = heading_visible_to(actor, initiative_id).stage
    owed = queries.owed_by_it(initiative_id, stage)
    if owed:
        open_turn(events.ASSESS, subject_id=initiative_id, actor=actor, lane=Lane.IT)
    else:
        close_turns(events.ASSESS, subject_id=initiative_id, actor=actor)
    settle_consults(actor, initiative_id)
    for path in registry.services_settled_with():
        import_string(path)(actor=actor, initiative_id=initiative_id, owed=owed)
