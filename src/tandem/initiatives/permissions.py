"""Who may do what with an initiative. `standing` is what the actor is on it."""

from collections.abc import Collection

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.initiatives.rules import Stage, Track


def can_write_ideas(actor: Actor) -> bool:
    """Everybody but readers."""
    return actor.may_write


def can_join(actor: Actor, lane: Lane) -> bool:
    """A member joins for a side that is theirs."""
    return actor.may_write and lane in actor.lanes


def can_answer(actor: Actor, standing: Standing, *, written_by: int) -> bool:
    """People of a side on the initiative answer; so does whoever wrote the idea."""
    return actor.may_write and (bool(standing.sides) or written_by == actor.me)


def can_reword(
    actor: Actor, standing: Standing, *, written_by: int, stage: Stage, decides: Lane | None
) -> bool:
    """The author while it is an idea, and the side that decides it; either one where none does."""
    is_author = stage is Stage.IDEA and written_by == actor.me
    deciding = decides in standing.sides if decides else bool(standing.sides)
    return actor.may_write and (is_author or deciding)


def can_name_owner(standing: Standing) -> bool:
    """The people of either side on the initiative say who answers for it."""
    return bool(standing.sides)


def can_choose_partners(actor: Actor, standing: Standing, lane: Lane) -> bool:
    """The owner of the side that a partner works for, and administrators."""
    return actor.may_write and (lane in standing.owned or actor.is_administrator)


def can_start_stage(standing: Standing) -> bool:
    """The owners."""
    return bool(standing.owned)


def may_triage(actor: Actor, answers_for: Collection[Lane]) -> bool:
    """Whoever is on duty for a side says for it what becomes of an idea; where nobody is, anybody
    of the side. `answers_for` are the sides that the actor may answer for now.
    """
    return actor.may_write and bool(actor.lanes.intersection(answers_for))


def can_decline_alone(actor: Actor, *, sponsor: int | None) -> bool:
    """The sponsor declines for good; everybody else takes one of each side."""
    return actor.may_write and actor.me == sponsor


def can_park(
    actor: Actor,
    standing: Standing,
    *,
    stage: Stage,
    sponsor: int | None,
    answers_for: Collection[Lane],
) -> bool:
    """An idea: whoever sorts ideas. Later: its owners, or the sponsor."""
    if stage in {Stage.IDEA, Stage.PARKED} and may_triage(actor, answers_for):
        return True
    return bool(standing.owned) or can_decline_alone(actor, sponsor=sponsor)


def can_bring_back(
    actor: Actor,
    standing: Standing,
    *,
    stood: Stage,
    written_by: int,
    sponsor: int | None,
    answers_for: Collection[Lane],
) -> bool:
    """Who could park it, and whose idea it was."""
    parks = can_park(actor, standing, stage=stood, sponsor=sponsor, answers_for=answers_for)
    return parks or (actor.may_write and written_by == actor.me)


def can_say_more(actor: Actor, standing: Standing, *, written_by: int) -> bool:
    """Whose idea it was, or anybody who works on it."""
    return actor.may_write and (written_by == actor.me or bool(standing.sides))


def can_take_back(actor: Actor, *, written_by: int, brought_by: int | None) -> bool:
    """Whose idea it was, and whoever brought it from another tool."""
    return actor.may_write and actor.me in {written_by, brought_by}


def can_rank(actor: Actor, *, sponsor: int | None) -> bool:
    """The sponsor decides priority."""
    return actor.may_write and actor.me == sponsor


def can_suggest_rank(actor: Actor) -> bool:
    """Both sides suggest; where they agree, it is done."""
    return actor.may_write and bool(actor.lanes)


def can_set_limits(actor: Actor) -> bool:
    """Administrators say how much may be in hand at once."""
    return actor.is_administrator


def can_choose_path(standing: Standing) -> bool:
    """The people of either side on the initiative."""
    return bool(standing.sides)


def can_speak_on_path(
    actor: Actor, standing: Standing, track: Track, lane: Lane | None, *, approver: int | None
) -> bool:
    """An emergency: whom it names. A repeat: the owner of the side. Else anybody of the side."""
    if lane is None:
        return actor.may_write and actor.me == approver
    if track is Track.REPEAT:
        return lane in standing.owned
    return actor.may_write and lane in actor.lanes


def can_finish_check(standing: Standing) -> bool:
    """IT's people on the initiative say that the full check after an emergency is done."""
    return Lane.IT in standing.sides
