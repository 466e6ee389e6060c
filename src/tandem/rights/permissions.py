"""Who decides a suggestion."""

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing
from tandem.rights.rules import Decider


def decides(actor: Actor, standing: Standing, decider: Decider, *, is_sponsor: bool) -> bool:
    """Whether the actor changes such a thing directly.

    People of the deciding side who are on the initiative do; the sponsor what is theirs.
    """
    if not actor.may_write:
        return False
    if decider is Decider.SPONSOR:
        return is_sponsor
    if decider is Decider.EITHER:
        return bool(standing.sides)
    return decider.lane in standing.sides


def can_change_rights(actor: Actor) -> bool:
    """Administrators change the table."""
    return actor.is_administrator
