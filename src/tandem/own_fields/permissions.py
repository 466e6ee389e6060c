"""Who says which fields work has, and who fills them in."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.work.permissions import can_do, can_work


def can_define(actor: Actor) -> bool:
    """Administrators: they hold for everybody's work."""
    return actor.is_administrator


def can_fill_in(actor: Actor, standing: Standing, lane: Lane | None, *, assigned: bool) -> bool:
    """Whoever edits the work, or does it."""
    return can_work(actor, standing, lane) or can_do(actor, standing, lane, assigned=assigned)
