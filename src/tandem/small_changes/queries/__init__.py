"""Reading the queue of small changes."""

from tandem.small_changes.queries.facts import Change, Facts, facts, order_now, standing_now
from tandem.small_changes.queries.showing import (
    AddedUpSeen,
    ChangeSeen,
    Meant,
    QueueSeen,
    TeamSeen,
    WeekSeen,
    move_meant,
    order_seen,
    queue_seen,
)

__all__ = [
    "AddedUpSeen",
    "Change",
    "ChangeSeen",
    "Facts",
    "Meant",
    "QueueSeen",
    "TeamSeen",
    "WeekSeen",
    "facts",
    "move_meant",
    "order_now",
    "order_seen",
    "queue_seen",
    "standing_now",
]
