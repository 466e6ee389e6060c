"""A fixed date of the year is moved, and whoever means something for about then is told."""

from datetime import date

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.queries import owners_on
from tandem.activity.services import notify
from tandem.roadmap import events, queries
from tandem.year import services as year


@transaction.atomic
def move_fixed_date(
    *,
    actor: Actor,
    moment_id: int,
    starts_on: date,
    ends_on: date,
    reason: str,
    starts_before: date,
    ends_before: date,
) -> int | None:
    """Move it and say why. Owners of initiatives whose promised or wished day lies on it, before or
    after, or in the two weeks before it, are told. The id of the move; None where it stands there.
    """
    move = year.move_moment(
        actor=actor,
        moment_id=moment_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        starts_before=starts_before,
        ends_before=ends_before,
    )
    if move is None:
        return None
    _tell(actor, (move.starts_before, move.ends_before), (starts_on, ends_on))
    return move.pk


@transaction.atomic
def undo_fixed_date(*, actor: Actor, moment_id: int, move_id: int) -> None:
    """Put it back where it was before a move, as long as nothing moved it since; the same people
    are told.
    """
    move = year.undo_moment_move(actor=actor, moment_id=moment_id, move_id=move_id)
    _tell(actor, (move.starts_before, move.ends_before), (move.starts_on, move.ends_on))


def _tell(actor: Actor, before: tuple[date, date], after: tuple[date, date]) -> None:
    close = queries.meant_close_to(actor, *before) | queries.meant_close_to(actor, *after)
    owners = owners_on(list(close)) if close else {}
    for pk in close:
        people = [name.id for name in owners[pk].values()]
        notify(people, events.FIXED_DATE_MOVED, actor=actor, subject_id=pk)
