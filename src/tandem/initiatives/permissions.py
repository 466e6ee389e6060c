"""Who may do what with an initiative."""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import owned_sides_on, sides_on
from tandem.initiatives.models import Initiative


def can_write_ideas(actor: Actor) -> bool:
    return actor.may_write


def can_join(actor: Actor, lane: Lane) -> bool:
    """A member joins for a side that is theirs."""
    return actor.may_write and lane in actor.lanes


def can_answer(actor: Actor, initiative: Initiative) -> bool:
    """People of a side on the initiative answer; so does whoever wrote the idea."""
    return actor.may_write and (
        bool(sides_on(actor, initiative.pk)) or initiative.written_by_id == actor.person_id
    )


def can_reword(actor: Actor, initiative: Initiative) -> bool:
    """The author until it is taken up; afterwards Marketing decides the wording."""
    if not actor.may_write:
        return False
    if initiative.stage == "idea" and initiative.written_by_id == actor.person_id:
        return True
    return Lane.MARKETING in sides_on(actor, initiative.pk)


def can_name_owner(actor: Actor, initiative: Initiative) -> bool:
    """The people of either side on the initiative say who answers for it."""
    return actor.may_write and bool(sides_on(actor, initiative.pk))


def can_start_stage(actor: Actor, initiative: Initiative) -> bool:
    return actor.may_write and bool(owned_sides_on(actor, initiative.pk))
