"""Who may do what with templates of initiatives and of work."""

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing


def can_make_template(actor: Actor, standing: Standing) -> bool:
    """The owners of the initiative that it is made of, and administrators."""
    return bool(standing.owned) or actor.is_administrator


def can_change_template(actor: Actor, *, made_by: int) -> bool:
    """Whoever made it, and administrators."""
    return actor.may_write and (actor.me == made_by or actor.is_administrator)


def can_use_work(actor: Actor, standing: Standing) -> bool:
    """The people of either side on the initiative, each for their side. No partner: a template is
    the company's own.
    """
    return actor.may_write and bool(standing.sides)


def can_take_back_work(actor: Actor, *, used_by: int) -> bool:
    """Whoever used the template; what others added from it, they take back themselves."""
    return actor.may_write and actor.me == used_by


def can_fill(standing: Standing) -> bool:
    """The people of either side on the initiative, each what their side decides."""
    return bool(standing.sides)
