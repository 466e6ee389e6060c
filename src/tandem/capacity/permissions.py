"""Who may see how full other people's weeks are."""

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing


def can_plan_with(actor: Actor, standing: Standing) -> bool:
    """Whoever is on an initiative for a side plans with its people; partners don't."""
    return actor.may_write and not actor.is_partner and bool(standing.sides)
