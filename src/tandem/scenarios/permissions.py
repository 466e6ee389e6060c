"""Who may do what with scenarios. `standing` is what the actor is on the initiative."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.scenarios.rules import Voice


def can_try(actor: Actor, standing: Standing, *, is_sponsor: bool) -> bool:
    """The people of either side on the initiative, and its sponsor."""
    return bool(standing.sides) or (is_sponsor and actor.may_write)


def can_see(
    actor: Actor, standing: Standing, *, is_sponsor: bool, made_by: int, shared: bool
) -> bool:
    """Whoever made it; once it is shared, everybody who may try something there."""
    if made_by == actor.me:
        return actor.may_write
    return shared and can_try(actor, standing, is_sponsor=is_sponsor)


def can_change(actor: Actor, *, made_by: int) -> bool:
    """Whoever made it: others make a copy."""
    return actor.may_write and made_by == actor.me


def can_move(standing: Standing, lane: Lane | None) -> bool:
    """At the deal table each side moves its own levers; what either may move, both may."""
    return bool(standing.sides) if lane is None else lane in standing.sides


def voices_of(standing: Standing, *, is_sponsor: bool) -> frozenset[Voice]:
    """For whom somebody can say yes: their sides, and themselves where they are the sponsor."""
    return frozenset(
        {Voice(lane) for lane in standing.sides} | ({Voice.SPONSOR} if is_sponsor else set())
    )


def can_get_up(standing: Standing) -> bool:
    """Either side's people: nobody is held at the deal table."""
    return bool(standing.sides)
