"""The words of this context.

That somebody wrote hours down is no event: whoever sees a piece of work reads its history, and a
person's hours are for that person alone. The entry says when it was changed last.
"""

from tandem.activity.registry import event_kind
from tandem.core.words import say

STILL_SAID = event_kind("work_item.still_said", say("{actor} said how much of it is left"))
STILL_GONE = event_kind(
    "work_item.still_taken_back", say("{actor} no longer says how much of it is left")
)
OCCUPATION_ADDED = event_kind(
    "hours.occupation_added", say("{actor} added something that hours are spent on")
)
OCCUPATION_CLOSED = event_kind(
    "hours.occupation_closed", say("{actor} took something off what hours are spent on")
)
HOURS_CLOSED = event_kind("hours.closed", say("{actor} said up to which day hours are closed"))
TAKEN_IN = event_kind("hours.taken_in", say("{actor} took in {count} hours from elsewhere"))
