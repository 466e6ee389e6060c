"""Reading subjects, who is on them, events and turns."""

from tandem.activity.queries.history import HistoryLine, history_of, moved_for
from tandem.activity.queries.people import PersonOn, people_on, sides_owned
from tandem.activity.queries.record import (
    kept_checkpoints,
    kept_events,
    kept_heads,
    subjects_without_their_events,
)
from tandem.activity.queries.subjects import SubjectSeen, subject_visible_to
from tandem.activity.queries.turns import (
    TODAY_LIMIT,
    OpenTurn,
    count_turns_waiting_for,
    kinds_open_on,
    open_turns_on,
    turns_asked_by,
    turns_waiting_for,
)

__all__ = [
    "TODAY_LIMIT",
    "HistoryLine",
    "OpenTurn",
    "PersonOn",
    "SubjectSeen",
    "count_turns_waiting_for",
    "history_of",
    "kept_checkpoints",
    "kept_events",
    "kept_heads",
    "kinds_open_on",
    "moved_for",
    "open_turns_on",
    "people_on",
    "sides_owned",
    "subject_visible_to",
    "subjects_without_their_events",
    "turns_asked_by",
    "turns_waiting_for",
]
