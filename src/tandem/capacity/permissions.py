"""Who may see how full other people's weeks are, and who reserves a team's hours."""

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing


def can_plan_with(actor: Actor, standing: Standing) -> bool:
    """Whoever is on an initiative for a side plans with its people; partners don't."""
    return actor.may_write and not actor.is_partner and bool(standing.sides)


def can_reserve(actor: Actor, *, leads: bool) -> bool:
    """Whoever leads the team or speaks to Marketing for it; an administrator."""
    return actor.is_administrator or (actor.may_write and not actor.is_partner and leads)
