"""The words of this context: what can happen."""

from tandem.activity.registry import event_kind
from tandem.core.words import say
from tandem.plans.registry import hours_are_kept

hours_are_kept("tandem.capacity.queries.hours_kept")

RESERVED = event_kind(
    "capacity.reserved", say("{actor} changed how many hours a week a team keeps for small changes")
)
