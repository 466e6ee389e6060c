"""Reading the quarterly revisions."""

from tandem.revisions.queries.booked import (
    MovedRow,
    RevisionRow,
    held_revisions,
    moves_of,
    next_revision_day,
    proposed_days,
    revision_row,
    revisions_between,
    revisions_of,
    who_holds,
    years_opened,
)
from tandem.revisions.queries.standing import (
    ChangeRow,
    Changes,
    MarkRow,
    baseline,
    changes_between,
    changes_for,
    marks_of,
    stand_now,
    stood_at,
)

__all__ = [
    "ChangeRow",
    "Changes",
    "MarkRow",
    "MovedRow",
    "RevisionRow",
    "baseline",
    "changes_between",
    "changes_for",
    "held_revisions",
    "marks_of",
    "moves_of",
    "next_revision_day",
    "proposed_days",
    "revision_row",
    "revisions_between",
    "revisions_of",
    "stand_now",
    "stood_at",
    "who_holds",
    "years_opened",
]
