"""Who takes in work from other tools. Sight is checked before: who sees nothing finds nothing."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.work import permissions as of_work


def can_import(actor: Actor, standing: Standing) -> bool:
    """The company's own people who add work there. No partner does: a file may hold anything."""
    return actor.may_write and of_work.can_work(actor, standing, None)


def can_import_ideas(actor: Actor) -> bool:
    """Whoever of the company writes ideas. No partner does."""
    return actor.may_write and not actor.is_partner


def lanes_open(actor: Actor, standing: Standing) -> frozenset[Lane | None]:
    """The sides that somebody may take work in for; None: both together."""
    return frozenset(lane for lane in (*Lane, None) if of_work.can_work(actor, standing, lane))


def lanes_estimated(
    actor: Actor, standing: Standing, decides: Lane | None
) -> frozenset[Lane | None]:
    """The sides whose estimates somebody may take in."""
    return frozenset(
        lane for lane in (*Lane, None) if of_work.can_estimate(actor, standing, lane, decides)
    )
