"""Who may do what with work that comes back."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.work.permissions import can_work


def can_set_up(actor: Actor, standing: Standing, lane: Lane | None) -> bool:
    """Whoever adds this work there by hand, of the company: the clock adds it for them."""
    return actor.may_write and can_work(actor, standing, lane)
