"""The words of this context: its subjects, what can happen."""

from tandem.activity.registry import event_kind, subject_kind
from tandem.core.words import say

MOMENT = subject_kind("moment", "/year/#date-{id}", say("Fixed date"))
FREEZE = subject_kind("freeze", "/year/#date-{id}", say("Freeze"))

MOMENT_NOTED = event_kind("moment.noted", say("{actor} noted the fixed date"))
MOMENT_CANCELLED = event_kind("moment.cancelled", say("{actor} cancelled the fixed date"))
MOMENT_MOVED = event_kind("moment.moved", say("{actor} moved the fixed date"))
MOMENT_MOVE_UNDONE = event_kind(
    "moment.move_undone", say("{actor} put the fixed date back where it was")
)
FREEZE_DECLARED = event_kind("freeze.declared", say("{actor} declared the freeze"))
FREEZE_CANCELLED = event_kind("freeze.cancelled", say("{actor} cancelled the freeze"))
