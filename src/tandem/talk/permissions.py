"""Who may do what in a conversation. Sight is checked before: who sees nothing finds nothing.

A partner takes part in it, but neither answers for their side nor decides.
"""

from tandem.accounts.rules import Actor, GuestMay, Lane
from tandem.activity.permissions import Standing


def can_speak(actor: Actor) -> bool:
    """Everybody but readers comments, asks, reacts and keeps notes on what they see."""
    return actor.may_take_part


def can_take_comment_back(actor: Actor, *, written_by: int) -> bool:
    """Its author alone, or whoever brought it from elsewhere."""
    return actor.may_take_part and written_by == actor.me


def can_change_comment(actor: Actor, *, written_by: int, said_by: str) -> bool:
    """Its author alone. What somebody said elsewhere stays as they said it."""
    return can_take_comment_back(actor, written_by=written_by) and not said_by


def can_react(actor: Actor, *, written_by: int) -> bool:
    """Everybody but readers, about what others said."""
    return actor.may_take_part and written_by != actor.me


def can_give_answer(
    actor: Actor, *, to_person: int | None, to_lane: Lane | None, in_team: bool | None = None
) -> bool:
    """Whoever was asked; where a side or a team was asked, anybody who belongs to it, but no
    partner.

    `in_team`: whether they belong to the team that was asked; None where none was.
    """
    if in_team is not None:
        return actor.may_write and in_team
    if to_person is not None:
        return actor.may_take_part and actor.me == to_person
    return actor.may_write and to_lane in actor.lanes


def can_judge_answer(actor: Actor, *, asked_by: int) -> bool:
    """Whoever asked says whether that answers it."""
    return actor.may_take_part and asked_by == actor.me


def can_withdraw(actor: Actor, standing: Standing, *, asked_by: int) -> bool:
    """Whoever asked; and the owners: a question whose asker is gone blocks nobody for ever."""
    return actor.may_take_part and (asked_by == actor.me or bool(standing.owned))


def can_decide(actor: Actor, standing: Standing, *, sponsor_id: int | None) -> bool:
    """The owners, and the sponsor."""
    return actor.may_write and (bool(standing.owned) or sponsor_id == actor.me)


def can_ask_for_yes(actor: Actor, standing: Standing) -> bool:
    """The owners ask for what their work needs."""
    return actor.may_write and bool(standing.owned)


def can_approve(actor: Actor, *, person: int) -> bool:
    """Whoever was asked by name; a guest, where that was given to them."""
    may = actor.may_take_part or GuestMay.APPROVE in actor.guest_may
    return may and actor.me == person


def can_invite(actor: Actor, standing: Standing) -> bool:
    """The owners, and administrators who see it."""
    return actor.may_write and (bool(standing.owned) or actor.is_administrator)


def can_comment_as_guest(actor: Actor) -> bool:
    """A guest to whom that was given."""
    return GuestMay.COMMENT in actor.guest_may


def can_dissent(actor: Actor) -> bool:
    """Anybody who disagrees, of either side or of none; readers only read."""
    return actor.may_write


def can_look_again(
    actor: Actor, standing: Standing, *, decided_by: int, sponsor_id: int | None
) -> bool:
    """Whoever decided it, the owners, the sponsor."""
    return actor.may_write and (
        decided_by == actor.me or can_decide(actor, standing, sponsor_id=sponsor_id)
    )


def can_take_off(actor: Actor, standing: Standing, *, kept_by: int) -> bool:
    """Whoever kept the note, and the owners."""
    return actor.may_take_part and (kept_by == actor.me or bool(standing.owned))


def can_do_task(actor: Actor, *, person: int, given_by: int) -> bool:
    """Whose to-do it is, and whoever gave it."""
    return actor.may_take_part and actor.me in {person, given_by}
