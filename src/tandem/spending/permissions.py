"""Who says what was spent. `standing` is what the actor is on the initiative."""

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing


def can_keep_spending(actor: Actor, standing: Standing, *, sponsor: bool) -> bool:
    """The people of either side on the initiative, and its sponsor."""
    return actor.may_write and (bool(standing.sides) or sponsor)


def can_keep_codes(actor: Actor) -> bool:
    """Administrators keep cost codes and rates of currencies."""
    return actor.is_administrator
