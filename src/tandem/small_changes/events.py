"""The words of this context: what can happen."""

from tandem.activity.registry import event_kind
from tandem.core.words import say

PLACED = event_kind("small_change.placed", say("{actor} moved it in the queue of small changes"))
