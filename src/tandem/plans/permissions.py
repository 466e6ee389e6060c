"""Who may do what with budgets and scope. `standing` is what the actor is on the initiative."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing


def can_ask_budget(standing: Standing) -> bool:
    """The people of either side on the initiative."""
    return bool(standing.sides)


def can_hand_over(standing: Standing) -> bool:
    """IT's people on the initiative."""
    return Lane.IT in standing.sides


def can_answer_list(standing: Standing) -> bool:
    """Marketing's people on the initiative."""
    return Lane.MARKETING in standing.sides


def can_share_time(standing: Standing, lane: Lane) -> bool:
    """The people of a side on the initiative say it of their side."""
    return lane in standing.sides


def can_keep_freezes(standing: Standing) -> bool:
    """The people of either side on the initiative."""
    return bool(standing.sides)


def can_set_rates(actor: Actor) -> bool:
    """Administrators."""
    return actor.is_administrator
