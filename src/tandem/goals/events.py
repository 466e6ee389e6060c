"""The words of this context: its subjects, what can happen, what can wait."""

from tandem.activity.registry import event_kind, subject_kind, turn_kind
from tandem.core.words import say

VISION = subject_kind("vision", "/goals/#vision-{id}", say("Vision"))
OBJECTIVE = subject_kind("objective", "/goals/{id}/", say("Goal"))

VISION_WRITTEN = event_kind("vision.written", say("{actor} wrote the vision"))
OBJECTIVE_ADDED = event_kind("objective.added", say("{actor} added the goal"))
OBJECTIVE_EDITED = event_kind("objective.edited", say("{actor} changed the goal"))
ENDORSED = event_kind("goal.endorsed", say("{actor} stands behind it"))
LINKED = event_kind("goal.served", say("{actor} said which goal it serves"))
UNLINKED = event_kind("goal.left", say("{actor} said that it no longer serves the goal"))

RENEW = turn_kind(
    "goal.renew",
    asks=say("Do you still stand behind this?"),
    verb=say("Look at it"),
    path="",
    days=5,
)
