"""The words of this context: what can happen."""

from tandem.activity.registry import event_kind
from tandem.core.words import say

APPEARANCE_SAID = event_kind(
    "initiative.appearance_said", say("{actor} said on which channels and markets it appears")
)
