"""Who may say what was built for work: whoever may edit that work, or does it."""

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing
from tandem.work.permissions import can_do
from tandem.work.queries import WorkRow


def can_link_code(actor: Actor, standing: Standing, row: WorkRow) -> bool:
    """`standing` is what the actor is on the home of the work."""
    return can_do(actor, standing, row.lane, assigned=row.is_done_by(actor.me))
