"""The words of this context: what can happen."""

from tandem.activity.registry import event_kind, notice_kind
from tandem.core.words import say

APPEARANCE_SAID = event_kind(
    "initiative.appearance_said", say("{actor} said on which channels and markets it appears")
)
FIXED_DATE_MOVED = notice_kind(
    "roadmap.fixed_date_moved",
    say("{by} moved a fixed date of the year that lies close to your date"),
)
