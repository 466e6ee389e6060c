"""What pages of other contexts show of hours: called from their templates."""

from dataclasses import dataclass

from tandem.accounts.requests import ActorRequest
from tandem.timesheets import permissions, queries
from tandem.timesheets.queries import PieceTime, Running
from tandem.timesheets.rules import SpentOn
from tandem.work.queries import WorkRow


@dataclass(frozen=True, slots=True)
class TimeOn:
    """The time of a piece of work on its page. What it took is there for who may read sums."""

    key: str
    piece: PieceTime | None
    may_write: bool
    may_say: bool
    runs: bool


def running_timer(request: ActorRequest) -> Running | None:
    """The reader's timer while it runs. Asks nothing of the database while it doesn't."""
    if getattr(request.user, "timer_since", None) is None:
        return None
    return queries.running(request.actor)


def time_on(request: ActorRequest, row: WorkRow, *, may_do: bool) -> TimeOn:
    """What its page shows of time; `may_do`: the reader does it, or may edit it."""
    actor = request.actor
    reads = row.is_done_by(actor.me) or row.home_id in queries.open_to(actor, [row.home_id])
    spent = queries.spent_on([row.id]).get(row.id) if reads else None
    running = running_timer(request)
    on = SpentOn(subject_id=row.id)
    return TimeOn(
        key=on.key,
        piece=queries.piece_time(row, spent) if reads else None,
        may_write=permissions.can_write_hours(actor),
        may_say=may_do and not row.state.is_over,
        runs=running is not None and running.thing.on == on,
    )
