"""The words of this context: its subject, what can happen, what waits, what people are told."""

from tandem.activity.registry import event_kind, notice_kind, subject_kind, turn_kind
from tandem.core.words import say
from tandem.revisions.rules import Mark

REVISION = subject_kind("revision", "/revisions/{id}/", say("Quarterly revision"))

BOOKED = event_kind("revision.booked", say("{actor} booked the revision"))
MOVED = event_kind("revision.moved", say("{actor} moved the revision to another day, and said why"))
PREPARED = event_kind("revision.prepared", say("The preparation of the revision opened"))
MARKED = event_kind(
    "revision.marked",
    say("{actor} walked through the list: {mark}"),
    labels={"mark": {one.value: one.label for one in Mark}},
)
HELD = event_kind("revision.held", say("{actor} held the revision and published what changed"))

HOLD = turn_kind(
    "revision.hold",
    asks=say("Walk through what moved, and hold the revision"),
    verb=say("Open the list"),
    path="",
    days=5,
)

OPEN_NOW = notice_kind(
    "revision.open_now",
    say("The quarterly revision is near: see what moved, and say what needs talk"),
)
PUBLISHED = notice_kind(
    "revision.published", say("{by} held the revision: what changed this quarter")
)
NEW_DAY = notice_kind("revision.new_day", say("{by} moved the revision to another day"))
