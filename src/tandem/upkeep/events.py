"""The words of this context: what happens to the workspace itself."""

from tandem.activity.registry import event_kind
from tandem.core.words import say

PEOPLE_TAKEN_IN = event_kind(
    "people.taken_in", say("{actor} took people in from a list: {count} in all")
)

MAIL_CHANGED = event_kind("mail.changed", say("{actor} changed where mail is handed in"))
CALENDAR_FOLLOWED = event_kind(
    "calendar.followed", say("{actor} let closing days come from a calendar")
)
CALENDAR_STOPPED = event_kind(
    "calendar.stopped", say("{actor} ended that closing days come from a calendar")
)
CLOSING_TAKEN = event_kind(
    "closing.taken", say("{actor} took closing days over: {added} came, {gone} went")
)
MAIL_ENDED = event_kind("mail.ended", say("{actor} ended that anything is mailed"))
