"""Who decides the order of small changes."""

from tandem.accounts.rules import Actor
from tandem.rights.rules import Decider


def can_order(actor: Actor, decider: Decider, *, is_sponsor: bool) -> bool:
    """The people of the side that the table of rights names, on an initiative or not: the hours
    are kept for all of them. Partners never.
    """
    if not actor.may_write or actor.is_partner:
        return False
    if decider is Decider.SPONSOR:
        return is_sponsor
    if decider is Decider.EITHER:
        return bool(actor.lanes)
    return decider.lane in actor.lanes
