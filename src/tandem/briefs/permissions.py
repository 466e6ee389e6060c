"""Who may do what with a brief. All of it begins with being on the initiative for a side."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import owned_sides_on, sides_on
from tandem.briefs.models import Brief


def can_start_brief(actor: Actor, initiative_id: int) -> bool:
    """Marketing starts the brief; its people on the initiative may."""
    return actor.may_write and Lane.MARKETING in sides_on(actor, initiative_id)


def can_edit(actor: Actor, brief: Brief) -> bool:
    """People of either side edit what their side decides; `rules.why_not_edit` says which."""
    return actor.may_write and bool(sides_on(actor, brief.initiative_id))


def can_ask_for_playback(actor: Actor, brief: Brief) -> bool:
    return actor.may_write and Lane.MARKETING in sides_on(actor, brief.initiative_id)


def can_play_back(actor: Actor, brief: Brief) -> bool:
    return actor.may_write and Lane.IT in sides_on(actor, brief.initiative_id)


def can_confirm(actor: Actor, brief: Brief) -> bool:
    return actor.may_write and Lane.MARKETING in owned_sides_on(actor, brief.initiative_id)


def can_sign(actor: Actor, brief: Brief, lane: Lane) -> bool:
    """Owners sign, each for their side."""
    return actor.may_write and lane in owned_sides_on(actor, brief.initiative_id)
