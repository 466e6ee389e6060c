"""Who may do what with IT projects. Sight is checked before: who sees nothing finds nothing."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing


def can_write_projects(actor: Actor) -> bool:
    """IT's people and administrators."""
    return actor.may_write and (Lane.IT in actor.lanes or actor.is_administrator)


def can_link(actor: Actor, standing: Standing) -> bool:
    """Who writes IT projects, and the people of either side on the initiative (`standing`)."""
    return can_write_projects(actor) or (actor.may_write and bool(standing.sides))


def can_hide(actor: Actor, standing: Standing) -> bool:
    """Who leads it (`standing` is what the actor is on it), and administrators."""
    return actor.may_write and (Lane.IT in standing.owned or actor.is_administrator)
