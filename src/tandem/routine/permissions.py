"""Who may do what with work that comes back."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.work.permissions import can_work


def can_set_up(actor: Actor, standing: Standing, lane: Lane | None) -> bool:
    """Whoever adds this work there by hand, of the company: the clock adds it for them."""
    return actor.may_write and can_work(actor, standing, lane)


def can_rule(actor: Actor, standing: Standing | None) -> bool:
    """The owners of an initiative for it; for the whole workspace (no standing) administrators."""
    if standing is None:
        return actor.is_administrator
    return actor.may_write and bool(standing.owned)
