"""Who may do what with work. Sight is checked before: who sees nothing finds nothing.

`standing` is what the actor is on the home of the work.
"""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing


def sides_worked_for(standing: Standing) -> frozenset[Lane]:
    """The sides that somebody works for there. A partner's, too: they are there to work."""
    return standing.sides | standing.helps


def can_work(actor: Actor, standing: Standing, lane: Lane | None) -> bool:
    """A side's people on it add and edit the work of their side; what is shared either side's."""
    sides = sides_worked_for(standing)
    return actor.may_take_part and (lane in sides if lane else bool(sides))


def can_do(actor: Actor, standing: Standing, lane: Lane | None, *, assigned: bool) -> bool:
    """Who may edit it, and whoever does it: they move it, tick its list, say what is in the way."""
    return can_work(actor, standing, lane) or (actor.may_take_part and assigned)


def can_estimate(actor: Actor, standing: Standing, lane: Lane | None, decides: Lane | None) -> bool:
    """Each side says how long its work takes. Of what is shared, the side that decides estimates
    (`decides`), or either where none does.
    """
    deciding = lane or decides
    return actor.may_write and (deciding in standing.sides if deciding else bool(standing.sides))


def can_accept(
    actor: Actor, standing: Standing, lane: Lane | None, *, asked_by: int, assigned: bool
) -> bool:
    """The other side, or whoever asked for it; nobody accepts what they did themselves.

    What both sides do together, either side's people accept.
    """
    theirs = {lane.other} if lane else set(Lane)
    entitled = bool(theirs & standing.sides) or asked_by == actor.me
    return actor.may_write and entitled and not assigned


def can_limit(actor: Actor, standing: Standing) -> bool:
    """The owners say how much may stand in the columns of their board."""
    return actor.may_write and bool(standing.owned)


def can_limit_all(actor: Actor) -> bool:
    """Administrators say it for all boards that say nothing of their own."""
    return actor.is_administrator
