"""The words of this context: what can happen."""

from tandem.activity.registry import event_kind
from tandem.core.words import say

RESERVED = event_kind(
    "capacity.reserved", say("{actor} changed how many hours a week a team keeps for small changes")
)
