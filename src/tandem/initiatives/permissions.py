"""Who may do what with an initiative. `standing` is what the actor is on it."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.initiatives.rules import Stage


def can_write_ideas(actor: Actor) -> bool:
    """Everybody but readers."""
    return actor.may_write


def can_join(actor: Actor, lane: Lane) -> bool:
    """A member joins for a side that is theirs."""
    return actor.may_write and lane in actor.lanes


def can_answer(actor: Actor, standing: Standing, *, written_by: int) -> bool:
    """People of a side on the initiative answer; so does whoever wrote the idea."""
    return actor.may_write and (bool(standing.sides) or written_by == actor.me)


def can_reword(actor: Actor, standing: Standing, *, written_by: int, stage: Stage) -> bool:
    """The author while it is an idea; afterwards Marketing decides the wording."""
    is_author = stage is Stage.IDEA and written_by == actor.me
    return actor.may_write and (is_author or Lane.MARKETING in standing.sides)


def can_name_owner(standing: Standing) -> bool:
    """The people of either side on the initiative say who answers for it."""
    return bool(standing.sides)


def can_start_stage(standing: Standing) -> bool:
    """The owners."""
    return bool(standing.owned)
